"""Import arXiv's Atom feed, export.arxiv.org/api/query: preprints, and the papers they refer to."""

import re
from typing import Any

from cvgen import xml
from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html, tex
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import parse_status, type_at
from cvgen.xml import Element

FEED = re.compile(r"<feed[\s>]")
KNOWN = ("id", "updated", "published", "title", "summary", "author", "link", "category", "primary_category", "doi",
         "journal_ref", "comment", "rights", "affiliation")  # fmt: skip
VENUE = r"(?P<venue>.{4,150}?)[\s,]+(?:[Vv]ol\.\s?)?(?P<volume>[A-Z]?\d{1,4})"
ISSUE, YEAR = r"(?:\s?\((?P<issue>[\d-]{1,3})\))?", r"(?P<year>\d{4})"
PAGES = r"(?P<pages>[A-Za-z]?\d[\w.–-]{0,30})"
REFERENCES = (  # Phys. Rev. D 76, 013009 (2007); Journal of X 12(3): 45-67, 2019; Phys. Rev. D 76 (2007) 013009
    re.compile(rf"{VENUE}{ISSUE}\s?[,:]\s?(?:pp?\.\s?)?{PAGES}[\s,]*\(?{YEAR}\)?\.?"),
    re.compile(rf"{VENUE}\s?\({YEAR}\)[\s,]*(?:no\.\s?(?P<issue>\d{{1,3}}),\s?)?{PAGES}\.?"),
)
CONFERENCE = re.compile(r"\bproc|\bconf|\bsymposium\b|\bworkshop\b", re.IGNORECASE)
MAX_ENTRIES, MAX_LENGTH = 5_000, 400


def detects(name: str, text: str) -> bool:
    """Return whether a text is an Atom feed of arXiv."""
    start = text[:5000]
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(FEED.search(start)) and "arxiv.org" in start


def read(text: str) -> Imported:
    """Return the works in an Atom feed of arXiv; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = xml.read(text.lstrip("\ufeff"))
    entries = root.all("entry")
    for entry in entries[:MAX_ENTRIES]:
        for child in entry.children():
            if child.name not in KNOWN:
                notes.unused(child.name, child)
    found = compact(_publication(entry, notes) for entry in entries[:MAX_ENTRIES])
    if len(entries) > MAX_ENTRIES:
        notes.warn(
            f"only the first {MAX_ENTRIES} of {len(entries)} entries are read", entries[MAX_ENTRIES], "split the file"
        )
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _publication(entry: Element, notes: Diagnostics) -> Publication | None:
    """Return the preprint of an entry, or the paper if it refers to a journal; None, with a note, for an error."""
    if "/api/errors" in entry.first("id").text:
        notes.warn(f"arXiv answered with an error: {entry.first('summary').text}", entry, "fix the query")
        return None
    day = dates.date(entry.first("published").text)
    number = find_arxiv(entry.first("id").text)
    found: dict[str, Any] = {"title": _text_of(entry, "title"), "abstract": _text_of(entry, "summary")}
    found["authors"] = people.authors((SourceText(one.first("name").text, one) for one in entry.all("author")), notes)
    found |= {"arxiv": SourceText(number, entry.first("id")), "year": day.year if day else None}
    found |= {"doi": SourceText(bare_doi(entry.first("doi").text), entry.first("doi"))}
    found |= {"type": "preprint", "status": "preprint", "venue": "arXiv"}
    if day and day.month:
        notes.unused("published: month and day", entry.first("published"), dates.ONLY_YEARS)
    for one in entry.all("author"):
        for child in one.all("affiliation"):
            notes.unused("affiliation", child)
    comment = entry.first("comment")
    if status := parse_status(re.split(r"[.;]", comment.text)[0]):
        found["status"] = status
    elif comment.text:
        notes.unused("comment", comment)
    for name, value in (("id", number), ("published", day)):
        if entry.first(name).text and not value:
            notes.warn(f"{name}: '{entry.first(name).text}' is not understood, and is left out", entry.first(name))
    return make(Publication, found | _reference(entry), notes, entry)


def _reference(entry: Element) -> dict[str, Any]:
    """Return the parts of a journal reference; a reference of another form is the venue as a whole."""
    element = entry.first("journal_ref")
    whole = " ".join(element.text.split())
    if not whole:
        return {}
    found = next((found for pattern in REFERENCES if (found := pattern.fullmatch(whole[:MAX_LENGTH]))), None)
    venue = found["venue"].strip(" ,") if found else whole
    parts: dict[str, Any] = {"venue": SourceText(html.literal(venue), element), "status": None}
    parts["type"] = type_at("conference" if CONFERENCE.search(whole[:MAX_LENGTH]) else "journal", whole)
    if year := dates.year(found["year"] if found else whole):
        parts["year"] = year
    if found:
        parts |= {"volume": found["volume"], "issue": found["issue"], "pages": identifiers.pages(found["pages"])}
    return parts


def _text_of(entry: Element, name: str) -> SourceText:
    """Return the text of a child element; authors may have written TeX in it."""
    element = entry.first(name)
    return SourceText(html.literal(tex.plain(element.text)), element)
