"""Document, Style -> one self-contained HTML file; the same page is what WeasyPrint lays out."""

from functools import cache
from unicodedata import bidirectional

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cvgen.document import Document, Look, Span, Spans, plain
from cvgen.style import Style
from cvgen.writers import Written

ELEMENTS: dict[Look, tuple[str, str]] = {
    "code": ("<code>", "</code>"),
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "raised": ("<sup>", "</sup>"),
    "label": ('<span class="label">', "</span>"),
    "quiet": ('<span class="quiet">', "</span>"),
}


def write(document: Document, style: Style) -> Written:
    """Document, Style -> a UTF-8 web page with its style inside, and nothing to load."""
    return Written(page(document, style).encode())


def page(document: Document, style: Style) -> str:
    """Document, Style -> the text of the web page."""
    header = document.header
    foot = f"{header.name} · {document.label}"
    texts = f"@page {{ --foot: {quote(foot)}; --date: {quote(document.date)} }}\n"
    css = Markup((style.css + texts).replace("</", "<\\/"))
    template = _environment().get_template("document.html.jinja")
    return template.render(document=document, css=css, aside_first=style.tokens.get("aside") == "start")


def quote(text: str) -> str:
    """Any text -> a CSS string."""
    safe = "".join(char if char.isalnum() or char in " .,;:-–·" else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


def spans(parts: Spans) -> Markup:
    """Spans -> HTML; the link is innermost, because a PDF's link annotation holds plain text only."""
    return Markup("").join(_span(part) for part in parts)


def _span(part: Span) -> Markup:
    text = Markup('<a href="{}">{}</a>').format(part.url, part.text) if part.url else Markup.escape(part.text)
    if any(bidirectional(char) in ("R", "AL") for char in part.text):
        text = Markup("<bdi>") + text + Markup("</bdi>")  # else its neighbors would change places
    for look, (start, end) in ELEMENTS.items():
        if look in part.looks:
            text = Markup(start) + text + Markup(end)
    return text


@cache
def _environment() -> Environment:
    """Templates print every text as it is: autoescape is on for all of them, whatever their name."""
    environment = Environment(
        loader=PackageLoader("cvgen", "templates"), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters["spans"] = spans
    environment.filters["plain"] = plain
    return environment
