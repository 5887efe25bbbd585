"""Import RIS, which publishers, EndNote and databases write, each a little differently."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.notes import Diagnostics, SourcePoint, SourceText
from cvgen.problems import InputError, Location, Problem, split_lines
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import DOI, arxiv_of_doi, bare_doi, bare_isbn, find_arxiv, find_pmid, is_isbn
from cvgen.profile.model import Author, Patent, Profile, Publication
from cvgen.profile.status import parse_status, server_name, split_status, type_at

MAX_CHARACTERS, MAX_LINES, MAX_REFERENCES = 10_000_000, 150_000, 5_000
FIRST = re.compile(r"^\ufeff?[ \t]*TY[ \t]{1,2}-[ \t]?[A-Z]", re.MULTILINE)
HEADER = re.compile(r"[A-Za-z ]{3,40}:")  # above the references of some databases
MAX_LENGTH = 100_000  # characters of a text
TAG = re.compile(r"\ufeff?\s{0,3}([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t](.*)|)$")
TYPES: dict[str, PublicationType] = {
    "JOUR": "journal", "EJOUR": "journal", "JFULL": "journal", "MGZN": "journal", "CONF": "conference",
    "CPAPER": "conference", "BOOK": "book", "EBOOK": "book", "EDBOOK": "edited volume", "CHAP": "chapter",
    "ECHAP": "chapter", "ENCYC": "chapter", "DICT": "chapter", "THES": "thesis", "RPRT": "report", "STAND": "report",
    "GOVDOC": "report", "DATA": "dataset", "COMP": "software", "UNPB": "preprint", "INPR": "journal",
    "ABST": "abstract", "GEN": "other", "ELEC": "other", "BLOG": "other", "NEWS": "other", "UNPD": "preprint",
    "SER": "book", "VIDEO": "other", "SLIDE": "other", "PAMP": "other", "MANSCPT": "preprint", "PREPRINT": "preprint",
    "ICOMM": "other", "WEB": "other",
}  # fmt: skip
WITH_ISBN = ("book", "edited volume", "chapter")
TITLES, VENUES = ("TI", "T1", "CT"), ("JF", "T2", "BT", "JO", "C3", "JA", "J2", "J1")
PROSE = ("TI", "T1", "AB", "N2", "N1", "T2", "BT", "JF", "JO", "KW", "AD", "PB")  # may continue in the next line
YEARS, AUTHORS, EDITORS = ("PY", "Y1", "DA", "Y2"), ("AU", "A1"), ("ED", "A2", "A3")
USED = (*TITLES, *VENUES, *YEARS, *AUTHORS, *EDITORS, "TY", "ER", "VL", "IS", "SP", "EP", "DO", "UR", "L1", "L2", "LK",
        "AB", "N2", "N1", "KW", "PB", "ID", "C7", "CY", "PP", "ET",
        "LA", "TA")  # fmt: skip
IN_PART = ("SN", "M1", "M3", "AN")  # of some kinds of references only, or if they hold a known number
BOOKKEEPING = ("DB", "DP", "ST", "CN", "LB", "H1", "H2")  # databases, shelves, short titles

Tags = dict[str, list[SourceText]]


def detects(name: str, text: str) -> bool:
    """Return whether a text has a line that starts a RIS reference."""
    return text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[", "<") and bool(FIRST.search(text))


def read(text: str) -> Imported:
    """Return the works in a .ris file; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    found = list(islice(_references(text, notes), MAX_REFERENCES + 1))
    if len(found) > MAX_REFERENCES:
        notes.warn(f"only the first {MAX_REFERENCES} references are read", found.pop()[1], "split the file")
    papers = compact(_publication(tags, at, notes) for tags, at in found if _kind(tags) != "PAT")
    patents = compact(_patent(tags, at, notes) for tags, at in found if _kind(tags) == "PAT")
    for tags, _ in found:
        for tag, values in tags.items():
            if tag not in USED and tag not in BOOKKEEPING and not (tag in IN_PART and _is_used(tag, tags)):
                for value in values:
                    notes.unused(tag, value)
    return Imported(Profile(name="", publications=works.joined(papers), patents=patents), notes.problems())


