r"""Convert TeX in a field to Text of a profile: \emph and the like become Markdown, everything else Unicode."""

import re
from collections.abc import Iterator

from cvgen.importers.syntax import html, tex
from cvgen.importers.syntax.html import Run
from cvgen.importers.syntax.notes import Diagnostics, SourceText

TEX = re.compile(r"[\\{}$~]|--|``|''")
LOOKS = {"emph": "*", "textit": "*", "textsl": "*", "em": "*", "it": "*", "sl": "*", "itshape": "*",
         "textbf": "**", "bf": "**", "bfseries": "**", "texttt": "`", "tt": "`", "ttfamily": "`"}  # fmt: skip
INSIDE = r"((?:[^{}]|\{[^{}]*\})*)"
COMMAND = re.compile(rf"\\(emph|text(?:it|sl|bf|tt))\s*\{{{INSIDE}\}}")
SWITCH = re.compile(rf"\{{\\(em|it|sl|bf|tt|itshape|bfseries|ttfamily)\b\s*{INSIDE}\}}")
HREF = re.compile(rf"\\href\s*\{{([^{{}}\s]*)\}}\s*\{{{INSIDE}\}}")
HTML = re.compile(r"</?(?:a|b|i|em|strong|sub|sup|br|p|span|u|code)\b[^<>]{0,500}>", re.IGNORECASE)
ESCAPED_TAG = re.compile(r"\{\\textless\}(/?(?:sub|sup|i|b|em|strong))\{\\textgreater\}")  # as Mendeley escapes it
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d{1,6});")
URL_ESCAPE = re.compile(r"\\([%&#_$~{}])|\\textasciitilde\s*(?:\{\})?|\$\\sim\$|[{}]|\\url\b")
BEGIN, END, TILDE = "\ue0e0", "\ue0e9", "\ue0ea"  # private-use characters, removed from the input
A_TILDE = re.compile(r"\\(?:textasciitilde|string~|~(?=\{\}))\s*(?:\{\})?")  # a sign, where a bare ~ is a space
MARK = re.compile(f"{BEGIN}(\\d+){END}|{END}")
DEPTH = 4


def text(source: SourceText, notes: Diagnostics) -> SourceText:
    """Return a field in TeX as Text; unknown commands stay and are noted."""
    raw = ESCAPED_TAG.sub(r"<\1>", source.text)
    if not TEX.search(raw):
        return SourceText(_web(raw, raw), source)
    marked, meanings = _marked(raw.translate({ord(BEGIN): None, ord(END): None}))
    decoded = _typeset(marked)
    for command in dict.fromkeys(tex.unknown_commands(decoded)):
        notes.warn(f"unknown TeX command {command}; it is kept as it is", source)
    rendered = html.render(_runs(decoded, meanings)) if meanings else _web(decoded, raw)
    return SourceText(rendered, source)


def plain(raw: str) -> str:
    """Return a value in TeX that is not prose, such as a volume, as plain text."""
    return _typeset(raw).strip() if TEX.search(raw) else raw.strip()


def name(raw: str) -> str:
    r"""Return a name in TeX as plain text: `J{\"u}rgen` -> "Jürgen"."""
    return re.sub(r"\^(?=[*+#†‡§¶])", "", html.words(plain(raw)) if HTML.search(raw) else plain(raw))


def url(raw: str) -> str:
    r"""Return an address without TeX escapes: `a\_b\%20c` -> "a_b%20c"."""
    bare = URL_ESCAPE.sub(lambda found: found[1] or ("~" if re.search("sim|tilde", found[0]) else ""), raw).strip()
    return html.unescaped(bare) if ENTITY.search(bare) else bare


def _typeset(raw: str) -> str:
    """Return TeX as Unicode; an escaped tilde stays a tilde."""
    return tex.typeset(A_TILDE.sub(TILDE, raw)).replace(TILDE, "~")


def _web(decoded: str, raw: str) -> str:
    """Return decoded words as Text; HTML, which people write for their homepages, becomes Markdown too."""
    if HTML.search(raw):
        return html.markdown(decoded)
    return html.literal(html.unescaped(decoded) if ENTITY.search(raw) else decoded)


def _marked(raw: str) -> tuple[str, list[Run]]:
    """Return TeX with numbered signs around styled and linked parts, and the meaning of each number."""
    meanings: list[Run] = []

    def sign(found: re.Match[str]) -> str:
        is_link = found[0].startswith("\\href")
        looks = frozenset() if is_link else frozenset({LOOKS[found[1]]})
        meanings.append(Run("", looks, url(found[1]) if is_link else ""))
        return f"{BEGIN}{len(meanings) - 1}{END}{found[2]}{END}"

    for pattern in (COMMAND, SWITCH, HREF):
        for _ in range(DEPTH if pattern.search(raw) else 0):
            raw = pattern.sub(sign, raw)
    return raw, meanings


def _runs(decoded: str, meanings: list[Run]) -> Iterator[Run]:
    """Yield decoded words with numbered signs as runs of one style."""
    at, stack = 0, [Run("")]
    for mark in MARK.finditer(decoded):
        yield stack[-1]._replace(text=decoded[at : mark.start()])
        at = mark.end()
        if mark[1] and int(mark[1][:8]) < len(meanings):
            new = meanings[int(mark[1][:8])]
            stack.append(Run("", stack[-1].looks | new.looks, new.url or stack[-1].url))
        elif len(stack) > 1:
            stack.pop()
    yield stack[-1]._replace(text=decoded[at:])
