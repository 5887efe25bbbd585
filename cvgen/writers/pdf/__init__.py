"""Write a document as a PDF with any number of pages: the HTML page, laid out by WeasyPrint."""

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from itertools import count
from typing import Any
from xml.etree.ElementTree import Element

from cvgen.document.tree import Document, every_item
from cvgen.pdf.streams import end_unambiguously
from cvgen.pdf.xmp import SOURCE_DESCRIPTION, SOURCE_NAME, packet
from cvgen.shipped import STYLES
from cvgen.writers import EngineMissingError, Rendered
from cvgen.writers.font_coverage import printable
from cvgen.writers.html import page, text
from cvgen.writers.pdf import fast_import
from cvgen.writers.pdf.diagnostics import notes
from cvgen.writers.pdf.finish import finish
from cvgen.writers.pdf.own_page import OwnPage
from cvgen.writers.pdf.own_style import bounded
from cvgen.writers.pdf.spelling import Fonts
from cvgen.writers.style import Style

# Fontconfig reads this once, when WeasyPrint is loaded: only the bundled fonts are visible.
os.environ["FONTCONFIG_FILE"] = str(STYLES / "fonts" / "fonts.conf")

PANGO = """install it and run the command again:
      Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
      Fedora:          sudo dnf install pango
      macOS:           brew install pango
      Windows:         install MSYS2 (msys2.org), then in its terminal:  pacman -S mingw-w64-ucrt-x86_64-pango
                       and set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin
    Without it you can make the bio, HTML and text:  cvgen build --only bio;  cvgen build --to html --to txt;
    and the CV by Typst, with  --engine typst,  after  pip install '.[typst]'  in the folder of cvgen"""


VARIANT = "pdf/a-3a"  # `finish` makes it PDF/UA-1 as well

LOGGERS = ("weasyprint", "fontTools")
EPOCH = "SOURCE_DATE_EPOCH"

# The embedded file must carry dates (ISO 19005-3, 6.8); today's would change the bytes of every build.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


class Pages:
    """A document that WeasyPrint has laid out."""

    def __init__(self, document: Document, style: Style, own: OwnPage | None = None) -> None:
        self.document, self.style, self._own = document, own.style(style) if own else style, own
        self.shown = own.shown if own else tuple(every_item(document.sections))
        with _logged() as self._log:
            self._laid_out = _laid_out(document, style, own)
        self.pages: int = len(self._laid_out.pages)

    @property
    def last_page(self) -> float:
        """Return the share of the last page that is filled; 1 where margins leave nothing to fill."""
        page = self._laid_out.pages[-1]._page_box
        if not page.height:
            return 1.0
        body = page.children[0].children[0]
        return float((body.position_y + body.height - page.content_box_y()) / page.height)

    def render(self, source: bytes = b"") -> Rendered:
        """Write a PDF/A-3a and PDF/UA-1 file; what the engine logs becomes notes in our words."""
        work = partial(self._write, source)
        if self._own:
            return self._own.bounded(work)
        return bounded(work, lambda style: Pages(self.document, style)._write(b""), self.style, len(self.shown))

    def _write(self, source: bytes) -> Rendered:
        with _logged() as log, _same_time_in_every_font():
            has_sidebar = not self._own and self.style.tokens["sidebar"] == "start"
            attempts = _attempts(self._laid_out, self.document, source, has_sidebar)
            data = next(filter(end_unambiguously, attempts))
        return Rendered(data, self.pages, tuple(notes([*self._log, *log], self.style)), self.shown)


def lay_out(document: Document, style: Style) -> Pages:
    """Lay a document out on as many pages as it takes; raise EngineMissingError without Pango.

    Raise InputError where the rules of a user's style take too much, or the engine fails on them.
    """
    items = len(tuple(every_item(document.sections)))
    return bounded(partial(Pages, document, style), partial(Pages, document), style, items)


