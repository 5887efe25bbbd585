"""Simulate a batch on a large cluster: a client and a scheduler that serve many workers, with measured times."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bench.timing import markdown
from cvgen.batch.run import AHEAD, SLACK

PROFILES, CORES = 100_000, (2, 16, 64, 256, 1024)
SPREAD = 0.35  # of the time of a profile around its mean: CVs have two pages or thirty


@dataclass(frozen=True)
class Measured:
    """What a profile takes with an engine: CPU seconds of a worker, the client and the scheduler; a worker's MB."""

    engine: str
    worker: float
    client: float
    scheduler: float
    megabytes: float


@dataclass(frozen=True)
class Simulated:
    """How long a batch takes, in seconds, and the share of it in which the workers and the client are busy."""

    seconds: float
    workers: float
    client: float


def simulate(cost: Measured, profiles: int, cores: int) -> Simulated:
    """Run a batch of profiles on workers with so many cores.

    The client packs a profile and places its files, the scheduler passes it on and back: each does one thing at a time.
    AHEAD profiles for each core are on their way, so that a core that is done has the next one.
    """
    random, now = Random(1), 0.0
    client = scheduler = 0.0  # when each is free
    free = [0.0] * cores
    ended: list[float] = []  # when the profiles that are on their way will have been placed
    for _ in range(profiles):
        if len(ended) >= AHEAD * cores + SLACK:
            now = heapq.heappop(ended)
        client = max(client, now) + cost.client / 2
        scheduler = max(scheduler, client) + cost.scheduler / 2
        core = heapq.heappop(free)
        built = max(core, scheduler) + cost.worker * random.lognormvariate(-(SPREAD**2) / 2, SPREAD)
        heapq.heappush(free, built)
        heapq.heappush(ended, built + cost.scheduler / 2 + cost.client / 2)
        client += cost.client / 2  # to place one that came back meanwhile
        scheduler += cost.scheduler / 2
    end = max([client, scheduler, *ended])
    return Simulated(end, profiles * cost.worker / cores / end, profiles * cost.client / end)


def table(found: Sequence[Measured]) -> str:
    """Measured times -> a table of what clusters of many sizes would do with 100,000 profiles."""
    costs = markdown(
        ("a CV", "worker's CPU (s)", "client's CPU (ms)", "scheduler's CPU (ms)", "MB of a worker of one thread"),
        [
            (
                one.engine,
                f"{one.worker:.3f}",
                f"{1000 * one.client:.1f}",
                f"{1000 * one.scheduler:.1f}",
                f"{one.megabytes:.0f}",
            )
            for one in found
        ],
    )
    rows = []
    for one in found:
        for cores in CORES:
            run = simulate(one, PROFILES, cores)
            speed = f"{run.seconds / 3600:.1f}", f"{PROFILES / run.seconds * 60:,.0f}"
            rows.append((f"{one.engine}, {cores:,} cores", *speed, f"{run.workers:.0%}", f"{run.client:.0%}"))
    head = (f"{PROFILES:,} CVs, simulated", "hours", "CVs a minute", "workers busy", "client busy")
    return f"{costs}\n\n{markdown(head, rows)}"
