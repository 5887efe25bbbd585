"""Fuzz parts of cvgen, each for so many seconds of the processor: python -m tools.fuzz SECONDS [PART ...]

A part is importers, profile, extract, diff, styles, sheets, lists or forms, or the name of an importer; default: all.
Each run is a process that may take 10 s of the processor and 500 MB, and ends with an exit code and a message that
its command has. The input of one that does not is kept in output/fuzz/, with the command that reads it, so that it can
become a test.
Ctrl-C ends it early, with the figures so far.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from tools.fuzz.measure import Run, measured
from tools.fuzz.parts import ALL, PARTS, ROOT, Case, preload

KEPT = ROOT / "output/fuzz"


def main() -> int:
    """Run the parts one after the other, each in a process -> 1 if a run failed, else 0."""
    parser = argparse.ArgumentParser(
        prog="python -m tools.fuzz", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("seconds", type=float, help="of the processor, for each part")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="to repeat a run")
    options = parser.parse_args()
    names = options.parts or ALL
    if unknown := set(names) - set(PARTS):
        parser.error(f"unknown part {', '.join(unknown)}")
    if len(names) == 1:
        return int(fuzz(names[0], options.seconds, options.seed) > 0)
    command = [sys.executable, "-m", "tools.fuzz", str(options.seconds), "--seed", str(options.seed)]
    return max(subprocess.run([*command, name], cwd=ROOT, check=False).returncode for name in names)


def fuzz(name: str, seconds: float, seed: int) -> int:
    """Run cases of a part until the time is over, print the figures -> how many kinds of failure there were."""
    preload()
    cases = PARTS[name](random.Random(f"{name} {seed}"))
    failures: dict[str, list[int]] = {}
    slowest, largest, number, case = 0.0, 0, 0, next(cases)  # the first one takes the preparation of all
    begin = processor_time()
    with suppress(KeyboardInterrupt):  # the figures so far are printed
        while processor_time() - begin < seconds:
            run, number = one(case), number + 1
            slowest, largest = max(slowest, run.seconds), max(largest, run.megabytes)
            if failure := run.failure(case.codes):
                if failure not in failures:
                    keep(f"{name}-{seed}-{number}", case, run)
                failures.setdefault(failure, []).append(number)
            case = next(cases)
    taken = processor_time() - begin
    print(f"{name}: seed {seed}, {number} runs in {taken:.0f} s of the processor, the slowest {slowest:.1f} s, "
          f"the largest {largest} MB", flush=True)  # fmt: skip
    for failure, numbers in failures.items():
        print(f"  {failure}, {len(numbers)} times: {os.path.relpath(KEPT / f'{name}-{seed}-{numbers[0]}')}", flush=True)
    return len(failures)


def processor_time() -> float:
    """The seconds that this process and its children have had of the processor."""
    return sum(os.times()[:4])


def one(case: Case) -> Run:
    """Run a case in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="cvgen-fuzz-") as folder:
        for file, data in case.files.items():
            (Path(folder) / file).write_bytes(data)
        return measured(case.work, Path(folder))


def keep(name: str, case: Case, run: Run) -> None:
    """Keep the files of a case, its command and what it printed."""
    folder = KEPT / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file, data in case.files.items():
        (folder / file).write_bytes(data)
    what = f"exit code {run.code}, {run.seconds:.1f} s, {run.megabytes} MB"
    (folder / "command.txt").write_text(f"cvgen {' '.join(case.words)}\n{what}\n\n{run.out[-5000:]}\n{run.err[-5000:]}")


if __name__ == "__main__":
    sys.exit(main())
