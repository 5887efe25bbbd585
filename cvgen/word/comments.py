"""Read the comments of a Word file."""

from typing import NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

PART = "word/comments.xml"


class Comment(NamedTuple):
    """A remark that somebody put beside the text: who and when, as Word says; the date is "" where it does not."""

    text: str
    author: str
    date: str


def comments(xml: bytes) -> dict[str, Comment]:
    """Return the comments in a part of a Word file by their identifiers; {} for a part that can't be read."""
    if b"<!" in xml:
        return {}
    try:
        root = fromstring(xml)
    except ParseError:
        return {}
    found = {}
    for one in root:
        given = {name.rpartition("}")[2]: value for name, value in one.attrib.items()}
        text = " ".join(part.text or "" for part in one.iter() if part.tag.endswith("}t"))
        found[given.get("id", "")] = Comment(" ".join(text.split()), given.get("author", ""), given.get("date", ""))
    return found
