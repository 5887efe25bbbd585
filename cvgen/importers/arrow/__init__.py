"""Import the text of an author's page on Arrow: venue, year, type, title, authors and abstract of each paper."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cvgen.importers import Imported
from cvgen.importers.arrow.abstracts import repaired
from cvgen.importers.mapping.people import HOMONYM, is_others
from cvgen.importers.mapping.values import line as clean_line
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax import tex
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.problems import InputError, Location, Problem, split_lines
from cvgen.profile.fields import PublicationType, Text, Year
from cvgen.profile.model import Author, Profile, Publication

MAX_CHARACTERS = 4_000_000  # characters; 2,000 papers with their abstracts have fewer
MAX_HEADING_LENGTH, MAX_NAME_LENGTH, MAX_ABSTRACT_LENGTH = 120, 100, 20_000
LAST_WORDS = r"Paper|Article|Preprint|Thesis|Dissertation|Chapter|Book|Report|Abstract|Poster|Demo|Survey|Review"
HEADING = re.compile(  # ICML Conference 2025 Conference Paper
    r"(?P<venue>\S.*?)(?: (?P<kind>Conference|Journal|Workshop|Preprint|Book))? (?P<year>[12]\d{3})"
    rf" (?P<type>(?:[A-Z]\w+ ){{0,2}}(?:{LAST_WORDS}))"
)
BULLET = re.compile(r"[•·‣](.*)|[*-]\s+(\S.*)")
COUNT = re.compile(r"(\d{1,6}) papers?")
ABOVE_NAME = "Author name cluster"
TYPES: dict[str, PublicationType] = {  # the first word that occurs in the heading counts
    "workshop": "workshop",
    "conference": "conference",
    "journal": "journal",
    "article": "journal",
    "preprint": "preprint",
    "thesis": "thesis",
    "chapter": "chapter",
    "book": "book",
    "report": "report",
    "survey": "review",
    "review": "review",
    "poster": "poster",
    "demo": "demo",
    "abstract": "abstract",
}


@dataclass(frozen=True)
class Line:
    """A line of the page and its location."""

    text: str
    number: int
    column: int = 1

    @property
    def place(self) -> Location:
        """Return the location of the words of the line."""
        return Location(self.number, self.column, max(1, len(self.text)))


def detects(name: str, text: str) -> bool:
    """Return whether a file is the text of a page of Arrow: it has the page's title, or the heading of an entry."""
    if name.lower().endswith((".md", ".bib", ".json", ".xml", ".yaml", ".yml", ".html")):
        return False
    lines = _lines(text[:20_000])
    return any(line.text in ("Arrow Research search", ABOVE_NAME) or _heading(line) for line in lines)


def read(text: str) -> Imported:
    """Return the profile with the papers on a page, and by line what was repaired or left out."""
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            [Problem(f"the page has more than {MAX_CHARACTERS:,} characters", hint="check that it is the right file")]
        )
    notes, lines = Diagnostics(), _lines(text)
    starts = [at for at, line in enumerate(lines) if _heading(line)]
    if not starts:
        hint = "an entry starts with a line such as  ICML Conference 2025 Conference Paper"
        raise InputError([Problem("this page has no papers", hint=hint)])
    ends = [*starts[1:], len(lines)]
    papers = [_paper(lines[start:end], notes) for start, end in zip(starts, ends, strict=True)]
    found = tuple(paper for paper in papers if paper)
    name = _owner(lines[: starts[0]], len(found), notes)
    return Imported(Profile(name=name, publications=found), notes.problems())


def _lines(text: str) -> list[Line]:
    """Return the lines of a text with their numbers, without surrounding white space."""
    raw = split_lines(text.removeprefix("\ufeff"))
    return [Line(line.strip(), at, 1 + len(line) - len(line.lstrip())) for at, line in enumerate(raw, 1)]


def _heading(line: Line) -> re.Match[str] | None:
    """Return the match if a line is the heading of an entry, else None."""
    return HEADING.fullmatch(line.text) if len(line.text) <= MAX_HEADING_LENGTH else None


