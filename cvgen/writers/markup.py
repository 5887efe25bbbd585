"""Make elements of a web page, and write them as HTML."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

Part = Element | str
SVG = "{http://www.w3.org/2000/svg}"
EMPTY = ("meta", "wbr", "col")  # elements without an end tag


def element(tag: str, *parts: Part, kind: str = "", **attributes: str) -> Element:
    """Return an element of a class that contains texts and elements."""
    element = Element(tag, ({"class": kind} if kind else {}) | attributes)
    last: Element | None = None
    for part in parts:
        if isinstance(part, Element):
            element.append(part)
            last = part
        elif last is None:
            element.text = (element.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return element


def serialized(element: Element) -> Iterator[str]:
    """Yield the text of an element in pieces, without the tail behind it."""
    tag = element.tag.removeprefix(SVG)  # which HTML knows without its namespace
    attributes = (f' {name}="{escape(value)}"' for name, value in element.items())
    yield f"<{tag}{''.join(attributes)}>"
    if tag in EMPTY:
        return
    yield (element.text or "") if tag == "style" else escape(element.text or "", quote=False)
    for child in element:
        yield from serialized(child)
        yield escape(child.tail or "", quote=False)
    yield f"</{tag}>"
