"""The CSV that Google Scholar exports from a profile -> a profile; it has initials, and cuts long lists of authors."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import identifiers, people, works
from cvgen.importers.mapping.records import every, make
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


def claims(name: str, text: str) -> bool:
    """Whether its first line has the columns of Google Scholar."""
    return bool(HEADER.match(text.lstrip(" \t\r\n")))


def read(text: str) -> Imported:
    """The text of citations.csv -> its works; it does not tell whose they are."""
    notes = Diagnostics()
    found = every(_publication(row, notes) for row in csv.read(text, notes))
    if found:
        hint = "use it to find what is missing; a .bib file or Crossref knows the full names"
        notes.warn("Google Scholar gives initials instead of names", SourceText(""), hint)
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _publication(row: Row, notes: Diagnostics) -> Publication | None:
    """A row -> the publication; None, and a note, for one without a title."""
    at = next(iter(row.values()), SourceText(""))
    for name in row:
        if name not in COLUMNS:
            notes.unused(name, row[name])
    authors = row.get("Authors", SourceText("", at))
    if CUT.search(authors.text):
        notes.warn("the list of authors is cut off", authors, "complete it")
    found: dict[str, Any] = {"title": _markdown(row, "Title"), "publisher": _markdown(row, "Publisher")}
    found["authors"] = people.authors((SourceText(part, authors) for part in authors.text.split(";")), notes)
    found |= {"volume": row.get("Volume"), "issue": row.get("Number"), "year": row.get("Year")}
    if "Pages" in row:
        found["pages"] = SourceText(identifiers.pages(row["Pages"].text), row["Pages"])
    return make(Publication, found | _where(row), notes, at)


def _where(row: Row) -> dict[str, Any]:
    """Venue and type, as far as the name of the venue tells it; a number of arXiv that stands in it."""
    said = row.get("Publication")
    if not said:
        return {}
    venue, status = split_status(said.text)
    number, shown = find_arxiv(said.text), server_name(venue)
    is_conference = bool(CONFERENCE.search(venue))
    kind = type_at("conference" if is_conference else "journal" if row.get("Volume") else None, shown)
    found: dict[str, Any] = {"venue": SourceText(html.literal(shown), said), "type": kind, "arxiv": number}
    return found | {"status": status or ("preprint" if kind == "preprint" else None)}


def _markdown(row: Row, name: str) -> SourceText | None:
    return SourceText(html.markdown(row[name].text), row[name]) if name in row else None
