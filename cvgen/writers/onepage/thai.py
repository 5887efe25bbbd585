"""Thai: where a line may break, because Thai has no spaces between words.

This uses no dictionary but the spelling. A syllable begins with a vowel that is written before its consonant. It ends
with the vowels a and am, a repetition mark and, in most words, a silent letter. A long text without
these places breaks between any two letters.
"""

import re
from collections.abc import Iterator
from math import ceil
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.paragraph import _getFragWords

CONSONANT, VOWEL_BEFORE, MARK = "\u0e01-\u0e2e", "\u0e40-\u0e44", "\u0e30-\u0e3a\u0e45-\u0e4e"
LETTER = f"{CONSONANT}{VOWEL_BEFORE}{MARK}"
END, SILENT = "\u0e30\u0e33\u0e46", "\u0e4c"  # of a syllable; the mark on a silent letter
PLACES = re.compile(
    f"(?<=[{LETTER}])(?=[{VOWEL_BEFORE}])|(?<=[{END}])(?=[{CONSONANT}])|(?<={SILENT})(?=[{CONSONANT}][{CONSONANT}{MARK}])"
)
CLUSTERS = re.compile(f"[{VOWEL_BEFORE}]?.[{MARK}]*")
LONGEST = 20  # characters: shorter than any line


def has_thai(text: str) -> bool:
    return not text.isascii() and any("\u0e00" <= char <= "\u0e7f" for char in text)


def parts(text: str) -> list[str]:
    """Split a text where a line may break."""
    return [half for part in PLACES.split(text) for half in (_halves(part) if len(part) > LONGEST else (part,))]


def _halves(text: str) -> list[str]:
    """Split a long text into parts of about the same length, but not between a letter and its marks."""
    most = ceil(len(text) / ceil(len(text) / LONGEST))
    found = [""]
    for cluster in CLUSTERS.findall(text):
        if len(found[-1] + cluster) > most and has_thai(cluster):
            found.append("")
        found[-1] += cluster
    return found


def breakable(fragments: list[Any]) -> list[Any]:
    """Convert the fragments of a ReportLab paragraph to words, with Thai words split where a line may break."""
    return [part for word in _getFragWords(fragments) for part in _broken(word)]


def _broken(word: list[Any]) -> Iterator[list[Any]]:
    """Split a word of ReportLab: a list of its width and its texts with their styles. The last part keeps its class."""
    part: list[Any] = []
    for style, text in word[1:]:
        first, *others = parts(text)
        part.append((style, first))
        for other in others:
            yield [_width(part), *part]
            part = [(style, other)]
    yield type(word)([_width(part), *part])


def _width(part: list[Any]) -> float:
    return sum(float(stringWidth(text, style.fontName, style.fontSize)) for style, text in part)
