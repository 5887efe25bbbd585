"""Guess the language of a run of foreign script, so that a screen reader can pronounce it.

Only scripts that identify a language are used: Latin and Cyrillic letters serve too many languages.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

# The first word of a character's Unicode name -> a language (BCP 47); Han is Chinese unless kana are in the same text.
LANGUAGES = {
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "HEBREW": "he",
    "ARABIC": "ar",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "THAI": "th",
}


def runs(text: str, main_language: str = "en") -> Iterator[tuple[str, str]]:
    """Yield the parts of a text with the language of each, "" for that of the document, `main_language`.

    Spaces and punctuation belong to the run around them. A text with more than MOST_RUNS changes of script is noise.
    """
    found = [] if text.isascii() else [(key, list(part)) for key, part in groupby(_spread(text), lambda pair: pair[1])]
    if not 0 < len(found) <= MOST_RUNS:
        yield text, ""
        return
    for foreign, part in found:
        run = "".join(char for char, _ in part)
        yield run, language(run, main_language) if foreign else ""


def language(text: str, main_language: str = "en") -> str:
    """Return the language of a text of one script; "" if unknown, or that of the document."""
    found = {_language(char) for char in text} - {""}
    if "ja" in found or main_language == "ja":
        found.discard("zh")
    found.discard(main_language)
    if "el" in found and sum(char.isalpha() for char in text) < 3:
        return ""  # a symbol of a formula, not a word
    return found.pop() if len(found) == 1 else ""


def _spread(text: str) -> list[tuple[str, str]]:
    """Return each character with its group of languages; punctuation between two of one group joins it.

    In right-to-left text, numbers join it too. As separate parts, they would be printed on the wrong side of the words.
    """
    groups = [_group(char) for char in text]
    if not set(groups) - {"", NEUTRAL}:
        return [(char, "") for char in text]
    following = {skips: _following(groups, text, skips) for skips in (False, True)}
    last = ""
    for at, char in enumerate(text):
        numbers = last in LEFTWARD
        if groups[at] != NEUTRAL and not (numbers and char.isdecimal()):
            last = groups[at]
        elif last and following[numbers][at] == last:
            groups[at] = last
        else:
            groups[at], last = "", "" if char.isdecimal() else last
    return list(zip(text, groups, strict=True))


def _following(groups: list[str], text: str, skips_numbers: bool) -> list[str]:
    """Return for each position the group of the next letter, or of the next number unless numbers are skipped."""
    found, after = [], ""
    for char, group in zip(reversed(text), reversed(groups), strict=True):
        if group != NEUTRAL and not (skips_numbers and char.isdecimal()):
            after = group
        found.append(after)
    return found[::-1]


MOST_RUNS = 1000
NEUTRAL = "neutral"
LEFTWARD = {"he", "ar"}


def _group(char: str) -> str:
    found = _language(char)
    if found:
        return "east" if found in ("zh", "ja") else found
    return "" if char.isalnum() else NEUTRAL


def _language(char: str) -> str:
    if char < "\u0370":
        return ""
    return LANGUAGES.get(unicodedata.name(char, "").partition(" ")[0].partition("-")[0], "")
