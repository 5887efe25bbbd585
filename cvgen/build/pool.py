"""Run tasks in worker processes that stay warm, are recycled before they grow, and may crash or hang without harm.

A worker runs one task after the other and reports its memory with each result. The workers of a pool are forks of a
process that has loaded what they need, and share it. Where forks are not safe, each worker starts and loads by itself.

`python -m bench.pools` compares this with concurrent.futures, loky, Pebble and Dask. It needs the least time of the
processor and the least memory; after a crash, the first two lose every task that is still to come.
"""

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from multiprocessing import connection, current_process, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from cvgen.build.fork import end_with_parent

MOST_TASKS = 100  # of one worker, before another replaces it
MOST_MEGABYTES = 300  # of a worker's memory, at its peak
PATIENCE = 5  # seconds for a worker to clean up before it is killed
PIPES: set[Any] = set()  # to the running workers; a fork inherits them
FORKS = sys.platform == "linux"  # elsewhere, the system's libraries may not survive one

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Lost(Enum):
    """Why a task has no result: its worker crashed, or took too long and was killed."""

    CRASHED = "crashed"
    OVERDUE = "took too long"


@dataclass(frozen=True)
class Task(Generic[Argument, Result]):
    """Name the function that a worker runs, and the one it runs first; both at the top of a module, for pickle.

    A worker that needs more than `seconds` for one argument is killed; with None, it may take forever.
    """

    run: Callable[[Argument], Result]
    initializer: Callable[[], None] | None = None
    seconds: float | None = None


class Worker(Generic[Argument, Result]):
    """A process that runs one task for one argument after the other."""

    def __init__(self, task: Task[Argument, Result], forked: bool) -> None:
        context: Any = get_context("fork" if forked else "spawn")
        self.pipe, theirs = context.Pipe()
        inherited = tuple(PIPES) if forked else ()
        PIPES.add(self.pipe)
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, task, inherited), daemon=True)
        current_process().daemon = False  # a worker of Dask is one, and would not be allowed a child
        with _sigint_ignored():
            self.process.start()
        theirs.close()
        self.tasks = self.megabytes = 0
        self._longest, self._end = task.seconds, float("inf")

    @property
    def seconds_left(self) -> float:
        """The seconds until the worker is overdue; infinity where it may take forever."""
        return max(0.0, self._end - time.monotonic())

    @property
    def should_recycle(self) -> bool:
        """Tell whether another worker should replace this one: it ran enough tasks, grew too large, or crashed."""
        return self.tasks >= MOST_TASKS or self.megabytes >= MOST_MEGABYTES or not self.process.is_alive()

    def submit(self, argument: Argument) -> None:
        """Send an argument to the worker; `result` reports a worker that has crashed."""
        self._end = time.monotonic() + self._longest if self._longest else float("inf")
        try:
            self.pipe.send(argument)
        except OSError:
            return

    def result(self) -> Result | Lost:
        """Block for the result of the last argument; a worker that crashed or is overdue has none, and has ended."""
        try:
            if not self.pipe.poll(None if self._end == float("inf") else self.seconds_left):
                self.process.kill()
                self.process.join()
                return Lost.OVERDUE
            result: Result
            result, self.megabytes = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(PATIENCE)
            return Lost.CRASHED
        self.tasks += 1
        return result

    def stop(self) -> None:
        """End the worker, busy or not, after it has moved files that are complete into place."""
        self.pipe.close()
        PIPES.discard(self.pipe)
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def imap_unordered(
    task: Task[Argument, Result], arguments: Iterable[Argument], count: int
) -> Generator[tuple[Argument, Result | Lost], None, None]:
    """Run a task for each argument in at most `count` workers; an argument is taken when a worker is free for it.

    Yields each argument with its result, or why it has none, in the order of completion.
    """
    waiting = iter(arguments)
    forked = FORKS and threading.active_count() == 1
    busy: dict[connection.Connection, tuple[Worker[Argument, Result], Argument]] = {}
    try:
        for argument in islice(waiting, count):
            if forked and task.initializer:
                task.initializer()
                gc.freeze()  # else the first collection of each worker would copy all that they share
                task = replace(task, initializer=None)
            _begin(busy, Worker(task, forked), argument)
        while busy:
            for pipe in _ended(busy):
                worker, argument = busy.pop(pipe)
                result = worker.result()
                for following in islice(waiting, 1):
                    _begin(busy, recycled(worker, task, forked), following)
                    break
                else:
                    worker.stop()
                yield argument, result
    finally:
        for worker, _ in busy.values():
            worker.stop()


def _ended(busy: dict[connection.Connection, tuple[Worker[Argument, Result], Argument]]) -> list[Any]:
    """Wait until workers have a result, have crashed or are overdue; return their pipes."""
    left = {pipe: worker.seconds_left for pipe, (worker, _) in busy.items()}
    soonest = min(left.values())
    ended = connection.wait(list(busy), None if soonest == float("inf") else soonest)
    return ended or [min(left, key=left.__getitem__)]


def recycled(worker: Worker[Argument, Result], task: Task[Argument, Result], forked: bool) -> Worker[Argument, Result]:
    """Return the worker, or a new one if it should be recycled."""
    if not worker.should_recycle:
        return worker
    worker.stop()
    return Worker(task, forked)


def _begin(
    busy: dict[Any, tuple[Worker[Argument, Result], Argument]], worker: Worker[Argument, Result], argument: Argument
) -> None:
    worker.submit(argument)
    busy[worker.pipe] = worker, argument


def _serve(pipe: Any, task: Task[Argument, Result], inherited: Sequence[Any]) -> None:
    """Run a task for each argument from a pipe, until the worker is stopped or its parent process ends.

    The parent's ends of other pipes are closed: as long as one is open here, their workers don't see the parent end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    for other in inherited:
        other.close()
    gc.disable()  # garbage is collected between tasks, when nobody waits
    try:
        if task.initializer:
            task.initializer()
            gc.freeze()
        pipe.send((task.run(pipe.recv()), _megabytes()))
        gc.collect()
        gc.freeze()  # what the first task has loaded stays, and is not looked through again after each other
        while True:
            pipe.send((task.run(pipe.recv()), _megabytes()))
            gc.collect()
    except (EOFError, OSError):
        return


@contextmanager
def _sigint_ignored() -> Iterator[None]:
    """Start a process that ignores Ctrl-C, which reaches all processes of a terminal: the parent decides.

    Where a thread starts it, the process ignores Ctrl-C as soon as it runs.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _megabytes() -> int:
    """Return the peak memory of this process in MiB, 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