def _references(text: str, notes: Diagnostics) -> Iterator[tuple[Tags, SourcePoint]]:
    """Yield each reference with its location; a TY ends the reference before it if the ER is missing."""
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise InputError([Problem("the file is too large", hint="split the file")])
    tags: Tags = {}
    lines = split_lines(text)
    for number, line in enumerate([*lines, "ER  - "], 1):
        at = SourcePoint(Location(number))
        found = TAG.match(line)
        if found and found[1] in ("TY", "ER"):
            if tags:
                if found[1] == "TY" or number > len(lines):
                    notes.warn(
                        "this reference has no end: the line ER is missing",
                        tags["TY"][0],
                        "check that the file is complete",
                    )
                yield tags, SourcePoint(tags["TY"][0].place)
            tags = {"TY": [SourceText((found[2] or "").strip(), at)]} if found[1] == "TY" else {}
        else:
            _line(tags, line, found, at, notes)


def _line(tags: Tags, line: str, found: re.Match[str] | None, at: SourcePoint, notes: Diagnostics) -> None:
    """Add a line to the open reference: a tag with its text, or a continuation of the text above."""
    last = next(reversed(tags), "")
    if found and tags:
        values = tags.pop(found[1], [])  # added again as the last tag, in case the next line continues it
        values.append(SourceText((found[2] or "").strip(), at))
        tags[found[1]] = values
    elif found:
        notes.warn(f"'{found[1]}' is left out: it is outside of any reference", at)
    elif last in PROSE and line.strip():
        before = tags[last][-1]
        tags[last][-1] = SourceText(f"{before.text} {line.strip()}"[:MAX_LENGTH], before.source)
    elif line.strip() and (tags or not HEADER.match(line)):
        notes.warn("this line has no tag, and is left out", at)


def _is_used(tag: str, tags: Tags) -> bool:
    """Return whether the value of a tag is used in this kind of reference."""
    kind, text = _kind(tags), _text(tags, tag)
    if tag == "SN":
        return TYPES.get(kind) in WITH_ISBN or is_isbn(bare_isbn(text)) or (kind == "PAT" and "IS" not in tags)
    if tag == "M1":
        return kind == "PAT" and "IS" not in tags and "SN" not in tags
    return tag == "AN" or bool(DOI.match(bare_doi(text))) or kind == "THES"


def _kind(tags: Tags) -> str:
    """Return the type of a reference, such as JOUR."""
    return _text(tags, "TY").upper()


def _publication(tags: Tags, at: SourcePoint, notes: Diagnostics) -> Publication | None:
    """Return the publication of a reference; None, with a note, if it has no title."""
    kind = _kind(tags)
    if kind not in TYPES:
        notes.warn(f"unknown type of reference '{kind}'", tags["TY"][0])
    found: dict[str, Any] = {"title": _markdown(tags, *TITLES), "authors": _people(tags, AUTHORS, notes)}
    found |= {"editors": _people(tags, EDITORS, notes), "publisher": _markdown(tags, "PB")}
    found |= {"abstract": _markdown(tags, "AB", "N2"), "tags": [tag.text for tag in tags.get("KW", ())]}
    found |= {"volume": _first(tags, "VL"), "issue": _first(tags, "IS")} | _year(tags, notes)
    found |= _pages(tags) | _numbers(tags, kind) | _where(tags, kind)
    found |= {"place": _markdown(tags, "CY", "PP"), "edition": _edition(tags)}
    found |= {"translators": _people(tags, ("TA",), notes)}
    if language := _first(tags, "LA"):
        found["language"] = SourceText(languages.name(language.text), language)
    if found.get("arxiv") and not found["venue"].text and found["type"] == "preprint":
        found["venue"] = "arXiv"
    found["id"] = identifiers.entry_key(_text(tags, "ID")) or None
    return make(Publication, found, notes, at)


def _patent(tags: Tags, at: SourcePoint, notes: Diagnostics) -> Patent | None:
    """Return the patent of a reference."""
    found: dict[str, Any] = {"title": _markdown(tags, *TITLES), "inventors": _people(tags, AUTHORS, notes)}
    found |= {"number": _first(tags, "IS", "SN", "M1"), "date": _first(tags, *YEARS), "url": _first(tags, "UR")}
    return make(Patent, found, notes, at)


def _people(tags: Tags, names: tuple[str, ...], notes: Diagnostics) -> list[Author]:
    """Return authors: "Toparlar,Y." and "Toparlar, Y." -> Y. Toparlar."""
    source = (one for name in names for one in tags.get(name, ()))
    return people.authors((SourceText(html.words(one.text), one) for one in source), notes)


