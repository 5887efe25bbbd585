"""Crossref's JSON, api.crossref.org/works -> a profile: lists for titles, JATS in texts, preprints joined to papers."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import csl, identifiers, works
from cvgen.importers.mapping.records import every, make
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
    "is-referenced-by-count", "member", "reference", "score", "resource", "ISSN", "issn-type", "isbn-type", "subject",
    "alternative-id", "update-policy", "assertion", "funder", "license", "link", "archive", "journal-issue", "URL",
    "short-container-title", "short-title", "original-title", "language", "published", "published-online", "issued",
    "published-print", "published-other", "posted", "accepted", "approved", "publisher-location", "standards-body",
    "clinical-trial-number", "aliases", "update-to", "updated-by", "content-created", "content-updated", "free-to-read",
    "special-numbering", "version", "status", "edition-number", "subtype", "group-title", "institution",
)  # fmt: skip
DATES = ("published-print", "published", "issued", "published-online", "posted", "created")


def claims(name: str, text: str) -> bool:
    """Whether it is JSON whose works have lists for titles, as only Crossref has them."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{") and bool(TITLES.search(text)) and bool(WORK.search(text))


def read(text: str) -> Imported:
    """The answer of Crossref, for one work or many -> the works; it does not tell whose they are."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    message = root["message"] if root["message"] else root
    items = message["items"].items() if message["items"] else message.items()
    papers = [item for item in items if isinstance(item.data, dict)]
    for item in items:
        if not isinstance(item.data, dict):
            notes.warn("this is no work, and is left out", item)
    message.skip("facets", "total-results", "items-per-page", "query", "next-cursor")
    root.skip("status", "message-type", "message-version")
    found = every(_publication(item, notes) for item in papers)
    profile = Profile(name="", publications=works.joined(found, _papers_of(papers, notes)))
    root.tree.unused()
    return Imported(profile, notes.problems())


def _papers_of(items: list[Value], notes: Diagnostics) -> dict[str, str]:
    """Each work -> the DOI of the paper by the DOI of its preprint; one that is not in the file is told."""
    known = {_doi(item).lower() for item in items}
    found = {}
    for item in items:
        for relation in item["relation"]["is-preprint-of"].items()[:1]:
            found[_doi(item).lower()] = paper = bare_doi(relation["id"].text).lower()
            relation.skip("id-type", "asserted-by")
            if paper not in known:
                notes.warn(f"this preprint has appeared as {paper}, which is not in this file", relation)
        item["relation"].skip(*(key for key, _ in item["relation"].pairs()))
    return found


def _publication(item: Value, notes: Diagnostics) -> Publication | None:
    """A work -> the publication; None, and a note, for one without a title."""
    item.skip(*BOOKKEEPING)
    kind = item["type"].text
    if kind and kind not in csl.TYPES:
        notes.warn(f"'{kind}' is not a type of work that is known", item["type"])
    found: dict[str, Any] = {"title": _title(item), "doi": SourceText(_doi(item), item["DOI"])}
    if number := find_arxiv(_doi(item)):
        found = {"title": found["title"], "arxiv": number}
    found |= {"authors": csl.authors(item["author"]), "editors": csl.authors(item["editor"])}
    found |= {"year": _year(item, notes), "volume": item["volume"], "issue": item["issue"]}
    found |= {"pages": item.first("page", "article-number").said(identifiers.pages)}
    found |= {"publisher": item["publisher"].said(html.markdown), "isbn": next(iter(item["ISBN"].items()), None)}
    found |= {"abstract": item["abstract"].said(_without_heading)}
    found |= _where(item, kind)
    return make(Publication, found, notes, item)


def _doi(item: Value) -> str:
    return bare_doi(item["DOI"].text)


def _title(item: Value) -> SourceText:
    """The title with its subtitle, unless it has that already."""
    title, subtitle = (_first(item[key]).said(html.markdown) for key in ("title", "subtitle"))
    if subtitle.text and letters(subtitle.text) not in letters(title.text):
        return SourceText(f"{title.text.rstrip(': ')}: {subtitle.text}", title)
    return title


def _first(value: Value) -> Value:
    return next(iter(value.items()), value)


def _year(item: Value, notes: Diagnostics) -> int | None:
    """The year of print, or the first that is told."""
    date, words = csl.issued(item.first(*DATES))
    if words and not date:
        notes.warn(f"'{words}' is not a date, and is left out", item.first(*DATES))
    return date.year if date else None


def _where(item: Value, kind: str) -> dict[str, Any]:
    """Venue, type and status; a chapter of proceedings is a conference paper."""
    given = csl.TYPES.get(kind)
    event = item["event"]["name"]
    item["event"].skip(*(key for key, _ in item["event"].pairs()))
    venues = item["container-title"].items()
    venue = venues[-1] if venues else event
    if given == "preprint":
        venue = _first(item["institution"])["name"] or item["group-title"]
        _first(item["institution"]).skip("place", "acronym", "id", "department")
        return {"type": "preprint", "status": "preprint", "venue": venue.said(html.markdown)}
    if given == "chapter" and event:
        given = "conference"
    if given == "thesis" and not venue:
        venue = _first(item["institution"])["name"]
    item.skip("degree")
    return {"type": type_at(given, html.words(venue.text)), "venue": venue.said(html.markdown)}


def _without_heading(text: str) -> str:
    """An abstract in JATS -> Text without the heading "Abstract"."""
    return re.sub(r"^\s*(?:Abstract|ABSTRACT|Summary)[\s.:]+(?=\S)", "", html.markdown(text))
