"""Document: what one page or set of pages says, in order; it knows nothing of the person's data or of looks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Look = Literal["bold", "italic", "code", "raised", "label", "quiet", "inserted", "deleted"]
Change = Literal["", "inserted", "deleted", "changed", "moved"]


@dataclass(frozen=True)
class Span:
    """A run of text in one look: `raised` for the marks behind authors, `label` for short link words."""

    text: str
    looks: frozenset[Look] = frozenset()
    url: str | None = None


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Item:
    """One entry: its first line, the lines under it, its points, and a short aside such as its dates.

    Where space is short, lower ranks stay longest, and `shorter` holds other wordings of the first
    line, each shorter than the one before. `key` names what it was made from: ("positions", 0).
    `change` says what became of it since an older version, and `change_label` says so in the document's language.
    """

    text: Spans
    lines: tuple[Spans, ...] = ()
    points: tuple[Spans, ...] = ()
    aside: str = ""
    number: str = ""
    kind: str = "entry"
    rank: int = 0
    key: tuple[str | int, ...] = ()
    shorter: tuple[Spans, ...] = ()
    change: Change = ""
    change_label: str = ""


@dataclass(frozen=True)
class Chart:
    """Columns with a label and a whole number each, and what they show in words."""

    bars: tuple[tuple[str, int], ...]
    description: str


@dataclass(frozen=True)
class Section:
    """A heading with its items, or with sections of a lower level.

    `run_in` items share one paragraph; where some are left out of it, `more` says how many: "and {} more".
    """

    title: str
    items: tuple[Item, ...] = ()
    sections: tuple["Section", ...] = ()
    notes: tuple[Spans, ...] = ()
    kind: str = ""
    run_in: bool = False
    more: str = ""
    chart: Chart | None = None


@dataclass(frozen=True)
class Photo:
    """The bytes of an RGB JPEG, what it shows in words, and its size in pixels."""

    data: bytes
    description: str
    width: int
    height: int


@dataclass(frozen=True)
class Header:
    """The top of the first page: who it is, what they do, and how to reach them."""

    name: str
    native_name: str = ""
    lines: tuple[Spans, ...] = ()
    contacts: tuple[Spans, ...] = ()
    photo: Photo | None = None


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


def plain(spans: Iterable[Span]) -> str:
    """Spans -> their words alone."""
    return "".join(span.text for span in spans)


def every_section(sections: Iterable[Section]) -> Iterator[Section]:
    """Sections -> each of them, followed by those below it."""
    for section in sections:
        yield section
        yield from every_section(section.sections)


def every_item(sections: Iterable[Section]) -> Iterator[Item]:
    """Sections -> the items of each and of those below, in order."""
    for section in every_section(sections):
        yield from section.items
