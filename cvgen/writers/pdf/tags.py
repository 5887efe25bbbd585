"""Fix WeasyPrint's structure tree: remove running heads, add languages, move text into the paragraphs themselves.

The terms are those of ISO 32000-1, 14.7 and 14.8: a marked-content sequence is a stretch of the content of a page with
a number (MCID), and the parent tree maps that number to the element of the structure tree it belongs to.
"""

import re
from collections.abc import Iterator
from struct import unpack
from typing import Any

import pydyf

from cvgen.writers.script_language import language

ARTIFACT = pydyf.Dictionary({"Type": "/Pagination"})
GLYPHS = re.compile(rb"<([0-9a-f]+)>")
HOLDERS = {
    "/P",
    "/H1",
    "/H2",
    "/H3",
    "/LBody",
    "/TH",
    "/TD",
    "/Link",
}  # elements that may hold text themselves (ISO 32000-1, 14.8.4)
INLINE = {"/Span", "/NonStruct"}
GROUPS = ("/THead", "/TBody")  # of rows
ORDINARY = {"Type", "S", "K", "Pg", "P"}  # the keys of an element that has nothing but its place


def fix_structure(pdf: Any, fonts: Any, has_sidebar: bool = False) -> None:
    """Fix the structure tree of a pydyf.PDF in place; `fonts` are those of WeasyPrint's document.

    With `has_sidebar`, it is a page of ours where a group of sections is read last.
    """
    tree = object_of(pdf, pdf.catalog["StructTreeRoot"])
    reachable = _below(pdf, tree)
    own = pdf.catalog["Lang"].string
    to_unicode = {f"/{font.hash}".encode(): font.to_unicode for font in fonts.values()}
    pages = dict(_pages(pdf, tree))
    for page, parents in pages.items():
        stream = object_of(pdf, object_of(pdf, page)["Contents"]).stream
        for at, mcid in _sequences(stream):
            if _number(parents[mcid]) in reachable:
                _set_language(object_of(pdf, parents[mcid]), _text(stream, at, to_unicode), own)
            else:  # a running head or foot, which WeasyPrint leaves outside the tree (its issue 1836)
                stream[at - 2 : at] = [b"/Artifact", ARTIFACT]
                parents[mcid] = "null"
    for number in reachable:
        if pdf.objects[number].get("S") in HOLDERS:
            _take_up(pdf, pdf.objects[number], pages)
        elif pdf.objects[number].get("S") == "/L":
            _take_out(pdf, pdf.objects[number])
        elif pdf.objects[number].get("S") == "/Table":
            _set_scope(pdf, pdf.objects[number])
    if has_sidebar:
        _read_sidebar_last(pdf, object_of(pdf, tree["K"][0]))
    _drop_orphans(pdf, reachable)


def object_of(pdf: Any, reference: bytes | str) -> Any:
    """Return the object of a reference such as "12 0 R"."""
    return pdf.objects[_number(reference)]


def _number(reference: bytes | str) -> int:
    return int(reference.split()[0])


def _below(pdf: Any, tree: Any) -> set[int]:
    """Return the numbers of all objects below the root of the structure tree."""
    found: set[int] = set()
    waiting = list(tree["K"])
    while waiting:
        number = _number(waiting.pop())
        if number not in found:
            found.add(number)
            kids = pdf.objects[number].get("K", ())
            waiting += [kid for kid in kids if isinstance(kid, (bytes, str))]
    return found


def _pages(pdf: Any, tree: Any) -> Iterator[tuple[bytes, Any]]:
    """Yield the reference to each page with its part of the parent tree: the structure element of each MCID."""
    numbers, pages = object_of(pdf, tree["ParentTree"])["Nums"], pdf.page_references
    for key, value in zip(numbers[::2], numbers[1::2], strict=True):
        if isinstance(value, pydyf.Array):
            yield pages[key], value


def _sequences(stream: list[Any]) -> Iterator[tuple[int, int]]:
    """Yield the index and MCID of each marked-content sequence in a content stream."""
    for at, operator in enumerate(stream):
        if operator == b"BDC" and "MCID" in stream[at - 1]:
            yield at, stream[at - 1]["MCID"]


