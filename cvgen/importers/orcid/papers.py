"""Convert the groups of works of an ORCID record; a group has the summaries of one work from several sources."""

from collections.abc import Sequence
from typing import Any

from cvgen.importers.mapping import dates, identifiers, people
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.orcid.activities import date
from cvgen.importers.syntax import html
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Author, Patent, Publication, Talk
from cvgen.profile.status import server_name, split_status, type_at

TYPES: dict[str, PublicationType] = {
    "journal-article": "journal", "journal-issue": "journal", "magazine-article": "journal",
    "newsletter-article": "other",
    "newspaper-article": "other", "conference-paper": "conference", "conference-abstract": "abstract",
    "conference-poster": "poster", "conference-proceedings": "book", "conference-output": "conference",
    "book": "book", "edited-book": "edited volume", "book-chapter": "chapter", "encyclopedia-entry": "chapter",
    "dictionary-entry": "chapter", "book-review": "book review", "review": "review", "dissertation": "thesis",
    "dissertation-thesis": "thesis", "supervised-student-publication": "thesis", "report": "report",
    "research-technique": "report", "technical-standard": "report", "manual": "report", "working-paper": "preprint",
    "preprint": "preprint", "data-set": "dataset", "software": "software", "online-resource": "other", "test": "other",
    "website": "other", "other": "other", "undefined": "other", "annotation": "other", "blog-post": "other",
    "data-management-plan": "other", "image": "other", "moving-image": "other", "public-speech": "other",
    "translation": "translation", "transcription": "other", "spin-off-company": "other", "research-tool": "software",
    "artistic-performance": "other", "physical-object": "other", "invention": "other", "disclosure": "other",
}  # fmt: skip
PATENT_NUMBERS = ("pat", "patent-number", "patent_number", "proposal-id")
RECORD_NUMBERS = ("source-work-id", "source_work_id", "eid", "wosuid", "dblp", "pmc", "uri", "other-id", "other_id")
KINDS = {"patent": Patent, "lecture-speech": Talk, "conference-presentation": Talk, "invited-talk": Talk}


def all_of(groups: Sequence[Value], notes: Diagnostics) -> dict[str, tuple[Any, ...]]:
    """Return publications, patents and talks, by key."""
    chosen = [(group, _preferred(group)) for group in groups]
    of_class: dict[Any, list[Any]] = {Publication: [], Patent: [], Talk: []}
    for group, item in chosen:
        cls = KINDS.get(_type(item), Publication)
        found = _publication(item, group, notes) if cls is Publication else _other(item, group, notes)
        of_class[cls].append(make(cls, found, notes, item))
    return {"publications": compact(of_class[Publication]), "patents": compact(of_class[Patent]),
            "talks": compact(of_class[Talk])}  # fmt: skip


def _preferred(group: Value) -> Value:
    """Return the summary that the person prefers, which has the highest display-index."""
    summaries = group["work-summary"].items() or [group]
    for summary in summaries:
        summary.skip("title", "type", "publication-date", "journal-title", "url", "external-ids")
    return max(summaries, key=_index)


def _index(summary: Value) -> int:
    """Return the display-index of a summary, 0 if it is invalid."""
    text = summary["display-index"].text
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _type(item: Value) -> str:
    """Return the type of a work in the form of v3: "JOURNAL_ARTICLE" -> "journal-article"."""
    return item["type"].text.lower().replace("_", "-")


def _publication(item: Value, group: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a publication from a summary; the group has further identifiers."""
    kind = _type(item)
    if kind and kind not in TYPES:
        notes.warn(f"unknown type of work '{kind}'", item["type"])
    venue, status = split_status(html.markdown(item["journal-title"]["value"].text))
    venue = server_name(venue)
    given = type_at(TYPES.get(kind), venue)
    found: dict[str, Any] = {"title": _title(item), "type": given, "authors": _authors(item)}
    day = date(item["publication-date"])
    if day and day.month:
        notes.unused("publication-date: month and day", item["publication-date"], dates.ONLY_YEARS)
    found |= {"venue": SourceText(venue, item["journal-title"]), "year": day.year if day else None}
    found["status"] = status or ("preprint" if given == "preprint" else None)
    return found | _numbers(item, group, given == "book", notes)


def _other(item: Value, group: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return the values of a patent or a talk."""
    found = {"title": _title(item), "date": date(item["publication-date"]), "url": item["url"]["value"]}
    for one in _ids(item, group):
        if one["external-id-type"].text.lower() in PATENT_NUMBERS:
            found.setdefault("number", one["external-id-value"])
        else:
            _unused(one, notes)
    return found | {"event": item["journal-title"]["value"].map(html.markdown)}


def _ids(item: Value, group: Value) -> list[Value]:
    """Return the identifiers of a work, those of the summary first."""
    return [*item["external-ids"]["external-id"].items(), *group["external-ids"]["external-id"].items()]


def _unused(one: Value, notes: Diagnostics) -> None:
    """Note an identifier that a profile has no field for."""
    if (kind := one["external-id-type"].text) and kind.lower() not in RECORD_NUMBERS:
        notes.unused(f"external-id {kind}", one)


def _title(item: Value) -> SourceText:
    """Return the title with the subtitle."""
    title, subtitle = (item["title"][key]["value"].map(html.markdown) for key in ("title", "subtitle"))
    return SourceText(f"{title.text.rstrip(': ')}: {subtitle.text}", title) if subtitle.text and title.text else title


def _authors(item: Value) -> list[Author]:
    """Return the authors, which only the records of whole works have."""
    names = (one["credit-name"]["value"].text for one in item["contributors"]["contributor"].items())
    return [author for name in names if (author := people.author(html.words(name)))]


def _numbers(item: Value, group: Value, is_book: bool, notes: Diagnostics) -> dict[str, Any]:
    """Return the identifiers of the work itself, not of the book or series that contains it."""
    found: dict[str, Any] = {}
    for one in _ids(item, group):
        kind, value = one["external-id-type"].text.lower(), one["external-id-value"].text
        if one["external-id-relationship"].text.lower().replace("_", "-") not in ("self", "version-of", ""):
            _unused(one, notes)
            continue
        number = find_arxiv(value, sure=True) if kind == "arxiv" else find_arxiv(value)
        if number:
            found.setdefault("arxiv", SourceText(number, one))
        elif kind in ("doi", "pmid") or (kind == "isbn" and is_book):
            found.setdefault(kind, SourceText(bare_doi(value) if kind == "doi" else value, one))
        else:
            _unused(one, notes)
    link = item["url"]["value"]
    if link and not any(found.get(key) for key in identifiers.in_link(link.text)):
        found["links"] = {"Paper": link}
    return found
