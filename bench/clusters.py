"""A batch here beside the same on a Dask cluster, the memory of the client, and what larger clusters would do.

python -m bench.clusters [--profiles 1000] [--rounds 1] [--most 10000] [--only overhead,efficiency,memory,simulation]

The cluster is a scheduler and two workers of one thread on this machine, started before. The CPU seconds are those of
all processes: the client, and on the cluster the scheduler, the workers and the processes in which they build. All
tables go to output/bench/clusters.md too.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.contents import ROOT, people
from bench.processes import Watched, processor_seconds
from bench.simulation import Measured, table
from bench.timing import CVGEN, PYTHON, heading, markdown, told

OUT = ROOT / "output" / "bench"
ENGINES = ("weasyprint", "typst")
OVERHEAD, FASTER, MEMORY, EFFICIENCY = 1.15, 8.0, 1.2, 0.9  # what is aimed at
FEW, SMALL, SOME = 100, 100, 300  # profiles: for the efficiency, for the memory of a small batch, for the simulation
IDLE = 10.0  # seconds in which an idle scheduler is watched
PATIENCE = 60.0  # seconds for a process to be there
DAY = ["--date", "2026-11"]


@dataclass(frozen=True)
class Took:
    """What a batch took: seconds, CPU seconds of the client and of all, the client's memory at its peak in MB."""

    seconds: float
    client: float
    work: float
    megabytes: float


