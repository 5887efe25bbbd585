"""Name languages and fonts as Word knows them."""

import re

# The region that Word adds to a language, since its spelling check asks for one.
REGIONS = {"ar": "SA", "de": "DE", "el": "GR", "en": "US", "es": "ES", "fr": "FR", "he": "IL", "hi": "IN", "it": "IT",
           "ja": "JP", "ko": "KR", "nl": "NL", "pl": "PL", "pt": "PT", "ru": "RU", "th": "TH", "zh": "CN"}  # fmt: skip
EAST, COMPLEX = frozenset({"zh", "ja", "ko"}), frozenset({"ar", "he", "hi", "th"})
RIGHT_TO_LEFT = frozenset({"ar", "he"})
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
SERIF, SANS = "Cambria", "Calibri"
# The fonts of Office that are closest to ours: their names travel as alternatives, for a reader without ours.
ALTERNATIVES = {"Source Serif 4": SERIF, "Source Sans 3": SANS}
NATURAL = {"Source Serif 4": 1.371, "Source Sans 3": 1.326}  # the height of a line, in parts of the size of the text
EASTERN = {
    SERIF: {"zh": "SimSun", "ja": "Yu Mincho", "ko": "Batang"},
    SANS: {"zh": "Microsoft YaHei", "ja": "Yu Gothic", "ko": "Malgun Gothic"},
}
JOINED = {SERIF: "Times New Roman", SANS: "Arial"}  # for Arabic, Hebrew and the like


def tag(language: str) -> str:
    """Return the tag of a language as Word writes it: "de" -> "de-DE"; English for what is not a tag."""
    if not TAG.fullmatch(language):
        return "en-US"
    return f"{language}-{REGIONS[language]}" if language in REGIONS else language


def base(language: str) -> str:
    """Return a language without its region: "pt-BR" -> "pt"."""
    return language.partition("-")[0].lower()


def alternative(font: str) -> str:
    """Return the font of Office to use where a font is missing: with serifs unless it is ours without."""
    return ALTERNATIVES.get(font, SERIF)


def eastern(font: str, language: str) -> str:
    """Return the font for Chinese, Japanese or Korean words beside a font."""
    known = EASTERN[alternative(font)]
    return known.get(base(language), known["zh"])


def joined(font: str) -> str:
    """Return the font for letters that join or stack beside a font."""
    return JOINED[alternative(font)]


def spacing(font: str, leading: float) -> int:
    """Return a leading, in parts of the size of the text, as Word counts it: 240 to a line of the font's own height."""
    return round(240 * leading / NATURAL.get(font, 1.2))
