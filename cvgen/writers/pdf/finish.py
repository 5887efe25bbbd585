"""WeasyPrint's PDF objects, mended where PDF/UA-1 and PDF/A-3a ask for more than it writes.

Runs as WeasyPrint's `finisher`: after the structure tree is built, before anything is written. Its names are those
of ISO 32000-1, 14.7 and 14.8: a marked-content sequence is a stretch of a page's content stream with a number
(MCID), and the parent tree leads from that number to the element of the structure tree it belongs to.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pydyf

from cvgen.scripts import language

ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})
CARRIAGE_RETURN = 13
GLYPHS = re.compile(rb"<([0-9a-f]+)>")


def finish(pdf: Any, packet: bytes, fonts: Any, spare: int = 0) -> None:
    """Mend a pydyf.PDF in place; `packet` is its XMP metadata, `fonts` are those of WeasyPrint's document.

    `spare` unused objects are added: see `well_ended`.
    """
    _set_metadata(pdf, packet)
    _mend_attachments(pdf)
    tree = _object(pdf, pdf.catalog["StructTreeRoot"])
    reachable = _below(pdf, tree)
    own = pdf.catalog["Lang"].string
    to_unicode = {f"/{font.hash}".encode(): font.to_unicode for font in fonts.values()}
    for page, parents in _pages(pdf, tree):
        stream = _object(pdf, page["Contents"]).stream
        for at, mcid in _sequences(stream):
            if _number(parents[mcid]) in reachable:
                _set_language(_object(pdf, parents[mcid]), _text(stream, at, to_unicode), own)
            else:  # a running head or foot, which WeasyPrint leaves outside the tree (its issue 1836)
                stream[at - 2 : at] = [b"/Artifact", ARTIFACT]
                parents[mcid] = "null"
    _drop_orphans(pdf, reachable)
    _end_streams_well(pdf)
    for _ in range(spare):
        pdf.add_object(pydyf.Dictionary())


def well_ended(data: bytes) -> bool:
    """Whether the length of every stream in a PDF can be told from where it ends (ISO 19005-3, 6.1.7.1).

    One whose last byte is a carriage return can't: with the line feed behind it, that looks like the end of its line.
    """
    return b"\r\nendstream" not in data


def _number(reference: bytes | str) -> int:
    """ "12 0 R" -> 12"""
    return int(reference.split()[0])


def _object(pdf: Any, reference: bytes | str) -> Any:
    return pdf.objects[_number(reference)]


def _set_metadata(pdf: Any, packet: bytes) -> None:
    """Our packet instead of WeasyPrint's, uncompressed, so that every tool finds it (ISO 19005-3, 6.6.2.1)."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    metadata.stream, metadata.compress = [packet], False


def _mend_attachments(pdf: Any) -> None:
    """The attached file stands in the catalog once, with its media type (RFC 9512)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.extra.get("Type") == "/EmbeddedFile":
            found.extra["Subtype"] = "/application#2fyaml"


def _below(pdf: Any, tree: Any) -> set[int]:
    """The numbers of all objects below the root of the structure tree."""
    found: set[int] = set()
    waiting = list(tree["K"])
    while waiting:
        number = _number(waiting.pop())
        if number not in found:
            found.add(number)
            kids = pdf.objects[number].get("K", ())
            waiting += [kid for kid in kids if isinstance(kid, (bytes, str))]
    return found


def _pages(pdf: Any, tree: Any) -> Iterator[tuple[Any, Any]]:
    """Each page with its part of the parent tree: the structure element of each MCID."""
    numbers = _object(pdf, tree["ParentTree"])["Nums"]
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        if isinstance(value, pydyf.Array):
            yield _object(pdf, pdf.page_references[key]), value


def _sequences(stream: list[Any]) -> Iterator[tuple[int, int]]:
    """Where marked-content sequences begin in a content stream, and their MCIDs."""
    for at, operator in enumerate(stream):
        if operator == b"BDC" and "MCID" in stream[at - 1]:
            yield at, stream[at - 1]["MCID"]


def _text(stream: list[Any], at: int, to_unicode: dict[bytes, dict[int, str]]) -> str:
    """The words of the marked-content sequence that begins at an index of the stream."""
    words, glyphs = "", {}
    for part in stream[at + 1 : stream.index(b"EMC", at)]:
        if isinstance(part, bytes) and part.endswith(b" Tf"):
            glyphs = to_unicode[part.split()[0]]
        elif isinstance(part, bytes) and part.endswith(b"TJ"):
            codes = b"".join(GLYPHS.findall(part)).decode()
            words += "".join(glyphs.get(int(codes[i : i + 4], 16), "") for i in range(0, len(codes), 4))
    return words


def _set_language(element: Any, text: str, own: str) -> None:
    """Tell the language of a run in a foreign script; the document's own is in the catalog."""
    letters = "".join(char for char in text if char.isalpha())
    if not letters.isascii() and (found := language(letters, own)):
        element["Lang"] = pydyf.String(found)


def _end_streams_well(pdf: Any) -> None:
    """Pad each stream that would end in a carriage return: compressed data end with a checksum (RFC 1950)."""
    for found in pdf.objects:
        if isinstance(found, pydyf.Stream) and found.compress:
            content = b"\n".join(part if isinstance(part, bytes) else pydyf._to_bytes(part) for part in found.stream)
            found.stream = [content]  # so that pydyf need not do the same again
            if zlib.adler32(content) & 0xFF != CARRIAGE_RETURN:
                continue
            if found.extra.get("Type") == "/EmbeddedFile":
                found.compress = False  # it must stay as it is
                continue
            found.stream.append(b"\0" if "Length1" in found.extra else b"")  # pydyf puts a line feed between parts
            if "Length1" in found.extra:  # the length of a font, which may end in padding
                found.extra["Length1"] += 2


def _drop_orphans(pdf: Any, reachable: set[int]) -> None:
    for number, found in enumerate(pdf.objects):
        if isinstance(found, dict) and found.get("Type") == "/StructElem" and number not in reachable:
            found.clear()
