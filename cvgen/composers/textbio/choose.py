"""Choose the sentences of a biography: those of the greatest weight that fill the limit and never exceed it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cvgen.composers.textbio.limit import FILL_SHARE, Limit

SHORTEST = 0.65  # the value of the shortest wording of a fact; the longest has the value 1


@dataclass(frozen=True)
class Group:
    """A fact's weight and its wordings, the longest first; one wording is chosen, or none."""

    weight: float
    wordings: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """The chosen texts, in order, and their total value."""

    value: float = 0
    texts: tuple[str, ...] = ()


def choose(groups: Iterable[Group], limit: Limit, used: int) -> tuple[str, ...]:
    """Return the wordings of most value that fit within the limit.

    `groups` are the facts in the order of reading; `used` is the length of the text before them, in units of the limit.
    """
    best = {used: Choice()}
    for group in groups:
        best = _with(group, best, limit)
    filling = {length: choice for length, choice in best.items() if length >= FILL_SHARE * limit.number}
    return max((filling or best).items(), key=lambda pair: (pair[1].value, pair[0]))[1].texts


def _with(group: Group, best: dict[int, Choice], limit: Limit) -> dict[int, Choice]:
    """Add one more fact to the best choices, by length."""
    found = dict(best)
    for value, text in zip(_values(group), group.wordings, strict=True):
        cost = limit.measure(text) + limit.gap
        for length, choice in best.items():
            longer = Choice(choice.value + value, (*choice.texts, text))
            if length + cost <= limit.number and longer.value > found.get(length + cost, Choice(-1)).value:
                found[length + cost] = longer
    return found


def _values(group: Group) -> Sequence[float]:
    """Return the value of each wording: the longest has most, and each item added to a list adds less."""
    steps = max(1, len(group.wordings) - 1)
    return [group.weight * (1 - (1 - SHORTEST) * (at / steps) ** 2) for at in range(len(group.wordings))]
