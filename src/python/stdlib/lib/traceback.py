"""Tracebacks as text, written by the interpreter itself."""

import sys

import _antorcha

__all__ = ["format_exc", "format_exception", "format_exception_only", "print_exc", "print_exception"]


def _value(exc, value):
    if value is not None:
        return value
    return exc if isinstance(exc, BaseException) else None


def format_exception(exc, /, value=None, tb=None, limit=None, chain=True, **kwargs):
    error = _value(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return _antorcha.format_exception(error, bool(chain)).splitlines(keepends=True)


def format_exception_only(exc, /, value=None, **kwargs):
    error = _value(exc, value)
    if error is None:
        return ["NoneType: None\n"]
    return _antorcha.format_exception_only(error).splitlines(keepends=True)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exception(), chain=chain))


def print_exception(exc, /, value=None, tb=None, limit=None, file=None, chain=True, **kwargs):
    print("".join(format_exception(exc, value, tb, limit, chain)), end="", file=file or sys.stderr)


def print_exc(limit=None, file=None, chain=True):
    print_exception(sys.exception(), file=file, chain=chain)


def print_stack(f=None, limit=None, file=None):
    print("".join(format_stack(f, limit)), end="", file=file or sys.stderr)


def format_stack(f=None, limit=None):
    frame = f or sys._getframe(1)
    calls = []
    while frame is not None:
        calls.insert(0, f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, in {frame.f_code.co_name}\n')
        frame = frame.f_back
    return calls


def format_tb(tb, limit=None):
    calls = []
    while tb is not None:
        code = tb.tb_frame.f_code
        calls.append(f'  File "{code.co_filename}", line {tb.tb_lineno}, in {code.co_name}\n')
        tb = tb.tb_next
    return calls


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=file or sys.stderr)
