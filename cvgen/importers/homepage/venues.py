"""Parse the line of a venue: name, date, volume, pages, type and status."""

import re
from dataclasses import dataclass, field

from cvgen.importers.mapping import identifiers
from cvgen.importers.mapping.venue_words import MEETING, STATE_WORDS, TYPE_WORDS, is_honor
from cvgen.importers.syntax.inline import bare, sentence
from cvgen.profile.fields import PublicationStatus, PublicationType

EMPHASIZED = re.compile(r"^(?:[Ii]n:?\s)?\W*?(\*{1,3}|_{1,3}(?=[^_]))([^*_]{2,}?)\1(.*)$", re.DOTALL)
ACCEPTED_BY = re.compile(r"^(?i:(?:has been |to be )?(?:accepted|published|presented) (?:by|at|to|in|for))(?: the)? ")
DBLP = re.compile(
    r"(?P<name>.+?)(?: (?P<volume>(?!(?:19|20)\d\d\b)\d{1,4})(?:\((?P<issue>[\w/–-]{1,9})\))?)?:"
    r"\s?(?P<pages>\d+\s?[-–—]+\s?\d+|\d{3,})(?: \((?P<year>(?:19|20)\d\d)\))?"
)
IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
YEAR = re.compile(r"(?<![\d.-])((?:19|20)\d\d)(?![\d-])")
VOLUME = re.compile(
    r"(?:vol(?:ume)?\.?\s*)?(?P<volume>[A-Z]?\d+)\s*(?:\((?P<issue>[\w/–-]+)\))?(?::\s*(?P<pages>\w[\w.]*(?:\s*[-–—]+\s*\w[\w.]*)?))?",
    re.I,
)
ISSUE = re.compile(r"(?:no|issue|number|num)\.?\s*(?P<issue>\d[\w/–-]*)", re.IGNORECASE)
PAGES = re.compile(
    r"(?:pp?|pages?|art(?:icle)?)\.?\s*(?:no\.?\s*)?(?P<pages>[a-z]{0,2}\d[\w.]*(?:\s*[-–—]+\s*[\w.]+)?)", re.IGNORECASE
)
RANGE = re.compile(r"(?P<pages>\d+\s*[-–—]+\s*\d+|[eE]?\d{3,})")
YEAR_BEHIND = re.compile(r",\s(?:19|20)\d\d$")


@dataclass
class Venue:
    """The parts of the line of a venue; `other` has the parts that are neither numbers nor honors."""

    name: str = ""
    year: int | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    type: PublicationType | None = None
    status: PublicationStatus = "published"
    honors: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)


def read(text: str) -> Venue:
    """Return the parts of a line such as "**ICML**, 2025 (Oral)."."""
    rendered = sentence(text).strip(" .;")
    found = EMPHASIZED.match(rendered)
    name, rest = (found[2], found[3]) if found else (ACCEPTED_BY.sub("", rendered), "")
    venue = Venue(name=bare(name).strip(" ,.;"))
    rest = IN_PARENTHESES.sub(lambda match: _read_parentheses(match, venue), bare(rest))
    if not found and not _as_in_dblp(venue):
        venue.name, rest = _split_name(venue)
    for part in filter(None, (part.strip(" .;|(") for part in rest.split(","))):
        _detail(part, venue)
    venue.year = venue.year or _last_year(venue.name)
    venue.name = "" if YEAR.fullmatch(venue.name) else venue.name
    _classify(venue, rendered)
    return venue


def looks_like_one(text: str) -> bool:
    """Return whether a line is a venue rather than names: it has a year, or a word of venues."""
    rendered = bare(sentence(text))
    return bool(YEAR.search(rendered)) or any(words.search(rendered) for words in TYPE_WORDS.values())


def _as_in_dblp(venue: Venue) -> bool:
    """Return whether a name is in DBLP's form, and read its parts: "VLDB J. 31(2): 227-252 (2022)"."""
    found = DBLP.fullmatch(venue.name)
    if found:
        _set_fields(found, venue)
        venue.year = int(found["year"]) if found["year"] else None
    return found is not None


def _split_name(venue: Venue) -> tuple[str, str]:
    """Return the name of a venue without emphasis, and the rest from the first part with a number on."""
    name = IN_PARENTHESES.sub(
        lambda match: _read_parentheses(match, venue) if is_honor(match[1]) else match[0], venue.name
    )
    parts = [part.strip() for part in name.split(",")]
    details = [
        at for at, part in enumerate(parts) if at and re.match(r"(?:vol|no|pp?|pages?)\b|\d", part, re.IGNORECASE)
    ]
    end = details[0] if details else len(parts)
    return ", ".join(parts[:end]), ",".join(parts[end:])


def _read_parentheses(found: re.Match[str], venue: Venue) -> str:
    """Read an honor, an issue or another part in parentheses; return what remains in the text."""
    content = found[1].strip()
    if found.string[: found.start()][-1:].isdigit() and re.fullmatch(r"[\w/–-]{1,12}", content):
        return found[0]  # the issue of 44(6)
    for part in content.split(","):
        if is_honor(part):
            venue.honors.append(part.strip())
        elif part.strip() and not YEAR.fullmatch(part.strip()):
            venue.other.append(part.strip())
        else:
            venue.year = int(part) if part.strip() else venue.year
    return ""


def _detail(part: str, venue: Venue) -> None:
    """Read one part after the name: a year, a volume, pages, or something else."""
    patterns = (ISSUE, PAGES, RANGE) if venue.volume else (ISSUE, PAGES, VOLUME, RANGE)
    found = next((match for pattern in patterns if (match := pattern.fullmatch(part))), None)
    if YEAR.fullmatch(part):
        venue.year = int(part)
    elif found:
        _set_fields(found, venue)
    elif is_honor(part):
        venue.honors.append(part)
    else:
        venue.other.append(part)


def _set_fields(found: re.Match[str], venue: Venue) -> None:
    """Set the fields of a venue from the named groups of a match."""
    for name, value in found.groupdict().items():
        if value:
            setattr(venue, name, identifiers.pages(value) if name == "pages" else value)


def _last_year(text: str) -> int | None:
    """Return the last year in a text, None if it has no year."""
    years = YEAR.findall(text)
    return int(years[-1]) if years else None


def _classify(venue: Venue, text: str) -> None:
    """Set status and type by the words of a venue; a volume makes it a journal."""
    content = " ".join([venue.name, *venue.other, *ACCEPTED_BY.findall(text)])
    state = next((state for state, words in STATE_WORDS.items() if words.search(content)), None)
    if state:
        venue.status = state
        venue.other = [part for part in venue.other if not STATE_WORDS[state].search(part)]
    venue.type = next((kind for kind, words in TYPE_WORDS.items() if words.search(venue.name)), None)
    if venue.volume and venue.type in (None, "book"):
        venue.type = "journal"
    elif venue.type is None and MEETING.match(venue.name):
        venue.type = "conference"
    if venue.type != "preprint":
        venue.name = YEAR_BEHIND.sub("", venue.name)
