"""Import EndNote's XML export, which Mendeley, Rayyan and Covidence write as well."""

import re
from typing import Any

from cvgen import xml
from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import arxiv_of_doi, bare_doi, find_arxiv, find_pmid
from cvgen.profile.model import Author, Patent, Profile, Publication
from cvgen.profile.status import parse_status, server_name, split_status, type_at
from cvgen.xml import Element

ROOT = re.compile(r"<records?[\s>].{0,3000}?<ref-type\b", re.DOTALL)
TYPES: dict[str, PublicationType] = {
    "journal article": "journal", "electronic article": "journal", "magazine article": "journal", "book": "book",
    "edited book": "edited volume", "electronic book": "book", "classical work": "book", "serial": "book",
    "book section": "chapter", "electronic book section": "chapter", "encyclopedia": "chapter", "dictionary": "chapter",
    "conference paper": "conference", "conference proceedings": "conference", "thesis": "thesis", "report": "report",
    "standard": "report", "government document": "report", "dataset": "dataset", "computer program": "software",
    "unpublished work": "preprint", "manuscript": "preprint", "preprint": "preprint", "newspaper article": "other",
    "web page": "other", "blog": "other", "generic": "other", "online multimedia": "other", "pamphlet": "other",
    "press release": "other", "online database": "other",
}  # fmt: skip
USED = ("ref-type", "contributors", "titles", "periodical", "alt-periodical", "pages", "volume", "number", "keywords",
        "dates", "publisher", "isbn", "electronic-resource-num", "urls", "abstract", "notes", "label", "work-type",
        "accession-num", "pub-location", "edition", "language")  # fmt: skip
BOOKKEEPING = ("database", "source-app", "rec-number", "foreign-keys", "call-num", "remote-database-name",
               "remote-database-provider", "access-date", "modified-date", "added-date", "image", "caption",
               "record-properties", "authors-address")  # fmt: skip
WITH_ISBN = ("book", "edited volume", "chapter")
SERIES = ("book", "edited book", "electronic book")  # whose second title is a series
MAX_RECORDS = 5_000


def detects(name: str, text: str) -> bool:
    """Return whether a text is XML with a record of EndNote."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(ROOT.search(text[:50_000]))


def read(text: str) -> Imported:
    """Return the works in an XML file of EndNote; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = xml.read(text.lstrip("\ufeff"))
    records = [one for part in (root, *root.all("records")) for one in part.all("record")]
    if len(records) > MAX_RECORDS:
        notes.warn(f"only the first {MAX_RECORDS} of {len(records)} records are read", records[MAX_RECORDS])
    records = records[:MAX_RECORDS]
    for record in records:
        _report_unused(record, notes)
    papers = compact(_publication(record, notes) for record in records if _kind(record) != "patent")
    patents = compact(_patent(record, notes) for record in records if _kind(record) == "patent")
    return Imported(Profile(name="", publications=works.joined(papers), patents=patents), notes.problems())


def _report_unused(record: Element, notes: Diagnostics) -> None:
    """Note each field of a record that a profile has no field for."""
    kind = _kind(record)
    for child in record.children():
        if child.text and child.name not in USED and child.name not in BOOKKEEPING:
            notes.unused(child.name, child)
    for group, known in (("titles", ("title", "secondary-title", "tertiary-title", "short-title", "alt-title")),
                         ("contributors", ("authors", "secondary-authors", "subsidiary-authors")),
                         ("dates", ("year", "pub-dates"))):  # fmt: skip
        for child in record.first(group).children():
            if child.text and child.name not in known:
                notes.unused(child.name, child)
    for name, is_used in (
        ("isbn", TYPES.get(kind) in WITH_ISBN or kind == "patent"),
        ("number", TYPES.get(kind) == "journal" or kind == "patent"),
        ("work-type", kind == "thesis"),
    ):
        if record.first(name).text and not is_used:
            notes.unused(name, record.first(name))
    for link in record.first("urls").children():
        for url in link.all("url"):
            if not url.text.startswith("http"):
                notes.unused(f"{link.name}: a file", url)


def _kind(record: Element) -> str:
    """Return the type of a record in lower case, such as "journal article"."""
    element = record.first("ref-type")
    return element.attributes.get("name", element.text).strip().lower()


def _publication(record: Element, notes: Diagnostics) -> Publication | None:
    """Return the publication of a record; None, with a note, if it has no title."""
    kind = _kind(record)
    if kind not in TYPES:
        notes.warn(f"unknown type of reference '{kind}'", record.first("ref-type"))
    found: dict[str, Any] = {"title": _text(record.first("titles").first("title"))}
    found |= {"authors": _people(record, "authors", notes), "editors": _people(record, "secondary-authors", notes)}
    found |= {"volume": _text(record.first("volume")), "publisher": _text(record.first("publisher"))}
    found |= {"issue": _text(record.first("number")) if TYPES.get(kind) == "journal" else None}
    found |= {"abstract": _text(record.first("abstract")), "pages": _pages(record)}
    found |= {"tags": [_text(word) for word in record.first("keywords").all("keyword")]}
    found |= {"id": identifiers.entry_key(record.first("label").text) or None}
    found |= {"place": _text(record.first("pub-location")), "edition": _edition(record)}
    found |= {"series": _text(record.first("titles").first("tertiary-title"))}
    found |= {"translators": _people(record, "subsidiary-authors", notes)}
    language = record.first("language")
    found["language"] = SourceText(languages.name(language.text), language)
    found |= _where(record, kind) | _year(record, notes) | _numbers(record, kind)
    if found.get("arxiv") and found["type"] == "preprint" and not found["venue"].text:
        found["venue"] = "arXiv"
    return make(Publication, found, notes, record)


