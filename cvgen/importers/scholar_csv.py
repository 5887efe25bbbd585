"""Import tables of publications: of Google Scholar, Publish or Perish, Scopus, Web of Science, or made by hand.

The names of the columns decide; Google Scholar and Publish or Perish have initials instead of names.
"""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import identifiers, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import csv, html
from cvgen.importers.syntax.csv import Row
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.status import server_name, split_status, type_at

# What a column holds -> its names in lower case, the more specific ones first; those of two letters are of Web of
# Science.
COLUMNS: dict[str, tuple[str, ...]] = {
    "title": ("title", "article title", "document title", "titel", "titre", "título", "titolo", "ti"),
    "authors": ("author full names", "author full name", "authors", "author", "author(s)", "autoren", "auteurs",
                "autores", "af", "au"),
    "venue": ("publication", "source title", "publication title", "journal", "journal/book", "venue", "source",
              "veröffentlichung", "zeitschrift", "revue", "revista", "publicación", "so"),
    "conference": ("conference name", "conference title", "conference", "ct"),
    "volume": ("volume", "band", "volumen", "vl"),
    "issue": ("number", "issue", "nummer", "numéro", "número", "is"),
    "pages": ("pages", "seiten", "páginas"),
    "first": ("page start", "start page", "startpage", "bp"), "last": ("page end", "end page", "endpage", "ep"),
    "article": ("art. no.", "article number", "ar"),
    "year": ("year", "publication year", "jahr", "année", "año", "ano", "py"),
    "publisher": ("publisher", "verlag", "éditeur", "editorial", "pu"), "editors": ("editors", "book editors", "be"),
    "doi": ("doi", "di"), "pmid": ("pubmed id", "pmid", "pm"), "isbn": ("isbn", "bn"), "abstract": ("abstract", "ab"),
    "tags": ("author keywords", "de"), "link": ("articleurl", "url"), "pdf": ("fulltexturl", "pdf"),
    "place": ("conference location", "publisher city", "place", "pi"), "series": ("book series title", "series", "se"),
    "language": ("language of original document", "language", "la"), "edition": ("edition",),
    "type": ("document type", "publication type", "type", "dt"),
}  # fmt: skip
# Counts and numbers of records, the words of the database, and other people's addresses.
NOTHING = (
    "authors", "author", "au", "author(s) id", "cites", "cited by", "cited", "citesurl", "gsrank", "querydate",
    "citationurl", "ecc", "citesperyear", "citesperauthor", "authorcount", "age", "relatedurl", "link", "eid", "source",
    "publication stage", "open access", "affiliations", "authors with affiliations", "index keywords", "references",
    "correspondence address", "abbreviated source title", "conference code", "coden", "page count", "pt", "ut", "wc",
    "sc", "we", "ga", "nr", "tc", "z9", "u1", "u2", "c1", "c3", "rp", "em", "id", "ri", "oi", "ji", "j9", "da", "oa",
    "hc", "hp", "cr", "publication type", "type",
)  # fmt: skip
TYPES: dict[str, PublicationType] = {
    "article": "journal", "review": "review", "conference paper": "conference", "proceedings paper": "conference",
    "book": "book", "book chapter": "chapter", "editorial": "editorial", "editorial material": "editorial",
    "letter": "journal", "note": "journal", "short survey": "review", "data paper": "journal",
    "meeting abstract": "abstract", "erratum": "other", "correction": "other", "preprint": "preprint",
}  # fmt: skip
CUT = re.compile(r"(?:\.\.\.|…)\s*;?\s*$")
CONFERENCE = re.compile(r"\b(?:proceedings|conference|symposium|congress|meeting)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?<!\s)\s*\(\d+\)$")  # "Anderson, Ronald C. (7402)": a person of Scopus
FAMILY_FIRST = re.compile(r"([^,]+?) ((?:[A-Z]\.-?)+)")  # "de Groot Z.": as Scopus writes people
MAX_HEADER = 5_000


def detects(name: str, text: str) -> bool:
    """Return whether the first line has the columns of a table of publications: titles, authors and one more."""
    header = text.lstrip("\ufeff \t\r\n")[:MAX_HEADER].partition("\n")[0]
    names = {cell.strip().strip('"').lower() for cell in header.split(_delimiter(header))}
    known = [key for key, columns in COLUMNS.items() if names & set(columns)]
    return "title" in known and "authors" in known and len(known) > 2


def read(text: str) -> Imported:
    """Return the works in a table; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    text = text.lstrip("\ufeff")
    rows = csv.read(text, notes, delimiter=_delimiter(text.lstrip()[:MAX_HEADER].partition("\n")[0]))
    found = compact(_publication(_Table(row), notes) for row in rows)
    if found and not any(_has_full_names(paper) for paper in found):
        hint = "use this file to find missing works; a .bib file or Crossref has the full names"
        notes.warn("the table gives initials instead of names", SourceText(""), hint)
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _delimiter(header: str) -> str:
    """Return what separates the columns: tabs for Web of Science, semicolons for Excel in many countries."""
    return max(",\t;", key=header.count)


def _has_full_names(paper: Publication) -> bool:
    """Return whether an author has a given name, not only initials."""
    return any(re.match(r"\w*[a-z]\w*\.? ", author.name) for author in paper.authors if not author.left_out)


class _Table:
    """A row whose cells are found by what they hold, whatever the names of the columns are."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self._names = {name.lower(): name for name in row}

    def get(self, key: str) -> SourceText | None:
        """Return the cell that holds `key`, None if it is empty."""
        cell: SourceText | None = self.row.get(self.column(key))
        return cell

    def column(self, key: str) -> str:
        """Return the name of the column that holds `key`."""
        return next((self._names[name] for name in COLUMNS[key] if name in self._names), key)

    def text(self, key: str) -> str:
        """Return the text of a cell, "" if it is empty."""
        return cell.text if (cell := self.get(key)) else ""

    def unused(self, notes: Diagnostics) -> None:
        """Note the cells that a profile has no field for."""
        self.row.unused(notes, *(name for low, name in self._names.items() if low in NOTHING))