def lay_out_page(own: OwnPage, document: Document, style: Style) -> Pages:
    """Lay out a page of the user's over a document; raise InputError where its PDF would not conform.

    Raise InputError, too, where the page takes too much, or the engine fails on it.
    """
    return own.bounded(partial(Pages, document, style, own))


def write(document: Document, style: Style) -> Rendered:
    """Write a document as a PDF without a profile inside."""
    return lay_out(document, style).render()


def _laid_out(document: Document, style: Style, own: OwnPage | None) -> Any:
    """Return WeasyPrint's pages of our HTML page, or of the user's; nothing is read from disk or network."""
    weasyprint = _engine()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    html = own.parsed(weasyprint, fetcher, document) if own else None
    root = html.etree_element if html else page(document, style)
    if "@font-face" not in (own.text if own else style.css):  # a font of the user may have more characters
        _replace_unprintable(root)
    html = html or _parsed(root, fetcher)
    return html.render(pdf_variant=VARIANT, font_config=_fonts())


def _replace_unprintable(root: Element) -> None:
    """Replace the characters of a page that no font has, since PDF/UA-1 (ISO 14289-1, 7.21.8) forbids empty boxes."""
    for element in root.iter():
        element.text = printable(element.text or "")
        element.tail = printable(element.tail or "")


def _parsed(root: Element, fetcher: Any) -> Any:
    """Return the tree of a page as weasyprint.HTML, without serializing and parsing it again."""
    weasyprint = _engine()
    if not fast_import.is_known():
        return weasyprint.HTML(string=text(root), url_fetcher=fetcher)
    found = object.__new__(weasyprint.HTML)
    found.base_url, found.url_fetcher, found.media_type = None, fetcher, "print"
    found.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    found.etree_element = found.wrapper_element.etree_element
    return found


def _attempts(laid_out: Any, document: Document, source: bytes, has_sidebar: bool) -> Iterator[bytes]:
    """Yield the PDF with 0, 1, 2, ... unused objects in it; almost always the ends of the first are unambiguous."""
    weasyprint = _engine()
    metadata = packet(document, f"WeasyPrint {weasyprint.__version__}", source)
    for spare in count():
        laid_out.fonts = Fonts()
        yield laid_out.write_pdf(
            finisher=lambda laid_out, pdf, spare=spare: finish(pdf, metadata, laid_out.fonts, has_sidebar, spare),
            pdf_variant=VARIANT,
            attachments=[_attachment(weasyprint, source)] if source else [],
        )


def _attachment(weasyprint: Any, source: bytes) -> Any:
    return weasyprint.Attachment(
        string=source,
        name=SOURCE_NAME,
        description=SOURCE_DESCRIPTION,
        relationship="Source",
        created=NO_DATE,
        modified=NO_DATE,
    )


def _engine() -> Any:
    try:
        return fast_import.weasyprint()
    except OSError as error:  # cffi can't open one of Pango's libraries
        raise EngineMissingError("the PDF of the CV needs Pango, which is not installed", PANGO) from error


@cache
def _fonts() -> Any:
    """Return the font configuration of Pango, created once: memory would grow with each new one."""
    from weasyprint.text.fonts import FontConfiguration

    atexit.register(_fonts.cache_clear)  # freed before the interpreter unloads Pango, which would crash
    return FontConfiguration()


@contextmanager
def _logged() -> Iterator[list[str]]:
    """Collect what the engine and its font library log, which would be lost or reach the terminal otherwise."""
    found: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in LOGGERS]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield found
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


@contextmanager
def _same_time_in_every_font() -> Iterator[None]:
    """Set the time that fontTools, used where HarfBuzz's subsetter is missing, writes into each font."""
    before = os.environ.get(EPOCH)
    os.environ[EPOCH] = str(int(NO_DATE.timestamp()))
    try:
        yield
    finally:
        os.environ.pop(EPOCH)
        if before is not None:
            os.environ[EPOCH] = before
