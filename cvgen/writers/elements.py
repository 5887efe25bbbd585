"""Make the elements of web pages, and of the pictures in them."""

from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"  # the namespace, before the tag of an element of a picture

Part = Element | str


def element(tag: str, *parts: Part, kind: str = "", **attributes: str) -> Element:
    """Return an element of a class that contains texts and elements."""
    found = Element(tag, ({"class": kind} if kind else {}) | attributes)
    last: Element | None = None
    for part in parts:
        if isinstance(part, Element):
            found.append(part)
            last = part
        elif last is None:
            found.text = (found.text or "") + part
        else:
            last.tail = (last.tail or "") + part
    return found
