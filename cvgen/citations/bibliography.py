"""Render a list of references: numbers, blocks and what replaces the names of the entry before."""

from collections.abc import Iterable

from cvgen.citations.context import Context
from cvgen.citations.disambiguation import tell_apart
from cvgen.citations.style import Item, Style
from cvgen.citations.tokens import Frame, Text, Tokens, framed, plain


def bibliography(style: Style, items: Iterable[Item], told_apart: bool = True) -> list[Tokens]:
    """Return each reference as tokens, in the order of the items; [] for one of which the style prints nothing.

    With `told_apart`, references that a text would cite alike get what their style tells them apart by, such as
    "2020a": a list of works in a CV does without.
    """
    items = list(items)
    numbers = range(len(items), 0, -1) if style.counts_down else range(1, len(items) + 1)
    contexts = [Context(item, style.locale, style.area, n) for n, item in zip(numbers, items, strict=True)]
    if told_apart:
        tell_apart(style, contexts)
    out = []
    before = ""
    for ctx in contexts:
        parts = style.parts(ctx, style.area)
        before = _substituted(style, parts, ctx, before)
        out.append(style.finished(_aligned(style, parts), style.area, ctx))
    return out


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
            if not any(isinstance(token, Text) for token in part):  # a block on a separate line
                part.clear()
            return True
    return False
