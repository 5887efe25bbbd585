"""arXiv's answer in Atom, export.arxiv.org/api/query -> a profile of preprints, and of papers where it tells of one."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, people, works
from cvgen.importers.mapping.records import every, make
from cvgen.importers.syntax import html, tex, xml
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.importers.syntax.xml import Element
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import parse_status, type_at

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
MOST, LONGEST = 5_000, 400


def claims(name: str, text: str) -> bool:
    """Whether it is an Atom feed of arXiv."""
    start = text[:5000]
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(FEED.search(start)) and "arxiv.org" in start


def read(text: str) -> Imported:
    """A feed of arXiv -> its works; it does not tell whose they are."""
    notes = Diagnostics()
    root = xml.read(text.lstrip("\ufeff"))
    entries = root.all("entry")
    for entry in entries[:MOST]:
        for child in entry.children():
            if child.name not in KNOWN:
                notes.unused(child.name, child)
    found = every(_publication(entry, notes) for entry in entries[:MOST])
    if len(entries) > MOST:
        notes.warn(f"only the first {MOST} of {len(entries)} entries are read", entries[MOST], "split the file")
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _publication(entry: Element, notes: Diagnostics) -> Publication | None:
    """An entry -> a preprint; a paper, if it has a reference to a journal."""
    if "/api/errors" in entry.first("id").text:
        notes.warn(f"arXiv's answer is an error: {entry.first('summary').text}", entry, "mend the query")
        return None
    day = dates.date(entry.first("published").text)
    number = find_arxiv(entry.first("id").text)
    found: dict[str, Any] = {"title": _said(entry, "title"), "abstract": _said(entry, "summary")}
    found["authors"] = people.authors((SourceText(one.first("name").text, one) for one in entry.all("author")), notes)
    found |= {"arxiv": SourceText(number, entry.first("id")), "year": day.year if day else None}
    found |= {"doi": SourceText(bare_doi(entry.first("doi").text), entry.first("doi"))}
    found |= {"type": "preprint", "status": "preprint", "venue": "arXiv"}
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
    """The reference to a journal, in parts where it can be parted, else whole as the venue."""
    element = entry.first("journal_ref")
    whole = " ".join(element.text.split())
    if not whole:
        return {}
    found = next((found for pattern in REFERENCES if (found := pattern.fullmatch(whole[:LONGEST]))), None)
    venue = found["venue"].strip(" ,") if found else whole
    parts: dict[str, Any] = {"venue": SourceText(html.literal(venue), element), "status": None}
    parts["type"] = type_at("conference" if CONFERENCE.search(whole[:LONGEST]) else "journal", whole)
    if year := dates.year(found["year"] if found else whole):
        parts["year"] = year
    if found:
        parts |= {"volume": found["volume"], "issue": found["issue"], "pages": identifiers.pages(found["pages"])}
    return parts


def _said(entry: Element, name: str) -> SourceText:
    """A text, in which authors may have written TeX."""
    element = entry.first(name)
    return SourceText(html.literal(tex.plain(element.text)), element)
