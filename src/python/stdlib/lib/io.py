"""Text and bytes in memory; files are out of reach."""

import abc

from _io import (
    DEFAULT_BUFFER_SIZE, BlockingIOError, BytesIO, StringIO, UnsupportedOperation,
    _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase,
)
from builtins import open

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class IOBase(_IOBase, metaclass=abc.ABCMeta):
    __doc__ = _IOBase.__doc__


class RawIOBase(_RawIOBase, IOBase):
    __doc__ = _RawIOBase.__doc__


class BufferedIOBase(_BufferedIOBase, IOBase):
    __doc__ = _BufferedIOBase.__doc__


class TextIOBase(_TextIOBase, IOBase):
    __doc__ = _TextIOBase.__doc__


BufferedIOBase.register(BytesIO)
TextIOBase.register(StringIO)