def _text(stream: list[Any], at: int, to_unicode: dict[bytes, dict[int, str]]) -> str:
    """Return the words of the marked-content sequence that begins at an index of the stream."""
    words, glyphs = "", {}
    for part in stream[at + 1 : stream.index(b"EMC", at)]:
        if isinstance(part, bytes) and part.endswith(b" Tf"):
            glyphs = to_unicode[part.split()[0]]
        elif isinstance(part, bytes) and part.endswith(b"TJ"):
            codes = bytes.fromhex(b"".join(GLYPHS.findall(part)).decode())  # two bytes for each glyph
            words += "".join([glyphs.get(code, "") for code in unpack(f">{len(codes) // 2}H", codes)])
    return words


def _set_language(element: Any, text: str, own: str) -> None:
    """Set the language of a run in a foreign script; the document's language is in the catalog."""
    letters = "" if text.isascii() else "".join(char for char in text if char.isalpha())
    if not letters.isascii() and (found := language(letters, own)):
        element["Lang"] = pydyf.String(found)


def _take_up(pdf: Any, holder: Any, pages: dict[bytes, Any]) -> None:
    """Move the text of nested spans into an element: WeasyPrint's spans are half of all objects."""
    parents, found = pages[holder["Pg"]], []
    waiting = list(reversed(holder["K"]))
    while waiting:
        kid = waiting.pop()
        element = object_of(pdf, kid) if isinstance(kid, (bytes, str)) else None
        if element is None:
            parents[kid] = holder.reference
        elif element.get("S") in INLINE and element.keys() == ORDINARY and element["Pg"] == holder["Pg"]:
            waiting += reversed(element["K"])
            element.clear()
            continue
        elif "P" in element:
            element["P"] = holder.reference
        found.append(kid)
    holder["K"] = pydyf.Array(found)


def _set_scope(pdf: Any, table: Any) -> None:
    """Say that the headers of a table are those of columns; WeasyPrint lets each cell name its headers instead.

    That stays in a table of the user's that has other headers, too.
    """
    parts = [object_of(pdf, kid) for kid in table["K"]]
    heads, body = ([cell for part in parts if part["S"] == name for cell in _cells(pdf, part)] for name in GROUPS)
    if len(_cells(pdf, table)) == len([*heads, *body]) and all(cell["S"] == "/TD" for cell in body):
        for cell in heads:
            cell["A"]["Scope"] = "/Column"
        for cell in (*heads, *body):
            cell.pop("ID", None)
            cell["A"].pop("Headers", None)


def _cells(pdf: Any, part: Any) -> list[Any]:
    """Return the cells of a table, or of a group of its rows."""
    kids = [object_of(pdf, kid) for kid in part["K"] if isinstance(kid, (bytes, str))]
    own = [kid for kid in kids if kid.get("S") in ("/TH", "/TD")]
    return [*own, *(cell for kid in kids if kid.get("S") in ("/TR", *GROUPS) for cell in _cells(pdf, kid))]


def _take_out(pdf: Any, parent: Any) -> None:
    """Make the items of a list its children: WeasyPrint has an element between for two items that are side by side."""
    found: list[Any] = []
    for kid in parent["K"]:
        element = object_of(pdf, kid)
        if element["S"] == "/LI":
            found.append(kid)
            continue
        for item in element["K"]:
            object_of(pdf, item)["P"] = parent.reference
        found += element["K"]
        element.clear()
    parent["K"] = pydyf.Array(found)


def _read_sidebar_last(pdf: Any, document: Any) -> None:
    """Move a sidebar, in our pages the only group of sections, behind the sections of the text."""

    def is_sidebar(kid: Any) -> bool:
        element = object_of(pdf, kid)
        return element["S"] == "/NonStruct" and any(object_of(pdf, one)["S"] == "/Sect" for one in element["K"])

    document["K"] = pydyf.Array(sorted(document["K"], key=is_sidebar))


def _drop_orphans(pdf: Any, reachable: set[int]) -> None:
    for number, found in enumerate(pdf.objects):
        if isinstance(found, dict) and found.get("Type") == "/StructElem" and number not in reachable:
            found.clear()
