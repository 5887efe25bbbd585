"""What a source says -> values that profile.yaml can hold, by the rules of its own reader."""

import re
import unicodedata
from contextlib import suppress

from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.problems import Location
from cvgen.profile.fields import Text, Url
from cvgen.profile.yaml.nodes import Scalar
from cvgen.profile.yaml.values import LINK_TARGET, NONCHARACTERS, READERS, UnreadableError

SPACES = dict.fromkeys(map(ord, "\x85\u2028\u2029"), " ")
LINK = re.compile(r"(?<!\\)((?:\\\\)*)\]\(")
NOWHERE = Location(1)


def text(written: str) -> Text:
    """Any text -> one with a little Markdown: control characters go, and links that nobody could follow are words."""
    shown = _printable(written)
    for disarm in (str, _without_bad_links, _without_links):
        with suppress(UnreadableError):
            return Text(READERS[Text](_scalar(disarm(shown))))
    raise AssertionError("a text without links can be read")


def line(written: str) -> str:
    """Any text -> one line of it without control characters."""
    return str(READERS[str](_scalar(_printable(written))))


def url(written: str, name: str, at: HasLocation, notes: Diagnostics) -> Url | None:
    """An address as it is written, and what it is called -> the link; None and a note where nobody could follow it."""
    try:
        return Url(READERS[Url](_scalar(written)))
    except UnreadableError as error:
        notes.warn(f"{name} is left out: {error}", at, error.hint)
        return None


def _without_bad_links(text: str) -> str:
    """Text -> the same with a backslash in the links that lead nowhere, so that they are words."""
    return LINK_TARGET.sub(lambda found: found[0] if _is_url(found[1]) else _without_links(found[0]), text)


def _without_links(text: str) -> str:
    return LINK.sub(r"\1\](", text)


def _is_url(written: str) -> bool:
    try:
        READERS[Url](_scalar(written))
    except UnreadableError:
        return False
    return True


def _scalar(written: str) -> Scalar:
    return Scalar(written, plain=False, place=NOWHERE)


def _printable(written: str) -> str:
    """Text without the characters that profile.yaml refuses."""
    written = written.translate(SPACES)
    if written.isprintable():
        return written
    kept = (char for char in written if char in "\n\t\r" or unicodedata.category(char) not in ("Cc", "Cs"))
    return re.sub(f"[{NONCHARACTERS}]", "", "".join(kept))
