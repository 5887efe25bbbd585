"""Convert texts of a profile to TeX for a .bib file: Unicode stays, and TeX's special characters are escaped."""

import re

from cvgen.document.markdown import spans
from cvgen.document.tree import Span

SIGNS = {"\\": r"\textbackslash{}", "{": r"\lbrace{}", "}": r"\rbrace{}", "~": r"\textasciitilde{}",
         "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "`": "{`}",
         **{sign: f"\\{sign}" for sign in "%&$#_"}}  # fmt: skip
SPECIAL = re.compile(r"[\\{}~^<>`%&$#_]|--|''|(?<=\n)@")
PAIRS = {"--": "-{}-", "''": "'{}'", "@": "{@}"}
ENTITY = re.compile(r"\\&(?=\w+;|#)")
URL = re.compile(r"(?:https?|ftp)://[^\s{}<>\"$|\\`]+")
CAPITALS = re.compile(r"(?<![\w{\\])(?:\w+[A-Z]\w*|[B-Z](?=\W|$))")  # sentence case would spoil NOAH, but not Noah
COMMANDS = {"bold": "textbf", "italic": "emph", "code": "texttt"}


def text(markdown: str, is_title: bool = False) -> str:
    """Convert a text with bold, italic, code and links; a title gets braces around its acronyms."""
    return "".join(_span(span, is_title) for span in spans(markdown))


def plain(words: str, is_title: bool = False) -> str:
    """Convert words without Markdown; addresses in them stay readable for programs."""
    parts, at = [], 0
    for url in URL.finditer(words):
        parts += [_escaped(words[at : url.start()], is_title), f"\\url{{{url[0]}}}"]
        at = url.end()
    return "".join(parts) + _escaped(words[at:], is_title)


def address(url: str) -> str:
    """Return a URL or DOI without characters that would break the braces of BibTeX; these are percent-encoded."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _span(span: Span, is_title: bool) -> str:
    words = plain(span.text, is_title)
    for look, command in COMMANDS.items():
        if look in span.looks:
            words = f"\\{command}{{{words}}}"
    return f"\\href{{{address(span.url)}}}{{{words}}}" if span.url else words


def _escaped(words: str, is_title: bool) -> str:
    escaped = SPECIAL.sub(lambda found: SIGNS.get(found[0]) or PAIRS[found[0]], words)
    escaped = ENTITY.sub(r"\\&{}", escaped)
    return CAPITALS.sub(r"{\g<0>}", escaped) if is_title else escaped
