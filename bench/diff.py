"""Precision and recall of cvgen diff on random edits of the example, and time and memory for long lists.

python -m bench.diff [ROUNDS]
"""

import sys
import time
import tracemalloc
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from bench.edits import Told, edited
from cvgen.diff.compare import diff
from cvgen.diff.events import Diff
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Author, Profile, Publication

EXAMPLE = Path(__file__).parent.parent / "profile.yaml"
EDITS, ROUNDS = 100, 20
LONG = 2000  # publications
WORDS = Path(__file__).parent.parent.joinpath("tests", "cases", "many", "profile.yaml")


def score(profile: Profile, edits: int, seed: int) -> tuple[int, int, int, list[Told]]:
    """A profile -> events told and right, events told, events to be told, and those that differ."""
    new, expected = edited(profile, edits, Random(seed))
    told, wanted = Counter(map(_told, diff(profile, new).events)), Counter(expected)
    return (told & wanted).total(), told.total(), wanted.total(), sorted(((told - wanted) + (wanted - told)).elements())


def _told(event: object) -> Told:
    return (event.op, event.section, event.title, tuple(change.kind for change in event.changes))  # type: ignore[attr-defined]


def long_list(count: int, random: Random) -> list[Publication]:
    """So many publications that nobody wrote, of words and people of the example."""
    papers = example().publications
    words = [word for paper in papers for word in paper.title.split()]
    people = sorted({author.name for paper in papers for author in paper.authors})
    venues = sorted({paper.venue or "" for paper in papers})
    return [
        Publication(
            title=" ".join(random.choices(words, k=random.randint(5, 12))),
            authors=tuple(map(Author, random.sample(people, random.randint(1, 6)))),
            venue=random.choice(venues),
            year=random.randint(1990, 2026),
            doi=f"10.5555/{at}" if random.random() < 0.5 else None,
        )
        for at in range(count)
    ]


def retyped(paper: Publication, random: Random) -> Publication:
    """A publication after two letters of its title changed places, and its DOI went."""
    at = random.randrange(len(paper.title) - 1)
    title = paper.title[:at] + paper.title[at + 1] + paper.title[at] + paper.title[at + 2 :]
    return replace(paper, title=title, doi=None, pages=str(random.randint(1, 999)))


def example() -> Profile:
    return profile_yaml.load(EXAMPLE.read_text("utf-8")).profile


def measured(old: list[Publication], new: list[Publication]) -> tuple[Diff, float, float]:
    """Two lists -> their diff, the seconds it took, and the megabytes at its peak."""
    before, after = (Profile(name="Anbang Yao", publications=tuple(side)) for side in (old, new))
    start = time.perf_counter()
    found = diff(before, after)
    took = time.perf_counter() - start
    tracemalloc.start()
    diff(before, after)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return found, took, peak


def main(rounds: int) -> None:
    right = told = wanted = 0
    for seed in range(rounds):
        *counts, wrong = score(example(), EDITS, seed)
        right, told, wanted = right + counts[0], told + counts[1], wanted + counts[2]
        print(*(f"  round {seed}: {event}" for event in wrong), sep="\n", end="\n" if wrong else "")
    print(f"{rounds} x {EDITS} edits: precision {right / told:.4f}, recall {right / wanted:.4f}")
    for share in (0.05, 1.0):
        random = Random(1)
        old = long_list(LONG, random)
        new = [retyped(paper, random) if random.random() < share else paper for paper in old]
        random.shuffle(new)
        found, took, peak = measured(old, new)
        print(f"{LONG} x {LONG}, {share:.0%} edited: {took:.2f} s, {peak:.1f} MB, {len(found.events)} events")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
