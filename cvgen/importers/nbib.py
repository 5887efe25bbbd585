"""Import NBIB, the MEDLINE format in which PubMed saves and sends citations."""

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
from cvgen.profile.identifiers import bare_doi, find_arxiv
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.status import server_name, type_at

MAX_CHARACTERS, MAX_LINES, MAX_CITATIONS, MAX_LENGTH = 20_000_000, 300_000, 5_000, 100_000
FIRST = re.compile(r"^\ufeff?PMID *- ?\d", re.MULTILINE)
TAG = re.compile(r"\ufeff?([A-Z]{2,4}) *- ?(.*)$")
TYPES: dict[str, PublicationType] = {  # the first that a citation has decides
    "preprint": "preprint", "editorial": "editorial", "systematic review": "review", "review": "review",
    "dataset": "dataset", "book chapter": "chapter", "chapter": "chapter", "book": "book", "monograph": "book",
    "academic dissertation": "thesis", "technical report": "report", "published erratum": "other",
    "meeting abstract": "abstract",
}  # fmt: skip
USED = (
    "PMID", "TI", "BTI", "AB", "FAU", "AU", "CN", "FED", "ED", "PT", "DP", "JT", "TA", "VI", "IP", "PG", "LID", "AID",
    "ISBN", "PB", "OT", "DEP", "LA", "EN", "PL", "CTI",
)  # fmt: skip
# The record in PubMed: its numbers, its history, its subject headings, and other records.
BOOKKEEPING = (
    "OWN", "STAT", "DCOM", "LR", "DA", "EDAT", "MHDA", "CRDT", "PHST", "PST", "SB", "JID", "RN", "MH", "NM", "SO",
    "OTO", "OID", "PMC", "PMCR", "AUID", "AD", "IR", "FIR", "IRAD", "CIN", "CON", "EIN", "EFR", "RF", "CI", "COIS",
    "SI", "GR", "MID", "CTDT", "OAB", "OABL", "UIN", "UOF", "RPF", "RPI", "ROF", "RIN",
)  # fmt: skip

Tags = dict[str, list[SourceText]]


