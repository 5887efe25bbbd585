"""Which sentences to take: those of most weight that fill the limit and never pass it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cvgen.composers.textbio.limit import WANTED, Limit

SHORTEST = 0.65  # what the shortest wording of a fact is worth, the longest being worth 1


@dataclass(frozen=True)
class Group:
    """A fact's weight and its wordings, the longest first; one of them is taken, or none."""

    weight: float
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    value: float = 0
    texts: tuple[str, ...] = ()


def choose(groups: Iterable[Group], limit: Limit, used: int) -> tuple[str, ...]:
    """Facts in the order of reading -> the wordings to print behind a text that has used so much of the limit."""
    best = {used: Choice()}
    for group in groups:
        best = _with(group, best, limit)
    filling = {length: choice for length, choice in best.items() if length >= WANTED * limit.number}
    return max((filling or best).items(), key=lambda pair: (pair[1].value, pair[0]))[1].texts


def _with(group: Group, best: dict[int, Choice], limit: Limit) -> dict[int, Choice]:
    """The best choice for each length -> the same after one more fact."""
    found = dict(best)
    for value, text in zip(_values(group), group.wordings, strict=True):
        cost = limit.measure(text) + limit.gap
        for length, choice in best.items():
            longer = Choice(choice.value + value, (*choice.texts, text))
            if length + cost <= limit.number and longer.value > found.get(length + cost, Choice(-1)).value:
                found[length + cost] = longer
    return found


def _values(group: Group) -> Sequence[float]:
    """The worth of each wording: the longest says most, and each item added to a list less than the one before."""
    steps = max(1, len(group.wordings) - 1)
    return [group.weight * (1 - (1 - SHORTEST) * (at / steps) ** 2) for at in range(len(group.wordings))]
