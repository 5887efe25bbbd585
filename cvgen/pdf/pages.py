"""Seal the pages of a PDF: a digest of what they show travels in its metadata, so that a later change is noticed."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

# What none of our PDFs has: forms, scripts, layers, cut, turned or scaled pages. Each can change what a reader sees.
FOREIGN_IN_FILE = ("/AcroForm", "/OpenAction", "/AA", "/OCProperties")
FOREIGN_IN_PAGE = ("/CropBox", "/UserUnit", "/AA")
ACTIONS = ("/URI", "/GoTo")  # of our links
UNSEALED = b"-" * 64  # in the metadata until the pages are final
MOST_BYTES, PART = 100_000_000, 100  # of the pages of a PDF, and as how many a part of them counts
HARMLESS = ("/Link", "/Popup")  # annotations that draw nothing over a page


class TooMuchError(ValueError):
    """The pages of a PDF unpack to more than any document has."""


def digest(contents: Iterable[bytes]) -> str:
    """Return the digest of the content streams of all pages, in order; white space at their ends does not count."""
    found = hashlib.sha256()
    for content in contents:
        found.update(hashlib.sha256(content.strip()).digest())
    return found.hexdigest()


def sealed(packet: bytes, contents: Iterable[bytes]) -> bytes:
    """Return the metadata of a PDF with the digest of its final pages in it."""
    return packet.replace(UNSEALED, digest(contents).encode())


def contents_of(pdf: "pikepdf.Pdf") -> Iterator[bytes]:
    """Yield the content stream of each page; an annotation that draws over the page counts as content.

    Raise TooMuchError if all of them together have too many bytes, or parts: pages may share them.
    """
    room = MOST_BYTES
    for page in pdf.pages:
        parts = []
        for part in chain(_contents(page.obj), _drawn(page.obj)):
            room -= len(part) + PART
            if room < 0:
                raise TooMuchError
            parts.append(part)
        yield b"".join(parts)


def _contents(page: "pikepdf.Object") -> Iterator[bytes]:
    """Yield the parts of a content stream, with white space between them."""
    import pikepdf  # here, because few commands open a PDF

    content = page.get("/Contents")
    if isinstance(content, pikepdf.Array):
        for number, part in enumerate(content):
            yield b"\n" * bool(number) + part.read_bytes()
    elif content is not None:
        yield content.read_bytes()


def _drawn(page: "pikepdf.Object") -> Iterator[bytes]:
    """Yield the kinds of the annotations that draw, and nothing for each of the others."""
    for one in page.get("/Annots", ()):
        kind = str(one.get("/Subtype", ""))
        yield kind.encode() if kind not in HARMLESS else b""


def has_additions(pdf: "pikepdf.Pdf") -> bool:
    """Return whether a PDF has something that cvgen never writes and that changes what its pages show or do."""
    return any(key in pdf.Root for key in FOREIGN_IN_FILE) or any(_has_additions(page.obj) for page in pdf.pages)


def _has_additions(page: "pikepdf.Object") -> bool:
    """Return whether a page is cut, turned or scaled, or has a link with a look or an action that ours lack."""
    if any(key in page for key in FOREIGN_IN_PAGE) or int(page.get("/Rotate", 0)):
        return True
    links = list(page.get("/Annots", ()))
    return any("/AP" in one or "/AA" in one or _action(one) not in ("", *ACTIONS) for one in links)


def _action(link: "pikepdf.Object") -> str:
    return str(link["/A"].get("/S", "")) if "/A" in link else ""
