"""Write the paragraphs of a document, each with the style of its role."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cvgen.document.markdown import join
from cvgen.document.tree import Document, Header, Item, Look, Section, Span, Spans, is_short_list
from cvgen.word.bookmarks import bookmark
from cvgen.writers.asides import whole_dates
from cvgen.writers.docx.elements import clean, w
from cvgen.writers.docx.locales import RIGHT_TO_LEFT, base
from cvgen.writers.docx.numbering import Numbering
from cvgen.writers.docx.pictures import Pictures
from cvgen.writers.docx.styles import Measures, border, hexadecimal
from cvgen.writers.docx.tables import band, pairs, rows
from cvgen.writers.docx.text import TITLE, Pen, is_leftward
from cvgen.writers.docx.widths import has_room, width_of
from cvgen.writers.style import MM, Style
from cvgen.writers.tables import table_columns

HEADS = {"award": "CVAward", "one-line": "CVLineEntry", "total": "CVTotal", "publication": "CVPublication"}
DETAILS = {"award": "CVAwardDetails", "publication": "CVPublicationDetails"}
CHANGES: dict[str, frozenset[Look]] = {"inserted": frozenset({"inserted"}), "deleted": frozenset({"deleted"})}
QUIET: frozenset[Look] = frozenset({"quiet"})
LETTER, BESIDE = 0.46, 1 * MM  # the width of a letter of a date in parts of its size, and what is left free behind it
FREE = "\u00a0\u00a0"  # what is between a long line and its dates, at least
LEGEND = "legend"  # the section that Word's own marks of changes make needless


@dataclass
class Blocks:
    """Writes the paragraphs and tables of one document in a style."""

    document: Document
    style: Style
    measures: Measures
    pen: Pen
    numbering: Numbering
    pictures: Pictures
    keys: dict[str, int] = field(default_factory=dict)  # the bookmarks, each with its number

    def body(self) -> Iterator[Element]:
        """Yield all paragraphs and tables, in order."""
        yield from self._header(self.document.header)
        for section in self.document.sections:
            if section.kind != LEGEND:
                yield from self._section(section)

    def _header(self, header: Header) -> Iterator[Element]:
        is_band = self.style.tokens["header"] == "band"
        found = list(self._top(header, QUIET if is_band else frozenset()))
        if is_band:
            yield from band(found, self.style)
            return
        if (width := self.style.points("header-rule")) > 0:
            _underline(found[-1], self.style, width)
        yield from found

    def _top(self, header: Header, without: frozenset[Look]) -> Iterator[Element]:
        """Yield the paragraphs of the top of the first page."""
        name = [self.pictures.photo(header.photo)] if header.photo else []
        name += self.pen.words(header.name)
        if header.native_name:
            name += [*self.pen.words(" "), *self.pen.words(header.native_name, "CVNativeName")]
        yield self._paragraph("Title", name)
        for number, line in enumerate(filter(None, (*header.lines, join(header.facts, " · ")))):
            yield self._paragraph("CVLine" if number else "Subtitle", self.pen.spans(line, without=without))
        if header.contacts:
            yield self._paragraph("CVContacts", self.pen.spans(join(header.contacts, " · "), without=without))

    def _section(self, section: Section, level: int = 1) -> Iterator[Element]:
        if section.title:
            name = "CVYear" if section.kind == "year" and level > 1 else f"Heading{min(level, 2)}"
            yield self._paragraph(name, self.pen.words(section.title))
        yield from (self._paragraph("CVNote", self.pen.spans(note)) for note in section.notes)
        yield from self._below(section)
        for lower in section.sections:
            yield from self._section(lower, level + 1)

    def _below(self, section: Section) -> Iterator[Element]:
        """Yield the contents of a section, without those of the sections below it."""
        if section.chart:
            yield self._paragraph("CVPicture", [self.pictures.chart(section.chart)])
        elif section.run_in:
            spans = join((item.text for item in section.items), "; ")
            yield self._paragraph("BodyText", self.pen.spans(spans))
        elif section.kind == "prose":
            yield from (self._prose(item) for item in section.items)
        elif columns := table_columns(section, self.style):
            yield from rows(section, columns, self.style, self.pen, self._name)
        elif is_short_list(section):
            entries = (self._marked(item, "CVListEntry", self.pen.spans(item.text)) for item in section.items)
            yield from pairs(list(entries), self.measures)
        else:
            for item in section.items:
                yield from self._item(item)

    def _prose(self, item: Item) -> Element:
        return self._marked(item, "BodyText", self.pen.spans(item.text))

    def _item(self, item: Item) -> Iterator[Element]:
        """Yield an entry: its first line with its dates, the lines below it, and its points."""
        is_joined = item.kind == "publication" and self.style.tokens["publication"] == "paragraph"
        looks = CHANGES.get(item.change, frozenset())
        role = TITLE if item.kind == "publication" and item.lines else ""
        head = [*self.pen.spans(item.text, role)]
        lines, points = list(item.lines), list(item.points)
        if is_joined:
            for line in lines:
                head += self.pen.spans((Span(" · ", _common(line)), *line))
            lines = []
        dated = self._with_dates(item, head, looks)
        name = HEADS.get(item.kind, "CVEntry")
        yield self._marked(item, name, dated, has_more=bool(lines or points))
        for at, line in enumerate(lines):
            more = bool(points) or at + 1 < len(lines)
            name = DETAILS.get(item.kind, "CVDetails")
            yield self._paragraph(name, self.pen.spans(line), more, change=_common(line))
        for at, point in enumerate(points):
            more = at + 1 < len(points)
            yield self._paragraph("ListBullet", self.pen.spans(point), more, change=_common(point))

    def _with_dates(self, item: Item, head: Sequence[Element], looks: frozenset[Look]) -> list[Element]:
        """Return the first line of an entry with its dates at the tab stop of the style, the old ones before the new.

        Dates that are longer than a column in front of the text are on a line before it.
        """
        dates = list(self._dates(item, looks))
        tab = self.pen.mark("tab", looks)
        if not self.measures.is_date_first or item.kind == "publication":
            if not dates:
                return list(head)
            ends = [] if self._has_room(item) else [self.pen.mark("br", looks)]
            return [*head, *ends, tab, *self.pen.words(FREE), *dates]
        width = LETTER * self.style.points("small-size") * len(item.aside + item.old_aside)
        is_wide = bool(dates) and width > self.measures.column - BESIDE
        return [*dates, self.pen.mark("br", looks) if is_wide else tab, *head]

    def _has_room(self, item: Item) -> bool:
        """Tell whether the dates of an entry surely fit at the end of its first line, or of the last one it takes."""
        size, line = self.style.points("text-size"), self.measures.width - self.measures.base
        dates = width_of((Span(FREE + item.aside + item.old_aside),), size)
        return has_room(width_of(item.text, size), dates, line)

    def _dates(self, item: Item, looks: frozenset[Look]) -> Iterator[Element]:
        new = frozenset[Look]({"inserted"}) if item.is_aside_new else looks
        if item.old_aside:
            yield from self.pen.spans((Span(item.old_aside, frozenset({"deleted"})),), "CVDate")
        if item.aside and item.old_aside:
            yield from self.pen.words(" ")
        if item.aside:
            dates = whole_dates(item.aside) if self.measures.is_date_first else item.aside.replace(" ", "\u00a0")
            yield from self.pen.spans((Span(dates, new),), "CVDate")

    def _marked(self, item: Item, style: str, inside: Iterable[Element], has_more: bool = False) -> Element:
        """Return the first paragraph of an entry, with a bookmark that names it, its number and its change."""
        found = self._paragraph(style, inside, has_more, item.number, CHANGES.get(item.change, frozenset()))
        return self._name(item, found)

    def _name(self, item: Item, paragraph: Element) -> Element:
        """Return the first paragraph of an entry with a bookmark that names the entry."""
        name = bookmark(item.key)
        if name and name not in self.keys:
            self.keys[name] = number = len(self.keys)
            paragraph.insert(1, w("bookmarkStart", id=number, name=name))  # behind the properties
            paragraph.append(w("bookmarkEnd", id=number))
        return paragraph

    def _paragraph(
        self,
        style: str,
        inside: Iterable[Element],
        has_more: bool = False,
        number: str = "",
        change: frozenset[Look] = frozenset(),
    ) -> Element:
        """Return a paragraph of a style; `has_more` keeps it on the page of the next one."""
        runs = list(inside)
        text = "".join(text for run in runs for text in run.itertext())
        mark = self.pen.change(change)
        properties = (
            w("pStyle", val=style),
            w("keepNext") if has_more else None,
            w("numPr", w("ilvl", val=0), w("numId", val=self.numbering.list_of(clean(number)))) if number else None,
            w("bidi") if self._is_leftward(style, text) else None,
            w("rPr", mark) if mark is not None else None,
        )
        return w("p", w("pPr", *properties), *runs)

    def _is_leftward(self, style: str, text: str) -> bool:
        """Tell whether a paragraph runs from right to left: all in a document of this direction, else running text."""
        if base(self.document.language) in RIGHT_TO_LEFT:
            return True
        return style == "BodyText" and is_leftward(text)


def _common(spans: Spans) -> frozenset[Look]:
    """Return the change that all words of a line have: a new or a deleted line."""
    looks = frozenset[Look]({"inserted", "deleted"})
    for span in spans:
        looks &= span.looks
    return looks if spans else frozenset()


def _underline(paragraph: Element, style: Style, width: float) -> None:
    """Draw the line below the top of the first page."""
    line = border("bottom", hexadecimal(style, "rule-color"), width, 1.75 * style.points("entry-gap"))
    properties = paragraph[0]
    at = next((at for at, one in enumerate(properties) if one.tag.endswith(("}bidi", "}rPr"))), len(properties))
    properties.insert(at, w("pBdr", line))
