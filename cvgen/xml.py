"""Parse XML into Elements that know their line; entity declarations are refused, and nothing external is read.

What writes XML cleans its texts here.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from cvgen.problems import InputError, Location, Problem

MAX_CHARACTERS, MAX_ELEMENTS, MAX_DEPTH = 30_000_000, 300_000, 60
ILLEGAL = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # a text for `re`: no XML can have these


@dataclass(slots=True)
class Element:
    """A tag with its content; names have no namespace."""

    name: str
    attributes: dict[str, str]
    place: Location
    inside: list["Element | str"] = field(default_factory=list)

    def all(self, name: str) -> list["Element"]:
        """Return the child elements of a name."""
        return [child for child in self.children() if child.name == name]

    def first(self, name: str) -> "Element":
        """Return the first child element of a name; an empty one if it is missing."""
        return next((child for child in self.children() if child.name == name), Element(name, {}, self.place))

    def children(self) -> Iterator["Element"]:
        """Return every child element."""
        return (child for child in self.inside if isinstance(child, Element))

    @property
    def text(self) -> str:
        """Return all words inside, white space folded."""
        return " ".join("".join(self._words()).split())

    @property
    def markup(self) -> str:
        """Return the content as HTML."""
        parts = (
            html.escape(child, quote=False)
            if isinstance(child, str)
            else f"<{child.name}>{child.markup}</{child.name}>"
            for child in self.inside
        )
        return "".join(parts)

    def _words(self) -> Iterator[str]:
        for child in self.inside:
            if isinstance(child, str):
                yield child
            else:
                yield from child._words()


def read(text: str) -> Element:
    """Return the root of an XML text; raise InputError if it is invalid, too large or harmful."""
    if len(text) > MAX_CHARACTERS or text.count("<") > 2 * MAX_ELEMENTS:
        raise _error("the file is too large", None, "check that it is the right file")
    builder = _Builder()
    try:
        builder.parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        is_cut = error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]
        hint = "the file is not complete: download it again" if is_cut else "download it again, or fix this line"
        message = f"this is not valid XML: {expat.ErrorString(error.code)}"
        raise _error(message, Location(error.lineno, error.offset + 1), hint) from None
    if builder.root is None:
        raise _error("the file is empty", None, "check that it is the right file")
    return builder.root


def clean(text: str) -> str:
    """Return a text without the characters that no XML can have."""
    return re.sub(ILLEGAL, "", text)


class _Builder:
    """Builds the tree from the events of expat."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []
        self.parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.UseForeignDTD(True)  # makes expat skip undeclared entities instead of failing
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self._open.pop()
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped

    def _place(self) -> Location:
        return Location(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _error("this is nested too deeply", self._place(), "check that it is the right file")
        element = Element(name.rpartition(":")[2], attributes, self._place())
        if self._open:
            self._open[-1].inside.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _words(self, words: str) -> None:
        if self._open:
            self._open[-1].inside.append(words)

    def _skipped(self, name: str, _: bool) -> None:
        self._words(html.unescape(f"&{name};"))

    def _entity(self, *_: object) -> None:
        raise _error(
            "this file declares XML entities, which are not allowed", self._place(), "delete the lines with <!ENTITY"
        )


def _error(message: str, place: Location | None, hint: str) -> InputError:
    return InputError([Problem(message, place, hint)])
