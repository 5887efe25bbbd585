"""An entry on one line, such as "A. Brook, M. Reed. Title. Venue, 2020. [pdf](...)" -> the fields of it."""

import re

from cvgen.importers.homepage.authors import looks_like_names
from cvgen.importers.homepage.inline import links, markdown, without

QUOTED = re.compile(r"(?P<authors>[^\"“”]*)[\"“](?P<title>[^\"“”]{5,300})[\"”](?P<venue>.*)", re.DOTALL)
NAMES_END = re.compile(r"(?<![.\s][A-Z])(?<!^[A-Z])(?<!\b[JS]r)\.\s*(?=[A-Z0-9“\"])|:\s+")  # no initial's point, no Jr.
TITLE_END = re.compile(r"(?<=[a-z0-9)?!\]])(?:\.|(?<=[?!]))\s+(?=[^\s])|,\s*(?=[*_<]|(?:In|Proc)\b)")
MOST = 5  # points at which names may end
FEWEST = 3  # words of a title


def fields(text: str) -> list[str]:
    """An entry -> title, authors, venue, each link; nothing where they can't be told apart."""
    shown = re.sub(r"^\s*(?:`+[^`]{1,60}`+|\[[A-Z]?\d{1,3}\])\s*", "", markdown(text))  # a badge, or a number
    found = links(shown)
    rest = without(shown, found).strip()
    if not rest:
        return []
    parted = _quoted(rest) or _pointed(rest)
    return [*parted, *(shown[link.start : link.end] for link in found)] if parted else []


def _quoted(text: str) -> list[str]:
    """Authors, "Title", venue."""
    match = QUOTED.fullmatch(text)
    if match and looks_like_names(match["authors"].rstrip(" ,.:")):
        return [match["title"].rstrip(" ,."), match["authors"].rstrip(" ,.:"), match["venue"].lstrip(" ,.")]
    return []


def _pointed(text: str) -> list[str]:
    """Authors. Title. Venue, or as DBLP has it, Authors: Title. Venue."""
    for at, end in enumerate(NAMES_END.finditer(text)):
        if at == MOST:
            break
        names, rest = text[: end.start()], text[end.end() :]
        title = TITLE_END.search(rest)
        if title and looks_like_names(names) and len(rest[: title.start()].split()) >= FEWEST:
            return [rest[: title.start()], names, rest[title.end() :]]
    return []
