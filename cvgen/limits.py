"""Limit the time and the memory of work on what others have written, where the system can."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from cvgen.problems import InputError, Problem

SECONDS = 300.0  # for a document; that of a profile with 2,000 publications takes 20
MEGABYTES = 3000  # more than a process has; the same document takes 900
AGAIN, SOON = 10.0, 0.2  # seconds until the next alarm, where code of a library has swallowed the first
HINT = "look for a very long text, list or picture in the file, or split the file"

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class _TimeOverError(BaseException):
    """The time is over; no `except Exception` of a library catches it."""


def limited(work: Callable[Arguments, Result], seconds: float = SECONDS) -> Callable[Arguments, Result]:
    """Return a function that does the same; it raises InputError when it takes too long or too much memory."""

    def run(*args: Arguments.args, **options: Arguments.kwargs) -> Result:
        with deadline(seconds), memory():
            return work(*args, **options)

    return run


@contextmanager
def deadline(seconds: float = SECONDS) -> Iterator[None]:
    """Raise InputError when the block takes longer than `seconds`.

    Only a main thread can be interrupted, and only where the system has alarms. Within another deadline, that one
    counts.
    """
    with _timed("ITIMER_REAL", "SIGALRM", (seconds, AGAIN), f"this takes longer than {seconds:g} seconds", HINT):
        yield


@contextmanager
def effort(seconds: float, message: str, hint: str) -> Iterator[None]:
    """Raise InputError when the block takes more than `seconds` of the processor, whatever else the machine does.

    What holds for a deadline holds for this as well.
    """
    with _timed("ITIMER_VIRTUAL", "SIGVTALRM", (seconds, SOON), message, hint):
        yield


@contextmanager
def _timed(timer: str, alarm: str, seconds: tuple[float, float], message: str, hint: str) -> Iterator[None]:
    """Raise InputError when a timer of the system is over in the block, which sends the signal `alarm` then.

    `seconds` are those until the first alarm, and between later ones; they come if a library swallows the first.
    """
    import signal  # here, because every command loads this module

    if not hasattr(signal, timer) or not _is_main_thread() or signal.getitimer(getattr(signal, timer))[0]:
        yield
        return
    which, number = getattr(signal, timer), getattr(signal, alarm)
    alarms: list[_TimeOverError] = []

    def interrupt(*_: object) -> None:
        alarms.append(_TimeOverError())
        raise alarms[-1]

    before = signal.signal(number, interrupt)
    signal.setitimer(which, *seconds)
    try:
        yield
        if alarms:  # swallowed, and what they ended is missing in the result
            raise alarms[-1]
    except _TimeOverError as error:
        if error not in alarms:  # that of another timer
            raise
        signal.setitimer(which, 0)
        raise InputError([Problem(message, hint=hint)]) from None
    finally:
        signal.setitimer(which, 0)
        signal.signal(number, before)


def _is_main_thread() -> bool:
    threading = sys.modules.get("threading")  # a process that has never loaded it has one thread
    return threading is None or threading.current_thread() is threading.main_thread()


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
