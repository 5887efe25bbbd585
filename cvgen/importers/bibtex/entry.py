"""Convert one entry of a .bib file to a publication or a patent."""

import re
from typing import Any, cast, get_args

from cvgen.importers.bibtex import facts, links, names, texts
from cvgen.importers.bibtex.blocks import Block
from cvgen.importers.bibtex.facts import VENUES, Fields, Found, word
from cvgen.importers.mapping import identifiers, languages
from cvgen.importers.mapping.records import make
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.profile.fields import PublicationStatus, PublicationType
from cvgen.profile.identifiers import find_arxiv
from cvgen.profile.model import Patent, Publication
from cvgen.profile.status import parse_status, server_name, type_at

TYPES: dict[str, PublicationType | None] = {
    "article": "journal", "inproceedings": "conference", "conference": "conference", "book": "book", "mvbook": "book",
    "booklet": "book", "proceedings": "book", "mvproceedings": "book", "collection": "book", "incollection": "chapter",
    "inbook": "chapter", "suppbook": "chapter", "inreference": "chapter", "bookinbook": "chapter",
    "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
    "manual": "report", "misc": None, "online": None, "electronic": None, "www": None, "unpublished": None,
    "dataset": "dataset", "software": "software", "preprint": "preprint",
}  # fmt: skip
STATES: dict[str, PublicationStatus] = {
    "inpreparation": "in preparation", "submitted": "submitted", "forthcoming": "forthcoming", "inpress": "in press",
    "prepublished": "preprint", "published": "published", "accepted": "accepted", "under review": "under review",
    "rejected": "rejected", "in revision": "in revision", "under contract": "under contract",
}  # fmt: skip
BOOKISH = {  # fields -> our keys
    "collaboration": "collaboration", "publisher": "publisher", "address": "place", "location": "place",
    "edition": "edition", "series": "series", "origtitle": "original",
}  # fmt: skip
BABEL = {"american": "English", "british": "English", "usenglish": "English", "ukenglish": "English",
         "ngerman": "German", "austrian": "German", "nswissgerman": "German", "brazilian": "Portuguese",
         "brazil": "Portuguese", "francais": "French", "norsk": "Norwegian", "nynorsk": "Norwegian"}  # fmt: skip
MASTERS = re.compile(r"\bmaster|\bmathesis|\bm\.?\s?sc\b|\bdiplom", re.IGNORECASE)
VOLUMES = ("book", "mvbook", "proceedings", "mvproceedings", "collection", "mvcollection")
FURTHEST: tuple[PublicationStatus, ...] = (
    "in press", "accepted", "forthcoming", "under contract", "in revision", "under review", "submitted",
    "in preparation",
)  # fmt: skip
PROSE, PLAIN = ("title", "subtitle", "abstract", "note", *BOOKISH), ("volume", "pmid", "isbn")
OTHERS = """
    author author+an editor editor+an year date month number pages eid articleno article-number doi eprint eprinttype
    archiveprefix arxiv arxivid pubmedid keywords pubstate entrysubtype selected award award_name abbr crossref issue
    language langid tags translator translator+an
"""
USED = {*VENUES, *links.NAMES, *PROSE, *PLAIN, *OTHERS.split()}
OF_PATENTS = {"title", "author", "author+an", "number", "year", "date", "month", "url", "note", "pubstate"}
NO_TAGS = "a CV does not print them; to choose works for a document, write  tags: [...]"
BOOKKEEPING = re.compile(  # of programs and homepages
    r"timestamp|bib(url|source|tex_show)|file|owner|date-(added|modified)|bdsk-file.*|groups?|preview|adsnote|adserrata"
    r"|primaryclass|eprintclass|shortjournal|mendeley-.*|creationdate|modificationdate|readstatus|ids|added-at"
    r"|interhash|intrahash|ranking|google_scholar_id|altmetric|dimensions|citation-key|localfile|priority|slaccitation|shorttitle|__markedentry"
)


