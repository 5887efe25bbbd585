"""A wish -> what it comes to after each save of the files it is read from, made by a process that stays warm."""

import gc
import time
from collections.abc import Collection, Generator, Iterator
from pathlib import Path

import watchfiles

from cvgen.build import incremental
from cvgen.build.incremental import BuildReport
from cvgen.build.manifest import Wish
from cvgen.build.pool import Task, Worker, recycled

# What is watched besides the files that are known: the photo that was missing, the style that is named next.
ENDINGS = (".yaml", ".yml", ".css", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".bmp")
QUIET, LONGEST = 60, 1000  # milliseconds without a save that end a series of them, and that a series may last
TICK = 100  # milliseconds that we listen before the first answer
AWAY = 1.0  # seconds that a profile may be gone while an editor puts another in its place


def rebuild_on_save(wish: Wish) -> Generator[BuildReport, None, None]:
    """What a wish comes to now, and again whenever something was saved; without end."""
    gc.enable()  # other commands do without, for they end soon
    # Not forked: there are threads here that watch the files.
    task = Task(incremental.run, incremental.initializer_for(wish.formats))
    worker, files = Worker(task, forked=False), {wish.profile}
    try:
        while True:
            for _ in watch_files(files):
                _wait_for(wish.profile)
                worker.submit(wish)
                found = worker.result() or incremental.worker_crashed(wish)
                yield found
                worker = recycled(worker, task, forked=False)
                if found.outcome and files != set(found.outcome.files):
                    files = set(found.outcome.files)
                    break
    finally:
        worker.stop()


def watch_files(files: Collection[Path]) -> Iterator[None]:
    """Files -> when they are watched, and whenever one of them or of their kind beside them was saved.

    Saves in a row are one, and so are those while nobody asks. It's their folders that are watched: editors save by
    putting another file in the place of the old one.
    """
    places = {place for path in files for place in (path.absolute(), path.resolve())}
    folders = {place.parent for place in places if place.parent.is_dir()}

    def matters(change: watchfiles.Change, path: str) -> bool:
        return Path(path) in places or path.lower().endswith(ENDINGS)

    is_new = True
    for saved in watchfiles.watch(
        *folders, watch_filter=matters, debounce=LONGEST, step=QUIET, rust_timeout=TICK, yield_on_timeout=True,
        recursive=False,
    ):  # fmt: skip
        if saved or is_new:
            is_new = False
            yield


def _wait_for(profile: Path) -> None:
    """Wait until a file is there, but not for long."""
    end = time.monotonic() + AWAY
    while not profile.exists() and time.monotonic() < end:
        time.sleep(TICK / 1000)
