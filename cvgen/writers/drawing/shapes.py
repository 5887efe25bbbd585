"""Define the shapes of a picture: boxes, lines, dots and words, in points from the upper left corner."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

WIDTH = 460.0
SIZE = 8.6  # of the words
LINE = 11.5  # the height of a line of words
FRAME = 0.7  # the width of the line around a box that is not filled
GAP = 2.6  # from one stripe in it to the next
STRIPE = 1.1
WIDE, CAPITAL, SMALL = 1.0, 0.74, 0.56  # the widths of characters at most, in sizes; few of a word are at most
WIDER = {"M": 0.95, "W": 1.05, "m": 0.9, "w": 0.85, "%": 0.9, "@": 1.0, "—": 1.0, "…": 1.0}

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Line:
    """A straight line between two points, of some width."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True)
class Dot:
    """A filled circle around a point."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True)
class Words:
    """Words that begin, are centered or end at a point of their baseline."""

    x: float
    baseline: float
    text: str
    anchor: Anchor


@dataclass(frozen=True)
class Drawing:
    """A picture of WIDTH and of some height; its words are in reading order."""

    height: float
    words: tuple[Words, ...] = ()
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    dots: tuple[Dot, ...] = ()


def filled(box: Box, pattern: int) -> Iterator[Box]:
    """Yield the boxes that fill one with a pattern, which differ without color.

    0 is full, 1 striped across, 2 empty, 3 striped lengthwise.
    """
    if pattern == 0:
        yield box
        return
    yield from _frame(box)
    if pattern == 1:
        yield from (Box(box.left, box.top + place, box.width, STRIPE) for place in _stripes(box.height))
    if pattern == 3:
        yield from (Box(box.left + place, box.top, STRIPE, box.height) for place in _stripes(box.width))


def _stripes(length: float) -> Iterator[float]:
    """Yield where stripes begin that divide a length evenly; at least one, so that no narrow box looks empty."""
    count = max(1, round(length / GAP) - 1)
    step = (length + STRIPE) / (count + 1)
    yield from (step * number - STRIPE for number in range(1, count + 1))


def _frame(box: Box) -> Iterator[Box]:
    across, down = min(FRAME, box.width / 2), min(FRAME, box.height / 2)
    yield Box(box.left, box.top, box.width, down)
    yield Box(box.left, box.top + box.height - down, box.width, down)
    yield Box(box.left, box.top, across, box.height)
    yield Box(box.left + box.width - across, box.top, across, box.height)


def width_of(text: str) -> float:
    """Return the width that a text has at most in any font of ours, in points; fonts are not measured here."""
    return SIZE * sum(map(_width, text))


def fitted(text: str, width: float) -> str:
    """Return a text that is at most so wide, in points, its end cut: "A very lo…"."""
    if width_of(text) <= width:
        return text
    room, kept = width - width_of("…"), 0
    for char in text:
        room -= SIZE * _width(char)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def _width(char: str) -> float:
    if char in WIDER:
        return WIDER[char]
    if unicodedata.east_asian_width(char) in "WF":
        return WIDE
    return 0.0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else CAPITAL if char.isupper() else SMALL
