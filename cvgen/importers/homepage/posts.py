"""Convert the lists of degrees and posts of a page; entries that fit neither stay together as a custom section."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from cvgen.importers.homepage.blocks import Block, Section
from cvgen.importers.homepage.mentees import WHEN
from cvgen.importers.homepage.news import dated
from cvgen.importers.mapping import dates
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import BREAK, bare, sentence, undecorated
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.fields import Text
from cvgen.profile.model import Education, Position

UNIVERSITY = re.compile(
    r"\b(?:Universit\w*|Université|Universidade?|Univ\.|College|Hochschule|Polytechni\w*|Academy|École|ETH|EPFL|MIT"
    r"|KAIST|Caltech|UC [A-Z]\w+|UCL[A]?|CMU|NYU|KTH|TU \w+|Institute of (?:Technology|Science)|Lyc[ée]e|Gymnasium"
    r"|High School)\b|大学|学院"
)
SCHOOL = re.compile(
    r"\b(?:Institut\w*|Schools?|Department|Dept\.|Faculty|Centre|Center|Lab\w*|Inc\.?|GmbH|Ltd\.?|Research)\b"
)
DEGREE = re.compile(
    r"(?<![\w.])(?:Ph\.?\s?D\b|D\.?\s?Phil\b|Dr\.|Doctor\w*|Master\w*|M\.?\s?(?:Sc|S|A|Eng|Phil|Ed|Tech|Res)\b(?!\.\w)|MBA\b|MBBS\b|M\.B\.B\.S|M\.?D\b|J\.?D\b|LL\.?[BM]\b"
    r"|Bachelor\w*|B\.?\s?(?:Sc|S|A|Eng|Tech|Ed|E)\b|Diplom\w*|Licen[cs]\w+|Habilitation|Abitur|Undergraduate|博士|硕士|学士)",
    re.IGNORECASE,
)
ROLE = re.compile(
    r"\b(?:professor|lecturer|postdoc\w*|post-doc\w*|researcher|scientist|intern|internship|engineer|assistant|fellow"
    r"|director|head|manager|instructor|scholar|developer|analyst|consultant|teacher|reader|dean|chair|student"
    r"|associate|founder|officer|curator|librarian|editor|visitor|specialist|lead|president)\b",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"\W*(?P<what>(?:co-)?advis[eo]rs?|supervis(?:ors?|ed by)|advised by|mentor(?:s|ed by)?|thesis(?: title)?"
    r"|dissertation)"
    r"\s*:?\s+(?P<value>.{3,200}?)\W*$",
    re.IGNORECASE,
)
PARTS = re.compile(r",\s+|;\s+|\s+[-–—|·@]\s+|\n+|\s+(?:at|from)\s+(?=[A-Z])|\s*[()]\s*|(?<=[a-z]{3})\.\s+")
Found = TypeVar("Found")
STOP = re.compile(r"^[\s.]+|(?<![.\s]\w)(?<!\.Phil)(?<!\.Sc)(?<!\.Eng)\.$")  # but not that of "Ph.D."
SEASON = re.compile(r"(?:spring|summer|fall|autumn|winter)\b", re.IGNORECASE)
MAX_PARTS = 12  # of an entry; a longer one is a paragraph


@dataclass(frozen=True)
class Post:
    """A degree or a post: what, where, when, and what else the entry says."""

    what: str
    where: str
    location: str = ""
    advisor: str = ""
    thesis: str = ""
    note: str = ""
    start: Date | None = None
    end: Date | None = None


def education(section: Section, notes: Diagnostics) -> tuple[list[Education], Section]:
    """Return the degrees of a section, and the section with the entries that were not understood."""

    def entry(post: Post, block: Block) -> Education:
        return Education(
            degree=clean(post.what), institution=clean(post.where), location=_text(post.location), start=post.start,
            end=post.end, advisor=_text(post.advisor), thesis=_text(post.thesis), note=_text(post.note),
            hidden=block.hidden or section.hidden,
        )  # fmt: skip

    return _read(section, DEGREE, entry, notes)


def positions(section: Section, notes: Diagnostics) -> tuple[list[Position], Section]:
    """Return the posts of a section, and the section with the entries that were not understood."""

    def entry(post: Post, block: Block) -> Position:
        supervisor = f"supervisor: {post.advisor}" if post.advisor else ""
        note = "; ".join(filter(None, (supervisor, post.note)))
        return Position(
            title=clean(post.what), organization=clean(post.where), location=_text(post.location), start=post.start,
            end=post.end, summary=_text(note), hidden=block.hidden or section.hidden,
        )  # fmt: skip

    return _read(section, ROLE, entry, notes)


def _read(
    section: Section, what: re.Pattern[str], entry: Callable[[Post, Block], Found], notes: Diagnostics
) -> tuple[list[Found], Section]:
    """Return the entries of a section that have a title and a place, and the section with the others."""
    found: list[Found] = []
    others: list[Block] = []
    for block in section.blocks:
        post = _post(block.text, what)
        if post:
            found.append(entry(post, block))
            for remark in block.remarks:
                notes.warn("this comment is left out", remark)
        else:
            others.append(block)
    return found, replace(section, blocks=others)


def _post(text: str, what: re.Pattern[str]) -> Post | None:
    """Return the post of an entry: "*2019 - 2024*, Ph.D. in Things, University of Somewhere"; None if unsure."""
    start, end, rest = _dates(sentence(BREAK.sub("\n", text).replace("\n", " | ")))
    parts = [STOP.sub("", part.strip(" ,;:–—-|")) for part in PARTS.split(bare(rest))]
    parts = [part for part in parts if re.search(r"\w", part)]
    named = {_kind(found["what"]): found["value"] for part in parts if (found := PERSON.match(part))}
    parts = [undecorated(part) for part in parts if not PERSON.match(part)]
    if not 2 <= len(parts) <= MAX_PARTS:
        return None
    title = next((at for at, part in enumerate(parts) if what.search(part)), None)
    place = _place(parts, title)
    if title is None or place is None:
        return None
    first = range(title, place) if place > title else range(title, title + 1)  # "Ph.D., Physics, University"
    units = [at for at in range(len(parts)) if at not in first and at != place and _is_unit(parts[at], what)]
    used = {*first, *units, place}
    cities = _location(parts, max(*units, place) if units else place, used, what)
    others = [part for at, part in enumerate(parts) if at not in used and at not in cities]
    return Post(
        ", ".join(parts[at] for at in first),
        ", ".join(parts[at] for at in sorted({*units, place})),
        ", ".join(parts[at] for at in cities),
        named.get("advisor", ""),
        named.get("thesis", ""),
        "; ".join(others),
        start,
        end,
    )


def _dates(text: str) -> tuple[Date | None, Date | None, str]:
    """Return the dates of an entry, at its start or anywhere else, and the text without them."""
    line = dated(text)
    if line.start:
        return line.start if line.start != line.end else None, line.end or line.start, line.text
    found = WHEN.search(text)
    if not found:
        return None, None, text
    start, end = dates.span(re.sub(r"[()]", "", found[1]))
    if found[0].lower().startswith("since"):
        start, end = end, PRESENT
    return start, end, f"{text[: found.start()].rstrip(' (*_')}, {text[found.end() :].lstrip(' )*_')}"


def _place(parts: list[str], title: int | None) -> int | None:
    """Return which part is the university or firm: one with a word for it, or the only other part."""
    for words in (UNIVERSITY, SCHOOL):
        for at, part in enumerate(parts):
            if at != title and words.search(part):
                return at
    return 1 - title if title is not None and len(parts) == 2 else None


def _is_unit(part: str, what: re.Pattern[str]) -> bool:
    """Return whether a part is a department or school, which belongs to the university beside it."""
    return bool(SCHOOL.search(part) or UNIVERSITY.search(part)) and not what.search(part)


def _location(parts: list[str], place: int, used: set[int], what: re.Pattern[str]) -> list[int]:
    """Return which parts are the city and the country: up to three after the university."""
    found: list[int] = []
    for at in range(place + 1, min(place + 4, len(parts))):
        if at in used or not _is_location(parts[at], what):
            break
        found.append(at)
    return found


def _is_location(part: str, what: re.Pattern[str]) -> bool:
    """Return whether a part after the university is a city or country: up to three words with capitals."""
    words = part.split()
    return (
        len(words) <= 3
        and not SEASON.match(part)
        and all(word[:1].isupper() for word in words)
        and not what.search(part)
    )


def _kind(word: str) -> str:
    """Return the field that a word such as "supervised by" introduces."""
    return "thesis" if re.match(r"thesis|dissertation", word, re.IGNORECASE) else "advisor"


def _text(value: str) -> Text | None:
    """Return a text for the profile, None if it is empty."""
    return clean(literal(value)) or None