def _year(tags: Tags, notes: Diagnostics) -> dict[str, Any]:
    """Return the year from a date tag, such as 2018/4/25, or the status if there are words instead."""
    for source in (one for name in YEARS for one in tags.get(name, ())):
        date = dates.date(source.text.strip("/ "))
        if date and date.month:
            notes.unused(f"{_tag_of(tags, source)}: month and day", source, dates.ONLY_YEARS)
        if date or dates.year(source.text):
            return {"year": date.year if date else dates.year(source.text)}
        if status := parse_status(source.text.strip("/ ")):
            return {"status": status}
        if source.text:
            notes.warn(f"'{source.text}' is not a date, and is left out", source)
    return {}


def _tag_of(tags: Tags, value: SourceText) -> str:
    """Return the tag of a value."""
    return next(tag for tag, values in tags.items() if value in values)


def _pages(tags: Tags) -> dict[str, Any]:
    """Return the pages, or the number of the article."""
    first, last = _text(tags, "SP"), _text(tags, "EP")
    source = _first(tags, "SP") or _first(tags, "C7")
    is_range = first and last and first != last and not re.search(r"[-–]", first)
    return (
        {"pages": SourceText(f"{first}–{last}" if is_range else identifiers.pages(source.text), source)}
        if source
        else {}
    )


def _numbers(tags: Tags, kind: str) -> dict[str, Any]:
    """Return DOI, arXiv id, PubMed id and ISBN from tags or links; the first other link leads to the paper."""
    found: dict[str, Any] = {}
    for source in (one for name in ("DO", "M3", "UR", "L2", "LK", "N1", "AN") for one in tags.get(name, ())):
        doi = bare_doi(source.text)
        numbers = {"doi": doi if DOI.match(doi) and not arxiv_of_doi(doi) else ""}
        numbers |= {"arxiv": find_arxiv(source.text), "pmid": find_pmid(source.text)}
        for key, number in numbers.items():
            if number:
                found.setdefault(key, SourceText(number, source))
    addresses = [one for name in ("UR", "LK", "L2") for one in tags.get(name, ()) if "://" in one.text]
    found["links"] = identifiers.labelled(one for one in addresses if not identifiers.in_link(one.text))
    pdf = next((one for one in tags.get("L1", ()) if re.match(r"https?://", one.text)), None)
    if pdf:
        found["links"] |= {"PDF": pdf}
    if "SN" in tags and (TYPES.get(kind) in WITH_ISBN or is_isbn(bare_isbn(_text(tags, "SN")))):
        found["isbn"] = tags["SN"][0]
    note = _text(tags, "N1")
    if note and not identifiers.paper_doi(note) and not find_arxiv(note) and not parse_status(note):
        found["note"] = _markdown(tags, "N1")
    return found


def _where(tags: Tags, kind: str) -> dict[str, Any]:
    """Return venue, type and status; the type INPR means in press."""
    source = _markdown(tags, *VENUES) or SourceText("")
    venue, status = split_status(source.text)
    venue = server_name(venue)
    given = type_at(TYPES.get(kind, "other"), venue)
    if kind == "THES" and not venue:
        parts = [one.text for name in ("M3", "PB") if (one := _markdown(tags, name))]
        return {"venue": SourceText(", ".join(parts), tags["TY"][0]), "type": "thesis", "publisher": None}
    status = status or parse_status(_text(tags, "N1")) or ("in press" if kind == "INPR" else None)
    found: dict[str, Any] = {"venue": SourceText(venue, source), "type": given}
    if status or given == "preprint":
        found["status"] = status or "preprint"
    return found


def _edition(tags: Tags) -> SourceText | None:
    """Return the edition."""
    source = _markdown(tags, "ET")
    return SourceText(identifiers.edition(source.text), source) if source else None


def _first(tags: Tags, *names: str) -> SourceText | None:
    """Return the first of the tags that has a value, None if none of them has."""
    return next((one for name in names for one in tags.get(name, ()) if one.text), None)


def _markdown(tags: Tags, *names: str) -> SourceText | None:
    """Return the first of the tags that has a value, as Text."""
    source = _first(tags, *names)
    return SourceText(html.markdown(source.text), source) if source else None


def _text(tags: Tags, name: str) -> str:
    """Return the value of a tag, "" if it is missing."""
    return tags[name][0].text if tags.get(name) else ""
