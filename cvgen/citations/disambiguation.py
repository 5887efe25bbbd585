"""Find references that a text would cite alike, and tell them apart: by a letter behind the year, or by what the
style adds where `disambiguate` is true."""

from collections.abc import Iterator

from cvgen.citations.context import Context
from cvgen.citations.style import Style
from cvgen.citations.tokens import plain

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def tell_apart(style: Style, contexts: list[Context]) -> None:
    """Set what the references of a list that are cited alike need to differ."""
    settings = style.root.first("citation").attributes
    has_letters = settings.get("disambiguate-add-year-suffix") == "true"
    if not has_letters and not style.has_disambiguation:
        return
    limits = {"et-al-min": "0"} if settings.get("disambiguate-add-names") == "true" else {}
    if settings.get("disambiguate-add-givenname") == "true":
        limits["form"] = "long"
    for alike in _alike(style, contexts, limits, False):
        if style.has_disambiguation and len({_cited(style, ctx, limits, True) for ctx in alike}) > 1:
            for ctx in alike:
                ctx.is_disambiguated = True
        elif has_letters:
            for number, ctx in enumerate(alike):
                ctx.year_suffix, ctx.has_letters = letters(number), style.has_letters


def _alike(style: Style, contexts: list[Context], limits: dict[str, str], is_told: bool) -> Iterator[list[Context]]:
    """Yield the references of each citation that several share."""
    found: dict[str, list[Context]] = {}
    for ctx in contexts:
        found.setdefault(_cited(style, ctx, limits, is_told), []).append(ctx)
    return (alike for words, alike in found.items() if words and len(alike) > 1)


def _cited(style: Style, reference: Context, limits: dict[str, str], is_told: bool) -> str:
    """Return the words that a text cites a reference with."""
    ctx = Context(reference.item, style.locale, "citation", 0)
    ctx.limits, ctx.is_disambiguated = limits, is_told
    return "".join(map(plain, style.parts(ctx, "citation")))


def letters(number: int) -> str:
    """Return the letters of a place: 0 -> "a", 25 -> "z", 26 -> "aa"."""
    out = ""
    number += 1
    while number:
        number, last = divmod(number - 1, 26)
        out = LETTERS[last] + out
    return out
