"""Import INSPIRE-HEP's JSON, inspirehep.net/api/literature: papers with their collaboration and journal reference."""

import re
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html, json_yaml, tex
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import DOI, bare_doi
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.status import split_status, type_at

WORK = re.compile(r"\"(?:texkeys|inspire_categories|arxiv_eprints|publication_info|earliest_date)\"\s*:")
HOST = re.compile(r"inspirehep|\"control_number\"|\"inspire_categories\"|\"texkeys\"")
TYPES: dict[str, PublicationType] = {
    "article": "journal", "conference paper": "conference", "book": "book", "book chapter": "chapter",
    "thesis": "thesis", "report": "report", "proceedings": "book", "note": "report", "activity report": "report",
}  # fmt: skip
DEGREES = {
    "phd": "Ph.D. thesis", "master": "Master's thesis", "diploma": "Diploma thesis",
    "bachelor": "Bachelor's thesis", "habilitation": "Habilitation",
}  # fmt: skip
BOOKKEEPING = (
    "$schema", "_collections", "_created", "_updated", "_files", "_private_notes", "_export_to", "acquisition_source",
    "author_count", "citation_count", "citation_count_without_self_citations", "citeable", "control_number", "core",
    "curated", "deleted", "documents", "earliest_date", "external_system_identifiers", "facet_author_name", "figures",
    "first_author", "inspire_categories", "keywords", "legacy_creation_date", "legacy_version", "license", "copyright",
    "new_record", "number_of_references", "preprint_date", "record_affiliations", "references",
    "refereed", "related_records", "self", "texkeys",
)  # fmt: skip
OF_JOURNAL = (
    "cnum", "conference_record", "journal_record", "parent_record", "material", "hidden", "curated_relation",
)  # fmt: skip
OF_AUTHOR = (
    "affiliations", "raw_affiliations", "ids", "record", "uuid", "signature_block", "emails", "curated_relation",
    "credit_roles", "affiliations_identifiers",
)  # fmt: skip


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON with works of INSPIRE."""
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("[", "{")
    return is_json and bool(WORK.search(text)) and bool(HOST.search(text))


def read(text: str) -> Imported:
    """Return the works in an answer of INSPIRE; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    found = compact(_publication(item, notes) for item in _works(root, notes))
    root.tree.unused()
    return Imported(Profile(name="", publications=works.joined(found)), notes.problems())


def _works(root: Value, notes: Diagnostics) -> list[Value]:
    """Return the metadata of each work: of a search, of a list, or of a single record."""
    hits = root
    if isinstance(root.data, dict) and root["hits"]:
        root.skip("links", "aggregations", "sort_options")
        root["hits"].skip("total")
        hits = root["hits"]["hits"]
    found = []
    for item in hits.items():
        if not isinstance(item.data, dict):
            notes.warn("this is left out: it is not a work", item)
            continue
        if item["metadata"]:
            item.skip("id", "uuid", "created", "updated", "links", "revision_id", "type")
        found.append(item["metadata"] if item["metadata"] else item)
    return found


def _publication(item: Value, notes: Diagnostics) -> Publication | None:
    """Return the publication of a work; None, with a note, if it has no title."""
    item.skip(*BOOKKEEPING)
    found: dict[str, Any] = {"title": _title(item)} | _people(item, notes)
    groups = [html.markdown(one["value"].text) for one in item["collaborations"].items()]
    for one in item["collaborations"].items():
        one.skip("record")
    found["collaboration"] = ", ".join(group for group in groups if group)
    found["abstract"] = _best(item["abstracts"], "value")
    found |= _imprint(item, notes) | _numbers(item, notes)
    found |= {"note": _best(item["public_notes"], "value")}
    return make(Publication, found | _where(item, found, notes), notes, item)


def _title(item: Value) -> SourceText:
    """Return the first title with its subtitle; the others are translations or those of other versions."""
    first = next(iter(item["titles"].items()), item["titles"])
    for other in item["titles"].items():
        other.skip("title", "subtitle", "source")
    title, subtitle = (_text(first[key]) for key in ("title", "subtitle"))
    return SourceText(f"{title.text}: {subtitle.text}", title) if subtitle.text else title


def _best(values: Value, key: str) -> SourceText | None:
    """Return the first text of a list in which each source has its own."""
    for other in values.items():
        other.skip(key, "source", "abstract_language")
    return next((_text(one[key]) for one in values.items()), None)


def _text(value: Value) -> SourceText:
    """Return a text with TeX or MathML as Text."""
    text = value.text
    return SourceText(html.markdown(text) if "<" in text else html.literal(tex.plain(text)), value)


def _people(item: Value, notes: Diagnostics) -> dict[str, list[Author]]:
    """Return authors and editors; the supervisors of a thesis are noted."""
    names: dict[str, list[SourceText]] = {"authors": [], "editors": []}
    for one in item["authors"].items():
        one.skip(*OF_AUTHOR)
        roles = [role.text for role in one["inspire_roles"].items()]
        if "supervisor" in roles:
            notes.unused("authors: a supervisor", one)
            one.skip("full_name")
        else:
            key = "editors" if "editor" in roles and "author" not in roles else "authors"
            names[key].append(SourceText(one["full_name"].text, one))
    groups = [_text(one) for one in item["corporate_author"].items()]
    found = {key: people.authors(listed, notes) for key, listed in names.items()}
    found["authors"] += compact(people.whole(group.text) for group in groups)
    return found


