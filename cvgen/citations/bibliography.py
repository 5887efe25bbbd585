"""Render a list of references: numbers, blocks and what replaces the names of the entry before."""

from collections.abc import Iterable

from cvgen.citations.context import Context
from cvgen.citations.style import Item, Style
from cvgen.citations.tokens import Frame, Text, Tokens, framed, plain


def bibliography(style: Style, items: Iterable[Item]) -> list[Tokens]:
    """Return each reference as tokens, in the order of the items."""
    out = []
    before = ""
    for number, item in enumerate(items, 1):
        parts, ctx = style.entry(item, number)
        before = _substituted(style, parts, ctx, before)
        tokens = style.finished(_aligned(style, parts), _area(style), ctx)
        if tokens:
            out.append(tokens)
    return out


def _area(style: Style) -> str:
    return "bibliography" if style.has_bibliography else "citation"


def _aligned(style: Style, parts: list[Tokens]) -> Tokens:
    """Return the parts of a reference in a row; the first in the margin if the style asks for it."""
    if not style.settings.get("second-field-align") or len(parts) < 2:
        return [token for part in parts for token in part]
    rest = [token for part in parts[1:] for token in part]
    return [
        *framed(parts[0], Frame("display", "left-margin")),
        *framed(rest, Frame("display", "right-inline")),
    ]


def _substituted(style: Style, parts: list[Tokens], ctx: Context, before: str) -> str:
    """Replace the names of a reference that has those of the one before; return its names."""
    words = style.settings.get("subsequent-author-substitute")
    if words is None or not ctx.seen:
        return ""
    names = plain(ctx.seen)
    if names == before:
        for part in parts:
            if _replaced(part, ctx.seen, words):
                break
    return names


def _replaced(part: Tokens, seen: Tokens, words: str) -> bool:
    for start in range(len(part) - len(seen) + 1):
        if part[start] is seen[0] and all(a is b for a, b in zip(part[start:], seen, strict=False)):
            part[start : start + len(seen)] = [Text(words)] if words else []
            return True
    return False
