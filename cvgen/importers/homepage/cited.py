"""Convert a parsed reference to a Publication; what it leaves unsure is reported and left out."""

import re
from collections.abc import Iterable

from cvgen.importers.homepage.addresses import Addresses, Located
from cvgen.importers.homepage.authors import with_known_marks
from cvgen.importers.homepage.legend import Legend
from cvgen.importers.mapping.people import REST, placed
from cvgen.importers.mapping.references import LINE_BREAK, Reference, parse_reference
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.mapping.works import ONLY_YEARS
from cvgen.importers.syntax.html import literal
from cvgen.importers.syntax.inline import BREAK, Link
from cvgen.importers.syntax.notes import Diagnostics, HasLocation
from cvgen.profile.fields import Identifier, Text, Year
from cvgen.profile.model import Author, Honor, Publication

BADGE = re.compile(r"^\s*(`+)(?![^`]*\d{4})[^`]{1,60}\1")  # a short name of the venue, without its year
ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?")  # the number alone, as some CVs print it
SURE = 0.72  # a reading with less confidence is imported with a warning
IN_TYPES = re.compile(
    r"\W*(?:doi|pubmed|pdf|arxiv|link|code|paper|preprint|data ?set|editorial|poster|abstract|thesis"
    r"|dissertation|software)\W*",
    re.I,
)


def best(text: str) -> Reference | None:
    """Return the reference in an entry, whose lines are its fields or one text; None if it is something else."""
    text = BREAK.sub("\n", BADGE.sub("", text)).replace(LINE_BREAK, "\n")
    found = [parse_reference(text)]
    if "\n" in text.strip():
        found.append(parse_reference(" ".join(text.split())))
    return max((one for one in found if one), key=lambda one: one.confidence, default=None)


def publication(
    reference: Reference, owner: str, legend: Legend, addresses: Addresses, at: HasLocation, notes: Diagnostics
) -> Publication:
    """Return the publication that a reference describes; what a profile can't hold is noted."""
    _warn_unsure(reference, at, notes)
    links = [Link(label, url, 0, 0) for label, url in reference.links.items()]
    located = addresses.of(links, at)
    if reference.month:
        notes.unused("month", at, ONLY_YEARS)
    number = next((note for note in reference.notes if ARXIV.fullmatch(note)), "") if reference.venue == "arXiv" else ""
    remarks = [note for note in reference.notes if not IN_TYPES.fullmatch(note) and note != number]
    return Publication(
        title=clean(reference.title),
        authors=tuple(placed(_authors(reference, owner, legend, at, notes))),
        venue=_text(reference.venue),
        year=Year(reference.year) if reference.year else None,
        type=reference.type,
        status=reference.status or ("preprint" if reference.type == "preprint" else "published"),
        honors=(*_honors(reference, located), *located.honors),
        links=located.links,
        doi=Identifier(reference.doi) if reference.doi else located.doi,
        arxiv=Identifier(reference.arxiv or number) or located.arxiv,
        pmid=reference.pmid or located.pmid,
        isbn=Identifier(reference.isbn) if reference.isbn else None,
        volume=_line(reference.volume),
        issue=_line(reference.issue),
        pages=_line(reference.pages),
        publisher=_text(reference.publisher),
        place=_text(reference.place),
        editors=reference.editors,
        note=_text("; ".join(remarks)),
    )


def _line(words: str | None) -> str | None:
    """Return words on one line; a reference may be broken within its pages."""
    return " ".join(words.split()) if words else None


def _warn_unsure(reference: Reference, at: HasLocation, notes: Diagnostics) -> None:
    """Note the fields that are left out, and an entry that should be checked as a whole."""
    for name in reference.doubtful:
        notes.warn(f"the {name} of this entry is left out: it is unclear where it begins and ends", at)
    if reference.confidence < SURE:
        hint = "compare the entry with the page"
        notes.warn("this entry may be read wrongly: its parts are hard to tell apart", at, hint)


def _authors(reference: Reference, owner: str, legend: Legend, at: HasLocation, notes: Diagnostics) -> list[Author]:
    """Return the authors with the marks of the profile; the owner is first if the page lists only the others."""
    people = [with_known_marks(one, legend, at, notes) for one in reference.authors]
    if reference.lacks_owner:
        if owner:
            people.insert(0, Author(owner))
        else:
            notes.warn("this entry does not list the owner of the page", at, "add your name to its authors")
    return [*people, Author(REST)] if reference.has_more_authors else people


def _honors(reference: Reference, located: Located) -> Iterable[Honor]:
    """Return the honors of a reference that have no link."""
    linked = {honor.text for honor in located.honors}
    return (Honor(text) for honor in reference.honors if (text := clean(literal(honor))) not in linked)


def _text(value: str | None) -> Text | None:
    """Return a text for the profile, None instead of an empty one."""
    return clean(literal(value)) or None if value else None
