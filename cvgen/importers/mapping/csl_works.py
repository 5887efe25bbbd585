"""Convert the items of CSL, which Zotero, Mendeley, pandoc and doi.org write: works, talks and patents."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from cvgen.importers.mapping import csl, dates, identifiers, languages, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Author, Honor, Patent, Profile, Publication, Talk
from cvgen.profile.status import is_server, parse_status, server_name, split_status, type_at
from cvgen.profile.text import letters

BOOKKEEPING = (
    "id", "source", "accessed", "citation-key", "citation-label", "call-number", "license", "score",
    "reference", "references-count", "reference-count", "is-referenced-by-count", "indexed", "created", "deposited",
    "content-domain", "member", "prefix", "link", "relation", "resource", "short-title", "title-short", "subject",
    "alternative-id", "issn-type", "isbn-type", "journal-issue", "published", "published-print",
    "published-online", "container-title-short", "journalAbbreviation", "update-policy", "assertion", "funder",
    "archive", "categories", "system_id", "shortTitle", "multi", "is-oa", "copyright",
)  # fmt: skip
PLAIN = {"volume": "volume", "issue": "issue", "PMID": "pmid"}
TEXTS = {"title": "title", "publisher": "publisher", "abstract": "abstract"}
Reader = Callable[[str], str]  # of a text that may have HTML or Markdown
EXTRA = re.compile(r"^\s*(PMID|PMCID|arXiv|DOI|status|Citation Key|tex\.\w+|_\w+)\s*:\s*(\S.*?)\s*$", re.I | re.M)


def profile(items: Sequence[Value], notes: Diagnostics, as_markdown: bool = False) -> Profile:
    """Return the works in a list of items; the name of the profile is "", as the format names no person.

    Texts may have HTML, and with `as_markdown` Markdown as well.
    """
    read = _kept_markdown if as_markdown else html.markdown
    of_kind = {kind: [item for item in items if _kind(item) == kind] for kind in ("patent", "speech", "")}
    return Profile(
        name="",
        publications=works.joined(compact(_publication(item, notes, read) for item in of_kind[""])),
        patents=compact(_patent(item, notes, read) for item in of_kind["patent"]),
        talks=compact(_talk(item, notes, read) for item in of_kind["speech"]),
    )


def _kept_markdown(text: str) -> str:
    """Return Markdown with its HTML converted: "*Ice* and H<sub>2</sub>O"."""
    return html.markdown(text) if "<" in text or "&" in text else text


def _kind(item: Value) -> str:
    """Return "patent", "speech", or "" for a publication."""
    kind = item["type"].text
    return kind if kind in ("patent", "speech") else ""


def _publication(item: Value, notes: Diagnostics, read: Reader) -> Publication | None:
    """Return the publication of an item; None, with a note, if it has no title."""
    item.skip(*BOOKKEEPING)
    if not isinstance(item.data, dict):
        notes.warn("this is left out: it is not a work", item)
        return None
    found: dict[str, Any] = {key: item[name].map(read) for name, key in TEXTS.items()}
    found |= {key: item[name].map(html.words) for name, key in PLAIN.items()}
    found |= {"id": _id(item), "authors": csl.authors(item["author"]), "editors": csl.authors(item["editor"])}
    found |= {"pages": item.first("page", "number", "article-number").map(identifiers.pages)}
    found |= {"isbn": next(iter(item["ISBN"].items()), None), "translators": csl.authors(item["translator"])}
    found |= _edition(item, read)
    found |= {"tags": [tag.strip() for tag in re.split(r"[,;]", item["keyword"].text) if tag.strip()]}
    found |= _venue(item, read) | _date(item, notes)
    found |= _note(item) | _numbers(item) | _custom(item, notes)
    found.setdefault("type", _type(item, found, notes))
    found["status"] = found.get("status") or ("preprint" if found["type"] == "preprint" else None)
    return make(Publication, found, notes, item)


def _edition(item: Value, read: Reader) -> dict[str, Any]:
    """Return place, edition, series, language and the number of pages of a book, which stands in place of its pages."""
    parts = [item[key].map(read) for key in ("collection-title", "collection-number")]
    found: dict[str, Any] = {"place": item.first("publisher-place", "event-place").map(read)}
    found |= {"edition": item["edition"].map(read), "language": item["language"].map(languages.name)}
    found["series"] = SourceText(" ".join(part.text for part in parts if part.text), item["collection-title"])
    if csl.TYPES.get(item["type"].text) in ("book", "thesis", "report") and not item["page"]:
        found["pages"] = item["number-of-pages"] if item["number-of-pages"] else item["page"]
    return {key: value for key, value in found.items() if value.text}


def _id(item: Value) -> SourceText | None:
    """Return the key of the entry; None if it is an address or a number that a program generated."""
    return item["id"].map(identifiers.entry_key) if item["id"] else None


def _venue(item: Value, read: Reader) -> dict[str, Any]:
    """Return venue and status; the venue of a thesis is its kind and university, that of a preprint its server."""
    source = item.first("container-title", "event-title", "event")
    venue, status = split_status(read(source.text))
    stated = item["status"].text.lower()
    found: dict[str, Any] = {"status": parse_status(stated) or stated or status}
    named = [(key, event) for key, event in item.pairs() if key in ("event-title", "event")]
    item.skip(*(key for key, event in named if letters(event.text) in letters(venue)))
    item.skip(*(["genre"] if item["type"].text == "thesis" else []))
    publisher = read(item["publisher"].text)
    if not venue and item["type"].text == "thesis" and item["genre"]:
        venue, found["publisher"] = ", ".join(part for part in (item["genre"].text, publisher) if part), None
    elif not venue and item["type"].text == "article" and is_server(publisher):
        venue, found["publisher"] = publisher, None
    return found | {"venue": SourceText(server_name(venue), source)}


def _date(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the year, or a status that is written in its place."""
    date, words = csl.issued(item.first("issued", "submitted"))
    if date and date.month and not item["custom"]["date"]:
        notes.unused("issued: month and day", item["issued"], dates.ONLY_YEARS)
    if not date and words and not parse_status(words):
        notes.warn(f"'{words}' is not a date, and is left out", item["issued"])
    status = {} if date else {"status": parse_status(words)} if parse_status(words) else {}
    return {"year": date.year if date else None} | status


