"""Run a function in a forked child, which has loaded all that its parent has, on a core that would be idle."""

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn, TypeVar

PR_SET_PDEATHSIG = 1  # of prctl(2)

Result = TypeVar("Result")


@contextmanager
def run_in_child(work: Callable[[], Result], wanted: bool = True) -> Iterator[Callable[[], Result]]:
    """Run `work` in a child during the block; yield a function that returns the result when called at its end.

    Where no child can be forked, or it failed, that function runs `work` in this process: errors are raised there.
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
            yield lambda: _result(pipe.read(), work)
    except BaseException:  # nobody needs the result any more
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        raise
    finally:
        with suppress(ChildProcessError):  # the process that started us may let the system drop our children
            os.waitpid(child, 0)


def end_with_parent() -> None:
    """Let the system end this child, by SIGTERM, when its parent ends for whatever reason; only Linux can."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _can_fork() -> bool:
    """Tell whether a fork is safe and useful: with several threads, it would keep locks that nobody releases."""
    return hasattr(os, "fork") and cores() > 1 and threading.active_count() == 1


def _send(work: Callable[[], object], writing: int) -> NoReturn:
    """Run `work` in the child, send the result, and leave without running anything of the parent's, as its finallys."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # on Ctrl-C the child stops in silence
    end_with_parent()
    try:
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        os._exit(0)
    finally:
        os._exit(1)


def _result(data: bytes, work: Callable[[], Result]) -> Result:
    """Return the result that a child sent; run `work` here where it sent none."""
    try:
        result: Result = pickle.loads(data)
    except (EOFError, pickle.UnpicklingError):
        return work()
    return result
