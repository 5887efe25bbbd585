"""Fit a document to a number of pages, or say what would make it fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cvgen.profile.fields import EntryPath
from cvgen.writers.style import Style

TRIES = 5  # entries that may be put back; each takes a layout
STEPS = 5  # between the style as it is and the closest setting that still reads well


class PageLimitError(Exception):
    """A document is longer than it may be: its pages, and the entries whose removal makes it fit."""

    def __init__(self, pages: int, entries: Sequence[EntryPath]) -> None:
        super().__init__(f"{pages} pages")
        self.pages, self.entries = pages, entries


@dataclass(frozen=True)
class Fitted:
    """What makes a document fit: its style, set closer if need be, and the entries to leave out."""

    style: Style
    left_out: Sequence[EntryPath] = ()


class CountPages(Protocol):
    def __call__(self, left_out: Sequence[EntryPath], style: Style) -> int:
        """Return the pages that a document takes in a style without some entries."""


def fit_to_pages(count: CountPages, drop_order: Sequence[EntryPath], style: Style, most: int, fit: bool) -> Fitted:
    """Set a document closer, then leave out what matters least, until it has at most `most` pages.

    What has room again comes back: entries that the gap left by a longer one holds, then the space between lines.
    `drop_order` has the keys of entries, the least important first. Raise PageLimitError where the document is
    too long and `fit` is false, or nothing would help.
    """
    normal = style
    found = count((), style)
    if found <= most:
        return Fitted(style)
    if fit:
        step = _fewest(STEPS, lambda step: count((), style.closer(step / STEPS)) <= most)
        if step is not None:
            return Fitted(style.closer(step / STEPS))
        style = style.closer(1)
    number = _fewest(len(drop_order), lambda number: count(drop_order[:number], style) <= most)
    if number is None or not fit:
        raise PageLimitError(found, drop_order[: number or 0])
    left_out = _with_room(lambda keys: count(keys, style) <= most, drop_order[:number])
    wide = _widest(lambda step: count(left_out, normal.closer(step / STEPS)) <= most)
    return Fitted(normal.closer(wide / STEPS), left_out)


def _with_room(fits: Callable[[Sequence[EntryPath]], bool], left_out: Sequence[EntryPath]) -> Sequence[EntryPath]:
    """Return what must be left out of what was: the most important entries that fit in after all are put back."""
    kept = list(left_out)
    for key in list(reversed(kept[:-1]))[:TRIES]:
        fewer = [one for one in kept if one != key]
        if fits(fewer):
            kept = fewer
    return kept


def _widest(fits: Callable[[int], bool]) -> int:
    """Return the smallest step from the normal setting to the closest one that fits; the closest one does."""
    return 0 if fits(0) else _fewest(STEPS, fits) or STEPS


def _fewest(most: int, fits: Callable[[int], bool]) -> int | None:
    """Return the smallest number up to `most` that fits, found by halving; None when none does."""
    if not fits(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
