"""Texts as far as their words count: markup, case, accents and signs aside."""

import re
import unicodedata
from collections import Counter
from functools import cache

LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
LATEX = re.compile(r"\\[a-zA-Z]+\*?\s*|\\.|[{}$]")
EMPHASIS = re.compile(r"[*_`]")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})
# Numbers stay whole and apart, and signs that change what is said stay: $5 is not 5 %, and C++ is not C.
WORDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)*|[^\W\d_]+|[+#%&@<>=~^/€£¥]")
WESTERN = ("LATIN", "DIGIT")


@cache
def fold(text: str) -> str:
    """ "**Ünder** {GPU}s" -> "under gpus": no markup, accents and case; signs stay."""
    text = EMPHASIS.sub("", LATEX.sub("", LINK.sub(r"\1", text)))
    text = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(char for char in text if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """ "Data-Free: a Test" -> ["data", "free", "a", "test"]"""
    return re.findall(r"\w+", fold(text))


@cache
def letters(text: str) -> str:
    """ "Quasi-Newton Methods" -> "quasinewtonmethods": what is left when spaces and signs are typed differently."""
    return "".join(words(text))


@cache
def reading(text: str) -> str:
    """What somebody hears who is read a text: two texts that differ only in looks have the same one."""
    parts = WORDS.findall(fold(text))
    return "".join(f"|{part.replace(',', '')}|" if part[0].isdigit() else part for part in parts)


def reads_the_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but case, dashes, quotation marks, accents and markup."""
    return reading(one) == reading(other)


def is_translated(one: str, other: str) -> bool:
    """Whether two texts are in different scripts: a title in English and in Chinese."""
    scripts = script(one), script(other)
    return all(scripts) and scripts[0] != scripts[1]


@cache
def script(text: str) -> str:
    """The script most letters of a text are in: "LATIN", "CJK", "CYRILLIC"; "" without letters."""
    if text.isascii():
        return "LATIN" if re.search(r"[A-Za-z]", text) else ""
    names = (unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha())
    found = Counter("CJK" if name in ("HIRAGANA", "KATAKANA") else name for name in names)
    return found.most_common(1)[0][0] if found else ""
