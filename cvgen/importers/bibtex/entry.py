"""One entry of a .bib file -> a publication or a patent."""

import re
from typing import Any, cast, get_args

from cvgen.fields import PublicationStatus, PublicationType, bare_doi
from cvgen.importers import numbers, times, works
from cvgen.importers.bibtex import names, texts
from cvgen.importers.bibtex.blocks import Block
from cvgen.importers.notes import Notes, Said, Spot
from cvgen.importers.records import every, make
from cvgen.profile import Honor, Patent, Publication

TYPES: dict[str, PublicationType | None] = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "book": "book", "mvbook": "book",
    "booklet": "book", "proceedings": "book", "mvproceedings": "book", "collection": "book", "incollection": "chapter",
    "inbook": "chapter", "suppbook": "chapter", "inreference": "chapter", "bookinbook": "chapter",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "report", "misc": None, "online": None, "electronic": None, "www": None, "unpublished": None,
    "dataset": "dataset", "software": "software", "preprint": "preprint",
}  # fmt: skip
PUBSTATES: dict[str, PublicationStatus] = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "in press", "inpress": "in press",
    "prepublished": "preprint", "published": "published", "accepted": "accepted", "under review": "under review",
    "rejected": "rejected",
}  # fmt: skip
VENUES = ("journal", "journaltitle", "booktitle", "maintitle", "eventtitle", "school", "howpublished", "institution",
          "organization", "venue")  # fmt: skip
LINKS = {"url": "Paper", "html": "Paper", "link": "Paper", "pdf": "PDF", "code": "Code", "slides": "Slides",
         "poster": "Poster", "video": "Video", "website": "Website", "project": "Website", "supp": "Supplement",
         "blog": "Blog", "demo": "Demo", "data": "Data", "dataset": "Data"}  # fmt: skip
TEXTS, WORDS = ("title", "publisher", "abstract"), ("volume", "pmid", "isbn")
USED = {*VENUES, *LINKS, *TEXTS, *WORDS, *[
    "subtitle", "author", "author+an", "editor", "editor+an", "year", "date", "month", "number", "pages", "eid",
    "articleno", "article-number", "doi", "eprint", "archiveprefix", "eprinttype", "arxiv", "arxivid", "pmid",
    "pubmedid", "isbn", "note", "annote", "keywords", "pubstate", "entrysubtype", "selected", "award", "award_name",
    "abbr", "crossref", "issue"
]}  # fmt: skip
BOOKKEEPING = re.compile(
    r"timestamp|bib(url|source|tex_show)|file|owner|date-(added|modified)|bdsk-.*|groups?|urldate|preview|numpages|"
    r"primaryclass|mendeley-.*|creationdate|modificationdate|readstatus|ids|added-at|interhash|intrahash|issn|langid|"
    r"language|bibtex_show|google_scholar_id|altmetric|dimensions|citation-key|localfile|priority|ranking"
)
ABBREVIATION = re.compile(r"[A-Z][A-Za-z&/+-]{1,11}")


def publication(block: Block, notes: Notes) -> Publication | None:
    """An entry -> the publication; None, and a note, for one without a title."""
    fields = block.fields
    found = {name: texts.text(fields[name], notes) for name in TEXTS if name in fields}
    found |= {name: Said(texts.plain(fields[name].text), fields[name]) for name in WORDS if name in fields}
    if "subtitle" in fields and "title" in found:
        subtitle = texts.text(fields["subtitle"], notes)
        found["title"] = Said(f"{found['title'].text.rstrip(': ')}: {subtitle.text}", found["title"])
    if block.kind not in TYPES:
        notes.warn(f"@{block.kind} is not a type of entry that is known", Spot(block.place))
    values: dict[str, Any] = {**found, "id": block.key.strip() or None, "selected": _is_true(fields.get("selected"))}
    values |= _people(block, notes) | _dates(block, notes) | _identifiers(block, notes)
    values |= _venue(block, notes) | _extent(block)
    values["type"] = _type(block, values)
    values["status"] = _status(block, values, notes)
    values["links"] = _links(block, values, notes)
    values["honors"] = _honors(block, notes)
    values["tags"] = [texts.plain(tag) for tag in re.split(r"[,;]", _text(fields, "keywords")) if tag.strip()]
    _unused(block, notes)
    return make(Publication, {key: value for key, value in values.items() if value}, notes, Spot(block.place))


