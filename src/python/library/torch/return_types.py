"""Named results: `torch.return_types.max` and its kin, tuples with fields."""

_classes = {}


class _Result(tuple):
    _fields = ()

    def __repr__(self):
        name = type(self).__name__
        fields = ",\n".join(f"{field}={value!r}" for field, value in zip(self._fields, self))
        return f"torch.return_types.{name}(\n{fields})"

    def __reduce__(self):
        return make, (type(self).__name__, self._fields, tuple(self))


def _field(index):
    return property(lambda self: self[index])


def _class(name, fields):
    found = _classes.get(name)
    if found is None:
        body = {field: _field(index) for index, field in enumerate(fields)}
        body["_fields"] = fields
        body["__module__"] = __name__
        found = _classes[name] = type(name, (_Result,), body)
        globals().setdefault(name, found)
    return found


def make(name, fields, values):
    """A result of class `torch.return_types.<name>`; called by native code."""
    return tuple.__new__(_class(name, fields), values)
