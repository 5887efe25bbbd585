"""Writers turn a Document and a Style into the bytes of a file. Each format has one module, and one line in WRITERS.

A writer is imported at its first use: the PDF engines take half a second to load.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cvgen.problems import SetupError

if TYPE_CHECKING:  # commands that only check load no documents
    from cvgen.document.tree import Document, Item
    from cvgen.writers.style import Style


@dataclass(frozen=True)
class Rendered:
    """A file's bytes, its number of pages (0 for formats without pages), notes for the user, and the items of a PDF."""

    data: bytes
    pages: int = 0
    notes: tuple[str, ...] = ()
    shown: "tuple[Item, ...]" = ()


HEADER = -1  # the number of the header of a document, in place of that of an item


@dataclass(frozen=True)
class Spot:
    """Where an item of `Layout.shown` is: the number of the item, of its page from 0, and its box on the page.

    The box is in points from the upper left corner of the paper.
    """

    item: int
    page: int
    left: float
    top: float
    width: float
    height: float


class Layout(Protocol):
    """A document on its pages, before the file is written."""

    @property
    def pages(self) -> int:
        """Return the number of pages."""

    @property
    def last_page(self) -> float:
        """Return the share of the last page that is filled, from 0 to 1; 1 where the engine does not say."""

    @property
    def shown(self) -> "tuple[Item, ...]":
        """Return the items of the document that the pages show, in order."""

    def render(self, source: bytes = b"") -> Rendered:
        """Write the file; `source` travels inside as profile.yaml unless it is empty."""


class EngineMissingError(SetupError):
    """A PDF engine can't be loaded; the message says what is missing, the hint how to install it."""


WRITERS = {
    "pdf": "cvgen.writers.pdf",  # any number of pages, WeasyPrint
    "typst": "cvgen.writers.typst",  # the same by Typst
    "onepage": "cvgen.writers.onepage",  # a PDF of exactly one page, ReportLab
    "typ": "cvgen.writers.typ",  # the file that Typst would compile
    "docx": "cvgen.writers.docx",  # for Word, with its own styles
    "html": "cvgen.writers.html",
    "txt": "cvgen.writers.txt",
    "md": "cvgen.writers.md",
    "term": "cvgen.writers.term",  # plain text with the colors of a terminal
}


LAYOUTS = ("pdf", "typst", "onepage")  # the writers that lay pages out before they write


def layout_engine(name: str) -> "Callable[..., Layout]":
    """Return the function `lay_out` of a writer of pages, which takes a Document and a Style.

    Raise EngineMissingError where it can't be loaded.
    """
    lay_out: Callable[..., Layout] = import_module(WRITERS[name]).lay_out
    return lay_out


def writer(name: str) -> "Callable[[Document, Style], Rendered]":
    """Return the function `write` of a writer, such as "pdf"."""
    write: Callable[[Document, Style], Rendered] = import_module(WRITERS[name]).write
    return write
