"""Report which characters the bundled fonts can print, from a list beside the fonts: no font is opened for it."""

import unicodedata
from bisect import bisect_right
from functools import cache

from cvgen.writers.style import FOLDER

COVERAGE = FOLDER / "fonts" / "coverage.txt"  # one range a line, hexadecimal: "0020-007E"


def missing(text: str) -> list[str]:
    """Return the characters of a text that no bundled font has, each once, in order."""
    if text.isascii():
        return []
    return list(dict.fromkeys(char for char in text if not _is_covered(char)))


def describe(char: str) -> str:
    """Return a character with its code and name: "☃" -> "'☃' (U+2603, snowman)"."""
    name = unicodedata.name(char, "a character without a name").lower()
    return f"'{char}' (U+{ord(char):04X}, {name})"


def _is_covered(char: str) -> bool:
    if char < "\x7f" or unicodedata.category(char) in ("Cf", "Cc") or "︀" <= char <= "️":
        return True  # ASCII, and characters that are never drawn: joiners, direction marks, variation selectors
    starts, ends = _ranges()
    at = bisect_right(starts, ord(char)) - 1
    return at >= 0 and ord(char) <= ends[at]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = [line.split("-") for line in COVERAGE.read_text("ascii").split()]
    return [int(pair[0], 16) for pair in pairs], [int(pair[-1], 16) for pair in pairs]