def _owner(head: Sequence[Line], found: int, notes: Diagnostics) -> str:
    """Return the name of the page's owner from the lines above the papers, "" if it is missing.

    A note is made if the page announces another number of papers than `found`.
    """
    filled = [line for line in head if line.text]
    for line in filled:
        count = COUNT.fullmatch(line.text)
        if count and int(count[1]) != found:
            notes.warn(f"the page announces {count[1]} papers, but {found} were found", line)
    at = next((at for at, line in enumerate(filled) if line.text == ABOVE_NAME), len(filled))
    name = HOMONYM.sub("", clean_line(filled[at + 1].text)) if at + 1 < len(filled) else ""
    if 0 < len(name) <= MAX_NAME_LENGTH:
        return name
    notes.warn("the page does not name its owner", SourcePoint(), "add your name to the profile")
    return ""


def _paper(lines: Sequence[Line], notes: Diagnostics) -> Publication | None:
    """Return the publication of the lines of an entry; None, with a note, if it has no title."""
    heading = _heading(lines[0])
    assert heading, "entries start at headings"
    filled, authors, abstract = _parts(lines[1:])
    title = clean(literal(tex.plain(" ".join(line.text for line in filled).removesuffix("."))))
    if not title:
        notes.warn("this paper is left out: it has no title below its heading", lines[0])
        return None
    if not authors:
        notes.warn("this paper has no authors", lines[0], "add them to the profile")
    words = f"{heading['type']} {heading['kind']}".lower()
    kind = next((kind for word, kind in TYPES.items() if word in words), None)
    return Publication(
        title=title,
        authors=tuple(author for line in authors if (author := _author(line, notes))),
        venue=clean(literal(heading["venue"])) or None,
        year=Year(int(heading["year"])),
        type=kind,
        status="preprint" if kind == "preprint" else "published",
        abstract=_abstract(abstract, notes),
    )


def _parts(lines: Sequence[Line]) -> tuple[list[Line], list[Line], list[Line]]:
    """Return the lines of the title, of the authors and of the abstract."""
    filled = [at for at, line in enumerate(lines) if line.text]
    start = filled[0] if filled else len(lines)
    if start == len(lines) or BULLET.match(lines[start].text):
        return [], [], []
    end = next(
        (at for at in range(start, len(lines)) if not lines[at].text or BULLET.match(lines[at].text)), len(lines)
    )
    rest = next((at for at in filled if at >= end and not BULLET.match(lines[at].text)), len(lines))
    return list(lines[start:end]), [line for line in lines[end:rest] if line.text], list(lines[rest:])


def _author(line: Line, notes: Diagnostics) -> Author | None:
    """Return the author on a line: "• Lujun Li 0001" -> Lujun Li; the removed number is noted."""
    bullet = BULLET.match(line.text)
    rendered = (bullet[1] or bullet[2] or "") if bullet else line.text
    written = Author.from_text(clean(literal(tex.plain(rendered))))
    name = HOMONYM.sub("", written.name)
    if is_others(name) or not re.search(r"[^\W\d_]", name) or len(name) > MAX_NAME_LENGTH:
        notes.warn(f"'{line.text}' is left out of the authors: it is not a name", line)
        return None
    if name != written.name:
        hint = "the number distinguishes people with the same name"
        notes.warn(f"'{written.name}' is imported as '{name}'", line, hint)
    return Author.from_text(clean(name + written.marks))


def _abstract(lines: Sequence[Line], notes: Diagnostics) -> Text | None:
    """Return the text of an abstract; repairs are noted."""
    text = "\n".join(line.text for line in lines).strip()
    if not text:
        return None
    if len(text) > MAX_ABSTRACT_LENGTH:
        notes.warn(f"an abstract of {len(text)} characters is left out", lines[0])
        return None
    rendered, repairs = repaired(text)
    if repairs:
        notes.warn(f"repaired in the abstract: {', '.join(repairs)}", lines[0])
    if unread := tex.unknown_commands(rendered):
        notes.warn(f"unknown TeX commands in the abstract: {', '.join(dict.fromkeys(unread))}", lines[0])
    return clean(rendered) or None
