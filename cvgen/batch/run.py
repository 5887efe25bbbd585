"""Build the requests of a batch: what is up to date at once, the rest in workers, here or on a cluster."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import partial
from typing import Protocol, Self

from cvgen.batch.plan import Requests
from cvgen.build import runner
from cvgen.build.fork import cores
from cvgen.build.pool import Lost, Task, imap_unordered
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport
from cvgen.limits import SECONDS

GRACE = 30.0  # seconds after the time for a profile in which its worker can still report that it took too long
AHEAD, SLACK = (
    2,
    4,
)  # requests on their way for each thread of a cluster, so that none waits for the next; and some more


class Workers(Protocol):
    """What builds the requests of a batch."""

    @property
    def dashboard(self) -> str:
        """The address of a page that shows what the workers do; "" without one."""

    def execute(self, requests: Iterable[BuildRequest]) -> Iterator[BuildReport]:
        """Build requests, each taken when there is room for it; yield the reports as they come."""


def build_all(
    requests: Requests, execute: Callable[[Iterable[BuildRequest]], Iterator[BuildReport]], force: bool = False
) -> Iterator[BuildReport]:
    """Build every request with the workers that `execute`; yield the reports as they come.

    Those that are up to date come first; they need no worker.
    """
    stale = []
    for at, request in enumerate(requests):
        if not force and (report := runner.up_to_date(request)):
            yield report
        else:
            stale.append(at)
    yield from execute(map(requests.__getitem__, stale))


class LocalPool:
    """Builds in one of `jobs` processes of this machine, one for each core by default.

    `sample` is one of the requests: the processes load the engine for it. `seconds` is the time limit of a profile. The
    processes end with the block, as this is a context manager.
    """

    dashboard = ""

    def __init__(
        self, sample: BuildRequest, jobs: int | None = None, force: bool = False, seconds: float = SECONDS
    ) -> None:
        # Every core has a profile, so that two processes for one profile would gain nothing.
        run = partial(runner.run, force=force, side_by_side=False, seconds=seconds)
        self._task: Task[BuildRequest, BuildReport] = Task(run, runner.initializer_for(sample), seconds + GRACE)
        self._jobs = jobs or cores()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def execute(self, requests: Iterable[BuildRequest]) -> Iterator[BuildReport]:
        """Build requests; yield the reports as they come."""
        results = imap_unordered(self._task, requests, self._jobs)
        self._open.enter_context(closing(results))
        for request, result in results:
            yield runner.worker_lost(request, result) if isinstance(result, Lost) else result