def _numbers(item: Value) -> dict[str, Any]:
    """Return DOI, arXiv id and link; identifiers in the link are used if they have no field."""
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
        found |= {"pages": item["page"].map(identifiers.pages)} if find_arxiv(item["number"].text) else {}
    in_link = identifiers.in_link(item["URL"].text)
    if item["URL"] and not in_link:
        found["links"] = {"Paper": item["URL"]}
    return in_link | found


def _note(item: Value) -> dict[str, Any]:
    """Return the note without the lines that Zotero's users add for missing fields, and the values of those lines."""
    lines = {found[1].lower(): found[2] for found in EXTRA.finditer(item["note"].text)}
    found: dict[str, Any] = {"note": item["note"].map(lambda text: html.markdown(EXTRA.sub("", text).strip()))}
    if "arxiv" in lines:
        found["arxiv"] = find_arxiv(lines["arxiv"], sure=True)
    found |= {key: lines[key] for key in ("pmid", "status") if key in lines}
    return found


def _custom(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the facts that cvgen exports under `custom` because CSL has no field for them."""
    own = item["custom"]
    found: dict[str, Any] = {"selected": own["selected"].data is True}
    if own["type"]:
        found["type"] = own["type"]
    for key in ("collaboration", "original", "reviewed", "language"):
        if own[key]:
            found[key] = own[key].map(html.markdown)
    found["with_authors"] = [Author.from_text(author.text) for author in own["with"].items()]
    found["url"] = own["url"] if own["url"] else None
    if own["date"]:
        found["date"] = dates.date(own["date"].text)
    if links := own["links"].pairs():
        found["links"] = dict(links)
    if tags := own["tags"].items():
        found["tags"] = list(tags)
    honors = [{"text": honor.first("text"), "url": honor["url"]} for honor in own["honors"].items()]
    found["honors"] = list(compact(make(Honor, honor, notes, own) for honor in honors))
    for key, marks in (("authors", own["marks"].items()), ("editors", own["editor-marks"].items())):
        if marks:
            found[key] = [
                type(one)(one.name, one.marks + sign.text)
                for one, sign in zip(csl.authors(item[key[:-1]]), marks, strict=False)
            ]
    return found


def _type(item: Value, found: dict[str, Any], notes: Diagnostics) -> str | None:
    """Return the type of a publication; an unknown type is noted."""
    kind = item["type"].text
    if kind and kind not in csl.TYPES:
        notes.warn(f"unknown type of work '{kind}'", item["type"])
    given = csl.TYPES.get(kind)
    return type_at(given, found["venue"].text) if given != "preprint" else given


def _patent(item: Value, notes: Diagnostics, read: Reader) -> Patent | None:
    """Return the patent of an item."""
    item.skip(*BOOKKEEPING, "genre", "jurisdiction")
    date, _ = csl.issued(item.first("issued", "submitted"))
    found = {"title": item["title"].map(read), "number": item["number"], "date": date, "id": _id(item)}
    found |= {"inventors": csl.authors(item["author"]), "url": item["URL"], "note": item["note"].map(read)}
    return make(Patent, found | {"status": item["status"]}, notes, item)


def _talk(item: Value, notes: Diagnostics, read: Reader) -> Talk | None:
    """Return the talk of an item."""
    item.skip(*BOOKKEEPING, "author")
    date, _ = csl.issued(item["issued"])
    texts = {"title": item["title"], "event": item.first("event-title", "event"), "location": item["event-place"]}
    found: dict[str, Any] = {key: text.map(read) for key, text in (texts | {"note": item["note"]}).items()}
    found |= {"date": date, "url": item["URL"], "kind": item["genre"], "id": _id(item)}
    return make(Talk, found, notes, item)
