"""Read the text of a PDF with the programs that others use, and see which publications arrive whole and in order."""

import io
import re
import subprocess
from collections.abc import Callable, Sequence

import pdfminer.high_level
import pypdf
import pypdfium2

from cvgen.profile.model import Publication


def poppler(data: bytes, *options: str) -> str:
    """Return what pdftotext reads. Raise FileNotFoundError where it is not installed."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def layout(data: bytes) -> str:
    """Return what pdftotext reads if it keeps the layout of the page."""
    return poppler(data, "-layout")


def pdfium(data: bytes) -> str:
    """Return what the library reads that is inside Chromium."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def pypdf_text(data: bytes) -> str:
    """Return what pypdf reads."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def pdfminer_text(data: bytes) -> str:
    """Return what pdfminer.six reads."""
    return pdfminer.high_level.extract_text(io.BytesIO(data))


EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "pdftotext": poppler, "pdftotext -layout": layout, "PDFium": pdfium, "pypdf": pypdf_text,
    "pdfminer.six": pdfminer_text,
}  # fmt: skip


def published(publications: Sequence[Publication]) -> list[Publication]:
    """Return the published works in the order in which a CV prints them, the newest first."""
    return sorted((one for one in publications if one.status == "published"), key=lambda one: -(one.year or 0))


def missing(text: str, papers: Sequence[Publication]) -> list[str]:
    """Return the titles that are not whole in a text, in this order, with all authors and their marks behind them."""
    words, at, found = " ".join(text.split()), 0, []
    for paper in papers:
        authors = ", ".join(re.escape(author.name + author.marks) for author in paper.authors)
        place = re.compile(r"\s?·?\s?".join([re.escape(paper.title), authors])).search(words, at)
        at = place.end() if place else at
        found += [] if place else [paper.title]
    return found
