"""Bidi: right-to-left text and the visual order of its characters, by python-bidi (Unicode Annex 9)."""

import unicodedata
from typing import NamedTuple

# python-bidi returns a text, not positions. Three characters that the algorithm ignores (rule X9) follow each character
# and carry its index: three digits of base 32, each from a separate range of tag characters.
FIRST, BASE, DIGITS = 0xE0020, 32, 3


class Spot(NamedTuple):
    """The visual position of a character, counted from the left, and whether it is right-to-left."""

    place: int
    turned: bool


def right_to_left(text: str) -> bool:
    """Return whether any character is right-to-left."""
    return not text.isascii() and any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def starts_right(text: str) -> bool:
    """Return whether the first letter of a text is right-to-left; then its paragraph is too."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)


def mirrored(text: str) -> str:
    """Return right-to-left signs in visual order, mirrored where Unicode says so: "(a" -> "a)"."""
    from bidi.mirror import MIRRORED

    return "".join(MIRRORED.get(char, char) for char in reversed(text))


def spots(text: str, rightward: bool) -> list[Spot]:
    """Return the spot of each character of a paragraph, as if it had only one line.

    `rightward` is whether the paragraph starts at the right. On any line of the paragraph, the characters are in the
    order of their places.
    """
    from bidi import get_display

    marked = "".join(char + _mark(at) for at, char in enumerate(text))
    base, end = ("R", "\u05d0") if rightward else ("L", "a")  # ignored characters at the end would be moved (rule L1)
    shown = [ord(char) - FIRST for char in get_display(marked + end, base_dir=base)]
    digits = [digit for digit in shown if 0 <= digit < BASE * DIGITS]
    found = [Spot(0, False)] * len(text)
    for place, start in enumerate(range(0, len(digits), DIGITS)):
        mark = digits[start : start + DIGITS]
        at = sum(digit % BASE * BASE ** (digit // BASE) for digit in mark)
        found[at] = Spot(place, mark[0] < mark[-1])  # reversed, a mark begins with its lowest digit
    return found


def _mark(at: int) -> str:
    """Return an index as three tag characters, the highest digit first."""
    return "".join(chr(FIRST + BASE * digit + at // BASE**digit % BASE) for digit in reversed(range(DIGITS)))