def _patent(record: Element, notes: Diagnostics) -> Patent | None:
    """Return the patent of a record."""
    found: dict[str, Any] = {"title": _text(record.first("titles").first("title"))}
    found |= {"inventors": _people(record, "authors", notes), "date": _text(record.first("dates").first("year"))}
    number = next((one for name in ("isbn", "number") if (one := record.first(name)).text), None)
    return make(Patent, found | {"number": _text(number) if number else None}, notes, record)


def _people(record: Element, role: str, notes: Diagnostics) -> list[Author]:
    """Return people; a comma at the end of a name says that it must not be reordered."""
    found: list[Author] = []
    for one in record.first("contributors").first(role).children():
        name = one.text
        if name.endswith(",") and (group := people.whole(name.rstrip(", "))):
            found.append(group)
        else:
            found += people.authors([SourceText(name, one)], notes)
    return people.placed(found)


def _edition(record: Element) -> SourceText:
    """Return the edition."""
    source = _text(record.first("edition"))
    return SourceText(identifiers.edition(source.text), source)


def _where(record: Element, kind: str) -> dict[str, Any]:
    """Return venue, type and status; the venue of a thesis is its kind and university."""
    titles = record.first("titles")
    names = [titles.first("secondary-title"), record.first("periodical").first("full-title"), titles.first("alt-title")]
    source = next((one for one in names if one.text), titles.first("secondary-title"))
    if kind in SERIES:
        return {"venue": None, "type": TYPES[kind], "series": _text(source)}
    if kind == "thesis" and not source.text:
        parts = [record.first(name).text for name in ("work-type", "publisher")]
        venue = ", ".join(html.markdown(part) for part in parts if part)
        return {"venue": SourceText(venue, record.first("publisher")), "type": "thesis", "publisher": None}
    venue, status = split_status(html.markdown(source.text))
    given = type_at(TYPES.get(kind, "other"), server_name(venue))
    status = status or ("preprint" if given == "preprint" else None)
    return {"venue": SourceText(server_name(venue), source), "type": given, "status": status}


def _year(record: Element, notes: Diagnostics) -> dict[str, Any]:
    """Return the year, or the status that stands in its place."""
    year, day = record.first("dates").first("year"), record.first("dates").first("pub-dates")
    if day.text and not re.fullmatch(r"\d{4}", day.text):
        notes.unused("pub-dates: month and day", day, dates.ONLY_YEARS)
    if status := parse_status(year.text):
        return {"status": status}
    return {"year": _text(year if year.text else day)}


def _pages(record: Element) -> SourceText:
    """Return the pages, with their end in full: "211-39" -> "211–39" stays as it is written."""
    return SourceText(identifiers.pages(record.first("pages").text), record.first("pages"))


def _numbers(record: Element, kind: str) -> dict[str, Any]:
    """Return DOI, arXiv id, PubMed number, ISBN, links and note."""
    element = record.first("electronic-resource-num")
    doi, arxiv = bare_doi(element.text), find_arxiv(element.text)
    found: dict[str, Any] = {"doi": SourceText(doi, element)} if doi and not arxiv_of_doi(doi) and not arxiv else {}
    found |= {"arxiv": SourceText(arxiv, element)} if arxiv else {}
    access = record.first("accession-num")
    if (
        access.text.isdigit()
        and "pubmed" in record.first("remote-database-name").text.lower() + record.first("urls").text
    ):
        found["pmid"] = _text(access)
    if TYPES.get(kind) in WITH_ISBN and (isbn := record.first("isbn")).text:
        found["isbn"] = SourceText(re.split(r"[\s(;]", isbn.text)[0], isbn)
    every = [url for part in record.first("urls").children() for url in part.all("url")]
    web = [SourceText(url.text, url) for url in every if url.text.startswith("http")]
    for one in web:
        found = identifiers.in_link(one.text) | found
    found["links"] = identifiers.labelled(one for one in web if not identifiers.in_link(one.text))
    note = record.first("notes")
    status = parse_status(note.text)
    if (number := find_pmid(note.text)) and "pmid" not in found:
        found["pmid"] = number
    return found | ({"status": status} if status else {"note": _text(note)})


def _text(element: Element) -> SourceText:
    """Return the content of an element as Text; <style face="italic"> is the markup of EndNote."""
    return SourceText(html.markdown(_styled(element)).strip(), element)


def _styled(element: Element) -> str:
    """Return the content of an element as HTML."""
    found = ""
    for part in element.inside:
        if isinstance(part, str):
            found += part.replace("&", "&amp;").replace("<", "&lt;")
            continue
        tags = [tag for face, tag in (("italic", "i"), ("bold", "b"), ("superscript", "sup"), ("subscript", "sub"))
                if face in part.attributes.get("face", "")]  # fmt: skip
        found += "".join(f"<{tag}>" for tag in tags) + _styled(part) + "".join(f"</{tag}>" for tag in reversed(tags))
    return found
