"""How long the commands take, beside what a bare Python and other tools take: medians of paired ratios in one run.

python -m bench.speed [PAIRS]     RENDERCV=path/to/rendercv and TYPST=1 (the typst wheel) put those beside it
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.contents import written

PAIRS, SCALES = 9, (1, 2, 5, 10, 50)
PYTHON = [sys.executable, "-I", "-c", "pass"]
CVGEN = [str(Path(sys.executable).parent / "cvgen")]


@dataclass
class Runs:
    """A command: its name, its words, the folder it runs in; and of each run the seconds and megabytes."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    def once(self) -> None:
        """Run the command, cold, and note what it took; a failure ends the benchmark."""
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=os.environ | self.environment,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"{' '.join(self.command)} failed")
        self.seconds.append(time.perf_counter() - start)
        self.megabytes.append(usage.ru_maxrss / 1024)


def measured(runs: list[Runs], pairs: int) -> list[Runs]:
    """Commands -> each run so many times, in turn; a first round that warms the disk does not count."""
    for round_ in range(pairs + 1):
        for one in runs:
            one.once()
            if not round_:
                one.seconds.clear()
                one.megabytes.clear()
    return runs


def table(runs: list[Runs], against: str) -> str:
    """Runs -> a Markdown table, with the median of the paired ratios to one of them."""
    base = next(one for one in runs if one.name == against)
    lines = [f"| command | median s | ratio to {against} | peak MB |", "|---|---:|---:|---:|"]
    for one in runs:
        ratio = statistics.median(mine / other for mine, other in zip(one.seconds, base.seconds, strict=True))
        lines.append(f"| {one.name} | {statistics.median(one.seconds):.3f} | {ratio:.2f} | {max(one.megabytes):.0f} |")
    return "\n".join(lines)


def small_commands(folder: Path, profile: Path) -> list[Runs]:
    other = folder / "other.yaml"
    other.write_text(profile.read_text("utf-8").replace("year: 2025", "year: 2024", 1), "utf-8")
    words = {
        "cvgen --help": ["--help"],
        "cvgen check": ["check", str(profile)],
        "cvgen diff": ["diff", "-o", "changes.txt", str(profile), str(profile)],
    }
    return [
        Runs("python -c pass", PYTHON, folder),
        *(Runs(name, [*CVGEN, *some], folder) for name, some in words.items()),
    ]


def builds(folder: Path, profile: Path, theirs: Path) -> list[Runs]:
    """Ours, alone and with the bio, with and without the quick start; RenderCV's and Typst's where they are there."""
    build = [*CVGEN, "build", str(profile), "-o", "out"]
    found = [
        Runs("cv", [*build, "--only", "cv"], folder),
        Runs("cv and bio", build, folder),
        Runs("cv, stock import", [*build, "--only", "cv"], folder, {"CVGEN_STOCK_IMPORT": "1"}),
        Runs("cv and bio, stock import", build, folder, {"CVGEN_STOCK_IMPORT": "1"}),
    ]
    if rendercv := os.environ.get("RENDERCV") or shutil.which("rendercv"):
        options = ["-nomd", "-nohtml", "-nopng"]
        found.insert(0, Runs("RenderCV, PDF only", [rendercv, "render", str(theirs), *options], folder))
    return found


def growth(folder: Path) -> str:
    """The seconds and pages for 1, 2, ... times the publications, and a plot of bars."""
    lines = ["| publications | s | of one time | pages |", "|---:|---:|---:|---:|"]
    first = 0.0
    for times in SCALES:
        profile, _ = written(folder, times)
        run = Runs(str(times), [*CVGEN, "build", str(profile), "--only", "cv", "-o", f"out-{times}"], folder)
        for _ in range(3 if times < 50 else 1):
            run.once()
        took = statistics.median(run.seconds)
        first = first or took
        pages = _pages(folder / f"out-{times}" / "cv.pdf")
        lines.append(f"| {45 * times} | {took:.2f} {'#' * round(took)} | {took / first:.2f} | {pages} |")
    return "\n".join(lines)


def _pages(path: Path) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(path))


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, theirs = written(folder, 1)
        print(table(measured(small_commands(folder, ours), pairs), "python -c pass"), end="\n\n", flush=True)
        runs = measured(builds(folder, ours, theirs), pairs)
        print(table(runs, runs[0].name), end="\n\n", flush=True)
        print(growth(folder))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