class Machines:
    """A Dask scheduler and workers on this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, role: str, *words: str) -> None:
        """Start a scheduler or a worker."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{role}", "--scheduler-file", str(self.file), *words]
        log = self.folder / f"{role}.log"
        with log.open("ab") as file:
            self.processes.append(subprocess.Popen(command, cwd=self.folder, stdout=file, stderr=file))

    def worker(self) -> None:
        """Start a worker of one thread, and wait until the scheduler knows it."""
        before = (self.folder / "worker.log").read_text("utf-8").count("Registered to") if self.processes[1:] else 0
        self.start("worker", "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(self.folder))
        end = time.monotonic() + PATIENCE
        while (self.folder / "worker.log").read_text("utf-8").count("Registered to") == before:
            if time.monotonic() > end:
                raise SystemExit("a Dask worker did not start")
            time.sleep(0.1)

    @property
    def pids(self) -> list[int]:
        """The processes that were started."""
        return [one.pid for one in self.processes]


@contextmanager
def cluster(workers: int) -> Iterator[Machines]:
    """A scheduler with so many workers during the block."""
    with tempfile.TemporaryDirectory() as folder:
        machines = Machines(Path(folder))
        machines.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        for _ in range(workers):
            machines.worker()
        try:
            yield machines
        finally:
            for one in machines.processes:
                one.kill()
                one.wait()


def batch(folder: Path, count: int, words: list[str], machines: Machines | None = None) -> Took:
    """Build all profiles of a folder anew, on this machine or on others -> what it took."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    where = ["--scheduler", str(machines.file)] if machines else ["--jobs", "2"]
    theirs = processor_seconds(machines.pids) if machines else 0.0
    began = time.perf_counter()
    command = [*CVGEN, "batch", "people", "-o", "out", "-q", "--only", "cv", *DAY, *where, *words]
    running = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - began
    running.returncode = os.waitstatus_to_exitcode(status)
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    if running.returncode or summary["built"] != count:
        raise SystemExit(f"the batch built {summary['built']} of {count} profiles")
    client = usage.ru_utime + usage.ru_stime
    work = client + (processor_seconds(machines.pids) - theirs if machines else 0.0)
    return Took(seconds, client, work, usage.ru_maxrss / 1024)


def overhead(folder: Path, count: int, rounds: int) -> Iterator[str]:
    """The same batch by the local pool and by two Dask workers, with both engines, in turn."""
    people(folder, count)
    took: dict[tuple[str, str], list[Took]] = {}
    with cluster(2) as machines:
        batch(folder, count, ["--to", "txt"], machines)  # the processes of the workers have started
        for _ in range(rounds):
            for engine in ENGINES:
                for where, on in (("local", None), ("Dask", machines)):
                    took.setdefault((engine, where), []).append(batch(folder, count, ["--engine", engine], on))
    rows = []
    for engine in ENGINES:
        base = took[engine, "local"]
        for where in ("local", "Dask"):
            found = took[engine, where]
            ratios = [told(_median(found, key) / _median(base, key), OVERHEAD) for key in ("seconds", "work")]
            rows.append(
                (f"{engine}, {where}", *_shown(found, count), *(ratios if where == "Dask" else ("1.00", "1.00")))
            )
    costs = ("seconds", "CVs a minute", "CPU seconds", "client's CPU")
    head = (f"{count:,} CVs, two workers", *costs, "seconds of local", "CPU of local")
    yield markdown(head, rows)
    usual, typst = (took[engine, "local"] for engine in ENGINES)
    yield (
        f"Typst makes {_median(usual, 'seconds') / _median(typst, 'seconds'):.2f} times the CVs a minute of WeasyPrint"
        + (f" (at least {FASTER}), by CPU seconds {_median(usual, 'work') / _median(typst, 'work'):.2f}")
    )


def _median(found: list[Took], key: str) -> float:
    return statistics.median(getattr(one, key) for one in found)


def _shown(found: list[Took], count: int) -> tuple[str, ...]:
    seconds = _median(found, "seconds")
    return (
        f"{seconds:.1f}",
        f"{60 * count / seconds:.0f}",
        f"{_median(found, 'work'):.1f}",
        f"{_median(found, 'client'):.1f}",
    )


def efficiency(folder: Path, count: int, rounds: int) -> Iterator[str]:
    """The CVs a minute of two workers beside twice those of one."""
    count = min(count, FEW)
    people(folder, count)
    rows = []
    for engine in ENGINES:
        took: dict[int, list[Took]] = {1: [], 2: []}
        with cluster(1) as one, cluster(2) as two:
            for machines in (one, two):
                batch(folder, count, ["--engine", engine], machines)  # what starts once has started
            for _ in range(max(rounds, 3)):
                for number, machines in ((1, one), (2, two)):
                    took[number].append(batch(folder, count, ["--engine", engine], machines))
        one_worker, two_workers = (_median(took[number], "seconds") for number in (1, 2))
        share = one_worker / two_workers / 2
        rows.append((engine, f"{one_worker:.1f}", f"{two_workers:.1f}", f"{share:.2f} (at least {EFFICIENCY})"))
    yield markdown((f"{count} CVs", "one worker (s)", "two workers (s)", "efficiency"), rows)


def memory(folder: Path, count: int) -> Iterator[str]:
    """The memory of the client with few and with many profiles, as text, which is fast to build."""
    rows, first = [], 0.0
    with cluster(2) as machines:
        for number in (SMALL, count):
            place = folder / str(number)
            place.mkdir()
            people(place, number)
            took = batch(place, number, ["--to", "txt"], machines)
            first = first or took.megabytes
            rows.append(
                (f"{number:,}", f"{took.megabytes:.1f}", told(took.megabytes / first, MEMORY), f"{took.seconds:.0f}")
            )
            shutil.rmtree(place)
    yield markdown(("profiles", "client's peak MB", f"of {SMALL}", "seconds"), rows)


def simulation(folder: Path, count: int) -> Iterator[str]:
    """What larger clusters would do, by a simulation on figures measured now."""
    count = min(count, SOME)
    people(folder, count)
    found = []
    with cluster(1) as machines:
        for engine in ENGINES:
            words = ["--engine", engine]
            batch(folder, count, words, machines)
            idle = _idle(machines)
            before = processor_seconds(machines.pids[:1])
            with Watched(machines.pids[1]) as watched:
                took = batch(folder, count, words, machines)
            scheduler = (processor_seconds(machines.pids[:1]) - before - idle * took.seconds) / count
            client = (took.client - _start(folder, words)) / count
            built = (took.work - took.client) / count - scheduler
            found.append(Measured(engine, built, client, scheduler, watched.megabytes))
    yield table(found)


def _idle(machines: Machines) -> float:
    """The share of a core that a scheduler takes when it has nothing to do."""
    before = processor_seconds(machines.pids[:1])
    time.sleep(IDLE)
    return (processor_seconds(machines.pids[:1]) - before) / IDLE


def _start(folder: Path, words: list[str]) -> float:
    """The CPU seconds that a client takes, however short the batch: it finds everything up to date, and loads Dask."""
    nothing = _work([*CVGEN, "batch", "people", "-o", "out", "-q", "--only", "cv", *DAY, *words], folder)
    return nothing + _work([sys.executable, "-c", "import distributed"], folder) - _work(PYTHON, folder)


def _work(command: list[str], folder: Path) -> float:
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    usage = os.wait4(process.pid, 0)[2]
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime


def main(only: list[str], profiles: int, rounds: int, most: int) -> None:
    """Print the tables, and write them into output/bench/clusters.md."""
    parts = {
        "overhead": lambda folder: overhead(folder, profiles, rounds),
        "efficiency": lambda folder: efficiency(folder, profiles, rounds),
        "memory": lambda folder: memory(folder, most),
        "simulation": lambda folder: simulation(folder, profiles),
    }
    told_of = [heading("Batches", f"distributed {version('distributed')}")]
    print(told_of[0], flush=True)
    for name in only or parts:
        with tempfile.TemporaryDirectory() as folder:
            for part in parts[name](Path(folder)):
                told_of.append(part)
                print(f"\n{part}", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "clusters.md").write_text("\n\n".join(told_of) + "\n", "utf-8")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="batches here and on a cluster")
    words.add_argument("--profiles", type=int, default=1000)
    words.add_argument("--rounds", type=int, default=1)
    words.add_argument("--most", type=int, default=10_000)
    words.add_argument("--only", type=lambda text: text.split(","), default=[])
    options = words.parse_args()
    main(options.only, options.profiles, options.rounds, options.most)
