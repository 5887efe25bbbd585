"""Which language a run of foreign script is most likely in, so that a screen reader can say it.

Only scripts that give their language away are told apart: Latin and Cyrillic letters serve too many.
"""

import unicodedata
from collections.abc import Iterator
from itertools import groupby

# The first word of a character's Unicode name -> a language (BCP 47); Han is Chinese unless kana stand by.
LANGUAGES = {
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "HEBREW": "he",
    "ARABIC": "ar",
    "GREEK": "el",
}


def runs(text: str, own: str = "en") -> Iterator[tuple[str, str]]:
    """Text, the language of its document -> its parts with the language of each, "" for the document's own.

    Spaces and signs go with their run.
    """
    if text.isascii():
        yield text, ""
        return
    for foreign, part in groupby(_spread(text), lambda pair: pair[1]):
        run = "".join(char for char, _ in part)
        yield run, language(run, own) if foreign else ""


def language(text: str, own: str = "en") -> str:
    """Text of one script, the language of its document -> its language, "" when that is the same or can't be told."""
    found = {_language(char) for char in text} - {""}
    if "ja" in found or own == "ja":
        found.discard("zh")
    found.discard(own)
    if "el" in found and sum(char.isalpha() for char in text) < 3:
        return ""  # a symbol of a formula, not a word
    return found.pop() if len(found) == 1 else ""


def _spread(text: str) -> list[tuple[str, str]]:
    """Each character with the group of languages it is in; signs between two of one group join it."""
    groups = [_group(char) for char in text]
    last = ""
    for at, group in enumerate(groups):
        if group != NEUTRAL:
            last = group
        elif last and next((later for later in groups[at:] if later != NEUTRAL), "") == last:
            groups[at] = last
        else:
            groups[at] = ""
    return list(zip(text, groups, strict=True))


NEUTRAL = "neutral"


def _group(char: str) -> str:
    found = _language(char)
    if found:
        return "east" if found in ("zh", "ja") else found
    return "" if char.isalnum() else NEUTRAL


def _language(char: str) -> str:
    if char < "\u0370":
        return ""
    return LANGUAGES.get(unicodedata.name(char, "").partition(" ")[0].partition("-")[0], "")
