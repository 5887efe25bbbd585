"""Build the requests of a batch: what is up to date at once, the rest in workers, here or on a cluster."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from cvgen.batch.plan import Requests
from cvgen.build import runner
from cvgen.build.fork import cores
from cvgen.build.pool import Lost, Task, imap_unordered
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport
from cvgen.limits import SECONDS

GRACE = 30.0  # seconds after the time for a profile in which its worker can still report that it took too long

Execute = Callable[[Iterable[BuildRequest]], Iterator[BuildReport]]


def build_all(requests: Requests, execute: Execute, force: bool = False) -> Generator[BuildReport, None, None]:
    """Build every request; yield the reports as they come.

    Those that are up to date come first; they need no worker. `execute` builds the others, and takes each as it has
    room for it.
    """
    stale = []
    for at, request in enumerate(requests):
        if not force and (report := runner.up_to_date(request)):
            yield report
        else:
            stale.append(at)
    yield from execute(map(requests.__getitem__, stale))


@dataclass(frozen=True)
class LocalPool:
    """Builds in one of `jobs` processes of this machine, one for each core by default.

    `sample` is one of the requests: the processes load the engine for it. `seconds` is the time limit of a profile.
    """

    sample: BuildRequest
    jobs: int | None = None
    force: bool = False
    seconds: float = SECONDS

    def execute(self, requests: Iterable[BuildRequest]) -> Iterator[BuildReport]:
        """Build requests; yield the reports as they come."""
        # Every core has a profile, so that two processes for one profile would gain nothing.
        run = partial(runner.run, force=self.force, side_by_side=False, seconds=self.seconds)
        task = Task(run, runner.initializer_for(self.sample), self.seconds + GRACE)
        for request, result in imap_unordered(task, requests, self.jobs or cores()):
            yield runner.worker_lost(request, result) if isinstance(result, Lost) else result
