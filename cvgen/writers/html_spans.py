"""Write spans as HTML: their looks, links and languages, and places where long words may be broken."""

import re
from collections.abc import Iterable
from unicodedata import bidirectional
from xml.etree.ElementTree import Element

from cvgen.document.tree import Look, Span, Spans, is_phrase
from cvgen.writers.elements import Part, element
from cvgen.writers.script_language import runs

LONG = re.compile(r"[^\s\u2e80-\uffff]{25,}")  # a word that may be wider than its line, and is broken anywhere then
LONGEST_NAME = 12  # characters of a foreign script that stay on one line
# WeasyPrint measures all that is left of a long word, or of narrow letters, again for each line; so it gets pieces.
# Scripts without spaces, from Thai to Khmer and from Chinese to Korean, have places for a break and stay as they are.
PIECE, LONGEST_TEXT = 1000, 10_000  # characters
SOLID = r"[^ \t-\r\u0e00-\u109f\u1780-\u17ff\u2e80-\uffef\U00020000-\U0003ffff]"
LONG_WORD = re.compile(rf"({SOLID}{{{PIECE}}}[\u0300-\u036f]{{0,9}})")
SPACED = re.compile(rf"(.{{{PIECE - 100},{PIECE}}}(?<= ))", re.DOTALL)
# The element of each look, the innermost first; a span has the look as its class.
ELEMENTS: dict[Look, str] = {"code": "code", "italic": "i", "bold": "b", "raised": "sup", "label": "span",
                             "quiet": "span", "inserted": "ins", "deleted": "del"}  # fmt: skip


def joined(texts: Iterable[Spans], between: str, main_language: str, whole: bool = False) -> list[Part]:
    """Return texts as HTML with a sign between them; `whole` keeps short ones on one line."""
    parts: list[Part] = []
    for spans in texts:
        found = html_spans(spans, main_language)
        parts += [between, element("span", *found, kind="name")] if whole and is_phrase(spans) else [between, *found]
    return parts[1:]


def html_words(text: str, main_language: str) -> list[Part]:
    """Return a text as HTML, with the language of foreign words."""
    return html_spans((Span(text),), main_language)


def html_spans(spans: Spans, main_language: str) -> list[Part]:
    """Return spans as HTML; links are innermost, because the link annotation of a PDF holds plain text only."""
    return [part for span in spans for part in _span(span, main_language)]


def _span(span: Span, main_language: str) -> list[Part]:
    """Return a span as HTML, with the language of foreign words."""
    parts = [html_run(words, language, span.url) for words, language in runs(span.text, main_language)]
    if not span.text.isascii() and any(bidirectional(char) in ("R", "AL") for char in span.text):
        parts = [element("bdi", *parts)]  # otherwise its neighbors would swap places
    for look in ELEMENTS if span.looks else ():
        if look in span.looks:
            parts = [_look(look, parts)]
    return parts


def _look(look: Look, parts: list[Part]) -> Element:
    """Return parts in one look; a lone link takes the class itself, which saves WeasyPrint a box."""
    if ELEMENTS[look] != "span":
        return element(ELEMENTS[look], *parts)
    if len(parts) == 1 and isinstance(parts[0], Element) and parts[0].tag == "a" and not parts[0].get("class"):
        parts[0].set("class", look)
        return parts[0]
    return element("span", *parts, kind=look)


def html_run(words: str, language: str, url: str | None) -> Part:
    """Return words of one language, linked if they have a URL; a short foreign name is not broken over two lines."""
    pieces: list[Part] = _pieces(words) if len(words) > PIECE else [words]
    inside: list[Part] = [element("a", *pieces, href=url)] if url else pieces
    text = element("span", *inside, kind="long") if len(inside) > 1 or LONG.search(words) else inside[0]
    if not language:
        return text
    return element("span", text, kind="name" if len(words) <= LONGEST_NAME else "", lang=language)


def _pieces(words: str) -> list[Part]:
    """Return a long text with places for a break: after each piece of a long word, in a very long text in any case."""
    texts = SPACED.split(words) if len(words) > LONGEST_TEXT else [words]
    pieces = [piece for text in texts for piece in LONG_WORD.split(text) if piece]
    return [part for piece in pieces for part in (piece, element("wbr"))][:-1]
