"""Hold what is known while one reference is rendered."""

from collections.abc import Callable, Mapping
from typing import Any

from cvgen.citations.date_values import DateValue, date_value
from cvgen.citations.locale import Locale
from cvgen.citations.tokens import Tokens

EMPTY = DateValue()
BOTH = "editor-translator"
# Other names under which programs write a variable.
OTHER_NAMES = {
    "container-title-short": ("journalAbbreviation",),
    "title-short": ("shortTitle",),
    "event-title": ("event",),
    "event": ("event-title",),
}


class Context:
    """One item on its way through a style.

    `called` and `filled` say whether the group that is being rendered has asked for a variable, and whether one was
    not empty. `substituted` are the variables that were printed in place of others: they are not printed again.
    """

    __slots__ = (
        "area", "called", "dates", "filled", "has_letters", "hidden", "is_disambiguated", "is_english", "is_sorting",
        "is_substituting", "item", "limits", "locale", "number", "position", "present", "seen", "type", "was_term",
        "year_suffix",
    )  # fmt: skip

    def __init__(self, item: Mapping[str, Any], locale: Locale, area: str, number: int = 1) -> None:
        self.item = item
        self.locale = locale
        self.area = area
        self.number = number
        self.called = self.filled = False
        self.hidden: set[str] = set()
        self.is_substituting = False
        self.was_term = False  # a term of the locale was asked for, even if it has no words
        self.seen: Tokens | None = None  # the names that come first in the reference
        self.dates: dict[str, DateValue] = {}
        self.is_sorting = False
        self.has_letters = False
        self.limits: dict[str, str] = {}
        self.position = ""
        self.is_disambiguated = False
        kind = item.get("type")
        self.type = kind if isinstance(kind, str) else ""
        self.present: dict[str, bool] = {}  # which variables conditions have asked for
        self.year_suffix = ""
        language = item.get("language")
        self.is_english = str(language)[:2].lower() == "en" if language else locale.is_english

    def value(self, name: str) -> str:
        """Return the text of a variable, "" if it is missing or was printed in place of another."""
        return "" if name in self.hidden else self.given(name)

    def given(self, name: str) -> str:
        """Return the text of a variable, "" if it is missing: what labels and conditions ask about."""
        found = self.item.get(name)
        if found is None or found == "":
            return self._other(name)
        return found if isinstance(found, str) else str(found) if isinstance(found, (int, float)) else ""

    def _other(self, name: str) -> str:
        if name == "citation-number":
            return str(self.number)
        if name == "citation-label":
            return citation_label(self)
        if name == "page-first":
            return first_page(self.value("page"))
        if name == "year-suffix":
            return self.year_suffix
        for other in OTHER_NAMES.get(name, ()):
            found = self.item.get(other)
            if isinstance(found, str) and found:
                return found
        return ""

    def date(self, name: str) -> DateValue:
        """Return the date of a variable."""
        if name in self.hidden:
            return EMPTY
        found = self.dates.get(name)
        if found is None:
            given = self.item.get(name)
            found = self.dates[name] = date_value(given) if given else EMPTY
        return found

    def names(self, name: str) -> list[Mapping[str, Any]]:
        """Return the names of a variable that are not empty; `editor-translator` are editors who are translators."""
        found = self.item.get(name)
        if found is None and name == BOTH:
            editors = self.names("editor")
            return editors if editors == self.names("translator") else []
        if not isinstance(found, list) or name in self.hidden:
            return []
        return [one for one in found if isinstance(one, dict) and any(isinstance(v, str) and v for v in one.values())]

    def rendered(self, name: str) -> None:
        """Note that a variable was printed."""
        if self.is_substituting:
            self.hidden.update(("editor", "translator") if name == BOTH else (name,))


def first_page(pages: str) -> str:
    """Return the first of some pages: "12-15, 20" -> "12"."""
    text = pages.strip()
    for n, char in enumerate(text):
        if char in "-–—,&; " and n:
            return text[:n].rstrip("\\")
    return text


def citation_label(ctx: Context) -> str:
    """Return a label of names and the year, with the letter that tells two of a year apart: "RoNo78a"."""
    people = ctx.names("author") or ctx.names("editor") or [{"family": "Xyz"}]
    families = [str(one.get("family") or one.get("literal") or "") for one in people]
    lengths = {1: (4,), 2: (2, 2), 3: (2, 1, 1)}.get(len(families), (1, 1, 1, 1))
    names = "".join(family[:length] for family, length in zip(families, lengths, strict=False))
    year = abs(ctx.date("issued").begin.year) % 100
    return f"{names}{year:02}{ctx.year_suffix}"


Render = Callable[[Context], Tokens]
Collect = Callable[[Context, list[Tokens]], None]
