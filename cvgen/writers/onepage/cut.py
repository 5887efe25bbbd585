"""Shorten a text that is too long for its place; it then ends with a sentence or a word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate

from cvgen.document.tree import Spans, plain

SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s)|[。！？][”’」』）]*")


def first(text: Spans, length: int) -> Spans:
    """Return the first `length` characters of a text."""
    starts = accumulate((len(span.text) for span in text), initial=0)
    parts = (replace(span, text=span.text[: max(0, length - start)]) for span, start in zip(text, starts, strict=False))
    return tuple(span for span in parts if span.text)


def shortened(text: Spans, length: int) -> Spans:
    """Return the words of a text up to `length` characters with "…" after them; a shorter text as it is."""
    words = plain(text)
    if len(words) <= length:
        return text
    end = words.rfind(" ", length // 2, length)  # a long word is cut if half of the text would be lost
    kept = first(text, end if end > 0 else length - 1)
    last = replace(kept[-1], text=kept[-1].text.rstrip(" ,;:·") + "…") if kept else replace(text[0], text="…")
    return (*kept[:-1], last)


def fitting(text: Spans, fits: Callable[[Spans], bool]) -> Spans:
    """Return the text if it fits, else as many of its words as fit, with "…" after them."""
    if fits(text):
        return text
    return shortened(text, most(range(1, len(plain(text))), lambda length: fits(shortened(text, length))))


def sentences(text: Spans, fits: Callable[[Spans], bool]) -> Spans:
    """Return the text if it fits, else as many whole sentences as fit; if none does, as many words."""
    if fits(text):
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(plain(text))]
    if not ends or not fits(first(text, ends[0])):
        return fitting(text, fits)
    return first(text, most(ends, lambda end: fits(first(text, end))))


def most(lengths: Sequence[int], fits: Callable[[int], bool]) -> int:
    """Return the greatest of rising lengths that fits, by binary search; the least if none does."""
    low, high = 0, len(lengths)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(lengths[middle]) else (low, middle)
    return lengths[low]
