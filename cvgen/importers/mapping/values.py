"""Convert texts of a source to values that profile.yaml can hold, by the rules of its reader."""

import re
import unicodedata
from contextlib import suppress

from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.problems import Location
from cvgen.profile.fields import Text, Url
from cvgen.profile.text import without_hidden
from cvgen.profile.yaml.nodes import Scalar
from cvgen.profile.yaml.values import LINK_TARGET, NONCHARACTERS, READERS, UnreadableError

SPACES = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
LINK = re.compile(r"(?<!\\)((?:\\\\)*)\]\(")
NOWHERE = Location(1)


def text(value: str) -> Text:
    """Return any text as Text: control characters are removed, links that lead nowhere become words."""
    rendered = _printable(value)
    for disarm in (str, _without_bad_links, _without_links):
        with suppress(UnreadableError):
            return Text(READERS[Text](_scalar(disarm(rendered))))
    raise AssertionError("a text without links can be read")


def line(value: str) -> str:
    """Return any text on one line, without control characters."""
    return str(READERS[str](_scalar(_printable(value))))


def url(value: str, name: str, at: HasLocation, notes: Diagnostics) -> Url | None:
    """Return an address as a link; None, with a note about `name`, if it is not valid."""
    try:
        return Url(READERS[Url](_scalar(value)))
    except UnreadableError as error:
        notes.warn(f"{name} is left out: {error}", at, error.hint)
        return None


def _without_bad_links(text: str) -> str:
    """Return a text in which links that lead nowhere are escaped, so that they are words."""
    return LINK_TARGET.sub(lambda found: found[0] if _is_url(found[1]) else _without_links(found[0]), text)


def _without_links(text: str) -> str:
    """Return a text in which all links are escaped."""
    return LINK.sub(r"\1\](", text)


def _is_url(value: str) -> bool:
    """Return whether the reader of profile.yaml accepts an address."""
    try:
        READERS[Url](_scalar(value))
    except UnreadableError:
        return False
    return True


def _scalar(value: str) -> Scalar:
    """Return a text as the reader of profile.yaml needs it."""
    return Scalar(value, plain=False, place=NOWHERE)


def _printable(value: str) -> str:
    """Return a text without the characters that profile.yaml refuses, and without hidden marks."""
    value = value.translate(SPACES)
    if value.isprintable():
        return value
    kept = (char for char in value if char in "\n\t\r" or unicodedata.category(char) not in ("Cc", "Cs"))
    return without_hidden(re.sub(f"[{NONCHARACTERS}]", "", "".join(kept)))
