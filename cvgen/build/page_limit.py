"""A document that promises a number of pages -> the document that keeps it, or in words why it can't."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cvgen.document.tree import Document
from cvgen.profile.fields import EntryPath
from cvgen.writers.style import Style

STEPS = 5  # between the style as it is and as close as it may be set


class OverBudgetError(Exception):
    """A document is longer than it may be: its pages, and the entries whose removal makes it fit."""

    def __init__(self, pages: int, entries: Sequence["EntryPath"]) -> None:
        super().__init__(f"{pages} pages")
        self.pages, self.entries = pages, entries


@dataclass(frozen=True)
class Fitted:
    """What keeps the promise: the document, its style, and the entries that were left out for it."""

    document: Document
    style: Style
    left_out: Sequence[EntryPath] = ()


class Without(Protocol):
    def __call__(self, keys: Sequence[EntryPath]) -> Document:
        """The document without some entries, numbered anew."""


def fit_to_pages(
    without: Without,
    least_first: Sequence[EntryPath],
    style: Style,
    pages: Callable[[Document, Style], int],
    most: int,
    fit: bool,
) -> Fitted:
    """Set a document closer, then leave out what matters least, until it has at most so many pages.

    OverBudgetError where `fit` does not allow that, or where nothing would help.
    """
    whole = without(())
    found = pages(whole, style)
    if found <= most:
        return Fitted(whole, style)
    if fit:
        step = _fewest(STEPS, lambda step: pages(whole, style.closer(step / STEPS)) <= most)
        if step is not None:
            return Fitted(whole, style.closer(step / STEPS))
        style = style.closer(1)
    count = _fewest(len(least_first), lambda count: pages(without(least_first[:count]), style) <= most)
    if count is None or not fit:
        raise OverBudgetError(found, least_first[: count or 0])
    return Fitted(without(least_first[:count]), style, least_first[:count])


def _fewest(most: int, fits: Callable[[int], bool]) -> int | None:
    """The smallest number up to `most` for which something fits, found by halving; None when none does."""
    if not fits(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
