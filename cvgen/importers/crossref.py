"""Import Crossref's JSON, api.crossref.org/works; preprints are joined with their papers.

Titles are lists, and texts may have JATS markup.
"""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import csl, dates, identifiers, languages, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import type_at
from cvgen.profile.text import letters

WORK = re.compile(r"\"(?:references?-count|is-referenced-by-count|message-type|message-version|DOI)\"\s*:")
TITLES = re.compile(r"\"title\"\s*:\s*\[")
BOOKKEEPING = (
    "indexed", "reference-count", "references-count", "content-domain", "created", "deposited", "source", "prefix",
    "is-referenced-by-count", "member", "reference", "score", "resource", "issn-type", "isbn-type", "subject",
    "alternative-id", "update-policy", "assertion", "funder", "license", "link", "archive", "journal-issue", "URL",
    "short-container-title", "short-title", "published", "published-online", "issued",
    "published-print", "published-other", "posted", "accepted", "approved",
    "clinical-trial-number", "aliases", "update-to", "updated-by", "content-created", "content-updated", "free-to-read",
    "special-numbering", "version", "status", "subtype",
)  # fmt: skip
DATES = ("published-print", "published", "issued", "published-online", "posted", "created")


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON whose works have lists as titles, which only Crossref's have."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{") and bool(TITLES.search(text)) and bool(WORK.search(text))


def read(text: str) -> Imported:
    """Return the works in a response of Crossref; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    message = root["message"] if root["message"] else root
    items = message["items"].items() if message["items"] else message.items()
    papers = [item for item in items if isinstance(item.data, dict)]
    for item in items:
        if not isinstance(item.data, dict):
            notes.warn("this is left out: it is not a work", item)
    message.skip("facets", "total-results", "items-per-page", "query", "next-cursor")
    root.skip("status", "message-type", "message-version")
    found = compact(_publication(item, notes) for item in papers)
    profile = Profile(name="", publications=works.joined(found, _papers_of(papers, notes)))
    root.tree.unused()
    return Imported(profile, notes.problems())


def _papers_of(items: list[Value], notes: Diagnostics) -> dict[str, str]:
    """Return the DOI of the paper for the DOI of each preprint; a paper that is not in the file is noted."""
    known = {_doi(item).lower() for item in items}
    found = {}
    for item in items:
        for relation in item["relation"]["is-preprint-of"].items()[:1]:
            found[_doi(item).lower()] = paper = bare_doi(relation["id"].text).lower()
            relation.skip("id-type", "asserted-by")
            if paper not in known:
                notes.warn(f"this preprint was published as {paper}, which is not in this file", relation)
        item["relation"].skip(*(key for key, _ in item["relation"].pairs()))
    return found


def _publication(item: Value, notes: Diagnostics) -> Publication | None:
    """Return the publication of a work; None, with a note, if it has no title."""
    item.skip(*BOOKKEEPING)
    kind = item["type"].text
    if kind and kind not in csl.TYPES:
        notes.warn(f"unknown type of work '{kind}'", item["type"])
    found: dict[str, Any] = {"title": _title(item), "doi": SourceText(_doi(item), item["DOI"])}
    if number := find_arxiv(_doi(item)):
        found = {"title": found["title"], "arxiv": number}
    found |= {"authors": csl.authors(item["author"]), "editors": csl.authors(item["editor"])}
    found |= {"year": _year(item, notes), "volume": item["volume"], "issue": item["issue"]}
    found |= {"pages": item.first("page", "article-number").map(identifiers.pages)}
    found |= {"publisher": item["publisher"].map(html.markdown), "isbn": next(iter(item["ISBN"].items()), None)}
    found |= {"abstract": item["abstract"].map(_without_heading)}
    for further in item["ISBN"].items()[1:]:
        notes.unused("ISBN: a second one", further)
    found |= _where(item, kind) | {"language": item["language"].map(languages.name)}
    found |= {"place": item["publisher-location"].map(html.markdown), "edition": item["edition-number"]}
    venues = item["container-title"].items()
    found |= {"series": venues[0].map(html.markdown) if len(venues) > 1 else None}
    found |= {"translators": csl.authors(item["translator"])}
    return make(Publication, found, notes, item)


def _doi(item: Value) -> str:
    """Return the DOI of a work without a resolver."""
    return bare_doi(item["DOI"].text)


def _title(item: Value) -> SourceText:
    """Return the title and the subtitle, unless the title contains the subtitle already."""
    title, subtitle = (_first(item[key]).map(html.markdown) for key in ("title", "subtitle"))
    if subtitle.text and letters(subtitle.text) not in letters(title.text):
        return SourceText(f"{title.text.rstrip(': ')}: {subtitle.text}", title)
    return title


def _first(value: Value) -> Value:
    """Return the first item of a list."""
    return next(iter(value.items()), value)


def _year(item: Value, notes: Diagnostics) -> int | None:
    """Return the year of print, or else the first year in the record."""
    date, words = csl.issued(item.first(*DATES))
    if date and date.month:
        notes.unused("issued: month and day", item.first(*DATES), dates.ONLY_YEARS)
    if words and not date:
        notes.warn(f"'{words}' is not a date, and is left out", item.first(*DATES))
    return date.year if date else None


def _where(item: Value, kind: str) -> dict[str, Any]:
    """Return venue, type and status; a chapter of proceedings is a conference paper."""
    given = csl.TYPES.get(kind)
    event = item["event"]["name"]
    venues = item["container-title"].items()
    venue = venues[-1] if venues else event
    if event and letters(html.words(event.text)) not in letters(html.words(venue.text)):
        item.tree.notes.unused("event.name", event)
    if given == "preprint":
        venue = _first(item["institution"])["name"] or item["group-title"]
        _first(item["institution"]).skip("place", "acronym", "id", "department")
        return {"type": "preprint", "status": "preprint", "venue": venue.map(html.markdown)}
    if given == "chapter" and event:
        given = "conference"
    if given == "thesis" and not venue:
        venue = _first(item["institution"])["name"]
    item.skip("degree")
    return {"type": type_at(given, html.words(venue.text)), "venue": venue.map(html.markdown)}


def _without_heading(text: str) -> str:
    """Return an abstract in JATS as Text without the heading "Abstract"."""
    return re.sub(r"^\s*(?:Abstract|ABSTRACT|Summary)[\s.:]+(?=\S)", "", html.markdown(text))
