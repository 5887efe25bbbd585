"""Import a page of academicpages: marks are explained by its own legend, commented entries become hidden entries."""

import re

from cvgen.importers import Imported
from cvgen.importers.homepage import blocks, career, legend, lines, mentees, news, person, posts
from cvgen.importers.homepage.addresses import Addresses, fronts, repeated
from cvgen.importers.homepage.blocks import Section
from cvgen.importers.homepage.legend import Legend
from cvgen.importers.homepage.papers import Reader
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint
from cvgen.problems import InputError, Problem, split_lines
from cvgen.profile.model import Profile

MAX_CHARACTERS = 500_000  # characters; a page with 1,000 publications has fewer
MAX_LINES = 20_000
ENDINGS = (".md", ".markdown", ".mdown", ".txt")
HEADING = re.compile(r"^(?:#{1,3} (.{1,80})|\*\*(.{1,80}?)\*\*.{0,30}|(\S.{0,80})\n[=-]{3,}\s*)$", re.MULTILINE)
CITED_BY_KEY = re.compile(r"^[:\s]*\[-?@[\w:.-]+", re.MULTILINE)  # of pandoc: [@doe2020]
OWN_KINDS = ("publications", "news")  # of sections that only these pages have


def detects(name: str, text: str) -> bool:
    """Return whether a file is Markdown with a section of publications or news."""
    if not name.lower().endswith(ENDINGS):
        return False
    headings = (" ".join(filter(None, found.groups())) for found in HEADING.finditer(text[:200_000]))
    return any(blocks.kind_of(heading) in OWN_KINDS for heading in headings)


def read(text: str) -> Imported:
    """Return the profile that a page describes, and by line what was left out."""
    notes, raw = Diagnostics(), split_lines(text[: MAX_CHARACTERS + 1].removeprefix("\ufeff"))
    if len(text) > MAX_CHARACTERS or len(raw) > MAX_LINES:
        message = f"the page has more than {MAX_CHARACTERS:,} characters or {MAX_LINES:,} lines"
        raise InputError([Problem(message, hint="check that it is the right file")])
    keys, page = lines.read(raw, notes)
    sections = blocks.read(page, notes)
    if not any(section.blocks for section in sections):
        raise InputError(
            [Problem("the page has no text under headings", hint="check that it is the source of the page")]
        )
    if sum(bool(CITED_BY_KEY.search(block.text)) for section in sections for block in section.blocks) > 1:
        message = "the page cites its publications by key, as pandoc does; they are in another file"
        raise InputError([Problem(message, hint="import the .bib file with the publications")])
    return _imported(text, keys, sections, notes)


def _imported(text: str, keys: dict[str, str], sections: list[Section], notes: Diagnostics) -> Imported:
    """Return the profile of the sections of a page, and the names that it marks as its owner's."""
    of = {kind: [section for section in sections if section.kind == kind] for kind in (*blocks.WORDS, "")}
    name = person.owner(keys, sections)
    marks = Legend()
    marks.learn(legend.read(keys.get("description", "")), SourcePoint(), notes)
    reader = Reader(name, marks, Addresses(repeated(text), notes), notes)
    papers = [paper for section in of["publications"] for paper in reader.read(section)]
    reader.warn_unexplained_marks()
    name = name or person.titled(keys.get("title", ""), papers)
    interests, told = person.interests(of["interests"])
    degrees = [posts.education(section, notes) for section in of["education"]]
    jobs = [posts.positions(section, notes) for section in of["positions"]]
    others = [section for _, section in (*degrees, *jobs) if section.blocks]
    profile = Profile(
        name=name,
        website=person.website(fronts(text), name, notes),
        interests=interests,
        bio=person.biography([*of["bio"], *told], notes),
        positions=tuple(one for found, _ in jobs for one in found),
        education=tuple(one for found, _ in degrees for one in found),
        awards=tuple(award for section in of["awards"] for award in career.awards(section, notes)),
        marks=marks.marks,
        publications=tuple(papers),
        service=tuple(service for section in of["service"] for service in career.services(section, notes)),
        mentees=tuple(mentee for section in of["mentees"] for mentee in mentees.read(section, notes)),
        news=tuple(item for section in of["news"] for item in news.read(section, notes)),
        sections=tuple(other for section in (*of[""], *others) if (other := person.other(section, notes))),
    )
    return Imported(profile, notes.problems(), [*dict.fromkeys(reader.owners)])
