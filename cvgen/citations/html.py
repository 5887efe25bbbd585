"""Write references as HTML, character for character as the public test suite of CSL expects it."""

import re
import unicodedata

from cvgen.citations.tokens import Frame, Text, Tokens

TAGS = {
    ("font-style", "italic"): ("<i>", "</i>"),
    ("font-style", "oblique"): ("<em>", "</em>"),
    ("font-weight", "bold"): ("<b>", "</b>"),
    ("font-variant", "small-caps"): ('<span style="font-variant:small-caps;">', "</span>"),
    ("text-decoration", "underline"): ('<span style="text-decoration:underline;">', "</span>"),
    ("vertical-align", "sup"): ("<sup>", "</sup>"),
    ("vertical-align", "sub"): ("<sub>", "</sub>"),
}
PLAIN = {"font-style": "normal", "font-weight": "normal", "font-variant": "normal", "text-decoration": "none",
         "vertical-align": "baseline"}  # fmt: skip
BLOCKS = {
    "block": ('\n\n    <div class="csl-block">', "</div>\n"),
    "left-margin": ('\n    <div class="csl-left-margin">', "</div>"),
    "right-inline": ('<div class="csl-right-inline">', "</div>\n  "),
    "indent": ('<div class="csl-indent">', "</div>\n  "),
}
RAISED = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u02c0\u02c1\u06e5\u06e6\u1d2c-\u1d2e\u1d30-\u1d3a"
    "\u1d3c-\u1d4d\u1d4f-\u1d61\u2070\u2071\u2074-\u207f\u2120\u2122\u3192-\u319f]"
)

UNKNOWN = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}  # raised letters that Unicode does not lower


def html(tokens: Tokens, quotes: tuple[str, ...]) -> str:
    """Return tokens as HTML; `quotes` are the outer and inner quotation marks of the language."""
    out: list[str] = []
    state = dict(PLAIN)
    closing: dict[int, tuple[str, str]] = {}  # the tag that ends a frame, and the look that it brings back
    depth = 0
    for token in tokens:
        if isinstance(token, Text):
            out.append(_escaped(token.text))
            continue
        frame = token.frame
        if token is frame.open:
            if frame.kind == "quotes":
                out.append(quotes[2 * (depth % 2)])
                depth += 1
                continue
            tag, end, before = _opened(frame, state)
            closing[id(frame)] = end, before
            out.append(tag)
        elif frame.kind == "quotes":
            depth -= 1
            out.append(quotes[2 * (depth % 2) + 1])
        else:
            end, before = closing[id(frame)]
            if before:
                state[frame.kind] = before
            out.append(end)
    return "".join(out)


def _opened(frame: Frame, state: dict[str, str]) -> tuple[str, str, str]:
    """Return the tags that begin and end a frame, and the look that holds again behind it."""
    kind, value = frame.kind, str(frame.value)
    if kind == "display":
        return *BLOCKS.get(value, ("", "")), ""
    if kind == "nodecor":
        active = [name for name, look in state.items() if look != PLAIN[name]]
        return "".join(f'<span style="{name}:{PLAIN[name]};">' for name in active), "</span>" * len(active), ""
    if kind not in state:
        return "", "", ""
    before = state[kind]
    if value == before:
        if not frame.is_markup:
            return "", "", ""
        value = PLAIN[kind]
    state[kind] = value
    if value == PLAIN[kind]:
        return f'<span style="{kind}:{value};">', "</span>", before
    return *TAGS.get((kind, value), ("", "")), before


def _escaped(text: str) -> str:
    text = text.replace("&", "&#38;").replace("<", "&#60;").replace(">", "&#62;")
    return RAISED.sub(_lowered, text)


def _lowered(found: re.Match[str]) -> str:
    if found[0] in UNKNOWN:
        return f"<sup>{UNKNOWN[found[0]]}</sup>"
    return f"<sup>{unicodedata.normalize('NFKC', found[0])}</sup>"


def page(entries: list[str]) -> str:
    """Return a list of references as HTML."""
    rows = "".join(f'  <div class="csl-entry">{entry}</div>\n' for entry in entries)
    return f'<div class="csl-bib-body">\n{rows}</div>'
