"""Writers: Document, Style -> the bytes of a file. One file and one line here for each kind of file.

They are imported when they are used: the PDF engines take half a second to load.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from cvgen.document.tree import Document
from cvgen.problems import SetupError
from cvgen.writers.style import Style


@dataclass(frozen=True)
class Rendered:
    """A file's bytes, its number of pages where it has any, and what the user should be told."""

    data: bytes
    pages: int = 0
    notes: tuple[str, ...] = ()


class EngineMissingError(SetupError):
    """A PDF engine can't be loaded: what is missing, and how to get it."""


WRITERS = {
    "pdf": "cvgen.writers.pdf",  # any number of pages, WeasyPrint
    "onepage": "cvgen.writers.onepage",  # a PDF of exactly one page, ReportLab
    "html": "cvgen.writers.html",
    "txt": "cvgen.writers.txt",
    "md": "cvgen.writers.md",
    "term": "cvgen.writers.term",  # plain text with the colors of a terminal
}


def writer(name: str) -> Callable[[Document, Style], Rendered]:
    """The name of a writer -> its function `write`."""
    write: Callable[[Document, Style], Rendered] = import_module(WRITERS[name]).write
    return write