def detects(name: str, text: str) -> bool:
    """Return whether a text has a line that starts a citation of MEDLINE."""
    return text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[", "<", "@") and bool(FIRST.search(text))


def read(text: str) -> Imported:
    """Return the works in an .nbib file; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    found = list(islice(_citations(text, notes), MAX_CITATIONS + 1))
    if len(found) > MAX_CITATIONS:
        notes.warn(f"only the first {MAX_CITATIONS} citations are read", found.pop()["PMID"][0], "split the file")
    for tags in found:
        for tag, values in tags.items():
            for value in values if tag not in USED and tag not in BOOKKEEPING else ():
                notes.unused(tag, value)
    papers = compact(_publication(tags, notes) for tags in found)
    return Imported(Profile(name="", publications=works.joined(papers)), notes.problems())


def _citations(text: str, notes: Diagnostics) -> Iterator[Tags]:
    """Yield the tags of each citation, which starts with its PMID; authors and groups are in one list, in order."""
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise InputError([Problem("the file is too large", hint="split the file")])
    tags: Tags = {}
    last = ""
    for number, line in enumerate(split_lines(text), 1):
        at = SourcePoint(Location(number))
        found = None if line.startswith("      ") else TAG.match(line)
        if tags and (not line.strip() or (found and found[1] == "PMID")):
            yield tags
            tags = {}
        if found and (tags or found[1] == "PMID"):
            last = found[1]
            tags.setdefault(last, []).append(SourceText(found[2].strip(), at))
        elif line.strip() and tags and line.startswith(" "):
            before = tags[last][-1]
            tags[last][-1] = SourceText(f"{before.text} {line.strip()}"[:MAX_LENGTH], before.source)
        elif line.strip():
            is_tag = found and not tags
            notes.warn(
                f"'{found[1]}' is left out: it is outside of any citation"
                if found and is_tag
                else "this line has no tag, and is left out",
                at,
            )
    if tags:
        yield tags


def _publication(tags: Tags, notes: Diagnostics) -> Publication | None:
    """Return the publication of a citation; None, with a note, if it has no title."""
    title = _first(tags, "TI") or _first(tags, "BTI")
    found: dict[str, Any] = {"title": SourceText(_title(title.text), title) if title else None}
    found |= {"authors": _authors(tags, notes), "editors": _people(tags, ("FED", "ED"), notes)}
    found |= {"volume": _first(tags, "VI"), "issue": _first(tags, "IP"), "pmid": _first(tags, "PMID")}
    found |= {"abstract": _markdown(tags, "AB"), "publisher": _markdown(tags, "PB")}
    found |= {"tags": [tag.text.lstrip("*") for tag in tags.get("OT", ())], "isbn": _isbn(tags)}
    found |= {"edition": _edition(tags), "series": _markdown(tags, "CTI")}
    found["place"] = _markdown(tags, "PL") if "PB" in tags else None  # of a journal it is the country
    if language := _first(tags, "LA"):
        found["language"] = SourceText(languages.name(language.text), language)
    found |= _pages(tags) | _year(tags, notes) | _numbers(tags, notes) | _where(tags, notes)
    return make(Publication, found, notes, tags["PMID"][0])


def _title(text: str) -> str:
    """Return a title without its period and without the brackets around a translated one: "[Ice.]." -> "Ice"."""
    bare = html.markdown(re.sub(r"(?<!\.)\.$", "", text.strip()))
    return re.sub(r"^\\?\[(.*?)\.?\\?\]$", r"\1", bare)


def _authors(tags: Tags, notes: Diagnostics) -> list[Author]:
    """Return people by their full names, and groups; groups come at the place where the file has them."""
    full = "FAU" if "FAU" in tags else "AU"
    listed = [(one, full) for one in tags.get(full, ())] + [(one, "CN") for one in tags.get("CN", ())]
    listed.sort(key=lambda pair: pair[0].place or Location(0))
    groups = {one.text for one, tag in listed if tag == "CN"}
    found: list[Author] = []
    for one, _ in listed:
        if one.text in groups:
            found += compact([people.whole(html.words(one.text))])
        else:
            found += people.authors([SourceText(_spelled(html.words(one.text)), one)], notes)
    return people.placed(found)


def _people(tags: Tags, names: tuple[str, ...], notes: Diagnostics) -> list[Author]:
    """Return the people in the first of these tags that the citation has."""
    source = next((tags[name] for name in names if name in tags), [])
    return people.authors((SourceText(_spelled(html.words(one.text)), one) for one in source), notes)


def _spelled(name: str) -> str:
    """Return a name of MEDLINE with commas: "Trelawn JB" -> "Trelawn, J. B.", "Ek, Bo Jr" -> "Ek, Jr., Bo"."""
    name = re.sub(r"^([^,]+), (.+) (Jr|Sr)\.?$", r"\1, \3., \2", name)
    found = re.fullmatch(r"([^,]+?) ([A-Z]{1,3})", name)
    return f"{found[1]}, {' '.join(f'{letter}.' for letter in found[2])}" if found else name


def _pages(tags: Tags) -> dict[str, Any]:
    """Return the pages, in full: "1524-5" -> "1524–1525"; or else the number of the article."""
    source = _first(tags, "PG")
    if source is None:
        return {}
    found = re.fullmatch(r"(\d+)-(\d+)", source.text)
    if found and len(found[2]) < len(found[1]):
        return {"pages": SourceText(f"{found[1]}–{found[1][: -len(found[2])]}{found[2]}", source)}
    return {"pages": SourceText(identifiers.pages(source.text), source)}


def _year(tags: Tags, notes: Diagnostics) -> dict[str, Any]:
    """Return the year of publication: "2021 Apr 18", "2020 Jan-Feb", "2019 Spring"."""
    source = _first(tags, "DP") or _first(tags, "DEP")
    if source is None:
        return {}
    year = dates.year(source.text[:4])
    if year is None:
        notes.warn(f"'{source.text}' is not a date, and is left out", source)
    elif source.text[4:].strip():
        notes.unused("DP: month and day", source, dates.ONLY_YEARS)
    return {"year": year}


def _numbers(tags: Tags, notes: Diagnostics) -> dict[str, Any]:
    """Return the DOI, and the arXiv id of a preprint: "10.5555/1 [doi]"; "e123 [pii]" is the number of the article."""
    found: dict[str, Any] = {}
    for source in (one for name in ("LID", "AID") for one in tags.get(name, ())):
        number, _, kind = source.text.partition(" [")
        if kind == "doi]":
            arxiv = find_arxiv(bare_doi(number))
            found.setdefault("arxiv" if arxiv else "doi", SourceText(arxiv or bare_doi(number), source))
        elif kind not in ("pii]", "bookaccession]"):
            notes.unused("LID", source)
    return found


def _isbn(tags: Tags) -> SourceText | None:
    """Return the ISBN without its remark: "9783161484100 (electronic)"."""
    source = _first(tags, "ISBN")
    return SourceText(source.text.partition(" ")[0], source) if source else None


def _where(tags: Tags, notes: Diagnostics) -> dict[str, Any]:
    """Return venue, type and status; the kinds of articles that a CV does not tell apart are journal papers."""
    kinds = [one.text.lower() for one in tags.get("PT", ())]
    for one in tags.get("PT", ()):
        if one.text.lower() == "retracted publication":
            notes.warn("PubMed marks this work as retracted", one)
    book = _first(tags, "BTI") if "TI" in tags else None
    source = book or _first(tags, "JT") or _first(tags, "TA")
    venue = server_name(html.markdown(re.sub(r"\s+:\s+.*$", "", source.text)) if source else "")
    given: PublicationType = next((kind for word, kind in TYPES.items() if word in kinds), "journal")
    if book and given == "journal":
        given = "chapter"
    status = "preprint" if type_at(given, venue) == "preprint" else None
    return {"venue": SourceText(venue, source or SourcePoint()), "type": type_at(given, venue), "status": status}


def _edition(tags: Tags) -> SourceText | None:
    """Return the edition."""
    source = _markdown(tags, "EN")
    return SourceText(identifiers.edition(source.text), source) if source else None


def _first(tags: Tags, name: str) -> SourceText | None:
    """Return the first value of a tag, None if it has none."""
    return next((one for one in tags.get(name, ()) if one.text), None)


def _markdown(tags: Tags, name: str) -> SourceText | None:
    """Return the first value of a tag as Text."""
    source = _first(tags, name)
    return SourceText(html.markdown(source.text), source) if source else None
