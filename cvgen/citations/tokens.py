"""Hold a rendered reference as a row of tokens: texts, and frames that open and close around them.

A frame is a look, a pair of quotation marks, a name, a link or a block on a separate line. Frames are properly nested.
"""

from typing import NamedTuple


class Frame:
    """What surrounds a part of a reference.

    `kind` is a property of CSL ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align",
    "display"), "quotes", "name", "link" or "nocase"; `value` its value. `is_markup` frames come from the text of a
    field: inside a frame of the same look they switch it off.
    """

    __slots__ = ("close", "is_markup", "kind", "open", "value")

    def __init__(self, kind: str, value: object = "", is_markup: bool = False) -> None:
        self.kind = kind
        self.value = value
        self.is_markup = is_markup
        self.open = Open(self)
        self.close = Close(self)


class Open:
    """The place where a frame begins."""

    __slots__ = ("frame",)

    def __init__(self, frame: Frame) -> None:
        self.frame = frame


class Close:
    """The place where a frame ends."""

    __slots__ = ("frame",)

    def __init__(self, frame: Frame) -> None:
        self.frame = frame


class Text:
    """Some words, and the variable of CSL that they are from, "" for words of the style."""

    __slots__ = ("source", "text")

    def __init__(self, text: str, source: str = "") -> None:
        self.text = text
        self.source = source


Token = Text | Open | Close
Tokens = list[Token]


class NameKey(NamedTuple):
    """Which name a run belongs to: the variable, and the place in its list."""

    variable: str
    place: int


def plain(tokens: Tokens) -> str:
    """Return the words of tokens, without looks and quotation marks."""
    return "".join([token.text for token in tokens if isinstance(token, Text)])


def framed(tokens: Tokens, frame: Frame) -> Tokens:
    """Return tokens inside a frame."""
    return [frame.open, *tokens, frame.close]


def joined(parts: list[Tokens], delimiter: str) -> Tokens:
    """Return the tokens of parts with a delimiter between them."""
    out = list(parts[0]) if parts else []
    between = Text(delimiter)
    for part in parts[1:]:
        if delimiter:
            out.append(between)
        out += part
    return out
