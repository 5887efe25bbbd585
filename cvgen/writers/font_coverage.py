"""Tell which characters the bundled fonts can print, and what to print instead of the others.

The characters are in a list beside the fonts, so that no font is opened.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache

from cvgen.shipped import STYLES

BOX = "□"
EMOJI = re.compile("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
JOINED = "\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff"  # what joins emoji or selects their shape and color
COVERAGE = STYLES / "fonts" / "coverage.txt"  # one range a line, hexadecimal: "0020-007E"


def missing(text: str) -> list[str]:
    """Return the characters of a text that no bundled font has, each once, in order."""
    if text.isascii():
        return []
    return list(dict.fromkeys(char for char in text if not _is_covered(char)))


def describe(char: str) -> str:
    """Return a character with its code and name: "☃" -> "'☃' (U+2603, snowman)"."""
    name = unicodedata.name(char, "a character without a name").lower()
    return f"'{char}' (U+{ord(char):04X}, {name})"


def printable(text: str) -> str:
    """Return a text in which the fonts have every character: "Winner 🎉 of 𞄀" -> "Winner of □".

    A character without a glyph becomes its compatibility decomposition (Unicode, UAX #15) if the fonts have that. An
    emoji is left out, and any other character becomes a box, so that the reader sees that something is missing.
    """
    unknown = missing(text)
    if not unknown:
        return text
    substitutes = {char: substitute(char) for char in unknown}
    emoji = "".join(char for char, instead in substitutes.items() if not instead)
    if emoji:
        text = re.sub(rf"(^|\s)(?:[{emoji}][{JOINED}]*\s*)+", r"\1", text)
        text = re.sub(rf"[{emoji}][{JOINED}]*", "", text)
    return "".join(substitutes.get(char, char) for char in text)


def substitute(char: str) -> str:
    """Return the text to print instead of a character that no font has; "" for an emoji."""
    simple = unicodedata.normalize("NFKD", char)
    if simple != char and not missing(simple):
        return simple
    return "" if EMOJI.fullmatch(char) else BOX


@cache
def _is_covered(char: str) -> bool:
    if char < "\x7f" or unicodedata.category(char) in ("Cf", "Cc") or "︀" <= char <= "️":
        return True  # ASCII, and characters that are never drawn: joiners, direction marks, variation selectors
    ranges = _ranges()
    at = bisect_right(ranges, ord(char), key=lambda line: int(line.partition("-")[0], 16)) - 1
    return at >= 0 and ord(char) <= int(ranges[at].rpartition("-")[2], 16)


@cache
def _ranges() -> list[str]:
    """Return the ranges in order, as text: a profile asks for so few characters that reading all would take longer."""
    return COVERAGE.read_text("ascii").split()
