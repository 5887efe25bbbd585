"""Give a part of a reference its looks and what is around it: affixes, quotes, case and blocks."""

from collections.abc import Mapping

from cvgen.citations import text_case
from cvgen.citations.context import Context, Render
from cvgen.citations.tokens import Close, Frame, Text, Tokens
from cvgen.xml import Element

# In the order from the inside to the outside.
LOOKS = ("font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")
PLAIN = {"font-style": "normal", "font-variant": "normal", "font-weight": "normal", "text-decoration": "none",
         "vertical-align": "baseline"}  # fmt: skip
CASES = ("lowercase", "uppercase", "capitalize-first", "capitalize-all", "title", "sentence")


class Look:
    """What an element asks for by its attributes; `apply` gives it to tokens that are not empty."""

    __slots__ = ("case", "display", "frames", "has_quotes", "is_plain", "is_strict", "prefix", "suffix")

    def __init__(self, given: Mapping[str, str]) -> None:
        self.prefix = given.get("prefix", "")
        self.suffix = given.get("suffix", "")
        self.frames = tuple(Frame(name, given[name]) for name in LOOKS if given.get(name))
        self.case = given.get("text-case", "") if given.get("text-case") in CASES else ""
        self.has_quotes = given.get("quotes") == "true"
        self.is_strict = given.get("strip-periods") == "true"
        self.display = given.get("display", "")
        self.is_plain = not any(
            (self.prefix, self.suffix, self.frames, self.case, self.has_quotes, self.is_strict, self.display)
        )

    def without(self, prefix: bool = False, suffix: bool = False) -> "Look":
        """Return the same look without its prefix or its suffix."""
        other = Look({})
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        if prefix:
            other.prefix = ""
        if suffix:
            other.suffix = ""
        return other

    def apply(self, tokens: Tokens, is_english: bool, affixes_inside: bool = False) -> Tokens:
        """Return tokens with this look; `is_english` says that the words may be set in title case."""
        if self.is_plain:
            return tokens
        if self.is_strict:
            tokens = [Text(t.text.replace(".", ""), t.source) if isinstance(t, Text) else t for t in tokens]
        if self.case:
            tokens = text_case.changed(tokens, self.case, is_english)
        if affixes_inside:
            tokens = self._affixed(tokens)
        if self.frames or self.has_quotes:
            tokens = self._framed(tokens)
        if not affixes_inside:
            tokens = self._affixed(tokens)
        if self.display:
            frame = Frame("display", self.display)
            tokens = [frame.open, *tokens, frame.close]
        return tokens

    def _framed(self, tokens: Tokens) -> Tokens:
        for look in self.frames:
            tokens = [look.open, *tokens, look.close]
        if self.has_quotes:
            frame = Frame("quotes")
            tokens = [frame.open, *tokens, frame.close]
        return tokens

    def _affixed(self, tokens: Tokens) -> Tokens:
        if self.prefix:
            tokens = [Text(self.prefix), *tokens]
        if self.suffix:
            tokens = _ended(tokens, Text(self.suffix))
        return tokens


def _ended(tokens: Tokens, suffix: Text) -> Tokens:
    """Return tokens with a suffix, inside the block that ends them."""
    last = tokens[-1]
    if isinstance(last, Close) and last.frame.kind == "display":
        return [*tokens[:-1], suffix, last]
    return [*tokens, suffix]


def look_of(given: Mapping[str, str]) -> Look:
    """Return the look that attributes ask for."""
    return Look(given)


def decorated(render: Render, element: Element) -> Render:
    """Return what renders the same with the look of an element."""
    look = Look(element.attributes)
    if look.is_plain:
        return render

    def with_look(ctx: Context) -> Tokens:
        tokens = render(ctx)
        return look.apply(tokens, ctx.is_english) if tokens else tokens

    return with_look
