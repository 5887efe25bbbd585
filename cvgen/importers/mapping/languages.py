"""Name the language of a work: sources have codes, such as "de", "ger" and "de-CH", or names."""

import dataclasses
from collections import Counter
from collections.abc import Iterable

from cvgen.profile.fields import Text
from cvgen.profile.model import Publication

# Codes of ISO 639-1 and 639-2 -> the name in English.
CODES = {
    "ar": "Arabic", "ara": "Arabic", "ca": "Catalan", "cat": "Catalan", "cs": "Czech", "cze": "Czech", "ces": "Czech",
    "da": "Danish", "dan": "Danish", "de": "German", "ger": "German", "deu": "German", "el": "Greek", "gre": "Greek",
    "ell": "Greek", "en": "English", "eng": "English", "es": "Spanish", "spa": "Spanish", "et": "Estonian",
    "est": "Estonian", "eu": "Basque", "fa": "Persian", "per": "Persian", "fas": "Persian", "fi": "Finnish",
    "fin": "Finnish", "fr": "French", "fre": "French", "fra": "French", "ga": "Irish", "he": "Hebrew", "heb": "Hebrew",
    "hi": "Hindi", "hin": "Hindi", "hr": "Croatian", "hrv": "Croatian", "hu": "Hungarian", "hun": "Hungarian",
    "id": "Indonesian", "ind": "Indonesian", "is": "Icelandic", "ice": "Icelandic", "isl": "Icelandic", "it": "Italian",
    "ita": "Italian", "ja": "Japanese", "jpn": "Japanese", "ko": "Korean", "kor": "Korean", "la": "Latin",
    "lat": "Latin", "lt": "Lithuanian", "lit": "Lithuanian", "lv": "Latvian", "lav": "Latvian", "nb": "Norwegian",
    "nl": "Dutch", "dut": "Dutch", "nld": "Dutch", "nn": "Norwegian", "no": "Norwegian", "nor": "Norwegian",
    "pl": "Polish", "pol": "Polish", "pt": "Portuguese", "por": "Portuguese", "ro": "Romanian", "rum": "Romanian",
    "ron": "Romanian", "ru": "Russian", "rus": "Russian", "sk": "Slovak", "slo": "Slovak", "slk": "Slovak",
    "sl": "Slovene", "slv": "Slovene", "sr": "Serbian", "srp": "Serbian", "sv": "Swedish", "swe": "Swedish",
    "th": "Thai", "tha": "Thai", "tr": "Turkish", "tur": "Turkish", "uk": "Ukrainian", "ukr": "Ukrainian",
    "vi": "Vietnamese", "vie": "Vietnamese", "zh": "Chinese", "chi": "Chinese", "zho": "Chinese",
}  # fmt: skip


def name(text: str) -> str:
    """Return the name of a language: "de-CH", "ger" -> "German"; a name stays: "german" -> "German"."""
    bare = text.strip().replace("_", "-").partition("-")[0].lower()
    return CODES.get(bare) or text.strip()[:1].upper() + text.strip()[1:]


def unusual(works: Iterable[Publication]) -> list[Publication]:
    """Return works without the language that most of them have: a CV names the others only."""
    found = list(works)
    counts = Counter(work.language for work in found if work.language)
    main, times = max(counts.items(), key=lambda item: item[1], default=(None, 0))
    if 2 * times <= sum(counts.values()):
        return found
    return [dataclasses.replace(work, language=None) if work.language == Text(main or "") else work for work in found]
