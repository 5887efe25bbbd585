"""Work beside our own: in a forked child, which has loaded all that we have, on a core that would be idle."""

import os
import pickle
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar

Result = TypeVar("Result")


@contextmanager
def run_in_child(work: Callable[[], Result], wanted: bool = True) -> Iterator[Callable[[], Result]]:
    """Some work -> its result, when it is asked for at the end of the block; meanwhile a child is busy with it.

    Where there can be no child, or it failed, the work is done when the result is asked for: so its errors are
    raised here, as if there had been none.
    """
    if not (wanted and _can_fork()):
        yield work
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _send(work, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield lambda: _received(pipe.read(), work)
    except BaseException:  # nobody wants what it is at work on
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        with suppress(ChildProcessError):  # who started us may have asked the system to forget our children
            os.waitpid(child, 0)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """A fork of several threads would leave locks behind that nobody opens."""
    return hasattr(os, "fork") and cores() > 1 and threading.active_count() == 1


def _send(work: Callable[[], object], writing: int) -> NoReturn:
    """The child's whole life; it leaves without running anything that belongs to the parent, such as its finallys."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a word
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        os._exit(0)
    finally:
        os._exit(1)


def _received(data: bytes, work: Callable[[], Result]) -> Result:
    try:
        result: Result = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return work()
    return result
