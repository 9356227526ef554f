"""What Python's own library asks of the system: nothing here reaches it."""

name = "antorcha"
sep = "/"
linesep = "\n"
environ = {}


def urandom(size):
    import _random
    return _random.Random().getrandbits(size * 8).to_bytes(size, "little") if size else b""


def fspath(path):
    if isinstance(path, (str, bytes)):
        return path
    raise TypeError(f"expected str, bytes or os.PathLike object, not {type(path).__name__}")


def getpid():
    return 1


def cpu_count():
    return 1


class PathLike:
    pass


class _Path:
    """The functions that `logging` uses on names of files."""

    @staticmethod
    def normcase(path):
        return path

    @staticmethod
    def basename(path):
        return path.rsplit("/", 1)[-1]

    @staticmethod
    def splitext(path):
        stem, dot, ending = path.rpartition(".")
        return (stem, dot + ending) if stem else (path, "")


path = _Path()
