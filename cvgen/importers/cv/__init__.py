"""Read a CV that is only lines or paragraphs, as plain text, Word and PDF give it, by way of a page with headings.

imported = read(lines)             lines of a text, which break anywhere
imported = read_paragraphs(texts)  paragraphs in Markdown, each of which is one entry
"""

from collections.abc import Sequence
from dataclasses import replace

from cvgen.importers import Imported, homepage
from cvgen.importers.cv import contact, entries, headings
from cvgen.problems import InputError, Problem

MAX_LINES = 20_000
MIN_HEADINGS = 2
HINT = (
    "give the publications as a .bib or .ris file, your ORCID record, or the CV as a Word file or as Markdown "
    "with headings such as  # Education  and  # Publications"
)
SHOWN = 60  # characters of a line in a message about a file that has no lines
LISTS = ("publications", "education", "positions", "awards", "service", "mentees")


def looks_like_one(text: str) -> bool:
    """Return whether a text has the headings of a CV."""
    titles = {found.title for line in text.splitlines()[:MAX_LINES] if (found := headings.known(line))}
    return len(titles) >= MIN_HEADINGS


def read(lines: Sequence[str]) -> Imported:
    """Return the profile of a CV in lines; raise InputError if it can't be read as one."""
    width = max(map(len, lines), default=0)
    return _read(lines, lambda section: entries.split(section.lines, headings.kind_of(section.title), width))


def read_paragraphs(paragraphs: Sequence[str]) -> Imported:
    """Return the profile of a CV in paragraphs of Markdown; problems quote the paragraph instead of a line."""
    imported = _read(paragraphs, lambda section: [entries.Entry(at, text) for at, text in section.lines if text])
    return quoted(imported, paragraphs)


def quoted(imported: Imported, lines: Sequence[str]) -> Imported:
    """Return an import whose problems quote the line that they concern, for a file without lines of text."""
    return replace(imported, problems=[_quoted(problem, lines) for problem in imported.problems])


def _quoted(problem: Problem, lines: Sequence[str]) -> Problem:
    """Return a problem that quotes its line instead of naming its number."""
    place = problem.place
    if not place or place.line > len(lines):
        return problem
    line = " ".join(lines[place.line - 1].replace("**", "").split()).lstrip("#* ")
    shown = line if len(line) <= SHOWN else f"{line[:SHOWN]}…"
    if f"'{shown}'" in problem.message:
        return problem._replace(place=None)
    return Problem(f"{problem.message}: {shown}", hint=problem.hint, severity=problem.severity)


def _is_running(section: headings.Section, found: Sequence[entries.Entry]) -> bool:
    """Return whether a section is text and not a list: a biography, or interests in one line."""
    kind = headings.kind_of(section.title)
    return kind == "bio" or (kind == "interests" and len(found) == 1)


def _read(lines: Sequence[str], split: entries.Splitter) -> Imported:
    """Return the profile of a CV whose sections are split into entries by a function."""
    if len(lines) > MAX_LINES:
        raise InputError([Problem(f"the CV has more than {MAX_LINES:,} lines", hint="check that it is the right file")])
    front, sections = headings.sections(lines)
    if len(sections) < MIN_HEADINGS:
        raise InputError([Problem("this can't be read as a CV: it has no headings such as Publications", hint=HINT)])
    header = contact.read(front)
    page = [""] * len(lines)
    if header.name:
        page[header.at] = f"# {header.name}"
    for section in sections:
        page[section.at] = f"{'#' * section.level} {section.title}"
        found = split(section)
        for entry in found:
            page[entry.at] = entry.text if _is_running(section, found) else f"- {entry.text}"
    imported = homepage.read("\n".join(page))
    if not any(getattr(imported.profile, key) for key in LISTS):
        raise InputError([Problem("this can't be read as a CV: no entry was understood", hint=HINT)])
    problems = sorted([*imported.problems, *header.problems], key=lambda one: one.place.line if one.place else 0)
    return replace(imported, profile=replace(imported.profile, **header.fields), problems=problems)
