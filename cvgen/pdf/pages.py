"""Seal the pages of a PDF: a digest of what they show travels in its metadata, so that a later change is noticed."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pikepdf

UNSEALED = b"-" * 64  # in the metadata until the pages are final
HARMLESS = ("/Link", "/Popup", "/Widget")  # annotations that draw nothing over a page


def digest(contents: Iterable[bytes]) -> str:
    """Return the digest of the content streams of all pages, in order; white space at their ends does not count."""
    found = hashlib.sha256()
    for content in contents:
        found.update(hashlib.sha256(content.strip()).digest())
    return found.hexdigest()


def sealed(packet: bytes, contents: Iterable[bytes]) -> bytes:
    """Return the metadata of a PDF with the digest of its final pages in it."""
    return packet.replace(UNSEALED, digest(contents).encode())


def contents_of(pdf: "pikepdf.Pdf") -> list[bytes]:
    """Return the content stream of each page; an annotation that draws over the page counts as content."""
    return [_content(page.obj) + b"".join(_drawn(page.obj)) for page in pdf.pages]


def _content(page: "pikepdf.Object") -> bytes:
    content = page.get("/Contents")
    if content is None:
        return b""
    return b"\n".join(part.read_bytes() for part in content) if _is_list(content) else bytes(content.read_bytes())


def _is_list(content: "pikepdf.Object") -> bool:
    import pikepdf  # here, because few commands open a PDF

    return isinstance(content, pikepdf.Array)


def _drawn(page: "pikepdf.Object") -> Iterable[bytes]:
    found = (str(one.get("/Subtype", "")) for one in page.get("/Annots", ()))
    return (kind.encode() for kind in found if kind not in HARMLESS)