def patent(block: Block, notes: Notes) -> Patent | None:
    """A @patent -> the patent."""
    fields = block.fields
    found: dict[str, Any] = {"title": texts.text(fields["title"], notes)} if "title" in fields else {}
    found |= {"id": block.key.strip() or None, "inventors": _people(block, notes).get("authors")}
    words = {
        name: Said(texts.plain(fields[name].text), fields[name]) for name in ("number", "pubstate") if name in fields
    }
    found |= {"number": words.get("number"), "status": words.get("pubstate")}
    found |= {"date": fields.get("date") or fields.get("year")}
    found |= {"url": _url(fields["url"]) if "url" in fields else None}
    found |= {"note": texts.text(fields["note"], notes) if "note" in fields else None}
    for name in set(fields) - {"title", "author", "number", "year", "date", "month", "url", "note", "pubstate"}:
        notes.unused(name, fields[name])
    return make(Patent, {key: value for key, value in found.items() if value}, notes, Spot(block.place))


def _people(block: Block, notes: Notes) -> dict[str, Any]:
    found = {}
    for field, key in (("author", "authors"), ("editor", "editors")):
        if field in block.fields:
            found[key] = names.authors(block.fields[field], _text(block.fields, f"{field}+an"), notes)
    if block.kind in ("proceedings", "collection") and "authors" not in found:
        found["authors"] = found.pop("editors", [])
    return found


def _dates(block: Block, notes: Notes) -> dict[str, Any]:
    """The year; and the date where it stands beside a year, and so says more than that.

    A month or a day alone is that of an issue: a CV that printed it for some papers would look careless.
    """
    fields = block.fields
    found: dict[str, Any] = {}
    date, year = times.date(_text(fields, "date")), times.year(_text(fields, "year"))
    if year or date:
        found["year"] = year or (date.year if date else None)
    if date and year and date.month:
        found["date"] = date
    elif date and date.month:
        notes.unused("date", fields["date"], works.ONLY_YEARS)
    for name in ("year", "date"):
        if _text(fields, name) and not found and not works.status(_text(fields, name)):
            notes.warn(f"'{_text(fields, name)}' is not a {name}, and is left out", fields[name])
    if "month" in fields and "date" not in found:
        notes.unused("month", fields["month"], works.ONLY_YEARS)
    return found


def _identifiers(block: Block, notes: Notes) -> dict[str, Any]:
    """doi, arxiv, pmid and isbn, from fields of their own or from where else they are written."""
    fields = block.fields
    found: dict[str, Any] = {}
    if "doi" in fields:
        doi = bare_doi(texts.url(fields["doi"].text))
        number = numbers.arxiv(doi) if "arxiv" in doi.lower() else ""
        found["arxiv" if number else "doi"] = Said(number or doi, fields["doi"])
    for name in ("arxiv", "arxivid", "eprint"):
        raw, kind = texts.url(_text(fields, name)), _text(fields, "archiveprefix") or _text(fields, "eprinttype")
        if raw and (name != "eprint" or kind.lower() in ("", "arxiv")):
            found["arxiv"] = Said(numbers.arxiv(raw, sure=True) or raw, fields[name])
        elif raw:
            notes.unused("eprint", fields[name])
    for name in ("journal", "howpublished", "note", "number"):
        if "arxiv" not in found and (number := numbers.arxiv(_text(fields, name))):
            found["arxiv"] = Said(number, fields[name])
    return found | {"pmid": fields["pubmedid"]} if "pubmedid" in fields else found


def _venue(block: Block, notes: Notes) -> dict[str, Any]:
    """Where it appeared, with its abbreviation behind it; a status that stands there is taken out."""
    name = next((name for name in VENUES if _text(block.fields, name)), "")
    if not name or (name == "howpublished" and "://" in block.fields[name].text):
        return {}
    said = texts.text(block.fields[name], notes)
    venue, status = works.venue_and_status(said.text)
    venue = works.server(venue)
    short = _text(block.fields, "abbr").strip("{}")
    if venue and ABBREVIATION.fullmatch(short) and short not in venue:
        venue = f"{venue} ({short})"
    for other in VENUES[VENUES.index(name) + 1 :]:
        if other in block.fields and other not in ("venue", "howpublished"):
            notes.unused(other, block.fields[other])
    return {"venue": Said(venue, said), "status": status}


