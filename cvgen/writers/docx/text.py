"""Write spans as runs of letters: their looks, languages, links, and changes since an older version."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import bidirectional
from urllib.parse import quote
from xml.etree.ElementTree import Element

from cvgen.document.tree import Look, Span
from cvgen.writers.docx.elements import clean, relation, w, words
from cvgen.writers.docx.locales import COMPLEX, EAST, RIGHT_TO_LEFT, base, eastern, tag
from cvgen.writers.script_language import runs

AUTHOR = "cvgen"  # of the changes in a redline
# The style of each look; a run has the first of these that applies, and properties for the others.
STYLES: dict[Look, str] = {"raised": "CVMark", "label": "CVLabel", "code": "CVCode", "quiet": "CVQuiet",
                           "bold": "Strong", "italic": "Emphasis"}  # fmt: skip
TITLE = "CVPublicationTitle"
PROPERTIES: dict[Look, tuple[str, ...]] = {"bold": ("b", "bCs"), "italic": ("i", "iCs")}
ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#].*)?|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
SAFE = "%:/?#@!$&'()*+,;=~"  # signs of an address that stay; others are written with a percent sign (RFC 3986)
LONGEST_ADDRESS = 2000  # characters that Word takes


@dataclass
class Pen:
    """Writes the runs of one part of a file, which is in a language; `relate` gives an address its identifier."""

    language: str
    font: str
    relate: Callable[[str], str]
    changes: int = field(default=0)

    def spans(self, found: Iterable[Span], role: str = "", without: frozenset[Look] = frozenset()) -> Iterator[Element]:
        """Yield spans as runs; `role` is the style of those without a look, `without` are looks to leave out."""
        is_after_space = False
        for span in found:
            text = clean(span.text)
            text = text.lstrip(" ") if is_after_space else text
            is_after_space = text.endswith(" ") or (is_after_space and not text)
            looks = span.looks - without
            linked = address(span.url)
            made = [self._changed(run, looks) for run in self._runs(text, looks, role, bool(linked))]
            if linked and made:
                yield relation(w("hyperlink", *made, history=1), self.relate(linked))
            else:
                yield from made

    def words(self, text: str, role: str = "") -> Iterator[Element]:
        """Yield a text as runs, with the language of foreign words."""
        return self.spans((Span(text),), role)

    def mark(self, tag: str, looks: frozenset[Look] = frozenset()) -> Element:
        """Return a tab or the end of a line, as a run."""
        return self._changed(w("r", w(tag)), looks)

    def change(self, looks: frozenset[Look]) -> Element | None:
        """Return the element of a change since an older version, empty; None if nothing changed."""
        kind = "ins" if "inserted" in looks else "del" if "deleted" in looks else ""
        if not kind:
            return None
        self.changes += 1
        return w(kind, id=self.changes, author=AUTHOR)

    def _changed(self, run: Element, looks: frozenset[Look]) -> Element:
        change = self.change(looks)
        if change is None:
            return run
        change.append(run)
        return change

    def _runs(self, text: str, looks: frozenset[Look], role: str, is_link: bool) -> Iterator[Element]:
        element = "delText" if "deleted" in looks else "t"
        for part, language in runs(text, self.language) if text else ():
            properties = list(self._properties(part, language, looks, role, is_link))
            yield w("r", w("rPr", *properties) if properties else None, words(element, part))

    def _properties(
        self, text: str, language: str, looks: frozenset[Look], role: str, is_link: bool
    ) -> Iterator[Element]:
        """Yield the properties of a run in the order that the standard requires."""
        chosen: Look | None = next((look for look in STYLES if look in looks), None)
        used = STYLES[chosen] if chosen else "Hyperlink" if is_link else role
        if used:
            yield w("rStyle", val=used)
        kind = base(language)
        if kind in EAST:
            yield w("rFonts", eastAsia=eastern(self.font, language), hint="eastAsia")
        rest = looks | {"bold"} if role == TITLE and used not in (TITLE, "Strong") else looks
        for look in ("bold", "italic"):
            if look in rest and look != chosen:
                yield from map(w, PROPERTIES[look])
        if "raised" in looks and chosen != "raised":
            yield w("vertAlign", val="superscript")
        yield from self._script(text, language)

    def _script(self, text: str, language: str) -> Iterator[Element]:
        """Yield what letters from right to left or of another language need."""
        kind = base(language or self.language)
        if kind in RIGHT_TO_LEFT and is_leftward(text):
            yield w("rtl")
        elif kind in COMPLEX:
            yield w("cs")
        if language:
            which = "eastAsia" if kind in EAST else "bidi" if kind in COMPLEX else "val"
            yield w("lang", **{which: tag(language)})


def address(url: str | None) -> str:
    """Return an address as Word takes it; "" for none, and for what it would refuse to open the file for."""
    if not url or len(url) > LONGEST_ADDRESS:
        return ""
    safe = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", quote(clean(url).strip(), SAFE))
    return safe if ADDRESS.fullmatch(safe) and len(safe) <= LONGEST_ADDRESS and safe.count("#") < 2 else ""


def is_leftward(text: str) -> bool:
    """Tell whether the first letter of a text that has a direction is written from right to left."""
    return not text.isascii() and next((kind for kind in map(bidirectional, text) if kind in "LRAL"), "L") != "L"
