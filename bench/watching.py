"""`cvgen watch` -> how long a save takes to reach cv.pdf, beside a cold build, and how its memory grows."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.contents import example, told_apart
from bench.timing import CVGEN, Run, markdown, paired, told
from cvgen.pdf.attachment import extract
from cvgen.profile.yaml import dump

TICK, PATIENCE = 0.002, 60  # seconds between two looks, and that anything may take
PAUSE = 0.2  # seconds between a build and the next save, so that each save is one of its own
GOAL, MEGABYTES = 0.6, 20
STATUS = "/proc/{}/status"  # of Linux


class Watch:
    """A watch of the example in a folder, and what it made last."""

    def __init__(self, folder: Path, words: list[str]) -> None:
        self.profile, self.cv, self.log = folder / "profile.yaml", folder / "output" / "cv.pdf", folder / "log"
        self.example, self.saves = example(), 0
        self.profile.write_text(dump(self.example), "utf-8")
        with self.log.open("wb") as log:
            self.process = subprocess.Popen([*CVGEN, "watch", *words], cwd=folder, stdout=log, stderr=log)
        self._until(lambda: self._builds() == 1)

    def save(self) -> float:
        """Save other words as editors do -> the seconds until the new cv.pdf is there, as a whole."""
        before, self.saves = self._stamp(), self.saves + 1
        new = self.profile.with_name("new~")
        new.write_text(dump(told_apart(self.example, self.saves)), "utf-8")
        start = time.perf_counter()
        new.replace(self.profile)
        self._until(lambda: self._stamp() != before)  # it is moved into its place when it is complete
        took = time.perf_counter() - start
        self._until(lambda: self._builds() == self.saves + 1)
        if f"({self.saves})" not in extract(self.cv.read_bytes()):
            raise SystemExit("cv.pdf is not made of what was saved last")
        return took

    def megabytes(self) -> float:
        """The memory of the process and of those that it started, as it is now."""
        return memory_of(self.process.pid)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def _stamp(self) -> tuple[int, int]:
        found = self.cv.stat()
        return found.st_ino, found.st_mtime_ns

    def _builds(self) -> int:
        return self.log.read_text("utf-8").count("built in")

    def _until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end or self.process.poll() is not None:
                raise SystemExit(f"cvgen watch made nothing:\n{self.log.read_text('utf-8')}")
            time.sleep(TICK)


def memory_of(pid: int) -> float:
    """A process -> the MB of it and of those that it started, as they are now."""
    return sum(_kilobytes(one, "VmRSS") for one in _family(pid)) / 2**10


def _kilobytes(pid: int, key: str) -> int:
    """A number of the status of a process; 0 when it has ended."""
    try:
        lines = Path(STATUS.format(pid)).read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    parents = {int(one.name): _kilobytes(int(one.name), "PPid") for one in Path("/proc").glob("[0-9]*")}
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def saved_and_cold(folder: Path, pairs: int, words: list[str]) -> str:
    """Saves to a watch, and cold builds of the same file, in turn -> a table."""
    folder.mkdir()
    watch = Watch(folder, words)
    cold = Run("cold", [*CVGEN, "build", "profile.yaml", "-o", "out", *words], (watch.profile,), "out/cv.pdf")
    saved = []
    try:
        watch.save()
        cold.once()
        cold.forget()
        for _ in range(pairs):
            saved.append(watch.save())
            cold.once()
    finally:
        watch.stop()
    rows = [
        (" ".join(["cvgen build", *words]), f"{median(cold.seconds):.3f}", "1.00"),
        (
            " ".join(["a save with cvgen watch", *words]),
            f"{median(saved):.3f}",
            told(paired(saved, cold.seconds), GOAL),
        ),
    ]
    return markdown(("until cv.pdf is there", "seconds", "of cold"), rows)


def grown(folder: Path, saves: int) -> str:
    """So many saves in a row -> a table of the memory before, at most and after, and what the last ones took."""
    if not Path(STATUS.format(os.getpid())).exists():
        return f"The memory of a watch is told by Linux alone, and this is {sys.platform}."
    folder.mkdir()
    watch = Watch(folder, [])
    seen, took = [watch.megabytes()], []
    try:
        for _ in range(saves):
            time.sleep(PAUSE)
            took.append(watch.save())
            seen.append(watch.megabytes())
    finally:
        watch.stop()
    tenth = max(1, saves // 10)
    head = ("saves", "MB before", "at most", "MB after", f"added (at most {MEGABYTES})", "last saves of the first")
    pace = paired(sorted(took[-tenth:]), sorted(took[:tenth]))
    cells = (seen[0], max(seen), seen[-1], max(seen) - seen[0])
    return markdown(head, [(str(saves), *(f"{one:.1f}" for one in cells), f"{pace:.2f}")])
