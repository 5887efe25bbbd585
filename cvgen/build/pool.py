"""Work in processes of their own, which stay warm, are replaced before they grow, and may die without harm.

A worker does one task after the other and tells its size with each result. Those of a pool are forks of a process
that has loaded what they need, and share it; where forks are not safe, each is started anew and loads it itself.
"""

import gc
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import connection, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

MOST_TASKS = 100  # that a worker does before another takes its place
MOST_MEGABYTES = 300  # of its memory, at its peak
PATIENCE = 5  # seconds for a worker to clean up before it is killed
FORKS = sys.platform == "linux"  # elsewhere, the system's libraries may not survive one

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Trade(Generic[Task, Result]):
    """What workers do with each task, and what they load first: functions of modules, which another process finds."""

    do: Callable[[Task], Result]
    learn: Callable[[], None] | None = None


class Worker(Generic[Task, Result]):
    """A process that does one task after the other."""

    def __init__(self, trade: Trade[Task, Result], forked: bool) -> None:
        context: Any = get_context("fork" if forked else "spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_serve, args=(theirs, trade), daemon=True)
        with _deaf():
            self.process.start()
        theirs.close()
        self.tasks = self.megabytes = 0

    @property
    def is_spent(self) -> bool:
        """Whether another should take its place."""
        return self.tasks >= MOST_TASKS or self.megabytes >= MOST_MEGABYTES or not self.process.is_alive()

    def give(self, task: Task) -> None:
        try:
            self.pipe.send(task)
        except OSError:  # it has died: so `take` will say
            return

    def take(self) -> Result | None:
        """The result of the task it was given, when it is there; None where the process has died of it."""
        try:
            result: Result
            result, self.megabytes = self.pipe.recv()
        except (EOFError, OSError):
            self.process.join(PATIENCE)
            return None
        self.tasks += 1
        return result

    def stop(self) -> None:
        """End it, at work or not; files that it is just putting into their places come first."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def each(trade: Trade[Task, Result], tasks: Iterable[Task], count: int) -> Iterator[tuple[Task, Result | None]]:
    """Tasks for so many workers -> each with its result when it is done; None where its worker has died of it."""
    waiting = deque(tasks)
    forked = FORKS and threading.active_count() == 1
    if forked and waiting and trade.learn:
        trade.learn()
        gc.freeze()  # else the first collection of each worker would copy all that they share
        trade = replace(trade, learn=None)
    busy: dict[connection.Connection, tuple[Worker[Task, Result], Task]] = {}
    try:
        for _ in range(min(count, len(waiting))):
            _begin(busy, Worker(trade, forked), waiting.popleft())
        while busy:
            for pipe in connection.wait(list(busy)):
                worker, task = busy[pipe]  # type: ignore[index]
                result = worker.take()
                del busy[pipe]  # type: ignore[arg-type]
                if waiting:
                    _begin(busy, renewed(worker, trade, forked), waiting.popleft())
                else:
                    worker.stop()
                yield task, result
    finally:
        for worker, _ in busy.values():
            worker.stop()


def renewed(worker: Worker[Task, Result], trade: Trade[Task, Result], forked: bool) -> Worker[Task, Result]:
    """A worker -> the same, or its successor if it is spent."""
    if not worker.is_spent:
        return worker
    worker.stop()
    return Worker(trade, forked)


def _begin(busy: dict[Any, tuple[Worker[Task, Result], Task]], worker: Worker[Task, Result], task: Task) -> None:
    worker.give(task)
    busy[worker.pipe] = worker, task


def _serve(pipe: Any, trade: Trade[Task, Result]) -> None:
    """The life of a worker: until it is stopped, or the process that it works for has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # what a task leaves behind is collected when nobody waits for it
    try:
        if trade.learn:
            trade.learn()
            gc.freeze()
        while True:
            pipe.send((trade.do(pipe.recv()), _megabytes()))
            gc.collect()
    except (EOFError, OSError):
        return


@contextmanager
def _deaf() -> Iterator[None]:
    """Start a process that never hears Ctrl-C, which reaches all of a terminal: who gives it tasks decides."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _megabytes() -> int:
    """The memory of this process at its peak; 0 where nobody knows."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
