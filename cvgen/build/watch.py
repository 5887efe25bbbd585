"""Rebuild on save, in a worker that stays warm."""

import gc
import time
from collections.abc import Collection, Generator, Iterator
from pathlib import Path
from threading import Event

import watchfiles

from cvgen.build import runner
from cvgen.build.pool import Lost, Task, Worker, recycled
from cvgen.build.request import BuildRequest
from cvgen.build.runner import BuildReport

# What is watched besides known files: the photo that was missing, the style or template that is named next.
ENDINGS = (".yaml", ".yml", ".css", ".j2", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp")
QUIET, LONGEST = 10, 1000  # milliseconds without a save that end a burst of saves, and that a burst may last
SOON, REST = 0.1, 0.1  # seconds after a build in which the next save is one of a series, and to wait for more of it
TICK = 100  # milliseconds of listening before the first result
AWAY = 1.0  # seconds that a profile may be missing while an editor replaces it


def rebuild_on_save(request: BuildRequest) -> Generator[BuildReport, None, None]:
    """Yield a report now and after every save of an input file, forever."""
    gc.enable()  # other commands do without, since they end soon
    task = Task(runner.run, runner.initializer_for(request))
    worker, files = Worker(task, forked=False), {request.profile}  # not forked: threads watch the files here
    try:
        while True:
            for _ in watch_files(files):
                _wait_for(request.profile)
                worker.submit(request)
                result = worker.result()
                report = runner.worker_lost(request, result) if isinstance(result, Lost) else result
                yield report
                worker = recycled(worker, task, forked=False)
                if report.result and files != set(report.result.files):
                    files = set(report.result.files)
                    break
    finally:
        worker.stop()


def watch_files(files: Collection[Path], stop: Event | None = None) -> Iterator[None]:
    """Yield when the watch begins, and after every save of one of the files, or of a similar file beside them.

    A single save counts at once. In a series, saves count together, and so do those before the next result is asked
    for. The folders are watched, since editors save by replacing the file. The watch ends once `stop` is set.
    """
    places = {place for path in files for place in (path.absolute(), path.resolve())}
    folders = {place.parent for place in places if place.parent.is_dir()}

    def matters(change: watchfiles.Change, path: str) -> bool:
        return Path(path) in places or path.lower().endswith(ENDINGS)

    is_new, ended = True, float("-inf")
    for saved in watchfiles.watch(
        *folders, watch_filter=matters, debounce=LONGEST, step=QUIET, rust_timeout=TICK, yield_on_timeout=True,
        recursive=False, stop_event=stop,
    ):  # fmt: skip
        if saved or is_new:
            if time.monotonic() - ended < SOON:
                time.sleep(REST)
            is_new = False
            yield
            ended = time.monotonic()


def _wait_for(profile: Path) -> None:
    """Wait until a file exists, but not for long."""
    end = time.monotonic() + AWAY
    while not profile.exists() and time.monotonic() < end:
        time.sleep(TICK / 1000)