def _publication(table: _Table, notes: Diagnostics) -> Publication | None:
    """Return the publication of a row; None, with a note, if it has no title."""
    at = next(iter(table.row.values()), SourceText(""))
    found: dict[str, Any] = {key: _markdown(table, key) for key in ("title", "publisher", "abstract")}
    found |= {"authors": _people(table, "authors", notes), "editors": _people(table, "editors", notes)}
    found |= {key: table.get(key) for key in ("volume", "issue", "year", "pmid")}
    if isbn := table.get("isbn"):
        found["isbn"] = SourceText(re.split(r"[;,\s]", isbn.text)[0], isbn)
    if tags := table.get("tags"):
        found["tags"] = [SourceText(tag.strip(), tags) for tag in tags.text.split(";")]
    found |= {key: _markdown(table, key) for key in ("place", "series", "edition")}
    if language := table.get("language"):
        found["language"] = SourceText(languages.name(language.text), language)
    found |= _pages(table) | _where(table, notes) | _numbers(table)
    found["place"] = None if found["type"] == "journal" else found["place"]  # of a journal's publisher
    table.unused(notes)
    return make(Publication, found, notes, at)


def _people(table: _Table, key: str, notes: Diagnostics) -> list[Author]:
    """Return people from one cell; a list of authors that ends in dots is incomplete."""
    cell = table.get(key)
    if cell is None or cell.text.startswith("[No author"):
        return []
    text = CUT.sub("et al.", cell.text)
    if text != cell.text:
        notes.warn("the list of authors is incomplete", cell, "complete it")
    return people.authors((SourceText(_ordered(part), cell) for part in _split(text)), notes)


def _split(text: str) -> list[str]:
    """Return the names in a cell; commas separate them where each part is a name by itself, as "AG Meyer, J Smith"."""
    parts = [part.strip() for part in text.split(", ")]
    return parts if ";" not in text and all(" " in part for part in parts) else text.split(";")


def _ordered(name: str) -> str:
    """Return a name in an order that is understood: "de Groot Z." -> "de Groot, Z."; the number of a person goes."""
    name = NUMBERED.sub("", name.strip())
    found = FAMILY_FIRST.fullmatch(name)
    return f"{found[1]}, {found[2]}" if found else name


def _pages(table: _Table) -> dict[str, Any]:
    """Return the pages, from one column or two, or else the number of the article."""
    if cell := table.get("pages"):
        return {"pages": SourceText(identifiers.pages(cell.text), cell)}
    first, last = table.get("first"), table.text("last")
    if first is None:
        return {"pages": table.get("article")}
    return {"pages": SourceText(f"{first.text}–{last}" if last and last != first.text else first.text, first)}


def _where(table: _Table, notes: Diagnostics) -> dict[str, Any]:
    """Return venue and type, as far as the columns show them, and an arXiv id in the name of the venue."""
    source = table.get("venue")
    conference = table.get("conference")
    if conference and source and conference.text.lower() not in source.text.lower():
        notes.unused(table.column("conference"), conference)
    source = source or conference
    kind = table.text("type").lower()
    kinds = [TYPES[part] for part in re.split(r"\s*;\s*", kind) if part in TYPES]
    if source is None:
        return {"type": kinds[0] if kinds else None}
    venue, status = split_status(source.text)
    number, venue_name = find_arxiv(source.text), server_name(venue)
    stated = "conference" if "conference" in kinds else kinds[0] if kinds else None
    is_conference = bool(CONFERENCE.search(venue)) or conference is not None
    given = stated or ("conference" if is_conference else "journal" if table.get("volume") else None)
    given = type_at(given, venue_name)
    found: dict[str, Any] = {"venue": SourceText(html.literal(venue_name), source), "type": given}
    found |= {"arxiv": number} if number else {}
    return found | {"status": status or ("preprint" if given == "preprint" else None)}


def _numbers(table: _Table) -> dict[str, Any]:
    """Return DOI, arXiv id and link."""
    cell = table.get("doi")
    doi = bare_doi(cell.text) if cell else ""
    found: dict[str, Any] = {"doi": SourceText(doi, cell)} if cell and not find_arxiv(doi) else {}
    found |= {"arxiv": number} if (number := find_arxiv(doi)) else {}
    if link := table.get("link"):
        in_link = identifiers.in_link(link.text)
        found = in_link | found
        found["links"] = {} if in_link else {"Paper": link}
    if pdf := table.get("pdf"):
        found["links"] = found.get("links", {}) | {"PDF": pdf}
    return found


def _markdown(table: _Table, key: str) -> SourceText | None:
    """Return a cell as Text, None if it is empty."""
    cell = table.get(key)
    return SourceText(html.markdown(cell.text), cell) if cell else None
