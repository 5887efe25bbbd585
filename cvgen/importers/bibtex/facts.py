"""Interpret the fields of an entry: people, dates, venue, identifiers and honors."""

import re
from typing import Any

from cvgen.importers.bibtex import names, texts
from cvgen.importers.bibtex.blocks import Block
from cvgen.importers.bibtex.journals import spelled_out
from cvgen.importers.bibtex.links import ADDRESS
from cvgen.importers.mapping import dates, identifiers, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import DOI, bare_doi, find_arxiv, find_doi
from cvgen.profile.model import Honor
from cvgen.profile.status import parse_status, server_name, split_status

VENUES = ("journal", "journaltitle", "booktitle", "maintitle", "eventtitle", "school", "howpublished", "institution",
          "organization", "venue")  # fmt: skip
PAGES = ("pages", "eid", "articleno", "article-number")
EPRINTS = ("arxiv", "arxivid", "eprint")
ARCHIVES = {"jstor": "https://www.jstor.org/stable/{}", "hdl": "https://hdl.handle.net/{}", "hal": "https://hal.science/{}",
            "googlebooks": "https://books.google.com/books?id={}", "ssrn": "https://ssrn.com/abstract={}",
            "iacr": "https://eprint.iacr.org/{}"}  # fmt: skip
TWO_YEARS = re.compile(r"\s*(\d{4})\s*(?:\[|\(|/|-{1,2}|–)\s*(?:\d{4}|\d{2})\s*[\])]?\s*")  # 2017 [2018], 2018/19
PLACEHOLDER = re.compile(r"[\W_xn?]*|tb[ad]|to be .*|n/?a|none|doi|pending|unknown", re.IGNORECASE)
ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/+-]{1,11}")
LINKED = re.compile(r"(\{)?\\href\s*\{(?P<url>[^{}]*)\}\s*\{(?P<words>.*)\}(?(1)\})", re.DOTALL)

Fields = dict[str, SourceText]
Found = dict[str, Any]


def word(fields: Fields, name: str) -> str:
    """Return the raw text of a field, "" if the field is missing."""
    return fields[name].text.strip() if name in fields else ""


def people(block: Block, notes: Diagnostics) -> Found:
    """Return authors, editors and translators."""
    return {
        f"{name}s": names.authors(block.fields[name], word(block.fields, f"{name}+an"), notes)
        for name in ("author", "editor", "translator")
        if name in block.fields
    }


def read_dates(fields: Fields, notes: Diagnostics) -> Found:
    """Return the year, and the date if the entry has both, because then it is deliberate.

    A month or day alone is that of an issue: a CV that printed it for some papers would look careless.
    """
    two = TWO_YEARS.fullmatch(word(fields, "year"))
    if two:
        notes.warn(f"the first year of '{word(fields, 'year')}' is used", fields["year"])
    date, year = dates.date(word(fields, "date")), dates.year(two[1] if two else word(fields, "year"))
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
    found: Found = _doi(fields, notes) if "doi" in fields else {}
    for name in EPRINTS:
        found |= _eprint(name, fields, notes) if word(fields, name) else {}
    for name in ("journal", "howpublished", "note", "number", "volume"):
        if "arxiv" not in found and (number := find_arxiv(word(fields, name))):
            found["arxiv"] = SourceText(number, fields[name])
    return found | ({"pmid": fields["pubmedid"]} if "pubmedid" in fields else {})


def _doi(fields: Fields, notes: Diagnostics) -> Found:
    """Return the DOI, or the arXiv number that it stands for; a placeholder such as XX is noted."""
    raw = bare_doi(texts.url(fields["doi"].text))
    if number := find_arxiv(raw):
        return {"arxiv": SourceText(number, fields["doi"])}
    doi = raw if DOI.fullmatch(raw) else find_doi(raw) or raw
    if PLACEHOLDER.fullmatch(re.sub(r"10\.\d+/", "", doi)):
        notes.warn(f"'{raw}' is not a DOI, and is left out", fields["doi"])
        return {}
    if doi != raw:
        notes.warn(f"only '{doi}' is read of '{raw}'", fields["doi"])
    return {"doi": SourceText(doi, fields["doi"])}


def _eprint(name: str, fields: Fields, notes: Diagnostics) -> Found:
    """Return the arXiv or PubMed number in a field for e-prints; the addresses of other archives are links."""
    raw, kind = texts.url(word(fields, name)), (word(fields, "archiveprefix") or word(fields, "eprinttype")).lower()
    if number := find_arxiv(raw, sure=name != "eprint" or kind in ("", "arxiv")):
        return {"arxiv": SourceText(number, fields[name])}
    if kind in ("pubmed", "pmid") and raw.isdigit():
        return {"pmid": SourceText(raw, fields[name])}
    if kind == "arxiv" and re.fullmatch(r"\S+", raw) and not raw.startswith("http"):
        return {"arxiv": SourceText(raw, fields[name])}
    if not raw.startswith("http") and kind not in ARCHIVES:
        notes.warn(f"'{raw}' is not an arXiv number, and is left out", fields[name])
    return {}


def archived(fields: Fields) -> Fields:
    """Return the fields, with the address of the work in an archive such as JSTOR."""
    kind = (word(fields, "archiveprefix") or word(fields, "eprinttype")).lower()
    raw = texts.url(word(fields, "eprint"))
    if not raw or kind not in ARCHIVES or raw.startswith("http"):
        return fields
    return {**fields, kind: SourceText(ARCHIVES[kind].format(raw), fields["eprint"])}


def venue(fields: Fields, notes: Diagnostics) -> Found:
    """Return the venue, followed by its abbreviation; a status in it is removed and returned as the status."""
    name = next((name for name in VENUES if word(fields, name)), "")
    if not name or (name == "howpublished" and ADDRESS.search(fields[name].text)):
        return {}
    source = texts.text(SourceText(spelled_out(fields[name].text), fields[name]), notes)
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
    pages = next((fields[name] for name in PAGES if word(fields, name) and not find_arxiv(fields[name].text)), None)
    if pages:
        found["pages"] = SourceText(identifiers.pages(texts.plain(pages.text)), pages)
    number = fields.get("issue") or fields.get("number")
    if number and not find_arxiv(number.text):
        found["issue"] = SourceText(texts.plain(number.text), number)
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
