"""Convert texts of a profile to TeX for a .bib file; Unicode stays, signs that TeX interprets are escaped."""

import re

from cvgen.document.markdown import spans
from cvgen.document.tree import Span

SIGNS = {"\\": r"\textbackslash{}", "{": r"\lbrace{}", "}": r"\rbrace{}", "~": r"\textasciitilde{}",
         "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "`": "{`}",
         **{sign: f"\\{sign}" for sign in "%&$#_"}}  # fmt: skip
SPECIAL = re.compile(r"[\\{}~^<>`%&$#_]|-(?=-)|'(?=')|(?<=\n)@")
PARTED = {"-": "-{}", "'": "'{}", "@": "{@}"}  # TeX joins two that touch, also the last two of three
ENTITY = re.compile(r"\\&(?=\w+;|#)")
URL = re.compile(r"(?:https?|ftp)://[^\s{}<>\"$|\\`^]+")
CAPITALS = re.compile(r"(?<![\w{\\])(?:\w+[A-Z]\w*|[B-Z](?=\W|$))")  # sentence case would change NOAH, but not Noah
COMMANDS = {"bold": "textbf", "italic": "emph", "code": "texttt"}


def text(markdown: str, is_title: bool = False) -> str:
    """Return a text as TeX with bold, italic, code and links; in a title, acronyms are put in braces."""
    return "".join(_span(span, is_title) for span in spans(markdown))


def plain(words: str, is_title: bool = False) -> str:
    """Return words without Markdown as TeX; URLs in them stay readable for programs."""
    parts, at = [], 0
    for url in URL.finditer(words):
        parts += [_escaped(words[at : url.start()], is_title), f"\\url{{{url[0]}}}"]
        at = url.end()
    return "".join(parts) + _escaped(words[at:], is_title)


def address(url: str) -> str:
    """Return a URL or a DOI with the signs that would break BibTeX's braces percent-encoded."""
    return url.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D").replace("^", "%5E")  # ^^5c is a backslash


def _span(span: Span, is_title: bool) -> str:
    """Return a span of one style as TeX."""
    words = plain(span.text, is_title)
    for look, command in COMMANDS.items():
        if look in span.looks:
            words = f"\\{command}{{{words}}}"
    return f"\\href{{{address(span.url)}}}{{{words}}}" if span.url else words


def _escaped(words: str, is_title: bool) -> str:
    """Return words with TeX's special signs escaped; in a title, acronyms are put in braces."""
    escaped = SPECIAL.sub(lambda found: SIGNS.get(found[0]) or PARTED[found[0]], words)
    escaped = ENTITY.sub(r"\\&{}", escaped)
    return CAPITALS.sub(r"{\g<0>}", escaped) if is_title else escaped
