"""CSL-JSON, as Zotero, Mendeley, pandoc and doi.org write it -> a profile; talks and patents among it too."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import csl, dates, identifiers, works
from cvgen.importers.mapping.records import every, make
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import DOI, bare_doi, find_arxiv
from cvgen.profile.model import Honor, Patent, Profile, Publication, Talk
from cvgen.profile.status import is_server, parse_status, server_name, split_status, type_at

TYPE = re.compile(
    r"\"type\"\s*:\s*\"(?:article(?:-\w+)?|paper-conference|book|chapter|entry(?:-\w+)?|thesis|report|dataset|software"
    r"|review(?:-book)?|manuscript|webpage|post(?:-weblog)?|document|speech|patent|standard|pamphlet|collection"
    r"|journal-article|proceedings-article|book-chapter|posted-content|monograph|motion_picture)\""
)
OTHERS = re.compile(  # keys that only other formats have: OpenAlex, ORCID, Crossref's own, JSON Resume
    r"\"(?:authorships|put-code|orcid-identifier|basics|display_name)\"\s*:|\"title\"\s*:\s*[\[{]"
)
BOOKKEEPING = (
    "id", "language", "source", "accessed", "citation-key", "citation-label", "ISSN", "call-number", "license", "score",
    "reference", "references-count", "reference-count", "is-referenced-by-count", "indexed", "created", "deposited",
    "content-domain", "member", "prefix", "link", "relation", "resource", "short-title", "title-short", "subject",
    "alternative-id", "issn-type", "isbn-type", "journal-issue", "original-title", "published", "published-print",
    "published-online", "container-title-short", "journalAbbreviation", "update-policy", "assertion", "funder",
    "archive", "categories", "system_id", "shortTitle", "number-of-pages", "multi", "is-oa", "copyright",
)  # fmt: skip
PLAIN = {"volume": "volume", "issue": "issue", "PMID": "pmid"}
TEXTS = {"title": "title", "publisher": "publisher", "abstract": "abstract"}
EXTRA = re.compile(r"^\s*(PMID|PMCID|arXiv|DOI|status|Citation Key|tex\.\w+|_\w+)\s*:\s*(\S.*?)\s*$", re.I | re.M)


def claims(name: str, text: str) -> bool:
    """Whether it is JSON with works of the types of CSL, and no key that only other formats have."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return start in ("[", "{") and bool(TYPE.search(text)) and not OTHERS.search(text)


def read(text: str) -> Imported:
    """The text of the file -> its works; it does not tell whose they are."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    items = root if isinstance(root.data, list) else root.first("items", "references")
    found = items.items() or [root]
    of_kind = {kind: [item for item in found if _kind(item) == kind] for kind in ("patent", "speech", "")}
    profile = Profile(
        name="",
        publications=works.joined(every(_publication(item, notes) for item in of_kind[""])),
        patents=every(_patent(item, notes) for item in of_kind["patent"]),
        talks=every(_talk(item, notes) for item in of_kind["speech"]),
    )
    root.tree.unused()
    return Imported(profile, notes.problems())


def _kind(item: Value) -> str:
    kind = item["type"].text
    return kind if kind in ("patent", "speech") else ""


def _publication(item: Value, notes: Diagnostics) -> Publication | None:
    """An item -> the publication; None, and a note, for one without a title."""
    item.skip(*BOOKKEEPING)
    if not isinstance(item.data, dict):
        notes.warn("this is no work, and is left out", item)
        return None
    found: dict[str, Any] = {key: item[name].said(html.markdown) for name, key in TEXTS.items()}
    found |= {key: item[name].said(html.words) for name, key in PLAIN.items()}
    found |= {"id": _id(item), "authors": csl.authors(item["author"]), "editors": csl.authors(item["editor"])}
    found |= {"pages": item.first("page", "number", "article-number").said(identifiers.pages)}
    found |= {"isbn": next(iter(item["ISBN"].items()), None)}
    found |= {"tags": [tag.strip() for tag in re.split(r"[,;]", item["keyword"].text) if tag.strip()]}
    found |= _venue(item) | _date(item, notes)
    found |= _note(item) | _numbers(item) | _own(item, notes)
    found.setdefault("type", _type(item, found, notes))
    found["status"] = found.get("status") or ("preprint" if found["type"] == "preprint" else None)
    return make(Publication, found, notes, item)


def _id(item: Value) -> SourceText | None:
    """The key of the entry, but not the address or the number that Zotero makes up for one."""
    given = item["id"].text
    return None if re.search(r"://|^(?:talk-)?\d+$|/items/", given) or DOI.match(given) else item["id"].said(str)


def _venue(item: Value) -> dict[str, Any]:
    """Venue and status; that of a thesis is its kind and the university, that of a preprint its server."""
    said = item.first("container-title", "event-title", "event")
    venue, status = split_status(html.markdown(said.text))
    stated = item["status"].text.lower()
    found: dict[str, Any] = {"status": parse_status(stated) or stated or status}
    item.skip("event-title", "event", "genre")
    publisher = html.markdown(item["publisher"].text)
    if not venue and item["type"].text == "thesis" and item["genre"]:
        venue, found["publisher"] = ", ".join(part for part in (item["genre"].text, publisher) if part), None
    elif not venue and item["type"].text == "article" and is_server(publisher):
        venue, found["publisher"] = publisher, None
    return found | {"venue": SourceText(server_name(venue), said)}


def _date(item: Value, notes: Diagnostics) -> dict[str, Any]:
    date, words = csl.issued(item.first("issued", "submitted"))
    if date and date.month and not item["custom"]["date"]:
        notes.unused("issued: month and day", item["issued"], works.ONLY_YEARS)
    if not date and words and not parse_status(words):
        notes.warn(f"'{words}' is not a date, and is left out", item["issued"])
    status = {} if date else {"status": parse_status(words)} if parse_status(words) else {}
    return {"year": date.year if date else None} | status


def _numbers(item: Value) -> dict[str, Any]:
    """DOI, arXiv and a link; what the link says of numbers is taken where there is no field for them."""
    found: dict[str, Any] = {}
    doi = bare_doi(item["DOI"].text)
    arxiv = find_arxiv(doi) or find_arxiv(item["number"].text)
    place = item["archive_location"].text
    if item["archive"].text.lower() == "arxiv" and place:
        arxiv = find_arxiv(place, sure=True) or place
    if doi and not find_arxiv(doi):
        found["doi"] = SourceText(doi, item["DOI"])
    if arxiv:
        found["arxiv"] = arxiv
        found |= {"pages": item["page"].said(identifiers.pages)} if find_arxiv(item["number"].text) else {}
    in_link = identifiers.in_link(item["URL"].text)
    if item["URL"] and not in_link:
        found["links"] = {"Paper": item["URL"]}
    return in_link | found


def _note(item: Value) -> dict[str, Any]:
    """The note, without the lines in which Zotero's users keep what it has no field for."""
    lines = {found[1].lower(): found[2] for found in EXTRA.finditer(item["note"].text)}
    found: dict[str, Any] = {"note": item["note"].said(lambda text: html.markdown(EXTRA.sub("", text).strip()))}
    if "arxiv" in lines:
        found["arxiv"] = find_arxiv(lines["arxiv"], sure=True)
    found |= {key: lines[key] for key in ("pmid", "status") if key in lines}
    return found


def _own(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """What cvgen puts into `custom`, where CSL has no field for it."""
    own = item["custom"]
    found: dict[str, Any] = {"selected": own["selected"].data is True}
    if own["type"]:
        found["type"] = own["type"]
    if own["date"]:
        found["date"] = dates.date(own["date"].text)
    if links := own["links"].pairs():
        found["links"] = dict(links)
    if tags := own["tags"].items():
        found["tags"] = list(tags)
    honors = [{"text": honor.first("text"), "url": honor["url"]} for honor in own["honors"].items()]
    found["honors"] = list(every(make(Honor, honor, notes, own) for honor in honors))
    for key, marks in (("authors", own["marks"].items()), ("editors", own["editor-marks"].items())):
        if marks:
            found[key] = [
                type(one)(one.name, one.marks + sign.text)
                for one, sign in zip(csl.authors(item[key[:-1]]), marks, strict=False)
            ]
    return found


def _type(item: Value, found: dict[str, Any], notes: Diagnostics) -> str | None:
    kind = item["type"].text
    if kind and kind not in csl.TYPES:
        notes.warn(f"'{kind}' is not a type of work that is known", item["type"])
    given = csl.TYPES.get(kind)
    return type_at(given, found["venue"].text) if given != "preprint" else given


def _patent(item: Value, notes: Diagnostics) -> Patent | None:
    item.skip(*BOOKKEEPING, "genre", "jurisdiction")
    date, _ = csl.issued(item.first("issued", "submitted"))
    found = {"title": item["title"].said(html.markdown), "number": item["number"], "date": date, "id": _id(item)}
    found |= {"inventors": csl.authors(item["author"]), "url": item["URL"], "note": item["note"].said(html.markdown)}
    return make(Patent, found | {"status": item["status"]}, notes, item)


def _talk(item: Value, notes: Diagnostics) -> Talk | None:
    item.skip(*BOOKKEEPING, "author")
    date, _ = csl.issued(item["issued"])
    found = {"title": item["title"].said(html.markdown), "event": item.first("event-title", "event"), "date": date}
    found |= {"location": item["event-place"], "url": item["URL"], "kind": item["genre"], "id": _id(item)}
    return make(Talk, found | {"note": item["note"].said(html.markdown)}, notes, item)
