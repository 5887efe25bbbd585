"""Document, Style -> one self-contained HTML file; the same page is what WeasyPrint lays out."""

from functools import cache
from unicodedata import bidirectional

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from cvgen.document import Change, Chart, Document, Look, Span, Spans
from cvgen.scripts import runs
from cvgen.style import Style
from cvgen.writers import Written
from cvgen.writers.columns import HEIGHT, LABEL, WIDTH, Column, columns

LONGEST_NAME = 12  # characters of a foreign script that stay on one line
ELEMENTS: dict[Look, tuple[str, str]] = {
    "code": ("<code>", "</code>"),
    "italic": ("<i>", "</i>"),
    "bold": ("<b>", "</b>"),
    "raised": ("<sup>", "</sup>"),
    "label": ('<span class="label">', "</span>"),
    "quiet": ('<span class="quiet">', "</span>"),
    "inserted": ("<ins>", "</ins>"),
    "deleted": ("<del>", "</del>"),
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
    return template.render(document=document, css=css, style=style, aside_first=style.tokens.get("aside") == "start")


def quote(text: str) -> str:
    """Any text -> a CSS string."""
    safe = "".join(char if char.isalnum() or char in " .,;:-–·" else f"\\{ord(char):06x}" for char in text)
    return f'"{safe}"'


@pass_context
def spans(context: Context, parts: Spans) -> Markup:
    """Spans -> HTML; the link is innermost, because a PDF's link annotation holds plain text only."""
    return Markup("").join(_span(part, context["document"].language) for part in parts)


def svg(chart: Chart, style: Style) -> Markup:
    """A chart -> an inline SVG whose title says the same in words; style sheets don't reach into it in WeasyPrint."""
    parts = [Markup("<title>{}</title>").format(chart.description)]
    for bar in columns(chart):
        parts.append(
            Markup('<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}"/>').format(
                bar.left, HEIGHT - bar.height - LABEL, bar.width, bar.height
            )
        )
        if bar.value:
            parts.append(_svg_text(bar, HEIGHT - bar.height - LABEL - 2, bar.value))
        if bar.label:
            parts.append(_svg_text(bar, HEIGHT - 1, bar.label))
    start = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" fill="{}" font-family="{}" font-size="8">'
    ).format(WIDTH, HEIGHT, style.tokens.get("accent-color", "#000"), style.tokens.get("text-font", "").strip('"'))
    return start + Markup("").join(parts) + Markup("</svg>")


def _svg_text(bar: Column, baseline: float, text: str) -> Markup:
    middle = bar.left + bar.width / 2
    return Markup('<text x="{:.2f}" y="{:.2f}" text-anchor="middle">{}</text>').format(middle, baseline, text)


def _span(part: Span, own: str) -> Markup:
    """A span of a document in a language -> HTML, foreign words with theirs."""
    text = Markup("").join(_run(words, language, part.url) for words, language in runs(part.text, own))
    if any(bidirectional(char) in ("R", "AL") for char in part.text):
        text = Markup("<bdi>") + text + Markup("</bdi>")  # else its neighbors would change places
    for look, (start, end) in ELEMENTS.items():
        if look in part.looks:
            text = Markup(start) + text + Markup(end)
    return text


def _run(words: str, language: str, url: str | None) -> Markup:
    """Words of one language, linked if they are; a short foreign name is not broken over two lines."""
    text = Markup('<a href="{}">{}</a>').format(url, words) if url else Markup.escape(words)
    if not language:
        return text
    kept = Markup(' class="name"') if len(words) <= LONGEST_NAME else ""
    return Markup('<span lang="{}"{}>{}</span>').format(language, kept, text)


CHANGES: dict[Change, str] = {"inserted": "new", "deleted": "removed", "changed": "changed", "moved": "moved"}


@cache
def _environment() -> Environment:
    """Templates print every text as it is: autoescape is on for all of them, whatever their name."""
    environment = Environment(
        loader=PackageLoader("cvgen", "templates"), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    environment.filters["spans"] = spans
    environment.filters["svg"] = svg
    environment.globals["changes"] = CHANGES
    environment.filters["words"] = pass_context(lambda context, text: spans(context, (Span(text),)))
    return environment