def publication(block: Block, notes: Diagnostics) -> Publication | None:
    """Return the publication of an entry; None, with a note, if it has no title."""
    if block.kind not in TYPES:
        notes.warn(f"unknown entry type @{block.kind}", SourcePoint(block.place))
    fields = {name: source for name, source in block.fields.items() if not BOOKKEEPING.fullmatch(name)}
    found: Found = _words(fields, notes) | facts.people(block, notes) | facts.read_dates(fields, notes)
    found |= facts.venue(fields, notes) | facts.extent(fields) | facts.read_identifiers(fields, notes)
    found["language"] = _language(fields)
    found |= {"id": block.key.strip(), "selected": word(fields, "selected").lower() in ("true", "yes", "1")}
    found["tags"] = [texts.plain(tag) for tag in re.split(r"[,;]", word(fields, "tags")) if tag.strip()]
    if word(fields, "keywords") and fields["keywords"].text != word(fields, "tags"):
        notes.unused("keywords", fields["keywords"], NO_TAGS)
    doi = found["doi"].text if "doi" in found else ""
    found["links"] = links.links(_with_links(facts.archived(fields)), doi, notes)
    found["honors"] = facts.honors(fields, notes)
    for link in found["links"].values():
        found = identifiers.in_link(link.text) | {key: value for key, value in found.items() if value}
    found["type"] = _type(block, found)
    kind = word(fields, "type") if block.kind == "thesis" else block.kind
    if MASTERS.search(kind) and "note" not in found and not MASTERS.search(word(fields, "school")):
        found["note"] = "Master's thesis"
    found["status"] = _status(block, found, notes)
    for name, source in fields.items():
        if name == "type" and block.kind == "thesis":
            continue
        if name not in USED and source.text.strip() and not links.WEB_ADDRESS.match(source.text):
            notes.unused(name, source)
    return make(Publication, found, notes, SourcePoint(block.place))


def owners(block: Block) -> list[str]:
    """Return the names that an entry sets off among its authors or editors."""
    lists = ((name, block.fields[name]) for name in ("author", "editor") if name in block.fields)
    return [one for name, people in lists for one in names.set_off(people, word(block.fields, f"{name}+an"))]


def patent(block: Block, notes: Diagnostics) -> Patent | None:
    """Return the patent of a @patent entry; None, with a note, if it has no title."""
    fields, at = block.fields, SourcePoint(block.place)
    found: Found = {name: texts.text(fields[name], notes) for name in ("title", "note") if name in fields}
    for key, name in (("number", "number"), ("status", "pubstate")):
        found[key] = SourceText(texts.plain(fields[name].text), fields[name]) if name in fields else None
    found |= {"id": block.key.strip(), "inventors": facts.people(block, notes).get("authors")}
    found |= {"date": fields.get("date") or fields.get("year"), "url": SourceText(texts.url(word(fields, "url")), at)}
    for name in set(fields) - OF_PATENTS:
        notes.unused(name, fields[name])
    return make(Patent, found, notes, at)


def _words(fields: Fields, notes: Diagnostics) -> Found:
    """Return the fields of prose as Text and the other ones as plain text; the subtitle is added to the title."""
    found: Found = {}
    for name in PROSE:
        if word(fields, name):
            found.setdefault(BOOKISH.get(name, name), texts.text(fields[name], notes))
    plain = (name for name in PLAIN if name in fields and not find_arxiv(fields[name].text))
    found |= {name: SourceText(texts.plain(fields[name].text), fields[name]) for name in plain}
    subtitle = found.pop("subtitle", None)
    if subtitle and "title" in found:
        found["title"] = SourceText(f"{found['title'].text.rstrip(': ')}: {subtitle.text}", found["title"])
    note = word(fields, "note")
    if parse_status(note) or server_name(note) == "arXiv":
        found.pop("note", None)
    return found


def _language(fields: Fields) -> SourceText | None:
    """Return the language of a work by its name: "ngerman" -> "German"; works.joined() removes that of most works."""
    given = fields.get("language") or fields.get("langid")
    name = texts.plain(given.text) if given else ""
    return SourceText(BABEL.get(name.lower()) or languages.name(name), given) if given and name else None


def _with_links(fields: Fields) -> Fields:
    """Return the fields that may have a link: those for links, and unknown ones."""
    return {
        name: source
        for name, source in fields.items()
        if name in (*links.NAMES, "howpublished", *facts.EPRINTS) or name not in USED
    }


def _type(block: Block, found: dict[str, Any]) -> PublicationType | None:
    """Return the type from our own field, from the type of the entry, or from the venue."""
    subtype = word(block.fields, "entrysubtype").lower()
    if subtype in get_args(PublicationType):
        return cast(PublicationType, subtype)
    venue = found["venue"].text if "venue" in found else ""
    if block.kind in VOLUMES and found.get("editors") and not found.get("authors"):
        return "edited volume"
    kind = type_at(TYPES.get(block.kind, "other"), venue)
    return "preprint" if kind in (None, "journal") and found.get("arxiv") and not venue else kind


def _status(block: Block, found: dict[str, Any], notes: Diagnostics) -> PublicationStatus | None:
    """Return the status from pubstate, or from words in the venue, the note, the year or the pages."""
    state = word(block.fields, "pubstate").lower()
    if state and state not in STATES:
        notes.warn(f"unknown publication state '{state}'", block.fields["pubstate"])
    prose = {parse_status(word(block.fields, name)) for name in ("note", "year", "date", "howpublished", "pages")}
    furthest = next((status for status in FURTHEST if status in prose), None)
    if status := STATES.get(state) or found.get("status") or furthest:
        return cast(PublicationStatus, status)
    if found.get("type") == "preprint":
        return "preprint"
    return "in preparation" if block.kind == "unpublished" else None
