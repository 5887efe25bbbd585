"""Scripts: which texts run from right to left, and where their characters stand, by python-bidi (UAX 9)."""

import unicodedata
from typing import NamedTuple

# Each character is followed by three that Unicode's algorithm passes by (rule X9) and that tell which one it is.
FIRST, BASE, DIGITS = 0xE0020, 32, 3


class Spot(NamedTuple):
    """How far from the left a character stands, counted in characters, and whether it runs from right to left."""

    place: int
    turned: bool


def right_to_left(text: str) -> bool:
    """Return whether any character runs from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def starts_right(text: str) -> bool:
    """Return whether the first letter of a text runs from right to left, and so the whole of it."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)


def mirrored(text: str) -> str:
    """Return signs that run from right to left as they are drawn from left to right: "(a" -> "a)"."""
    from bidi.mirror import MIRRORED

    return "".join(MIRRORED.get(char, char) for char in reversed(text))


def spots(text: str, rightward: bool) -> list[Spot]:
    """Return the spot of each character on an endless line.

    `rightward` says that the paragraph begins at the right. Of the characters on one line of a paragraph, the one
    with the lower place stands further left.
    """
    from bidi import get_display

    marked = "".join(char + _mark(at) for at, char in enumerate(text))
    base, end = ("R", "\u05d0") if rightward else ("L", "a")  # what is passed by at the end would be moved (rule L1)
    shown = [ord(char) - FIRST for char in get_display(marked + end, base_dir=base)]
    digits = [digit for digit in shown if 0 <= digit < BASE * DIGITS]
    found = [Spot(0, False)] * len(text)
    for place, start in enumerate(range(0, len(digits), DIGITS)):
        mark = digits[start : start + DIGITS]
        at = sum(digit % BASE * BASE ** (digit // BASE) for digit in mark)
        found[at] = Spot(place, mark[0] < mark[-1])  # a mark that was turned round begins with its lowest digit
    return found


def _mark(at: int) -> str:
    """Return a number as three characters, the highest digit first; each digit is from a range of its own."""
    return "".join(chr(FIRST + BASE * digit + at // BASE**digit % BASE) for digit in reversed(range(DIGITS)))
