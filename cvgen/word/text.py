"""Read the paragraphs of a Word file in the order of the page, with the changes that Word has tracked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import ParseError, XMLParser

from cvgen.word.bookmarks import START
from cvgen.word.comments import Comment
from cvgen.word.package import AGAIN, problem

Kind = Literal["inserted", "deleted"]
CHANGES: dict[str, Kind] = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
SKIPPED = ("Fallback", "instrText", "delInstrText")  # a second form of the same; the commands of fields
HEADINGS = ("Heading", "CVYear")


@dataclass
class Tracked:
    """Words that somebody inserted or deleted with Word tracking it: who and when, as Word says."""

    kind: Kind
    text: str
    author: str
    date: str
    place: int  # characters in front of them in their paragraph, in the text as it was before
    end: int = 0  # and up to their end: the same for inserted words


@dataclass
class Paragraph:
    """A paragraph as it is now, as it was before the changes that Word tracked, and these changes.

    `key` is the bookmark of the entry to which it belongs, "" for none.
    """

    text: str = ""
    before: str = ""
    key: str = ""
    style: str = ""
    changes: list[Tracked] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # the identifiers of comments
    comments: list[Comment] = field(default_factory=list)


def paragraphs(xml: bytes) -> list[Paragraph]:
    """Return the paragraphs of the main part of a Word file that have words; raise InputError for invalid XML."""
    if b"<!" in xml.replace(b"\0", b"").replace(b"<!--", b""):
        raise problem("this is not a readable Word file", AGAIN)  # Word declares no types and no entities
    reader = _Reader()
    parser = XMLParser(target=reader)
    try:
        parser.feed(xml)
        parser.close()
    except (ParseError, ValueError, LookupError):
        raise problem("this is not a readable Word file", AGAIN) from None
    return list(_in_entries(reader.done))


def _in_entries(found: list[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that have words, those behind one with a bookmark as parts of its entry."""
    key = ""
    for one in found:
        if one.key or one.style.startswith(HEADINGS):
            key = one.key
        one.key = key
        if one.text.strip() or one.before.strip():
            yield one


class _Reader:
    """Collects paragraphs from the events of a parser."""

    def __init__(self) -> None:
        self.done: list[Paragraph] = []
        self._open: list[Paragraph] = []
        self._changes: list[Tracked] = []
        self._skipped = 0
        self._is_text = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin a paragraph, a change or a text."""
        name = tag.rpartition("}")[2]
        given = {key.rpartition("}")[2]: value for key, value in attributes.items()}
        if name == "p":
            self.done.append(Paragraph())
            self._open.append(self.done[-1])
        elif name in CHANGES:
            place = len(self._open[-1].before) if self._open else 0
            self._changes.append(Tracked(CHANGES[name], "", given.get("author", ""), given.get("date", ""), place))
        elif name in SKIPPED:
            self._skipped += 1
        elif name in ("t", "delText"):
            self._is_text = True
        elif name == "pStyle" and self._open:
            self._open[-1].style = given.get("val", "")
        elif name == "bookmarkStart" and self._open and given.get("name", "").startswith(START):
            self._open[-1].key = given["name"]
        elif name == "commentReference" and self._open:
            self._open[-1].remarks.append(given.get("id", ""))
        elif name in SIGNS:
            self._say(SIGNS[name])

    def end(self, tag: str) -> None:
        """End a paragraph, a change or a text."""
        name = tag.rpartition("}")[2]
        if name == "p" and self._open:
            self._open.pop()
        elif name in CHANGES and self._changes:
            change = self._changes.pop()
            if change.text.strip() and self._open:
                change.end = len(self._open[-1].before)
                self._open[-1].changes.append(change)
        elif name in SKIPPED:
            self._skipped -= 1
        elif name in ("t", "delText"):
            self._is_text = False

    def data(self, text: str) -> None:
        """Take words."""
        if self._is_text:
            self._say(text)

    def close(self) -> None:
        """End the file."""

    def _say(self, text: str) -> None:
        if self._skipped or not self._open:
            return
        paragraph = self._open[-1]
        kinds = {change.kind for change in self._changes}
        if "deleted" not in kinds:
            paragraph.text += text
        if "inserted" not in kinds:
            paragraph.before += text
        if self._changes:
            self._changes[-1].text += text
