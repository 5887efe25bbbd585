"""Keep texts from other people from controlling the user's terminal."""

import re
from typing import Any, TextIO

OURS = re.compile(r"\x1b\[[0-9;]*m|\r\x1b\[K")  # colors, and the end of a line of progress (ECMA-48)
# Controls of ASCII and Latin-1, which move the cursor, set titles or begin commands, and the marks of Unicode that
# reorder the text around them (UAX #9).
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Terminal:
    """A stream to a terminal that shows control characters as � instead of obeying them.

    Files and pipes get the exact text.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write a text; return the number of characters, as every text stream does."""
        self._stream.write(shown(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def shown(text: str) -> str:
    """Return a text in which only our colors and line feeds control the terminal: "a\\x1b]0;b" -> "a�]0;b"."""
    parts = re.split(rf"({OURS.pattern})", text)
    return "".join(part if at % 2 else CONTROL.sub("�", part) for at, part in enumerate(parts))
