"""Find the terms, dates and options of a language: those of a style come before those of a locale file."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from cvgen.xml import Element, read

FOLDER = Path(__file__).with_name("locales")
DEFAULT = "en-US"
# The country that a language without one means, where it is not that of the same letters: "de" is "de-DE".
COUNTRIES = {
    "af": "ZA", "ar": "AR", "ca": "AD", "cs": "CZ", "cy": "GB", "da": "DK", "el": "GR", "en": "US", "et": "EE",
    "fa": "IR", "he": "IL", "ja": "JP", "km": "KH", "ko": "KR", "nb": "NO", "nn": "NO", "sl": "SI", "sr": "RS",
    "sv": "SE", "uk": "UA", "vi": "VN", "zh": "CN",
}  # fmt: skip
# A form of a term that is missing -> the form to use instead.
INSTEAD = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}
OLD_NAMES = {"sub verbo": "sub-verbo"}  # of CSL 1.0.1
OPTIONS = ("punctuation-in-quote", "limit-day-ordinals-to-day-1")


class Term(NamedTuple):
    """The words of a term, and the gender of its noun."""

    single: str
    multiple: str
    gender: str = ""


class Ordinal(NamedTuple):
    """What is put behind numbers that end in some digits, those of a gender if it has one."""

    suffix: str
    gender: str
    match: str


class Locale:
    """The terms of a style in a language; `language` is that of the style, such as "en-US"."""

    def __init__(self, language: str, elements: Iterable[Element]) -> None:
        self.language = language
        self.is_english = language[:2].lower() == "en"
        self.terms: dict[tuple[str, str], Term] = {}
        self.ordinals: dict[str, list[Ordinal]] = {}
        self.dates: dict[str, Element] = {}
        self.options: dict[str, bool] = {}
        for element in elements:
            self._take(element)
        self.is_in_quotes = self.options.get("punctuation-in-quote", False)
        self.quotes = tuple(
            self.term(name) for name in ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
        )
        self.page_dash = self.term("page-range-delimiter") or "–"

    def _take(self, element: Element) -> None:
        """Add what a locale element says; it replaces what an earlier one has said."""
        for options in element.all("style-options"):
            for name in OPTIONS:
                if name in options.attributes:
                    self.options[name] = options.attributes[name] == "true"
        for date in element.all("date"):
            self.dates[date.attributes.get("form", "text")] = date
        terms = [term for group in element.all("terms") for term in group.all("term")]
        if any(term.attributes.get("name", "").startswith("ordinal") for term in terms):
            self.ordinals = {}
        for term in terms:
            self._add(term)

    def _add(self, element: Element) -> None:
        given = element.attributes
        name, gender = OLD_NAMES.get(given.get("name", ""), given.get("name", "")), given.get("gender", "")
        single, multiple = element.first("single"), element.first("multiple")
        whole = _words(element)
        term = Term(_words(single) or whole, _words(multiple) or whole, gender)
        if name.startswith("ordinal"):
            ordinal = Ordinal(whole, given.get("gender-form", ""), given.get("match", ""))
            self.ordinals.setdefault(name, []).append(ordinal)
        elif given.get("gender-form"):
            self.terms[f"{name} {given['gender-form']}", given.get("form", "long")] = term
        else:
            self.terms[name, given.get("form", "long")] = term

    def find(self, name: str, form: str = "long") -> Term | None:
        """Return a term in a form or the next that the locale has; None if it has none."""
        name = OLD_NAMES.get(name, name)
        while True:
            found = self.terms.get((name, form))
            if found is not None or form not in INSTEAD:
                return found
            form = INSTEAD[form]

    def term(self, name: str, form: str = "long", is_plural: bool = False) -> str:
        """Return the words of a term, "" if the locale does not have it."""
        found = self.find(name, form)
        return "" if found is None else found.multiple if is_plural else found.single

    def gender(self, name: str) -> str:
        """Return the gender of a term, such as that of "edition" or "month-01"."""
        found = self.find(name)
        return found.gender if found else ""

    def ordinal(self, number: int, gender: str = "") -> str:
        """Return a number with the suffix of an ordinal: 2 -> "2nd"."""
        two, one = f"ordinal-{number % 100:02}", f"ordinal-{number % 10:02}"
        for name, default in ((two, "last-two-digits" if number % 100 > 9 else "last-digit"), (one, "last-digit")):
            fitting = [one for one in self.ordinals.get(name, []) if _fits(one.match or default, name, number)]
            if fitting:
                return f"{number}{_of_gender(fitting, gender)}"
        return f"{number}{_of_gender(self.ordinals.get('ordinal', []), gender)}"


def _fits(match: str, name: str, number: int) -> bool:
    digits = int(name[-2:])
    if match == "whole-number":
        return number == digits
    if match == "last-two-digits":
        return number % 100 == digits
    return digits < 10 and number % 10 == digits


def _of_gender(ordinals: list[Ordinal], gender: str) -> str:
    """Return the suffix for a gender, else the one without, else the first."""
    for wanted in (gender, ""):
        for one in ordinals:
            if one.gender == wanted:
                return one.suffix
    return ordinals[0].suffix if ordinals else ""


def _words(element: Element) -> str:
    """Return the text of an element, as it is; "" if it has elements instead."""
    return "" if any(element.children()) else "".join(map(str, element.inside))


def locale(language: str, of_style: list[Element]) -> Locale:
    """Return the locale of a language: English, the language, its country, and what a style says of them.

    `of_style` are the `locale` elements of a style: those without a language, of the language, of its country.
    """
    code = normalized(language)
    base = code.partition("-")[0]
    fallback = [
        file for name in dict.fromkeys((DEFAULT, base, primary(base), code)) if (file := _file(name)) is not None
    ]
    given = {element.attributes.get("xml:lang", ""): element for element in of_style}
    own = [given[name] for name in dict.fromkeys(("", base, primary(base), code)) if name in given]
    return Locale(code, [*fallback, *own])


def normalized(language: str) -> str:
    """Return the code of a language with its country: "de" -> "de-DE", "EN_gb" -> "en-GB"."""
    base, _, country = language.strip().replace("_", "-").partition("-")
    return f"{base.lower()}-{country.upper()}" if country else primary(base.lower()) or DEFAULT


def primary(base: str) -> str:
    """Return the code of a language with its usual country."""
    return f"{base}-{COUNTRIES.get(base, base.upper())}" if base else ""


@cache
def _file(name: str) -> Element | None:
    path = FOLDER / f"{name}.xml"
    is_code = name.replace("-", "").isalnum()  # a style may ask for "../../etc"
    return read(path.read_text("utf-8")) if is_code and path.is_file() else None
