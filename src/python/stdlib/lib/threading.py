"""What `logging` asks of threads, for a program that has only one."""

import sys
from _thread import RLock, allocate_lock as Lock, get_ident


class Thread:
    name = "MainThread"
    ident = 1
    daemon = False


_main = Thread()


class local:
    pass


def current_thread():
    return _main


def main_thread():
    return _main


def _register_atexit(*args):
    pass


def get_native_id():
    return 1
