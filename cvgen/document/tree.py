"""The tree of a Document: the content of a set of pages, in order, without personal data or looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Look = Literal["bold", "italic", "code", "raised", "label", "quiet", "inserted", "deleted"]
ItemKey = tuple[str | int, ...]  # what an item was made from: ("positions", 0); a document only compares them
SHORT_LIST = 6  # items; fewer look lost in two columns
HALF_A_LINE = 42  # characters
LONGEST_FOOT = 200  # characters
FEWEST_ROWS = 3
ROW, WORD = 200, 28  # characters that a row of a table has at most, and a cell for a word or two
MOST, FILLED = 0.75, 0.65  # of the entries, that are rows; of their cells, that say something
Cell = Literal["dates", "text", "word", "amount"]
Change = Literal["", "inserted", "deleted", "changed", "moved"]


@dataclass(frozen=True)
class Span:
    """A run of text in one look: `raised` for marks behind authors, `label` for short link texts."""

    text: str
    looks: frozenset[Look] = frozenset()
    url: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Item:
    """One entry: its first line, the lines below it, its points, and a short aside such as its dates.

    Where space is short, items of lower rank are kept longest, and `shorter` holds other wordings of the first line,
    each shorter than the one before. `key` names the entry of the profile: ("positions", 0). `change` is its difference
    from an older version, and `change_label` the word for it in the document's language; `old_aside` is the aside that
    `aside` has replaced, if `is_aside_new`. `cells` say the same as `text` and `lines`, in the columns of its section.
    """

    text: Spans
    lines: tuple[Spans, ...] = ()
    points: tuple[Spans, ...] = ()
    aside: str = ""
    number: str = ""
    kind: str = "entry"
    rank: int = 0
    key: ItemKey = ()
    shorter: tuple[Spans, ...] = ()
    change: Change = ""
    change_label: str = ""
    is_aside_new: bool = False
    old_aside: str = ""
    cells: tuple[Spans, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, and what its cells hold."""

    label: str
    cell: Cell


@dataclass(frozen=True)
class Bar:
    """A row of a chart: its label, and a whole number for each of the chart's series."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """Return the sum of the numbers."""
        return sum(self.values)


@dataclass(frozen=True)
class Chart:
    """Numbers as a picture: a column or a bar for each row, or a network of its rows.

    `series` are the names of what each row is stacked from; () for rows of one number. `links` join two rows of a
    network by their places, each with its weight. `finding` says in a sentence what a reader sees, `description` all
    numbers as well, `note` what the picture does not show. `table` has the numbers below a row of headings, and
    `caption` is the name of that table.
    """

    bars: tuple[Bar, ...]
    finding: str
    description: str
    kind: Literal["columns", "bars", "network"] = "columns"
    series: tuple[str, ...] = ()
    links: tuple[tuple[int, int, int], ...] = ()
    note: str = ""
    table: tuple[tuple[str, ...], ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class Section:
    """A heading with its items, or with sections of a lower level.

    `run_in` items share one paragraph; if some are left out, `more` is the phrase for their number: "and {} more".
    Items with `columns` can be rows of a table: the first column is for their dates, the others for their cells.
    """

    title: str
    items: tuple[Item, ...] = ()
    sections: tuple["Section", ...] = ()
    notes: tuple[Spans, ...] = ()
    kind: str = ""
    run_in: bool = False
    more: str = ""
    chart: Chart | None = None
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class Photo:
    """The bytes of an RGB JPEG, its description in words, and its size in pixels."""

    data: bytes
    description: str
    width: int
    height: int


@dataclass(frozen=True)
class Header:
    """The top of the first page: who the person is, what they do, and how to reach them.

    `facts` are a few words each, such as "41 publications", with what a reader looks for in bold.
    """

    name: str
    native_name: str = ""
    lines: tuple[Spans, ...] = ()
    contacts: tuple[Spans, ...] = ()
    photo: Photo | None = None
    facts: tuple[Spans, ...] = ()


@dataclass(frozen=True)
class Document:
    """The content of a file: `title` names it to machines, `label` is printed in the foot of each page.

    `name` is its key in the profile, such as "cv", and `options` are those it was composed with, as text: both travel
    in the metadata of a PDF, so that a later version of the profile can be compared with it.
    """

    title: str
    label: str
    header: Header
    sections: tuple[Section, ...]
    author: str
    date: str
    website: str = ""
    language: str = "en"
    name: str = ""
    options: str = ""


def foot(document: Document) -> str:
    """Return what the foot of each page says, a very long name cut: "Ada Lovelace · Curriculum Vitae"."""
    words = f"{document.header.name} · {document.label}"
    return words if len(words) <= LONGEST_FOOT else f"{words[: LONGEST_FOOT - 1]}…"


def is_short_list(section: Section) -> bool:
    """Return whether the items of a section are short, and enough, to be read well in two columns.

    An item with a line below it, a date aside or a change since an older version needs the whole width.
    """
    items = section.items
    if len(items) < SHORT_LIST or section.run_in or section.kind == "prose":
        return False
    if any(item.lines or item.points or item.aside or item.number or item.change for item in items):
        return False
    lengths = sorted(len(plain(item.text)) for item in items)
    return lengths[len(lengths) // 2] <= HALF_A_LINE and lengths[-1] <= 2 * HALF_A_LINE


def is_phrase(spans: Iterable[Span]) -> bool:
    """Return whether a text is of several words, and short enough to stay on one line: "Google Scholar"."""
    words = plain(spans)
    return " " in words and len(words) <= HALF_A_LINE


def is_row(item: Item, section: Section) -> bool:
    """Return whether an item is short enough to be a row with a cell in each column of its section."""
    columns, lengths = section.columns[1:], [len(plain(cell)) for cell in item.cells]
    if item.points or not columns or len(columns) != len(lengths):
        return False
    short = (length for length, column in zip(lengths, columns, strict=True) if column.cell != "text")
    return max(short, default=0) <= WORD and sum(lengths) + len(item.aside) <= ROW


def is_table(section: Section) -> bool:
    """Return whether a section reads well as a table: most items are rows, and most cells are filled.

    A change since an older version needs the list.
    """
    entries = [item for item in section.items if item.cells]
    rows = [item for item in entries if is_row(item, section)]
    if len(rows) < FEWEST_ROWS or len(section.columns) < 3 or any(item.change for item in section.items):
        return False
    filled = sum(bool(cell) for item in rows for cell in item.cells)
    is_uniform = len(rows) >= MOST * len(entries) and filled >= FILLED * len(rows) * (len(section.columns) - 1)
    return is_uniform and any(item.aside for item in rows)


def plain(spans: Iterable[Span]) -> str:
    """Return the text of spans without their looks."""
    return "".join(span.text for span in spans)


def every_section(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield each section, followed by those below it."""
    for section in sections:
        yield section
        yield from every_section(section.sections)


def every_text(document: Document) -> Iterator[str]:
    """Yield the texts of a document in the order of the page."""
    header = document.header
    yield from (header.name, header.native_name)
    yield from map(plain, (*header.lines, *header.contacts, *header.facts))
    for section in every_section(document.sections):
        yield from (section.title, *map(plain, section.notes))
        for item in section.items:
            yield from (plain(item.text), item.aside, *map(plain, item.lines), *map(plain, item.points))


def every_item(sections: Iterable[Section]) -> Iterator[Item]:
    """Yield the items of each section and of those below it, in order."""
    for section in every_section(sections):
        yield from section.items
