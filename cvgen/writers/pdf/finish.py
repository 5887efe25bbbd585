"""Fix WeasyPrint's PDF objects where PDF/UA-1 and PDF/A-3a require more, and serialize each only once.

Runs as WeasyPrint's `finisher`: after the structure tree is built, before anything is written.
"""

import zlib
from typing import Any

import pydyf

from cvgen.pdf.pages import sealed
from cvgen.pdf.streams import ends_unambiguously, padded
from cvgen.writers.pdf import tags
from cvgen.writers.pdf.spelling import spell

LEVEL = 6  # of compression: level 9, pydyf's default, takes three times as long and saves three percent


def finish(pdf: Any, packet: bytes, fonts: Any, has_sidebar: bool = False, spare: int = 0) -> None:
    """Fix a pydyf.PDF in place; `packet` is its XMP metadata, `fonts` are those of WeasyPrint's document.

    With `has_sidebar`, it is a page of ours that may have a sidebar, which is read last.
    `spare` unused objects are added: they change the streams that pydyf makes, until those end unambiguously.
    """
    _fix_attachments(pdf)
    _fix_images(pdf)
    spell(pdf, fonts)
    tags.fix_structure(pdf, fonts, has_sidebar)
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())
    _set_metadata(pdf, sealed(packet, _contents(pdf)))
    for number, found in enumerate(pdf.objects):
        if isinstance(found, pydyf.Stream):
            _compress(found)
        elif found.free == "n":
            pdf.objects[number] = _Written(found)


def _contents(pdf: Any) -> list[bytes]:
    """Return the content stream of each page as it will be written, and join its parts once and for all."""
    pages = (tags.object_of(pdf, reference) for reference in _references(pdf.pages["Kids"]))
    streams = [tags.object_of(pdf, page["Contents"]) for page in pages]
    for stream in streams:
        stream.stream = [_plain(stream)]
    return [stream.stream[0] for stream in streams]


def _references(kids: Any) -> list[bytes]:
    """Return the references in a flat array of numbers: [3, 0, "R", 5, 0, "R"] -> [b"3 0 R", b"5 0 R"]."""
    return [b"%d %d R" % (kids[at], kids[at + 1]) for at in range(0, len(kids), 3)]


class _Written(pydyf.Object):  # type: ignore[misc]
    """An object as its bytes: pydyf reads them twice, for the file and for the digest in its trailer."""

    data = b""

    def __init__(self, found: Any) -> None:
        super().__init__()
        self.number, self.data = found.number, found.data


def _set_metadata(pdf: Any, packet: bytes) -> None:
    """Replace WeasyPrint's metadata by our packet, uncompressed so that every tool finds it (ISO 19005-3, 6.6.2.1)."""
    metadata = tags.object_of(pdf, pdf.catalog["Metadata"])
    metadata.stream, metadata.compress = [packet], False


def _fix_attachments(pdf: Any) -> None:
    """List the attached file in the catalog once, with its media type (RFC 9512)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.extra.get("Type") == "/EmbeddedFile":
            found.extra["Subtype"] = "/application#2fyaml"


def _fix_images(pdf: Any) -> None:
    """Forbid that a program for PDFs smooths the images of a page (ISO 19005-3, 6.2.8)."""
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.extra.get("Subtype") == "/Image":
            found.extra["Interpolate"] = "false"


def _compress(stream: Any) -> None:
    """Compress a stream once; pad it if it would end ambiguously, and then leave an attachment uncompressed."""
    content = _plain(stream)
    if stream.compress and (ends_unambiguously(content) or stream.extra.get("Type") != "/EmbeddedFile"):
        content = padded(content)
        if "Length1" in stream.extra:  # the length of a font
            stream.extra["Length1"] = len(content)
        stream.extra["Filter"], content = "/FlateDecode", zlib.compress(content, LEVEL)
    stream.stream, stream.compress = [content], False


def _plain(stream: Any) -> bytes:
    """Return the content of a stream before it is compressed."""
    return b"\n".join(part if isinstance(part, bytes) else pydyf._to_bytes(part) for part in stream.stream)
