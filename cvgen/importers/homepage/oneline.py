"""Split an entry on one line, such as "A. Brook, M. Reed. Title. Venue, 2020. [pdf](...)", into its fields."""

import re

from cvgen.importers.homepage.authors import looks_like_names
from cvgen.importers.syntax.inline import links, markdown, without

QUOTED = re.compile(r"(?P<authors>[^\"“”]*)[\"“](?P<title>[^\"“”]{5,300})[\"”](?P<venue>.*)", re.DOTALL)
NAMES_END = re.compile(
    r"(?<![.\s][A-Z])(?<!^[A-Z])(?<!\b[JS]r)\.\s*(?=[A-Z0-9“\"])|:\s+"
)  # but not the period of an initial or of Jr.
TITLE_END = re.compile(r"(?<=[a-z0-9)?!\]])(?:\.|(?<=[?!]))\s+(?=[^\s])|,\s*(?=[*_<]|(?:In|Proc)\b)")
MAX_SPLITS = 5  # positions at which the names may end
MIN_TITLE_WORDS = 3  # in a title


def fields(text: str) -> list[str]:
    """Return title, authors, venue and each link of an entry; [] if they can't be separated."""
    rendered = re.sub(r"^\s*(?:`+[^`]{1,60}`+|\[[A-Z]?\d{1,3}\])\s*", "", markdown(text))  # a badge, or a number
    found = links(rendered)
    rest = without(rendered, found).strip()
    if not rest:
        return []
    parted = _quoted(rest) or _pointed(rest)
    return [*parted, *(rendered[link.start : link.end] for link in found)] if parted else []


def _quoted(text: str) -> list[str]:
    """Return title, authors and venue of: Authors, "Title", venue."""
    match = QUOTED.fullmatch(text)
    if match and looks_like_names(match["authors"].rstrip(" ,.:")):
        return [match["title"].rstrip(" ,."), match["authors"].rstrip(" ,.:"), match["venue"].lstrip(" ,.")]
    return []


def _pointed(text: str) -> list[str]:
    """Return title, authors and venue of: Authors. Title. Venue; or in DBLP's form, Authors: Title. Venue."""
    for at, end in enumerate(NAMES_END.finditer(text)):
        if at == MAX_SPLITS:
            break
        names, rest = text[: end.start()], text[end.end() :]
        title = TITLE_END.search(rest)
        if title and looks_like_names(names) and len(rest[: title.start()].split()) >= MIN_TITLE_WORDS:
            return [rest[: title.start()], names, rest[title.end() :]]
    return []
