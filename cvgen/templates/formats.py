"""The formats that templates make: how a text is escaped in each, and how spans are written with looks and links."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape as html_escape

from cvgen.document.tree import Look, Span, Spans, plain
from cvgen.exporters import tex as bibtex
from cvgen.writers import html, md
from cvgen.writers.typ import literal

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
BREAKS = re.compile(r"\s*[\n\r\x0b\x0c\x85\u2028\u2029]\s*")  # in LaTeX and Typst, two in a row begin a paragraph
# In a file of LaTeX, unlike one of BibTeX, a brace is escaped as itself; `"` is a command of some languages.
TEX = bibtex.SIGNS | {"{": r"\{", "}": r"\}", '"': r"\symbol{34}"}
TEX_SIGNS = re.compile(bibtex.SPECIAL.pattern + '|"')
TEX_COMMANDS: tuple[tuple[Look, str], ...] = (
    ("code", "texttt"), ("italic", "emph"), ("bold", "textbf"), ("raised", "textsuperscript"),
)  # fmt: skip
TYPST_SIGNS = re.compile(r"[!-+\--/:-@\[-`{-~]")  # of ASCII but the comma; behind a call, each would be part of it
TYPST_FUNCTIONS: tuple[tuple[Look, str], ...] = (
    ("italic", "emph"), ("bold", "strong"), ("raised", "super"), ("inserted", "underline"), ("deleted", "strike"),
)  # fmt: skip


@dataclass(frozen=True)
class Format:
    """The functions of a format: to escape a text, and to write spans in a document of some language."""

    escape: Callable[[str], str]
    line: Callable[[Spans, str], str]


def without_controls(text: str) -> str:
    """Return a text without control characters, except tabs and line breaks."""
    return CONTROLS.sub("", text)


def tex(text: str) -> str:
    """Return a text as LaTeX prints it: "R&D" -> r"R\\&D"."""
    words = without_controls(BREAKS.sub(" ", text))
    return TEX_SIGNS.sub(lambda found: TEX.get(found[0]) or bibtex.PARTED[found[0]], words)


def typst(text: str) -> str:
    """Return a text as Typst prints it: "#1 [a]" -> r"\\#1 \\[a\\]"."""
    return TYPST_SIGNS.sub(r"\\\g<0>", without_controls(BREAKS.sub(" ", text)))


def _tex_line(spans: Spans, language: str) -> str:
    return "".join(map(_tex_span, spans))


def _tex_span(span: Span) -> str:
    words = tex(span.text)
    for look, command in TEX_COMMANDS:
        if look in span.looks:
            words = f"\\{command}{{{words}}}"
    if not span.url:
        return words
    address = bibtex.address(span.url).replace("%", r"\%").replace("#", r"\#")
    return f"\\href{{{address}}}{{{words}}}"


def _typst_line(spans: Spans, language: str) -> str:
    return "".join(map(_typst_span, spans))


def _typst_span(span: Span) -> str:
    words = f"#raw({literal(span.text)})" if "code" in span.looks else typst(span.text)
    for look, function in TYPST_FUNCTIONS:
        if look in span.looks:
            words = f"#{function}[{words}]"
    return f"#link({literal(span.url)})[{words}]" if span.url else words


FORMATS = {
    "html": Format(html_escape, html.inline),
    "md": Format(md.escaped, lambda spans, language: md.inline(spans)),
    "tex": Format(tex, _tex_line),
    "typ": Format(typst, _typst_line),
    "txt": Format(without_controls, lambda spans, language: without_controls(plain(spans))),
}
# The filters that write spans in a format, by their names in a template.
FILTERS = {"html": "html", "markdown": "md", "tex": "tex", "typst": "typ", "plain": "txt"}
