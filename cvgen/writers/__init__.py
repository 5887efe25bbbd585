"""Writers turn a Document and a Style into the bytes of a file. Each format has one module, and one line in WRITERS.

A writer is imported at its first use: the PDF engines take half a second to load.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from cvgen.document.tree import Document
from cvgen.problems import SetupError
from cvgen.writers.style import Style


@dataclass(frozen=True)
class Rendered:
    """A file's bytes, its number of pages (0 for formats without pages), and notes for the user."""

    data: bytes
    pages: int = 0
    notes: tuple[str, ...] = ()


class EngineMissingError(SetupError):
    """A PDF engine can't be loaded; the message says what is missing, the hint how to install it."""


WRITERS = {
    "pdf": "cvgen.writers.pdf",  # any number of pages, WeasyPrint
    "onepage": "cvgen.writers.onepage",  # a PDF of exactly one page, ReportLab
    "html": "cvgen.writers.html",
    "txt": "cvgen.writers.txt",
    "md": "cvgen.writers.md",
    "term": "cvgen.writers.term",  # plain text with the colors of a terminal
}


def writer(name: str) -> Callable[[Document, Style], Rendered]:
    """Return the function `write` of a writer, such as "pdf"."""
    write: Callable[[Document, Style], Rendered] = import_module(WRITERS[name]).write
    return write
