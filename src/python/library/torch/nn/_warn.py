"""Warnings, with `warnings` imported by the first."""


def warn(text, category=UserWarning, stacklevel=2):
    import warnings

    warnings.warn(text, category, stacklevel=stacklevel + 1)