def _extent(block: Block) -> dict[str, Any]:
    """Issue and pages: an article's number where there are no pages."""
    fields = block.fields
    found: dict[str, Any] = {}
    pages = next((fields[name] for name in ("pages", "eid", "articleno", "article-number") if name in fields), None)
    if pages:
        found["pages"] = Said(numbers.pages(texts.plain(pages.text)), pages)
    if (number := fields.get("issue") or fields.get("number")) and not numbers.arxiv(number.text):
        found["issue"] = Said(texts.plain(number.text), number)
    return found


def _type(block: Block, values: dict[str, Any]) -> PublicationType | None:
    subtype = _text(block.fields, "entrysubtype").lower()
    if given := next((name for name in get_args(PublicationType) if name == subtype), None):
        return cast(PublicationType, given)
    venue = values["venue"].text if "venue" in values else ""
    kind = works.kind(TYPES.get(block.kind, "other"), venue)
    if kind is None and values.get("arxiv") and not venue:
        return "preprint"
    return kind


def _status(block: Block, values: dict[str, Any], notes: Notes) -> PublicationStatus | None:
    """The status as biblatex has it, or from prose in the venue, the note or the year."""
    state = _text(block.fields, "pubstate").lower()
    if state and state not in PUBSTATES:
        notes.warn(f"'{state}' is not a state of publication that is known", block.fields["pubstate"])
    prose = [works.status(_text(block.fields, name)) for name in ("note", "year", "date", "howpublished", "pages")]
    if (note := block.fields.get("note")) and not prose[0] and works.server(note.text.strip()) != "arXiv":
        values["note"] = texts.text(note, notes)
    found: Any = PUBSTATES.get(state) or values.get("status") or next(filter(None, prose), None)
    if not found and values.get("type") == "preprint":
        return "preprint"
    return "in preparation" if not found and block.kind == "unpublished" else found


def _links(block: Block, values: dict[str, Any], notes: Notes) -> dict[str, Said]:
    """Every address of the entry by its label; the numbers that they say are taken where there is no field for them."""
    found: dict[str, Said] = {}
    for name, said in block.fields.items():
        known = LINKS.get(name)
        label = known or name.title().replace("_", " ")
        raw = said.text if name != "howpublished" else (re.search(r"https?://[^\s{}]+", said.text) or [""])[0]
        is_link = re.match(r"\s*(?:\\url\s*\{)?(?:https?://|www\.)\S+\s*$", raw)
        if not is_link or (name in USED and not known and name != "howpublished") or BOOKKEEPING.fullmatch(name):
            if known and raw.strip():
                notes.warn(f"'{name}' is no address on the web, and is left out", said)
            continue
        link = _url(Said(raw, said))
        found.setdefault("Paper" if name == "howpublished" else label, link)
        for key, number in numbers.in_link(link.text).items():
            if not values.get(key):
                values[key] = Said(number, said)
    return found


def _honors(block: Block, notes: Notes) -> list[Honor]:
    """al-folio's `award`, several joined by "and" -> honors; one that is a link keeps its address."""
    found: list[Honor | None] = []
    for name in ("award", "award_name"):
        for item in names.items(_text(block.fields, name)) if not found else ():
            if item:
                link = re.fullmatch(r"\{?\\href\s*\{([^{}]*)\}\s*\{(.*)\}\}?", item, re.DOTALL)
                said = texts.text(Said(link[2] if link else item, block.fields[name]), notes)
                url = texts.url(link[1]) if link else None
                found.append(make(Honor, {"text": said, "url": url}, notes, said))
    return list(every(found))


def _unused(block: Block, notes: Notes) -> None:
    for name, said in block.fields.items():
        is_link = re.match(r"\s*https?://\S+\s*$", said.text)
        if name not in USED and not is_link and said.text.strip() and not BOOKKEEPING.fullmatch(name):
            notes.unused(name, said)


def _url(said: Said) -> Said:
    return Said(texts.url(said.text), said)


def _text(fields: dict[str, Any], name: str) -> str:
    return fields[name].text.strip() if fields.get(name) else ""


def _is_true(said: Said | None) -> bool:
    return said is not None and said.text.strip(" {}").lower() in ("true", "yes", "1")
