"""Our pool of processes beside those of well-known libraries, on the same work: building the CVs of many profiles.

python -m bench.pools [--profiles 200] [--engine typst]

Each runs in a new process, with two workers that load the engine before the first task. The memory is that of all
processes together, at its peak. Then each gets twenty short tasks, one of which ends its worker: how many of the other
nineteen have a result? Libraries that are not installed are left out;  pip install loky pebble  adds those that no part
of cvgen needs.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent import futures
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.contents import ROOT, people
from bench.processes import Watched
from bench.timing import heading, markdown
from cvgen.build import pool, runner
from cvgen.build.request import BuildRequest
from cvgen.profile.dates import Date

WORKERS, RECYCLED = 2, 100
SHORT, BAD = 20, 10  # tasks, and the one that ends its worker

Task = BuildRequest | int
Results = Iterator[Any]
Load = Callable[[], None]


def work(task: Task) -> Any:
    """Build a request; or end this process, or do next to nothing."""
    if isinstance(task, BuildRequest):
        return runner.run(task, force=True, side_by_side=False).result
    if task == BAD:
        os._exit(3)
    time.sleep(0.02)
    return True


def _results(pending: list[Any]) -> Results:
    """Futures of any library -> their results, None for those that failed."""
    for one in futures.as_completed(pending):
        yield None if one.exception() else one.result()


def ours(tasks: list[Task], load: Load) -> Results:
    for _, result in pool.imap_unordered(pool.Task(work, load), tasks, WORKERS):
        yield None if isinstance(result, pool.Lost) else result


def concurrent_futures(tasks: list[Task], load: Load) -> Results:
    load()  # the workers are forks
    with futures.ProcessPoolExecutor(WORKERS, get_context("fork")) as executor:
        yield from _results([executor.submit(work, task) for task in tasks])


def loky(tasks: list[Task], load: Load) -> Results:
    from loky import ProcessPoolExecutor

    with ProcessPoolExecutor(WORKERS, initializer=load) as executor:
        yield from _results([executor.submit(work, task) for task in tasks])


def pebble(tasks: list[Task], load: Load) -> Results:
    from pebble import ProcessPool

    load()
    with ProcessPool(WORKERS, max_tasks=RECYCLED, context=get_context("fork")) as executor:
        yield from _results([executor.schedule(work, args=(task,)) for task in tasks])


def distributed(tasks: list[Task], load: Load) -> Results:
    from distributed import Client, LocalCluster, as_completed

    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as local,
        Client(local) as client,
    ):
        client.run(load)
        for one in as_completed([client.submit(work, task, pure=False) for task in tasks]):
            yield None if one.exception() else one.result()


POOLS = {one.__name__: one for one in (ours, concurrent_futures, loky, pebble, distributed)}
OTHERS = ("loky", "pebble", "distributed")  # the libraries that may not be installed
NAMES = {"ours": "cvgen.build.pool", "concurrent_futures": "concurrent.futures", "distributed": "Dask's LocalCluster"}


def requests(folder: Path, engine: str) -> list[BuildRequest]:
    """A folder with profiles in people/ -> the requests for their CVs."""
    named: Any = engine
    return [
        BuildRequest(path, Date(2026, 11), folder / "out" / path.stem, names=("cv",), engine=named)
        for path in sorted((folder / "people").iterdir())
    ]


def run(name: str, folder: Path, engine: str) -> None:
    """Run the tasks in one of the pools; print the seconds to the first result and to the last, and how many came."""
    tasks: list[Task] = [*requests(folder, engine)] if folder.is_dir() else [*range(SHORT)]
    began, first, count = time.perf_counter(), 0.0, 0
    for result in POOLS[name](tasks, runner.initializer_for(requests(folder, engine)[0]) if folder.is_dir() else int):
        first = first or time.perf_counter() - began
        count += result is not None
    print(first, time.perf_counter() - began, count)
    sys.stdout.flush()
    os._exit(0)  # some of them can't end after a crash


def measure(name: str, folder: str, engine: str) -> tuple[str, ...]:
    """Run a pool in a new process -> seconds to the first result and to the last, CPU seconds, MB, results."""
    command = [sys.executable, "-m", "bench.pools", "--run", name, "--folder", folder, "--engine", engine]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with Watched(running.pid) as watched:
        out = running.stdout.read() if running.stdout else ""
        _, _, usage = os.wait4(running.pid, 0)
    running.returncode = 0
    first, last, count = out.split()
    seconds = usage.ru_utime + usage.ru_stime
    return f"{float(first):.2f}", f"{float(last):.1f}", f"{seconds:.1f}", f"{watched.megabytes:.0f}", count


def main(count: int, engine: str) -> None:
    """Print a table of the pools that are installed."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        people(Path(folder), count)
        for name in POOLS:
            if name in OTHERS and not importlib.util.find_spec(name):
                continue
            *cost, made = measure(name, folder, engine)
            assert int(made) == count, f"{name} made {made} of {count}"
            rows.append((NAMES.get(name, name), *cost, measure(name, "", engine)[-1]))
    head = ("pool", "first result (s)", f"{count} CVs (s)", "CPU seconds", "peak MB", f"results of {SHORT - 1}")
    others = ", ".join(f"{name} {version(name)}" for name in OTHERS if importlib.util.find_spec(name))
    print(f"{heading('Pools of processes', others)}\n\n{markdown(head, rows)}")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description="our pool beside others")
    words.add_argument("--profiles", type=int, default=200)
    words.add_argument("--engine", default="typst")
    words.add_argument("--run", help=argparse.SUPPRESS)
    words.add_argument("--folder", default="", help=argparse.SUPPRESS)
    options = words.parse_args()
    if options.run:
        run(options.run, Path(options.folder or "nowhere"), options.engine)
    main(options.profiles, options.engine)
