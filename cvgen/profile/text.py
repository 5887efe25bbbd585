"""Compare texts by their words: without markup, case, accents and punctuation. Split texts into words."""

import re
import unicodedata
from collections import Counter
from functools import cache

LINK = re.compile(r"\[([^\[\]]*+)\]\([^)\[]*+\)")  # a text of brackets alone is read in linear time
LATEX = re.compile(r"\\[a-zA-Z]+\*?\s*|\\.|[{}$]")
EMPHASIS = re.compile(r"[*_`]")
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "’": "'"})
# Numbers stay whole and apart, and signs that change the meaning stay: $5 is not 5 %, and C++ is not C.
WORDS = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)*|[^\W\d_]+|[+#%&@<>=~^/€£¥]")
# Marks that reorder the text around them (UAX #9), and that have no width: in the wrong place, they hide differences.
REORDERS = re.compile("[\u202a-\u202e\u2066-\u2069]")
SPLITS = re.compile("[\u200b\u2060-\u2064\ufeff\u180e\U000e0000-\U000e007f]|(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")
# Characters of scripts without spaces, for the inside of a character class: 々 and its neighbors, kana, ideographs.
IDEOGRAPHS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
CJK = f"{IDEOGRAPHS}\u1100-\u11ff\uac00-\ud7af"  # and Hangul, which puts spaces between phrases
# A hyphen joins what follows a letter, as in "data-free"; a range such as 2019-2021 is two words.
TOKEN = rf"(?s)\s+|[{CJK}]|[^\W{CJK}]+(?:(?:['’.,]|(?<=[^\W\d])-)[^\W{CJK}]+)*|."
# Words that say little about a title.
SMALL_WORDS = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "can", "das", "der", "des", "die", "do", "does", "ein", "eine", "el",
     "for", "from", "how", "in", "into", "is", "it", "its", "la", "las", "le", "les", "los", "of", "on", "or", "our",
     "the", "their", "to", "toward", "towards", "un", "under", "une", "using", "via", "what", "when", "where", "which",
     "why", "with", "without"]
)  # fmt: skip


@cache
def without_hidden(text: str) -> str:
    """Return a text without the marks that reorder or split it.

    Joiners are deleted twice: some are between letters only when the other marks beside them are gone.
    """
    return SPLITS.sub("", SPLITS.sub("", REORDERS.sub("", text)))


def fold(text: str) -> str:
    """Remove markup, case and accents; punctuation stays: "**Ünder** {GPU}s" -> "under gpus"."""
    return unaccented(EMPHASIS.sub("", LATEX.sub("", LINK.sub(r"\1", text))))


def unaccented(text: str) -> str:
    """Remove case and accents: "Müller-Łoś" -> "muller-los"."""
    text = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    return "".join(char for char in text if not unicodedata.combining(char))


def words(text: str) -> list[str]:
    """List the words of a text, folded: "Data-Free: a Test" -> ["data", "free", "a", "test"]."""
    return re.findall(r"\w+", fold(text))


@cache
def letters(text: str) -> str:
    """Join the words of a text, so that spaces and punctuation don't count: "Quasi-Newton" -> "quasinewton"."""
    return "".join(words(text))


@cache
def reading(text: str) -> str:
    """Return what a listener hears of a text: two texts with the same reading differ only in looks."""
    parts = WORDS.findall(fold(text))
    return "".join(f"|{part.replace(',', '')}|" if part[0].isdigit() else part for part in parts)


def reads_the_same(one: str, other: str) -> bool:
    """Return whether two texts differ only in case, dashes, quotation marks, accents and markup."""
    return reading(one) == reading(other)


def tokenize(text: str) -> list[str]:
    """Split a text for a comparison word by word; joined, the tokens are the text again.

    A token is a word ("Müller-Łoś", "3.5"), one CJK character, white space, or one other sign.
    """
    return re.findall(TOKEN, text)  # compiled at the first call: it takes longer than a command's start can spare


def is_word(token: str) -> bool:
    """Return whether a token of `tokenize` has a letter or a digit."""
    return any(char.isalnum() for char in token)


def is_translated(one: str, other: str) -> bool:
    """Return whether two texts are in different scripts, such as a title in English and in Chinese."""
    scripts = script(one), script(other)
    return all(scripts) and scripts[0] != scripts[1]


@cache
def script(text: str) -> str:
    """Name the script of most letters of a text: "LATIN", "CJK", "CYRILLIC"; "" without letters."""
    if text.isascii():
        return "LATIN" if re.search(r"[A-Za-z]", text) else ""
    names = (unicodedata.name(char, "").split(" ")[0] for char in text if char.isalpha())
    found = Counter("CJK" if name in ("HIRAGANA", "KATAKANA") else name for name in names)
    return found.most_common(1)[0][0] if found else ""
