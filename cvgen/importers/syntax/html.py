"""Convert texts of the web to Text: HTML and JATS become a little Markdown, and Markdown signs are escaped."""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import NamedTuple

SUPER = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
SUB = dict(zip("0123456789+-−=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ", strict=True))
SMALL = {"sup": SUPER, "sub": SUB}
LOOKS = {"i": "*", "em": "*", "italic": "*", "b": "**", "strong": "**", "bold": "**", "code": "`", "tt": "`",
         "monospace": "`"}  # fmt: skip
BREAKS = ("br", "p", "sec", "title", "li", "div", "list-item", "h1", "h2", "h3")
UNREAD = ("annotation", "tex-math")  # their content is for programs
SILENT = """
    span u sc scp font small big div ul ol list math mrow mi mo mn mtext msub msup msubsup mfrac msqrt mover munder
    mstyle semantics mspace mfenced inline-formula disp-formula alternatives xref ext-link uri named-content
    styled-content abstract underline strike s del ins mark label tr td th table tbody center section article
"""
KNOWN = frozenset(("a", *LOOKS, *SMALL, *BREAKS, *UNREAD, *SILENT.split()))
MAX_DEPTH = 20

TAG = re.compile(r"<(/?)(?:[A-Za-z][\w.-]{0,20}:)?([A-Za-z][\w.-]{0,30})(\s[^<>]{0,1000})?/?>|<!--[^<>]{0,1000}-->")
TARGET = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
WEB = re.compile(r"https?://[^\s()<>\\]+")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")


class Run(NamedTuple):
    """Words of one style: the Markdown signs around them, and the address to which they link."""

    text: str
    looks: frozenset[str] = frozenset()
    url: str = ""


def unescaped(text: str) -> str:
    """Return a text with entities decoded: "&amp;", "&#233;" -> "&", "é"; also if they are escaped twice."""
    for _ in range(2 if "&" in text else 0):
        text = ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return text


def literal(text: str) -> str:
    """Return plain words as Text: signs that Markdown would interpret get a backslash."""
    if "\\" in text:
        text = re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", text)
    for sign in "*`":
        if text.count(sign) > 1:
            text = text.replace(sign, "\\" + sign)
    return text.replace("](", "\\](")


def markdown(text: str) -> str:
    """Return HTML or JATS as Text: styles and links stay, super- and subscripts become Unicode, other tags go."""
    return render(_runs(text)) if "<" in text else literal(unescaped(text))


def words(text: str) -> str:
    """Return the plain words of HTML, for names and the like."""
    return " ".join("".join(run.text for run in _runs(text)).split()) if "<" in text else unescaped(text)


def render(runs: Iterable[Run]) -> str:
    """Return runs as Markdown that is read back the same; styles that Markdown does not allow there are dropped."""
    found = list(runs)
    if not any(run.looks or run.url for run in found):
        return literal("".join(run.text for run in found)).strip()
    return "".join(_linked(url, list(group)) for url, group in groupby(found, lambda run: run.url)).strip()


def _linked(url: str, runs: list[Run]) -> str:
    """Return runs with one address as Markdown; white space at the edges stays outside of the link."""
    rendered, before = [], ""
    joined = list(_joined(runs))
    for at, run in enumerate(joined):
        after = joined[at + 1].text[:1] if at + 1 < len(joined) else ""
        rendered.append(_marked(run, before, after))
        before = rendered[-1][-1:] if run.text else before
    text = "".join(rendered)
    core = text.strip()
    return text.replace(core, f"[{core}]({url})", 1) if core and WEB.fullmatch(url) else text


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs with neighbours of one style joined; white space at the edge of a style belongs to neither side."""
    last = Run("")
    for run in chain.from_iterable(map(_split_space, runs)):
        if run.looks == last.looks:
            last = last._replace(text=last.text + run.text)
        else:
            yield last
            last = run
    yield last


def _split_space(run: Run) -> Iterator[Run]:
    """Yield the white space before a run, the run, and the white space after it."""
    core = run.text.strip() if run.looks else run.text
    before, _, after = run.text.partition(core) if core else (run.text, "", "")
    return (part for part in (Run(before), Run(core, run.looks), Run(after)) if part.text)


def _marked(run: Run, before: str, after: str) -> str:
    """Return a run as Markdown; `before` and `after` are the adjacent characters."""
    code = "`" in run.looks and "`" not in run.text
    text = f"`{run.text}`" if code else re.sub(r"([\\*`\[\]])", r"\\\1", run.text)
    marks = "".join(sorted(run.looks - {"`"}))
    if marks and _touches(before, text[0]) and _touches(after, text[-1]):
        text = f"{marks}{text}{marks}"
    return text


def _touches(outside: str, inside: str) -> bool:
    """Return whether Markdown allows a mark between two characters: at a word boundary, or inside a word."""
    if outside in "*`":
        return not outside
    return outside.isspace() or _is_punctuation(outside) or not _is_punctuation(inside)


def _is_punctuation(char: str) -> bool:
    """Whether CommonMark counts a character as punctuation: ¡ and ′ as well as those of ASCII."""
    return unicodedata.category(char)[0] in "PS"


def _runs(text: str) -> Iterator[Run]:
    """Yield the words of HTML with their styles."""
    at, open_tags, url = 0, [""], ""
    for tag in TAG.finditer(text):
        name, is_end = (tag[2] or "").lower(), bool(tag[1])
        if not _is_known(name, tag[0]):
            continue
        yield from _words(text[at : tag.start()], open_tags, url)
        at = tag.end()
        if name in BREAKS:
            yield Run(" ")
        elif name == "a":
            target = TARGET.search(tag[3] or "")
            url = "" if is_end or not target else unescaped(target[1])
        elif name in LOOKS or name in SMALL or name in UNREAD:
            _turn(open_tags, name, is_end)
    yield from _words(text[at:], open_tags, url)


def _is_known(name: str, tag: str) -> bool:
    """Return whether a tag is from HTML, JATS or MathML; any other, as in Vec<T>, is text."""
    return name in KNOWN or tag.startswith("<!--") or ":" in tag.partition(" ")[0]


def _turn(open_tags: list[str], name: str, is_end: bool) -> None:
    """Open or close a tag; an end tag without a start tag does nothing."""
    if not is_end and len(open_tags) < MAX_DEPTH:
        open_tags.append(name)
    elif is_end and name in open_tags:
        del open_tags[len(open_tags) - 1 - open_tags[::-1].index(name) :]


def _words(text: str, open_tags: list[str], url: str) -> Iterator[Run]:
    """Yield a text with the style of the open tags."""
    text = unescaped(text)
    table = SMALL.get(open_tags[-1], {})
    if table and all(char in table for char in text):
        text = "".join(table[char] for char in text)
    if text and not any(name in UNREAD for name in open_tags):
        yield Run(text, frozenset(LOOKS[name] for name in open_tags if name in LOOKS), url)
