"""Document, Style -> a PDF of as many pages as it takes: the HTML page, laid out by WeasyPrint."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from cvgen.document import Document
from cvgen.style import FOLDER, Style
from cvgen.writers import EngineMissingError, Written
from cvgen.writers.html import page

# Fontconfig reads this once, when WeasyPrint is loaded: only the bundled fonts exist.
os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts" / "fonts.conf")

PANGO = """install it and run the command again:
      Debian, Ubuntu:  sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
      Fedora:          sudo dnf install pango
      macOS:           brew install pango
      Windows:         install MSYS2 (msys2.org), then in its terminal:  pacman -S mingw-w64-ucrt-x86_64-pango
                       and set WEASYPRINT_DLL_DIRECTORIES=C:\\msys64\\ucrt64\\bin
    Without it you can make the bio, HTML and text:  cvgen build --only bio;  cvgen build --to html --to txt"""


def write(document: Document, style: Style) -> Written:
    """Document, Style -> a PDF with an outline and live links; WeasyPrint's complaints become notes."""
    weasyprint = _engine()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
    with _complaints() as notes:
        laid_out = weasyprint.HTML(string=page(document, style), url_fetcher=fetcher).render()
        data = laid_out.write_pdf()
    return Written(data, len(laid_out.pages), tuple(notes))


def _engine() -> Any:
    try:
        import weasyprint
    except OSError as error:  # cffi can't open one of Pango's libraries
        raise EngineMissingError("the PDF of the CV needs Pango, which is not installed", PANGO) from error
    return weasyprint


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint logs: it swallows its warnings otherwise."""
    found: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("weasyprint")
    logger.addHandler(handler)
    try:
        yield found
    finally:
        logger.removeHandler(handler)
