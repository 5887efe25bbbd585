"""Find the headings of a CV in lines without markup: words that head a section, alone on a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cvgen.importers.homepage.blocks import kind_of as kind_on_page

MAX_LENGTH = 70  # characters of a heading
MIN_CAPITALS = 4  # letters of a heading in capitals
MARKUP = re.compile(r"^\s*(?:#{1,6}\s+|\d{1,2}[.)]\s+|[IVX]{1,4}\.\s+|[A-Z]\.\s+)?|[*_]{1,3}|\s*[:：]\s*$")
NOUNS = (
    r"publications?|papers|articles|preprints|manuscripts|books?|book chapters|chapters|proceedings|awards?"
    r"|honou?rs|prizes"
    r"|scholarships|fellowships|distinctions|education|experience|employment|positions|appointments|career|internships?"
    r"|grants|funding|talks|presentations|lectures|seminars|teaching|courses|service|activities|reviewing|mentoring"
    r"|supervision|advising|students|skills|languages|software|references|referees|interests|profile|summary|biography"
    r"|bio|memberships|affiliations|patents|training|qualifications|certifications|outreach|news|projects|media"
    r"|publikationen|veröffentlichungen|ausbildung|berufserfahrung|lehre|vorträge|auszeichnungen|formation|expérience"
)
BEFORE = r"(?:(?!best\b|outstanding\b)[\w'’-]+(?:\s*[,/&]\s*|\s+(?:and\s+|in\s+|of\s+|for\s+|&\s+)?)){0,4}?"
AFTER = r"(?:\s*(?:,|/|&|and|in|of)\s*[\w'’&/, -]{1,40})?(?:\s*\([\w\s,.–-]{1,30}\))?"
KNOWN = re.compile(rf"(?:curriculum vitae|cv|{BEFORE}(?:{NOUNS}){AFTER})", re.IGNORECASE)
OF_WORKS = re.compile(
    r"articles|papers|proceedings|chapters?|books?|preprints?|manuscripts|reports|review", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d")
NO_HEADING = re.compile(r"[.;!?@]|https?:|\d{3}")


@dataclass(frozen=True)
class Heading:
    """The words of a heading, and whether they are in capitals or marked as one."""

    title: str
    is_marked: bool


@dataclass
class Section:
    """A heading, the index of its line, and the lines below it with theirs."""

    title: str
    at: int
    level: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def known(line: str) -> Heading | None:
    """Return the heading that a line is; None for any other line."""
    words = MARKUP.sub("", " ".join(line.split())).strip()
    if not words or len(words) > MAX_LENGTH or NO_HEADING.search(words) or not words[0].isupper():
        return None
    capitals = sum(char.isalpha() for char in words) >= MIN_CAPITALS and words.upper() == words
    is_marked = capitals or line.lstrip().startswith(("#", "**", "__"))
    if not KNOWN.fullmatch(words):
        return None
    is_titled = len(words.split()) <= 3 or all(word[0].isupper() or len(word) < 5 for word in words.split()[:2])
    return Heading(words.title() if capitals else words, is_marked) if is_titled or is_marked else None


def sections(lines: Sequence[str]) -> tuple[list[tuple[int, str]], list[Section]]:
    """Return the lines above all headings, and the sections; where most headings are marked, only those count."""
    found = {at: heading for at, line in enumerate(lines) if (heading := known(line))}
    marked = {at for at, heading in found.items() if heading.is_marked}
    front: list[tuple[int, str]] = []
    result: list[Section] = []
    for at, line in enumerate(lines):
        heading = found.get(at)
        if heading and re.fullmatch(r"curriculum vitae|cv", heading.title, re.IGNORECASE):
            continue
        is_top = heading is not None and (heading.is_marked or len(marked) < 3)
        is_group = result and kind_of(result[-1].title) == "publications" and _is_group(line, heading)
        if heading and is_top and not (is_group and not heading.is_marked):
            result.append(Section(heading.title, at, 2))
        elif is_group:
            result.append(Section(heading.title if heading else line.strip(), at, 3))
        elif result:
            result[-1].lines.append((at, line))
        else:
            front.append((at, line))
    return front, [section for section in result if _has_text(section, result)]


def kind_of(title: str) -> str:
    """Return the kind of section of a heading, as on a page; years below publications are of that kind."""
    return "publications" if YEAR.fullmatch(title) else kind_on_page(title)


def _is_group(line: str, heading: Heading | None) -> bool:
    """Return whether a line divides a list of publications: a year, or a kind of works."""
    return bool(YEAR.fullmatch(line.strip(" *:#")) or (heading and OF_WORKS.search(heading.title)))


def _has_text(section: Section, every: list[Section]) -> bool:
    """Return whether a section has lines, or the next heading divides it."""
    after = every[every.index(section) + 1 :]
    return any(line.strip() for _, line in section.lines) or (bool(after) and after[0].level > section.level)
