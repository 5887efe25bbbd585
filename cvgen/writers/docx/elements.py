"""Make the elements of WordprocessingML (ECMA-376, part 1)."""

import re
from unicodedata import category, normalize
from xml.etree.ElementTree import Element, register_namespace, tostring

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GAP = re.compile(r"[ \t-\r\x85\u2028\u2029]+")
JOINERS = "\u200c\u200d"  # what shapes the letters beside it; other invisible characters only disturb who copies
FORBIDDEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # what no XML, or no program, takes
TWIPS = 20  # to a point; Word counts in them
HALF = 2  # half-points, for the size of letters

register_namespace("w", W)
register_namespace("r", R)


def w(tag: str, *parts: Element | str | None, **values: str | int) -> Element:
    """Return an element of WordprocessingML with its attributes; parts that are None are left out."""
    found = Element(f"{{{W}}}{tag}")
    for name, value in values.items():
        found.set(f"{{{W}}}{name}", str(value))
    for part in parts:
        if isinstance(part, str):
            found.text = part
        elif part is not None:
            found.append(part)
    return found


def words(tag: str, text: str) -> Element:
    """Return an element with a text whose spaces count."""
    found = w(tag, text)
    if text != text.strip():
        found.set(SPACE, "preserve")
    return found


def twips(points: float) -> int:
    """Return a length as Word counts it, in twentieths of a point."""
    return round(points * TWIPS)


def clean(text: str) -> str:
    """Return a text with single spaces, and without what XML forbids or nobody sees; accents join their letters."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    composed = GAP.sub(" ", normalize("NFC", FORBIDDEN.sub("\ufffd", text)))
    return "".join(char for char in composed if char in JOINERS or category(char) not in ("Cc", "Cf", "Cn"))


def serialized(root: Element) -> bytes:
    """Return a part of a Word file as bytes."""
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def relation(found: Element, identifier: str) -> Element:
    """Return an element that names a relationship of its part, such as the address of a link."""
    found.set(f"{{{R}}}id", identifier)
    return found
