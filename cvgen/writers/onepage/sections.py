"""Collect the candidates for the page by rank, and set the items that are kept as paragraphs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import accumulate

from cvgen.document.tree import Document, Item, Look, Section, Span, Spans, every_section, plain
from cvgen.writers.onepage.cut import shortened
from cvgen.writers.onepage.figures import Bars
from cvgen.writers.onepage.text import Text, says
from cvgen.writers.onepage.typography import Typography

LONGEST = 600  # characters of one text in a list; a longer one would crowd out the others
LONGEST_PROSE = 12_000  # about two pages
LONGEST_TITLE = 60
HANG = 10.0
SHORT_END = 6  # characters
HELD = 32  # characters: a name or honor that is not broken over two lines
ENDS = tuple(".?!…。？！")
SINGLE_LINES = {"award", "entry", "one-line"}  # set close together
QUIET: frozenset[Look] = frozenset({"quiet"})

Sections = tuple[Section, ...]


@dataclass(frozen=True)
class Candidate:
    """An item that may be printed, by the index of its section and its index there."""

    section: int
    place: int


@dataclass(frozen=True)
class Part:
    """A section as it is measured and drawn: its heading, its paragraphs, and the gap between them in points."""

    title: Text | None
    texts: tuple[Text | Bars, ...]
    gap: float


def sections(document: Document) -> Sections:
    """Return the non-empty sections of a document and those below them in one row, with overlong texts cut."""
    found = (
        replace(
            section, sections=(), items=tuple(item for item in map(_bounded, _texts(section)) if says(_one_row(item)))
        )
        for section in every_section(document.sections)
    )
    return tuple(section for section in found if section.items)


def cut_entries(document: Document) -> int:
    """Return how many items of the document are too long for any page, and are cut by `sections`."""
    return sum(_bounded(item) != item for section in every_section(document.sections) for item in _texts(section))


def _texts(section: Section) -> tuple[Item, ...]:
    """Return the items of a section; that of a chart, which is drawn, in fewer words."""
    if not section.chart:
        return section.items
    return tuple(replace(item, text=(Span(section.chart.finding),)) for item in section.items)


def candidates(sections: Sections) -> list[Candidate]:
    """Return every item by rank, the lowest first; items of one rank are in the order of the document."""
    found = [Candidate(at, place) for at, section in enumerate(sections) for place in range(len(section.items))]
    return sorted(found, key=lambda candidate: sections[candidate.section].items[candidate.place].rank)


def length(sections: Sections, some: Iterable[Candidate]) -> int:
    """Return the total length of these items, in characters."""
    items = (sections[candidate.section].items[candidate.place] for candidate in some)
    return sum(len(span.text) for item in items for text in (item.text, *item.lines, *item.points) for span in text)


def reworded(sections: Sections, wording: int) -> Sections:
    """Return the sections with wording 0, 1, 2, ... of each item, or its last one if it has fewer."""
    return tuple(
        replace(section, items=tuple(_worded(item, wording) for item in section.items)) if wording else section
        for section in sections
    )


class Setter:
    """Sets sections as paragraphs, each item once, because setting takes most of the time."""

    def __init__(self, look: Typography) -> None:
        self.look = look
        self._texts: dict[Item | tuple[Item, ...] | str, Text] = {}

    def parts(self, sections: Sections, kept: Collection[Candidate]) -> list[Part]:
        """Return the kept items of the sections, in the order of the document, ready to be placed."""
        places: dict[int, list[int]] = {}
        for candidate in kept:
            places.setdefault(candidate.section, []).append(candidate.place)
        return [self._part(sections[at], sorted(places[at])) for at in sorted(places)]

    def _part(self, section: Section, places: list[int]) -> Part:
        items = tuple(section.items[place] for place in places)
        notes = tuple(
            Text(shortened(note, LONGEST), self.look.aside(), "P", self.look) for note in section.notes if says(note)
        )
        texts = self._body(section, items)
        gap = self.look.entry_gap * (0.4 if items[0].kind in SINGLE_LINES else 1.0)
        return Part(self._title(section.title), (*notes, *texts), gap)

    def _body(self, section: Section, items: tuple[Item, ...]) -> tuple[Text | Bars, ...]:
        if section.chart:
            return (Bars(section.chart, self.look),)
        return (self._run_in(section, items),) if section.run_in else tuple(map(self.item, items))

    def item(self, item: Item) -> Text:
        """Return an item with all its texts as one paragraph."""
        if item not in self._texts:
            prose = item.kind == "prose"
            style = self.look.body(hang=0.0 if prose else HANG)
            self._texts[item] = Text(
                _one_row(item) if prose else _bound(_one_row(item)), style, "P" if prose else "LI", self.look
            )
        return self._texts[item]

    def _title(self, title: str) -> Text | None:
        if title not in self._texts:
            self._texts[title] = Text(shortened((Span(title),), LONGEST_TITLE), self.look.title(), "H2", self.look)
        return self._texts[title] if title.strip() else None

    def _run_in(self, section: Section, items: tuple[Item, ...]) -> Text:
        """Return items as one paragraph: "Ada; Charles; and 5 more"."""
        if items not in self._texts:
            left = len(section.items) - len(items)
            more = ((Span(section.more.replace("{}", str(left))),),) if left and section.more else ()
            self._texts[items] = Text(_joined("; ", (*map(_one_row, items), *more)), self.look.body(), "P", self.look)
        return self._texts[items]


def _one_row(item: Item) -> Spans:
    """Return the words of an item in one row: sentences for a publication, parts joined by dots otherwise."""
    number = (Span(f"{item.number} ", QUIET),) if item.number else ()
    head = (*item.text, Span(f" ({item.aside})", QUIET)) if item.aside else item.text
    below = [tuple(map(_quiet, text)) for text in (*item.lines, _joined("; ", item.points))]
    join = _sentences if item.kind == "publication" else _dotted
    return (*number, *join((head, *below)))


def _bound(text: Spans) -> Spans:
    """Bind a short last word, such as a year, to the word before it, so that it does not start a line."""
    words = plain(text)
    place = words.rfind(" ")
    if place < 0 or len(words) - place > SHORT_END:
        return text
    starts = accumulate((len(span.text) for span in text), initial=0)
    at, start = max((at, start) for at, start in enumerate(starts) if start <= place)
    bound = text[at].text[: place - start] + "\xa0" + text[at].text[place - start + 1 :]
    return (*text[:at], replace(text[at], text=bound), *text[at + 1 :])


def _quiet(span: Span) -> Span:
    if "bold" not in span.looks:
        return replace(span, looks=span.looks | QUIET)
    return replace(span, text=span.text.replace(" ", "\xa0")) if len(span.text) <= HELD else span


def _dotted(texts: Iterable[Spans]) -> Spans:
    return _joined(" · ", texts)


def _joined(separator: str, texts: Iterable[Spans]) -> Spans:
    found: list[Span] = []
    for text in filter(plain, texts):
        found += [Span(separator), *text] if found else text
    return tuple(found)


def _sentences(texts: Iterable[Spans]) -> Spans:
    """Join texts with full stops where they have no end mark: "Why? Because" and "A. B"."""
    found: list[Span] = []
    for text in filter(plain, texts):
        ended = plain(tuple(found)).rstrip("\"'”’)»").endswith(ENDS)
        found += [Span(" " if ended else ". ", QUIET), *text] if found else text
    return tuple(found)


def _worded(item: Item, wording: int) -> Item:
    return replace(item, text=item.shorter[min(wording, len(item.shorter)) - 1]) if item.shorter else item


def _bounded(item: Item) -> Item:
    """Return an item with the texts cut that are longer than any page has room for."""
    most = LONGEST_PROSE if item.kind == "prose" else LONGEST
    lines, points = (tuple(shortened(text, LONGEST) for text in texts[:9]) for texts in (item.lines, item.points))
    return replace(item, text=shortened(item.text, most), lines=lines, points=points, aside=item.aside[:40])