def _imprint(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return publisher, ISBN and year of a book or thesis."""
    found: dict[str, Any] = {}
    for one in item["imprints"].items()[:1]:
        found |= {"publisher": _text(one["publisher"]), "place": _text(one["place"])}
        found |= {"year": dates.year(one["date"].text[:4])}
    for one in item["book_series"].items()[:1]:
        parts = [_text(one[key]).text for key in ("title", "volume")]
        found["series"] = SourceText(" ".join(part for part in parts if part), one)
    found |= {"edition": next(iter(item["editions"].items()), None)}
    found |= {"language": next((one.map(languages.name) for one in item["languages"].items()), None)}
    if any(kind.text in ("book", "thesis", "report") for kind in item["document_type"].items()):
        found["pages"] = item["number_of_pages"]
    isbns = item["isbns"].items()
    for one in isbns:
        one.skip("medium")
    for further in isbns[1:]:
        notes.unused("isbns: a second one", further)
        further.skip("value")
    return found | {"isbn": isbns[0]["value"] if isbns else None}


def _numbers(item: Value, notes: Diagnostics) -> dict[str, Any]:
    """Return DOI, arXiv number and links; numbers of reports are noted."""
    dois = [one["value"] for one in item["dois"].items()]
    for one in item["dois"].items():
        one.skip("source", "material")
    for further in dois[1:]:
        if bare_doi(further.text).lower() != bare_doi(dois[0].text).lower():
            notes.unused("dois: a second one", further)
    eprints = item["arxiv_eprints"].items()
    for one in eprints:
        one.skip("categories")
    is_doi = bool(dois) and bool(DOI.match(bare_doi(dois[0].text)))
    found: dict[str, Any] = {"doi": dois[0].map(bare_doi) if is_doi else None}
    if dois and not is_doi:
        notes.warn(f"'{dois[0].text}' is left out: it is not a DOI", dois[0])
    found["arxiv"] = eprints[0]["value"] if eprints else None
    addresses = [url["value"].map(str) for url in item["urls"].items() if url["value"]]
    for url in item["urls"].items():
        url.skip("description")
    found["links"] = identifiers.labelled(one for one in addresses if not identifiers.in_link(one.text))
    return found


def _where(item: Value, found: dict[str, Any], notes: Diagnostics) -> dict[str, Any]:
    """Return venue, volume, issue, pages, year, type and status from the first journal reference."""
    kinds = [kind.text for kind in item["document_type"].items()]
    special = [kind.text for kind in item["publication_type"].items()]
    kind = TYPES.get(kinds[0] if kinds else "", "journal" if not kinds else "other")
    references = item["publication_info"].items()
    for one in references:
        one.skip(*OF_JOURNAL)
    for further in references[1:]:
        notes.unused("publication_info: a second one", further)
        further.skip(*(key for key, _ in further.pairs()))
    thesis = item["thesis_info"]
    if kind == "thesis" or thesis:
        return {"type": "thesis"} | _thesis(thesis, found, notes)
    if not references:
        is_preprint = kind in ("journal", "conference") and found["arxiv"]
        if is_preprint:
            return {"type": "preprint", "status": "preprint", "venue": "arXiv", "year": _first_year(item, found)}
        return {"type": kind, "year": _first_year(item, found)}
    where = _reference(references[0], item, found)
    if "review" in special and kind == "journal":
        kind = "review"
    return where | {"type": type_at(kind, where["venue"].text), "status": where["status"]}


def _reference(one: Value, item: Value, found: dict[str, Any]) -> dict[str, Any]:
    """Return the parts of a journal reference; one of another form is the venue as a whole."""
    first, last = one["page_start"].text, one["page_end"].text
    source = one["journal_title"] if one["journal_title"] else one["pubinfo_freetext"]
    if one["journal_title"]:
        one.skip("pubinfo_freetext")
    venue, status = split_status(_journal(html.literal(tex.plain(source.text))))
    pages = f"{first}–{last}" if first and last and first != last else first or one["artid"].text
    one.skip("artid")
    return {"venue": SourceText(venue, source), "volume": one["journal_volume"], "issue": one["journal_issue"],
            "pages": SourceText(pages, one), "year": one["year"] if one["year"] else _first_year(item, found),
            "status": status}  # fmt: skip


def _journal(name: str) -> str:
    """Return the name of a journal with spaces after its periods: "Phys.Rev.D" -> "Phys. Rev. D"."""
    return re.sub(r"(?<=\w\.)(?=[A-Z])", " ", name)


def _thesis(thesis: Value, found: dict[str, Any], notes: Diagnostics) -> dict[str, Any]:
    """Return venue and year of a thesis: "Ph.D. thesis, University of Norderstrand"."""
    kind = DEGREES.get(thesis["degree_type"].text, thesis["degree_type"].text)
    schools = []
    for one in thesis["institutions"].items():
        one.skip("record", "curated_relation", "recid")
        schools.append(html.markdown(one["name"].text))
    day = thesis.first("date", "defense_date")
    if len(day.text) > len("2019"):
        notes.unused(f"{day.path[-1]}: month and day", day, dates.ONLY_YEARS)
    venue = ", ".join(part for part in (kind, *schools) if part)
    return {"venue": SourceText(venue, thesis), "year": dates.year(day.text[:4]) or found.get("year")}


def _first_year(item: Value, found: dict[str, Any]) -> int | None:
    """Return the year of the imprint, or else that of the first version."""
    return found.get("year") or dates.year(item.first("preprint_date", "earliest_date").text[:4])
