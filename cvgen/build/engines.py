"""Choose the engine that sets the pages of a document, and another one where it can't."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cvgen.document.tree import Document
from cvgen.profile.document_options import Engine
from cvgen.writers import EngineMissingError, Layout, Rendered, layout_engine, writer
from cvgen.writers.style import Style

ONE_PAGE = ("bio", "slide")  # kinds of documents that ReportLab sets, whatever is requested
MANY_PAGES = ("pdf", "typst")  # the writers of documents that may have many pages
LETTERS = "set by WeasyPrint: its Hebrew, Arabic, Devanagari or Thai letters can't be copied from Typst's PDFs"
NO_PANGO = "set by Typst, because Pango is not installed"


@dataclass(frozen=True)
class Choice:
    """The name of a writer, a note for the user, and whether the user has named the engine."""

    engine: str
    note: str = ""
    is_named: bool = False


def choose(form: str, kind: str, asked: Engine | None, document: Callable[[], Document]) -> Choice:
    """Return the writer of a format for a kind of document; `asked` is the engine that the user names."""
    if form != "pdf":
        return Choice(form)
    if kind in ONE_PAGE:
        return Choice("onepage")
    if asked != "typst":
        return Choice("pdf", is_named=asked is not None)
    return Choice("typst", is_named=True) if _can_copy(document()) else Choice("pdf", LETTERS, is_named=True)


def lay_out(choice: Choice, document: Document, style: Style, source: bytes | None = None) -> tuple[Layout, str]:
    """Lay a document out, with Typst where nobody named an engine and Pango is missing; return a note, too.

    `source` is the profile that will travel inside, b"" for none, None where no file is sure to be written: Typst
    finds its pages while it writes the file. Raise EngineMissingError where no engine can set the document.
    """
    known = {"source": source} if choice.engine == "typst" and source is not None else {}
    try:
        return layout_engine(choice.engine)(document, style, **known), choice.note
    except EngineMissingError:
        if choice.is_named or choice.engine != "pdf" or not _can_replace(document, style):
            raise
        return layout_engine("typst")(document, style), NO_PANGO


def write(form: str, document: Document, style: Style, asked: Engine | None) -> Rendered:
    """Write a document in a format, without a profile inside; `asked` is the engine that the user names for a PDF."""
    choice = choose(form, "cv", asked, lambda: document)
    if choice.engine not in MANY_PAGES:
        return writer(choice.engine)(document, style)
    layout, note = lay_out(choice, document, style)
    return with_note(layout.render(), note)


def with_note(rendered: Rendered, note: str) -> Rendered:
    """Return a file with one note more, unless it is empty."""
    return replace(rendered, notes=(*rendered.notes, note)) if note else rendered


def _can_replace(document: Document, style: Style) -> bool:
    """Tell whether Typst is installed and can set a document in a style."""
    from cvgen.writers.typst import is_installed

    return is_installed() and not style.own_rules and _can_copy(document)


def _can_copy(document: Document) -> bool:
    from cvgen.writers.typst import can_copy  # here, as few builds need it

    return can_copy(document)
