"""Limit the time and the memory of work on what others have written, where the system can."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from cvgen.problems import InputError, Problem

SECONDS = 300.0  # for a document; that of a profile with 2,000 publications takes 20
MEGABYTES = 3000  # more than a process has; the same document takes 900
AGAIN = 10.0  # seconds until the next alarm, where code of a library has swallowed the first
HINT = "look for a very long text, list or picture in the file, or split the file"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class _TimeOverError(BaseException):
    """The time is over; no `except Exception` of a library catches it."""


def limited(work: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Return a function that does the same; it raises InputError when it takes too long or too much memory."""

    def run(*args: Arguments.args, **options: Arguments.kwargs) -> Result:
        with deadline(), memory():
            return work(*args, **options)

    return run


@contextmanager
def deadline(seconds: float = SECONDS) -> Iterator[None]:
    """Raise InputError when the block takes longer than `seconds`.

    Only a main thread can be interrupted, and only where the system has alarms. Within another deadline, that one
    counts.
    """
    import signal  # here, because every command loads this module

    if not hasattr(signal, "setitimer") or signal.getitimer(signal.ITIMER_REAL)[0] or not _is_main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    except _TimeOverError:
        raise InputError([Problem(f"this takes longer than {seconds:g} seconds", hint=HINT)]) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _is_main_thread() -> bool:
    threading = sys.modules.get("threading")  # a process that has never loaded it has one thread
    return threading is None or threading.current_thread() is threading.main_thread()


def _interrupt(*_: object) -> None:
    """Raise the error that ends a block with a deadline."""
    raise _TimeOverError


@contextmanager
def memory(megabytes: int = MEGABYTES, message: str = "this takes too much memory", hint: str = HINT) -> Iterator[None]:
    """Raise InputError when the block takes more memory than the process has now and `megabytes`.

    Only Linux counts what libraries take; elsewhere the memory of the whole system is the limit.
    """
    restore = _lower_limit(megabytes * 2**20)
    try:
        yield
    except MemoryError:
        restore()
        raise InputError([Problem(message, hint=hint)]) from None
    finally:
        restore()


def _lower_limit(extra: int) -> Callable[[], None]:
    """Limit the memory of this process to `extra` bytes more than now; return what lifts the limit again."""
    try:
        import resource

        with open("/proc/self/statm", encoding="utf-8") as file:
            now = int(file.read().split()[5]) * resource.getpagesize()
        soft, hard = before = resource.getrlimit(resource.RLIMIT_DATA)
        known = [one for one in (soft, hard) if one != resource.RLIM_INFINITY]
        resource.setrlimit(resource.RLIMIT_DATA, (min([now + extra, *known]), hard))
    except (ImportError, OSError, ValueError):  # another system
        return lambda: None
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, before)
