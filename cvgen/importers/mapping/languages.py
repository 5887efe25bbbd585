"""Name the language of a work: sources have codes, such as "de", "ger" and "de-CH", or names."""

import dataclasses
from collections import Counter
from collections.abc import Iterable

from cvgen.profile.fields import Text
from cvgen.profile.languages import NAMES
from cvgen.profile.model import Publication

# Codes of ISO 639-2, which libraries write -> those of ISO 639-1.
CODES = {
    "ara": "ar", "cat": "ca", "cze": "cs", "ces": "cs", "dan": "da", "ger": "de", "deu": "de", "gre": "el",
    "ell": "el", "eng": "en", "spa": "es", "est": "et", "per": "fa", "fas": "fa", "fin": "fi", "fre": "fr",
    "fra": "fr", "heb": "he", "hin": "hi", "hrv": "hr", "hun": "hu", "ind": "id", "ice": "is", "isl": "is",
    "ita": "it", "jpn": "ja", "kor": "ko", "lat": "la", "lit": "lt", "lav": "lv", "dut": "nl", "nld": "nl",
    "nor": "no", "pol": "pl", "por": "pt", "rum": "ro", "ron": "ro", "rus": "ru", "slo": "sk", "slk": "sk",
    "slv": "sl", "srp": "sr", "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "vie": "vi", "chi": "zh",
    "zho": "zh",
}  # fmt: skip


def name(text: str) -> str:
    """Return the name of a language: "de-CH", "ger" -> "German"; a name stays: "german" -> "German"."""
    bare = text.strip().replace("_", "-").partition("-")[0].lower()
    return NAMES.get(CODES.get(bare, bare)) or text.strip()[:1].upper() + text.strip()[1:]


def unusual(works: Iterable[Publication]) -> list[Publication]:
    """Return works without the language that most of them have: a CV names the others only."""
    found = list(works)
    counts = Counter(work.language for work in found if work.language)
    main, times = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    if 2 * times <= sum(counts.values()):
        return found
    return [dataclasses.replace(work, language=None) if work.language == Text(main or "") else work for work in found]
