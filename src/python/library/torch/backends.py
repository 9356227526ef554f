"""`torch.backends`: none but the processor."""


class _Backend:
    def __init__(self, **values):
        self.__dict__.update(values)

    def is_available(self):
        return False

    is_built = is_available


cudnn = _Backend(enabled=True, deterministic=False, benchmark=False)
mps = _Backend()
cuda = _Backend()
mkl = _Backend()
openmp = _Backend()
