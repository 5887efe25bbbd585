"""Keep texts from other people from controlling the user's terminal."""

from typing import Any, TextIO

from cvgen.problems import shown


class Screen:
    """A stream of messages that shows control characters as � instead of obeying them.

    A pipe or a file gets them so as well: what is in it ends on a terminal sooner or later.
    """

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write a text; return the number of characters, as every text stream does."""
        self.stream.write(shown(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def write_exactly(stream: Any, text: str) -> None:
    """Write a text as it is: data for a pipe, or colors of our own around texts that went through `shown`."""
    (stream.stream if isinstance(stream, Screen) else stream).write(text)
