"""Import the CSV that Google Scholar exports; it has initials instead of names, and shortens long author lists."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import identifiers, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import csv, html
from cvgen.importers.syntax.csv import Row
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import find_arxiv
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import server_name, split_status, type_at

HEADER = re.compile(r"\ufeff?\"?Authors\"?,\"?Title\"?,\"?Publication\"?,", re.IGNORECASE)
COLUMNS = ("Authors", "Title", "Publication", "Volume", "Number", "Pages", "Year", "Publisher")
CUT = re.compile(r"(?:\.\.\.|…)\s*;?\s*$")
CONFERENCE = re.compile(r"\b(?:proceedings|conference|symposium|congress|meeting)\b", re.IGNORECASE)


def detects(name: str, text: str) -> bool:
    """Return whether the first line has the columns of Google Scholar."""
    return bool(HEADER.match(text.lstrip(" \t\r\n")))


def read(text: str) -> Imported:
    """Return the works in a citations.csv; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    found = compact(_publication(row, notes) for row in csv.read(text, notes))
    if found:
        hint = "use this file to find missing works; a .bib file or Crossref has the full names"
        notes.warn("Google Scholar gives initials instead of names", SourceText(""), hint)
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _publication(row: Row, notes: Diagnostics) -> Publication | None:
    """Return the publication of a row; None, with a note, if it has no title."""
    at = next(iter(row.values()), SourceText(""))
    for name in row:
        if name not in COLUMNS:
            notes.unused(name, row[name])
    authors = row.get("Authors", SourceText("", at))
    if CUT.search(authors.text):
        notes.warn("the list of authors is incomplete", authors, "complete it")
    found: dict[str, Any] = {"title": _markdown(row, "Title"), "publisher": _markdown(row, "Publisher")}
    found["authors"] = people.authors((SourceText(part, authors) for part in authors.text.split(";")), notes)
    found |= {"volume": row.get("Volume"), "issue": row.get("Number"), "year": row.get("Year")}
    if "Pages" in row:
        found["pages"] = SourceText(identifiers.pages(row["Pages"].text), row["Pages"])
    return make(Publication, found | _where(row), notes, at)


def _where(row: Row) -> dict[str, Any]:
    """Return venue and type, as far as the venue's name shows it, and an arXiv id in the name."""
    source = row.get("Publication")
    if not source:
        return {}
    venue, status = split_status(source.text)
    number, venue_name = find_arxiv(source.text), server_name(venue)
    is_conference = bool(CONFERENCE.search(venue))
    kind = type_at("conference" if is_conference else "journal" if row.get("Volume") else None, venue_name)
    found: dict[str, Any] = {"venue": SourceText(html.literal(venue_name), source), "type": kind, "arxiv": number}
    return found | {"status": status or ("preprint" if kind == "preprint" else None)}


def _markdown(row: Row, name: str) -> SourceText | None:
    """Return a cell as Text, None if it is empty."""
    return SourceText(html.markdown(row[name].text), row[name]) if name in row else None
