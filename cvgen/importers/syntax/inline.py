"""Parse the inside of a line: links, bold and italic, HTML tags, signs with a backslash."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cvgen.importers.syntax import tex
from cvgen.importers.syntax.html import literal, unescaped
from cvgen.profile.names import MARK_SIGNS

BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
BADGE = re.compile(r"<div[^<>]{0,99}\bbadge\b[^<>]{0,99}>[^<>]*</div>|!\[[^\[\]]*\]\([^()\s]*\)", re.IGNORECASE)
RAISED = re.compile(rf"<sup>([1-9, {re.escape(MARK_SIGNS)}\\]{{1,20}})</sup>", re.IGNORECASE)
SMALL = str.maketrans("123456789", "¹²³⁴⁵⁶⁷⁸⁹", ", ")
LOOKS = ((re.compile(r"</?(?:em|i)>", re.IGNORECASE), "*"), (re.compile(r"</?(?:strong|b)>", re.IGNORECASE), "**"))
TAG = re.compile(r"</?(?!a[\s>])[A-Za-z][^<>]*>|\{:[^{}]*\}")
ANCHOR = re.compile(r"<a\s([^<>]*)>([^<>]*)</a\s{0,9}>", re.IGNORECASE)
TARGET = re.compile(r"\bhref\s*=\s*[\"']?([^\"'\s]*)", re.IGNORECASE)
LONE_ANCHOR = re.compile(r"</?a(?:\s[^<>]*)?>", re.IGNORECASE)
LOOK = re.compile(r"(?<![\\\w*])(\*{1,3})(?=\S)([^*]+)(?<=\S)\1|(?<!\w)(_{1,3})(?=\S)([^_]+)(?<=\S)\3(?!\w)|`([^`]+)`")
TITLE = re.compile(r"\s[\"'].*")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
DECORATION = re.compile(r"^[\s\u2190-\u2bff\u3030\ufe0f\u200d\U0001f000-\U0001faff]+")  # arrows, stars, emoji


@dataclass(frozen=True)
class Link:
    """[label](url), and its start and end in the text."""

    label: str
    url: str
    start: int
    end: int


def markdown(text: str) -> str:
    """Return HTML in Markdown as Markdown: bold, italic and links stay, other tags go, entities are decoded."""
    if "<" in text or "{" in text or "!" in text:
        text = RAISED.sub(lambda found: found[1].translate(SMALL), BADGE.sub("", text))
        for tag, sign in LOOKS:
            text = tag.sub(sign, text)
        text = LONE_ANCHOR.sub("", ANCHOR.sub(_as_link, TAG.sub("", text)))
    return " ".join(unescaped(text).split())


def sentence(text: str) -> str:
    """Return HTML in Markdown as words with bold, italic and links; TeX is decoded."""
    return tex.plain(markdown(text)).strip()


def words(text: str) -> str:
    """Return the words of HTML in Markdown, safe for use in any Text."""
    return literal(bare(tex.plain(markdown(text))))


def bare(text: str) -> str:
    """Return the words of Markdown without styles, addresses and backslashes."""
    text = without(text, links(text), lambda link: link.label)
    for _ in range(3):
        text = LOOK.sub(lambda look: look[2] or look[4] or look[5], text)
    return unslashed(text).strip()


def unslashed(text: str) -> str:
    r"""Return a text without the backslashes before signs: r"\*" -> "*"."""
    return ESCAPE.sub(r"\1", text)


def starred(text: str) -> str:
    r"""Return a text in which stars that are not bold or italic, as in r"**Ada\***", are a different sign."""
    return text.replace("\\*", "∗")


def undecorated(text: str) -> str:
    """Return a text without leading emoji, arrows and stars: "🎉 Our paper" -> "Our paper"."""
    return DECORATION.sub("", text)


def links(text: str) -> list[Link]:
    """Return the links of a text in order; labels and addresses may contain pairs of brackets and parentheses."""
    found: list[Link] = []
    opened: list[int] = []
    at = 0 if "](" in text else len(text)
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == "[":
            opened.append(at)
        elif text[at] == "]" and opened:
            start = opened.pop()
            end = _address_end(text, at + 1)
            if end:
                found.append(Link(text[start + 1 : at].strip(), _address(text[at + 2 : end]), start, end + 1))
                opened, at = [], end
        at += 1
    return found


def without(text: str, found: list[Link], instead: Callable[[Link], str] = lambda link: "") -> str:
    """Return a text without its links, or with a replacement for each."""
    ends = [0, *(link.end for link in found)]
    between = [text[start:end] for start, end in zip(ends, [*(link.start for link in found), None], strict=True)]
    return "".join(part for pair in zip(between, [*map(instead, found), ""], strict=True) for part in pair)


def _address_end(text: str, start: int) -> int:
    """Return the index where the parenthesis that opens at `start` closes, 0 if none opens or it never closes."""
    depth = 0
    for at in range(start, len(text)):
        char = text[at]
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at if at > start else 0
        if text.startswith("](", at):  # the next link: this one is broken
            return 0
    return 0


def _address(written: str) -> str:
    """Return the address in the parentheses of a link, without a title in quotes."""
    return unslashed(unescaped(TITLE.sub("", written.strip()).strip("<>")))


def _as_link(anchor: re.Match[str]) -> str:
    """Return an HTML anchor as a link: <a href="...">label</a> -> [label](...)."""
    target = TARGET.search(anchor[1])
    return f"[{anchor[2].strip()}]({target[1]})" if target and target[1] else anchor[2]
