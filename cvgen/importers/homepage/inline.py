"""What stands inside a line of a page: links, bold and italic, HTML tags, signs with a backslash."""

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
    """[label](url), and where it stands in the text."""

    label: str
    url: str
    start: int
    end: int


def markdown(text: str) -> str:
    """HTML in Markdown -> Markdown: bold, italic and links stay, other tags go, entities become their signs."""
    if "<" in text or "{" in text or "!" in text:
        text = RAISED.sub(lambda found: found[1].translate(SMALL), BADGE.sub("", text))
        for tag, sign in LOOKS:
            text = tag.sub(sign, text)
        text = LONE_ANCHOR.sub("", ANCHOR.sub(_as_link, TAG.sub("", text)))
    return " ".join(unescaped(text).split())


def sentence(text: str) -> str:
    """HTML in Markdown -> the words with bold, italic and links; TeX in it decoded."""
    return tex.plain(markdown(text)).strip()


def words(text: str) -> str:
    """HTML in Markdown -> the words alone, which may stand in any Text."""
    return literal(bare(tex.plain(markdown(text))))


def bare(text: str) -> str:
    """Markdown -> its words: no looks, no addresses, no backslashes."""
    text = without(text, links(text), lambda link: link.label)
    for _ in range(3):
        text = LOOK.sub(lambda look: look[2] or look[4] or look[5], text)
    return unslashed(text).strip()


def unslashed(text: str) -> str:
    r"""r"\*" -> "*", and so every sign that has a backslash before it."""
    return ESCAPE.sub(r"\1", text)


def starred(text: str) -> str:
    r"""r"**Ada\***" -> the same with a star that belongs to no bold or italic."""
    return text.replace("\\*", "∗")


def undecorated(text: str) -> str:
    """ "🎉 Our paper" -> "Our paper"."""
    return DECORATION.sub("", text)


def links(text: str) -> list[Link]:
    """The links of a text in order; brackets and parentheses may stand in labels and addresses in pairs."""
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
    """A text without its links, or with something else in their place."""
    ends = [0, *(link.end for link in found)]
    between = [text[start:end] for start, end in zip(ends, [*(link.start for link in found), None], strict=True)]
    return "".join(part for pair in zip(between, [*map(instead, found), ""], strict=True) for part in pair)


def _address_end(text: str, start: int) -> int:
    """Where the parenthesis that opens at `start` closes, 0 if none opens there or it never closes."""
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
    """What stands in the parentheses of a link -> the address, without a title in quotes."""
    return unslashed(unescaped(TITLE.sub("", written.strip()).strip("<>")))


def _as_link(anchor: re.Match[str]) -> str:
    """<a href="...">label</a> -> [label](...)"""
    target = TARGET.search(anchor[1])
    return f"[{anchor[2].strip()}]({target[1]})" if target and target[1] else anchor[2]
