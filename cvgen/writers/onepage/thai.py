"""Thai: where a line may end, since there are no spaces between words.

No dictionary is asked. A syllable begins with a vowel that is written before its consonant, and ends with the vowels
a and am, with a sign of repetition, and mostly with a letter that is not spoken: lines end there. Where there is no
place like that for long, any letter will do.
"""

import re
from collections.abc import Iterator
from math import ceil
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.paragraph import _getFragWords

CONSONANT, VOWEL_BEFORE, MARK = "\u0e01-\u0e2e", "\u0e40-\u0e44", "\u0e30-\u0e3a\u0e45-\u0e4e"
LETTER = f"{CONSONANT}{VOWEL_BEFORE}{MARK}"
END, SILENT = "\u0e30\u0e33\u0e46", "\u0e4c"  # of a syllable; the sign over its last letter that is not spoken
PLACES = re.compile(
    f"(?<=[{LETTER}])(?=[{VOWEL_BEFORE}])|(?<=[{END}])(?=[{CONSONANT}])|(?<={SILENT})(?=[{CONSONANT}][{CONSONANT}{MARK}])"
)
CLUSTERS = re.compile(f"[{VOWEL_BEFORE}]?.[{MARK}]*")
LONGEST = 20  # characters: shorter than any line


def has_thai(text: str) -> bool:
    return not text.isascii() and any("\u0e00" <= char <= "\u0e7f" for char in text)


def parts(text: str) -> list[str]:
    """Return the parts of a text between which a line may end."""
    return [half for part in PLACES.split(text) for half in (_halves(part) if len(part) > LONGEST else (part,))]


def _halves(text: str) -> list[str]:
    """Return a long text in parts of about the same length; letters stay with their marks, and others together."""
    most = ceil(len(text) / ceil(len(text) / LONGEST))
    found = [""]
    for cluster in CLUSTERS.findall(text):
        if len(found[-1] + cluster) > most and has_thai(cluster):
            found.append("")
        found[-1] += cluster
    return found


def breakable(fragments: list[Any]) -> list[Any]:
    """ReportLab's fragments of a paragraph -> its words, as it has them itself, those of Thai in parts."""
    return [part for word in _getFragWords(fragments) for part in _broken(word)]


def _broken(word: list[Any]) -> Iterator[list[Any]]:
    """A word, which is its width and its texts with their styles -> the same in parts; the last is of its class."""
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
