"""Choose the items, text size and spacing that fill the page without overflowing it."""

from collections import Counter
from dataclasses import dataclass, replace

from cvgen.document.tree import Item, Section, Spans
from cvgen.writers.onepage.cut import sentences
from cvgen.writers.onepage.layout import Column, Scale
from cvgen.writers.onepage.sections import Candidate, Part, Sections, Setter, candidates, length, reworded
from cvgen.writers.onepage.typography import LARGEST, SMALLEST

STEPS = 10  # between tight and nominal, and between nominal and loose
TIGHT, LOOSE = (0.93, 0.75), (1.08, 1.6)  # the least and the greatest factors of text size and of spacing
WIDEST = 1.9  # the greatest factor of spacing, to fill the page to its last line
ENOUGH = 3  # entries of each list that a long biography must leave room for
FULL = 9_000  # characters: no page holds more, so longer texts need not be measured
MISSES = 3  # entries of a section that don't fit before the rest of it is skipped
SHARE = 0.5  # the share of the page for a biography that is cut to make room for other sections


@dataclass(frozen=True)
class Fitted:
    """The parts on the page with their scale, the items kept, and the sections in this wording and the longest one."""

    parts: list[Part]
    scale: Scale
    kept: frozenset[Candidate]
    sections: Sections
    offered: Sections


def fit(sections: Sections, column: Column, setter: Setter) -> Fitted:
    """Return as much of the sections as the column holds; shorter wordings are used only if necessary."""
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
    """Return everything if it fits when set tight; else, at nominal size, each item by rank that still fits."""
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
    """Return how many of the waiting items fit, by doubling and then halving."""

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
    """Return whether each list has at least ENOUGH entries on the page, or all, and each biography is there."""
    shown = Counter(candidate.section for candidate in kept)
    return all(
        shown[at] >= (len(section.items) if section.kind == "prose" else min(ENOUGH, len(section.items)))
        for at, section in enumerate(sections)
        if not section.run_in
    )


def _cut(sections: Sections, column: Column, setter: Setter) -> Sections:
    """Return the sections with long prose cut at the end of a sentence, so that half of the page is left for others."""
    room = column.height * (SHARE if len(sections) > 1 else 1.0)

    def cut(section: Section, item: Item) -> Item:
        def fits(some: Spans) -> bool:
            only = replace(section, items=(replace(item, text=some),))
            return column.used(setter.parts((only,), [Candidate(0, 0)]), Scale()) <= room

        return replace(item, text=sentences(item.text, fits)) if item.kind == "prose" else item

    return tuple(replace(section, items=tuple(cut(section, item) for item in section.items)) for section in sections)


def _open_up(parts: list[Part], column: Column) -> Scale:
    """Return the scale with the largest text that fits, and spacing that fills the rest unless the page is short."""
    steps = range(STEPS, -STEPS - 1, -1)
    scale = next(
        (_scale(step, column) for step in steps if column.fits(parts, _scale(step, column))), _scale(-STEPS, column)
    )
    left, gaps = column.height - column.used(parts, scale), column.gaps(parts)
    if left > column.height * 0.4:
        return _scale(STEPS // 2, column)
    return replace(scale, space=min(WIDEST, scale.space + left / gaps)) if gaps else scale


def _scale(step: int, column: Column) -> Scale:
    """Return the scale of a step from -STEPS (tight) over 0 (the style's) to STEPS (loose)."""
    text, space = TIGHT if step < 0 else LOOSE
    part = abs(step) / STEPS
    size = column.look.size
    enlarged = min(max(size * (1 + (text - 1) * part), SMALLEST), LARGEST) / size
    return Scale(enlarged, 1 + (space - 1) * part)
