"""Commands -> how long each takes, cold and in turn, and a Markdown table of medians of paired ratios."""

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

PYTHON = [sys.executable, "-I", "-c", "pass"]
CVGEN = [str(Path(sys.executable).parent / "cvgen")]  # as it is installed: its start is a part of what users wait for

# Linux counts the memory of whoever starts a process as the peak of that process, so a small one must start it.
STARTER = """
import os, sys, time
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_, status, usage = os.wait4(process, 0)
took = time.perf_counter() - start
print(took, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
UNIT = 2**20 if sys.platform == "darwin" else 2**10  # of the peak that the system tells, in a megabyte


@dataclass
class Run:
    """A command and how it ends; of each run the seconds, those of all cores at work, the megabytes; and the pages.

    It runs in a folder that holds its inputs and nothing else, a new one each time; with `folder`, always in that.
    """

    name: str
    command: list[str]
    inputs: tuple[Path, ...] = ()
    makes: str = ""  # a PDF that must be there afterwards
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None
    code: int = 0
    goal: float | None = None  # the ratio that it should not exceed
    seconds: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    pages: int = 0

    def once(self) -> float:
        """Run the command and note what it took; one that fails or makes nothing ends the benchmark."""
        with self._place() as place:
            words = [sys.executable, "-I", "-S", "-c", STARTER, *self.command]
            done = subprocess.run(words, cwd=place, env=os.environ | self.environment, capture_output=True, text=True)
            if not done.stdout:
                raise SystemExit(f"{self.command[0]} could not be started:\n{done.stderr}")
            seconds, work, memory, code = map(float, done.stdout.split())
            if code != self.code:
                raise SystemExit(f"{' '.join(self.command)} ended with {code:.0f}:\n{done.stderr}")
            if self.makes:
                self.pages = pages(place / self.makes)
        self.seconds.append(seconds)
        self.work.append(work)
        self.megabytes.append(memory / UNIT)
        return seconds

    @contextmanager
    def _place(self) -> Iterator[Path]:
        if self.folder:
            yield self.folder
            return
        with tempfile.TemporaryDirectory() as name:
            for path in self.inputs:
                shutil.copy(path, name)
            yield Path(name)

    def forget(self) -> None:
        """As if it had never run."""
        self.seconds.clear()
        self.work.clear()
        self.megabytes.clear()


def pages(path: Path) -> int:
    """A PDF -> how many pages it has; one that is not there ends the benchmark."""
    import pypdfium2

    if not path.exists():
        raise SystemExit(f"{path.name} was not made")
    with pypdfium2.PdfDocument(path) as opened:
        return len(opened)


def measured(runs: list[Run], pairs: int) -> list[Run]:
    """Commands -> each run so many times, in turn; a first round that warms the disk does not count."""
    for one in runs:
        one.once()
        one.forget()
    for _ in range(pairs):
        for one in runs:
            one.once()
    return runs


def paired(mine: Sequence[float], theirs: Sequence[float]) -> float:
    """What two took in the same rounds -> the median of their ratios."""
    return statistics.median(one / other for one, other in zip(mine, theirs, strict=True))


def told(ratio: float, goal: float | None) -> str:
    """A ratio, and what it should not exceed -> a cell of a table."""
    return f"{ratio:.2f}" + (f" (at most {goal:.2f})" if goal else "")


def table(runs: list[Run], base: Run, memory_goal: float | None = None) -> str:
    """Runs -> a Markdown table, with the medians of the paired ratios to one of them."""
    rows = [
        (
            one.name,
            f"{statistics.median(one.seconds):.3f}",
            told(paired(one.seconds, base.seconds), one.goal),
            f"{statistics.median(one.work):.3f}",
            f"{paired(one.work, base.work):.2f}",
            f"{max(one.megabytes):.0f}",
            told(paired(one.megabytes, base.megabytes), memory_goal if one.goal else None),
            str(one.pages or ""),
        )
        for one in runs
    ]
    ratio = f"of {base.name}"
    return markdown(("command", "seconds", ratio, "CPU seconds", ratio, "peak MB", ratio, "pages"), rows)


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The words of a head and of rows -> a Markdown table, all but its first column to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def heading(title: str, others: str) -> str:
    """A title, and the others that are measured -> the title, with the date and the machine and all versions."""
    kinds = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    versions = f"Python {platform.python_version()}, WeasyPrint {version('weasyprint')}, {others}"
    return f"## {title}\n\n{date.today()} {time.strftime('%H:%M')}; {kinds}; {versions}"
