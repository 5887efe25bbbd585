"""Interpret the fields of an entry: people, dates, venue, identifiers, links and honors."""

import re
from typing import Any

from cvgen.importers.bibtex import names, texts
from cvgen.importers.bibtex.blocks import Block
from cvgen.importers.mapping import dates, identifiers, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Honor
from cvgen.profile.status import parse_status, server_name, split_status

VENUES = ("journal", "journaltitle", "booktitle", "maintitle", "eventtitle", "school", "howpublished", "institution",
          "organization", "venue")  # fmt: skip
LINKS = {"url": "Paper", "html": "Paper", "link": "Paper", "pdf": "PDF", "code": "Code", "slides": "Slides",
         "poster": "Poster", "video": "Video", "website": "Website", "project": "Website", "supp": "Supplement",
         "blog": "Blog", "demo": "Demo", "data": "Data", "dataset": "Data"}  # fmt: skip
PAGES = ("pages", "eid", "articleno", "article-number")
EPRINTS = ("arxiv", "arxivid", "eprint")
ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/+-]{1,11}")
WEB_ADDRESS = re.compile(r"\s*(?:\\url\s*\{)?(?:https?://|www\.)\S+\s*$")
ADDRESS = re.compile(r"https?://[^\s{}]+")
LINKED = re.compile(r"(\{)?\\href\s*\{(?P<url>[^{}]*)\}\s*\{(?P<words>.*)\}(?(1)\})", re.DOTALL)

Fields = dict[str, SourceText]
Found = dict[str, Any]


def word(fields: Fields, name: str) -> str:
    """Return the raw text of a field, "" if the field is missing."""
    return fields[name].text.strip() if name in fields else ""


def people(block: Block, notes: Diagnostics) -> Found:
    """Return authors and editors; the editors of a whole volume are its authors."""
    found = {
        f"{name}s": names.authors(block.fields[name], word(block.fields, f"{name}+an"), notes)
        for name in ("author", "editor")
        if name in block.fields
    }
    if block.kind in ("proceedings", "collection") and "authors" not in found:
        found["authors"] = found.pop("editors", [])
    return found


def read_dates(fields: Fields, notes: Diagnostics) -> Found:
    """Return the year, and the date if the entry has both, because then it is deliberate.

    A month or day alone is that of an issue: a CV that printed it for some papers would look careless.
    """
    date, year = dates.date(word(fields, "date")), dates.year(word(fields, "year"))
    known = year or (date.year if date else None)
    for name in ("year", "date"):
        text = word(fields, name)
        if text and not known and not parse_status(text):
            notes.warn(f"'{text}' is not a {name}, and is left out", fields[name])
    if date and date.month and year:
        return {"year": known, "date": date}
    for name in ("date", "month"):
        if name in fields and (name == "month" or (date and date.month)):
            notes.unused(name, fields[name], works.ONLY_YEARS)
    return {"year": known}


def read_identifiers(fields: Fields, notes: Diagnostics) -> Found:
    """Return DOI, arXiv id and PubMed id from their fields or from other fields that contain them."""
    found: Found = {}
    if "doi" in fields:
        doi = bare_doi(texts.url(fields["doi"].text))
        number = find_arxiv(doi)
        found["arxiv" if number else "doi"] = SourceText(number or doi, fields["doi"])
    for name in EPRINTS:
        raw, kind = texts.url(word(fields, name)), word(fields, "archiveprefix") or word(fields, "eprinttype")
        if raw and (name != "eprint" or kind.lower() in ("", "arxiv")):
            found["arxiv"] = SourceText(find_arxiv(raw, sure=True) or raw, fields[name])
        elif raw:
            notes.unused(name, fields[name])
    for name in ("journal", "howpublished", "note", "number"):
        if "arxiv" not in found and (number := find_arxiv(word(fields, name))):
            found["arxiv"] = SourceText(number, fields[name])
    return found | ({"pmid": fields["pubmedid"]} if "pubmedid" in fields else {})


def venue(fields: Fields, notes: Diagnostics) -> Found:
    """Return the venue, followed by its abbreviation; a status in it is removed and returned as the status."""
    name = next((name for name in VENUES if word(fields, name)), "")
    if not name or (name == "howpublished" and ADDRESS.search(fields[name].text)):
        return {}
    source = texts.text(fields[name], notes)
    venue_name, status = split_status(source.text)
    venue_name, short = server_name(venue_name), word(fields, "abbr").strip("{}")
    if venue_name and ABBREVIATION.fullmatch(short) and short not in venue_name:
        venue_name = f"{venue_name} ({short})"
    for other in VENUES[VENUES.index(name) + 1 :]:
        if other in fields and other not in ("venue", "howpublished"):
            notes.unused(other, fields[other])
    return {"venue": SourceText(venue_name, source), "status": status}


def extent(fields: Fields) -> Found:
    """Return issue and pages, or the number of the article if there are no pages."""
    found: Found = {}
    pages = next((fields[name] for name in PAGES if name in fields), None)
    if pages:
        found["pages"] = SourceText(identifiers.pages(texts.plain(pages.text)), pages)
    number = fields.get("issue") or fields.get("number")
    if number and not find_arxiv(number.text):
        found["issue"] = SourceText(texts.plain(number.text), number)
    return found


def links(fields: Fields, notes: Diagnostics) -> dict[str, SourceText]:
    """Return the addresses of an entry by label; an unknown field with an address is also a link."""
    found: dict[str, SourceText] = {}
    for name, source in fields.items():
        if name == "howpublished" and (address := ADDRESS.search(source.text)):
            found.setdefault("Paper", SourceText(texts.url(address[0]), source))
        elif WEB_ADDRESS.match(source.text):
            label = LINKS.get(name) or name.title().replace("_", " ").strip() or "Link"
            found.setdefault(label, SourceText(texts.url(source.text), source))
        elif name in LINKS and source.text.strip():
            notes.warn(f"'{name}' is left out: it is not a web address", source)
    return found


def honors(fields: Fields, notes: Diagnostics) -> list[Honor]:
    """Return the honors in al-folio's `award`, which are separated by "and"; a link keeps its address."""
    name = "award" if "award" in fields else "award_name"
    found: list[Honor | None] = []
    for item in names.items(word(fields, name)) if name in fields else ():
        if item:
            link = LINKED.fullmatch(item)
            source = texts.text(SourceText(link["words"] if link else item, fields[name]), notes)
            found.append(make(Honor, {"text": source, "url": texts.url(link["url"]) if link else None}, notes, source))
    return list(compact(found))
