"""Fit: what is kept of the sections, at which size and spacing, so that it fills the page and never overflows."""

from collections import Counter
from dataclasses import dataclass, replace

from cvgen.document.tree import Item, Section, Spans
from cvgen.writers.onepage.cut import sentences
from cvgen.writers.onepage.layout import Column, Scale
from cvgen.writers.onepage.sections import Candidate, Part, Sections, Setter, candidates, length, reworded
from cvgen.writers.onepage.typography import LARGEST, SMALLEST

STEPS = 10  # between tight and nominal, and between nominal and loose
TIGHT, LOOSE = (0.93, 0.75), (1.08, 1.6)  # the text and the space between, at their limits
WIDEST = 1.9  # how far the space between may open to fill the last line
ENOUGH = 4  # entries of each list that a long biography must leave room for
FULL = 9_000  # characters: no page holds more, so that need not be measured
MISSES = 3  # entries of a section that don't fit, before the rest of it isn't tried any more
SHARE = 0.5  # of the page, for a biography that has to be cut while other things wait


@dataclass(frozen=True)
class Fitted:
    """What stands on the page, what it was kept from, and that in its longest wording."""

    parts: list[Part]
    scale: Scale
    kept: frozenset[Candidate]
    sections: Sections
    offered: Sections


def fit(sections: Sections, column: Column, setter: Setter) -> Fitted:
    """Sections -> as much of them as the column holds; shorter wordings only when the longer ones crowd it."""
    longest = max((len(item.shorter) for section in sections for item in section.items), default=0)
    for wording in range(longest + 1):
        worded = reworded(sections, wording)
        if wording == longest:
            worded = _cut(worded, column, setter)
        kept = _choose(worded, column, setter)
        if wording == longest or _enough(worded, kept):
            break
    parts = setter.parts(worded, kept)
    return Fitted(parts, _open_up(parts, column), kept, worded, sections)


def _choose(sections: Sections, column: Column, setter: Setter) -> frozenset[Candidate]:
    """Everything if it fits when set tight; else, at the nominal size, each item in turn that still fits."""
    waiting = candidates(sections)
    if length(sections, waiting) <= FULL and column.fits(setter.parts(sections, waiting), _scale(-STEPS, column)):
        return frozenset(waiting)
    kept: list[Candidate] = []
    refused: Counter[int] = Counter()
    while waiting:
        count = _most(sections, kept, waiting, column, setter)
        kept, missed, waiting = kept + waiting[:count], waiting[count : count + 1], waiting[count + 1 :]
        for at in (candidate.section for candidate in missed):
            refused[at] += MISSES if sections[at].run_in else 1
            waiting = [candidate for candidate in waiting if candidate.section != at or refused[at] < MISSES]
    return frozenset(kept)


def _most(sections: Sections, kept: list[Candidate], waiting: list[Candidate], column: Column, setter: Setter) -> int:
    """How many of those that wait fit in turn, found by doubling and then halving."""

    def fits(count: int) -> bool:
        if length(sections, kept + waiting[:count]) > FULL:
            return False
        return column.fits(setter.parts(sections, kept + waiting[:count]), Scale())

    low, high = 0, 1
    while high <= len(waiting) and fits(high):
        low, high = high, high * 2
    high = min(high, len(waiting) + 1)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _enough(sections: Sections, kept: frozenset[Candidate]) -> bool:
    """Whether each list has at least four entries on the page, or all that there are, and no biography is missing."""
    shown = Counter(candidate.section for candidate in kept)
    return all(
        shown[at] >= (len(section.items) if section.kind == "prose" else min(ENOUGH, len(section.items)))
        for at, section in enumerate(sections)
        if not section.run_in
    )


def _cut(sections: Sections, column: Column, setter: Setter) -> Sections:
    """Prose that would fill the page is cut at the end of a sentence: half of it is for what else there is."""
    room = column.height * (SHARE if len(sections) > 1 else 1.0)

    def cut(section: Section, item: Item) -> Item:
        def fits(some: Spans) -> bool:
            only = replace(section, items=(replace(item, text=some),))
            return column.used(setter.parts((only,), [Candidate(0, 0)]), Scale()) <= room

        return replace(item, text=sentences(item.text, fits)) if item.kind == "prose" else item

    return tuple(replace(section, items=tuple(cut(section, item) for item in section.items)) for section in sections)


def _open_up(parts: list[Part], column: Column) -> Scale:
    """The largest text that fits, with the space between opened up for what is left; a short page stays calm."""
    steps = range(STEPS, -STEPS - 1, -1)
    scale = next(
        (_scale(step, column) for step in steps if column.fits(parts, _scale(step, column))), _scale(-STEPS, column)
    )
    left, gaps = column.height - column.used(parts, scale), column.gaps(parts)
    if left > column.height * 0.4:
        return _scale(STEPS // 2, column)
    return replace(scale, space=min(WIDEST, scale.space + left / gaps)) if gaps else scale


def _scale(step: int, column: Column) -> Scale:
    """From -STEPS, tight, over 0, as the style says, to STEPS, loose."""
    text, space = TIGHT if step < 0 else LOOSE
    part = abs(step) / STEPS
    size = column.look.size
    enlarged = min(max(size * (1 + (text - 1) * part), SMALLEST), LARGEST) / size
    return Scale(enlarged, 1 + (space - 1) * part)
