"""Turn text with a little Markdown into Spans: bold, italic, code and links; everything else stays as typed."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from cvgen.document.tree import Look, Span, Spans

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

SIGNS = frozenset("*`[]\\")  # without any of them a text is plain
MOST_SIGNS = 2000  # in a text; the time for finding their pairs grows with the square of their number
SENTENCE_ENDS = ("?", "!", ",", "？", "！", "。", "，")
LOOKS: dict[str, Look] = {"strong": "bold", "em": "italic"}

SCHEMES = ("http://", "https://", "mailto:")  # of links; others could run code, open files or send passwords


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(["emphasis", "link", "backticks", "escape"])
    parser.inline.ruler.at("emphasis", _stars_only)
    return parser


def _stars_only(state: "StateInline", silent: bool) -> bool:
    """Parse emphasis with * alone: names such as __init__ and snake_case keep their underscores."""
    from markdown_it.rules_inline.emphasis import tokenize

    return state.src[state.pos] != "_" and tokenize(state, silent)


def spans(text: str | None, *looks: Look, url: str | None = None) -> Spans:
    """Return the spans of a text, "" and None as none; `looks` and `url` apply to all of them.

    "a **b**" -> (Span("a "), Span("b", bold))
    """
    if not text:
        return ()
    base = frozenset(looks)
    if SIGNS.isdisjoint(text) or sum(map(text.count, SIGNS)) > MOST_SIGNS:
        return (Span(text, base, url),)
    return _parse(text, base, url)


def plain_text(text: str) -> str:
    """Return the text without Markdown."""
    return "".join(span.text for span in spans(text))


def join(parts: Iterable[Spans], separator: str = ", ") -> Spans:
    """Join the parts that are not empty with the separator; after "?", "!" and the like, a space replaces a comma."""
    joined: list[Span] = []
    for part in filter(None, parts):
        if joined:
            between = " " if separator == ", " and joined[-1].text.endswith(SENTENCE_ENDS) else separator
            joined.append(Span(between))
        joined += part
    return tuple(joined)


def around(phrase: str, inside: Spans) -> Spans:
    """Fill {} in a phrase: "Thesis: {}" and spans -> the spans with the phrase around them; empty if they are."""
    before, _, after = phrase.partition("{}")
    return tuple(span for span in (Span(before), *inside, Span(after)) if span.text) if inside else ()


def _parse(text: str, base: frozenset[Look], outer: str | None) -> Spans:
    found: list[Span] = []
    looks, url = base, outer
    for token in _parser().parseInline(text)[0].children or ():
        tag, way = token.type.rpartition("_")[::2]
        if token.type in ("text", "text_special"):
            found.append(Span(token.content, looks, url))
        elif token.type == "code_inline":
            found.append(Span(token.content, looks | {"code"}, url))
        elif token.type in ("softbreak", "hardbreak"):
            found.append(Span(" ", looks, url))
        elif tag in LOOKS:
            looks = looks | {LOOKS[tag]} if way == "open" else looks - {LOOKS[tag]} | (base & {LOOKS[tag]})
        elif tag == "link":
            address = str(token.attrs.get("href", "")) if way == "open" else ""
            url = address if address.lower().startswith(SCHEMES) and outer is None else outer
    return tuple(span for span in found if span.text)
