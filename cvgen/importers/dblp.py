"""Import a person's page of DBLP as XML, dblp.org/pid/….xml.

Homonym numbers are removed from names, and CoRR versions are joined with their papers.
"""

import re
from typing import Any

from cvgen import xml
from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, people, records, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import find_arxiv
from cvgen.profile.model import Education, Publication
from cvgen.profile.status import server_name, type_at
from cvgen.xml import Element

ROOT = re.compile(r"<dblp(?:person)?[\s>]")
TYPES: dict[str, PublicationType] = {
    "article": "journal", "inproceedings": "conference", "proceedings": "book", "book": "book",
    "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "data": "dataset",
}  # fmt: skip
OF_PUBLTYPE: dict[str, PublicationType] = {
    "survey": "review", "data": "dataset", "software": "software", "encyclopedia": "chapter",
}  # fmt: skip
USED = ("author", "editor", "title", "year", "journal", "booktitle", "volume", "number", "pages", "publisher", "school",
        "isbn", "ee", "note", "series", "address")  # fmt: skip
BOOKKEEPING = ("url", "crossref", "cite", "stream", "cdrom", "rel", "mdate")  # other records of DBLP
SITES = {"orcid.org": "ORCID", "scholar.google": "Google Scholar", "github.com": "GitHub", "linkedin.com": "LinkedIn",
         "wikidata.org": "Wikidata", "researchgate.net": "ResearchGate", "dl.acm.org": "ACM", "twitter.com": "X",
         "openreview.net": "OpenReview", "semanticscholar.org": "Semantic Scholar", "zbmath": "zbMATH"}  # fmt: skip
DEGREE = re.compile(r"(Ph\.?D\.?|M\.?Sc\.?|B\.?Sc\.?|Dr\.?[\w. ]{0,20}|Master|Bachelor|Diploma)[\s,]*(\d{4})?", re.I)
MAX_RECORDS = 5_000  # records


def detects(name: str, text: str) -> bool:
    """Return whether a text is XML of DBLP."""
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(ROOT.search(text[:3000]))


def read(text: str) -> Imported:
    """Return the profile in the XML of a person, or of several records."""
    notes = Diagnostics()
    root = xml.read(text.lstrip("\ufeff"))
    records_found = [child for r in root.all("r") for child in r.children()] or list(root.children())
    papers = [record for record in records_found if record.name in TYPES]
    if len(papers) > MAX_RECORDS:
        notes.warn(
            f"only the first {MAX_RECORDS} of {len(papers)} records are read", papers[MAX_RECORDS], "split the file"
        )
    for record in records_found:
        if record.name not in TYPES and root.name == "dblp" and record.name != "www":
            notes.unused(record.name, record)
    publications = works.joined(compact(_publication(record, notes) for record in papers[:MAX_RECORDS]))
    found = _person(root, notes) | {"publications": publications}
    return Imported(records.profile(found, notes, root), notes.problems())


def _person(root: Element, notes: Diagnostics) -> dict[str, Any]:
    """Return name, other names, affiliation, homepage and pages at other sites."""
    person = root.first("person")
    names = [_name(element.text) for element in person.all("author")]
    found: dict[str, Any] = {"name": _name(root.attributes.get("name", "")) or next(iter(names), "")}
    found["aliases"] = [name for name in dict.fromkeys(names) if name != found["name"]]
    for note in person.all("note"):
        kind, label = (note.attributes.get(key, "") for key in ("type", "label"))
        where = SourceText(html.markdown(note.markup), note)
        if kind == "affiliation" and (degree := DEGREE.fullmatch(label.strip())):
            entry = {"degree": degree[1], "institution": where, "end": degree[2]}
            found.setdefault("education", []).extend(compact([make(Education, entry, notes, note)]))
        elif kind == "affiliation" and "affiliation" not in found and not label:
            found["affiliation"] = where
        else:
            notes.unused(f"note of the type '{kind}'", note)
    return found | _pages(person, notes)


def _pages(person: Element, notes: Diagnostics) -> dict[str, Any]:
    """Return the homepage, which is the first page that is not at a known site, and the pages at known sites."""
    found: dict[str, Any] = {"links": {}}
    for url in person.all("url"):
        label = next((label for site, label in SITES.items() if site in url.text), "")
        if label:
            found["links"].setdefault(label, SourceText(url.text, url))
        elif "website" not in found:
            found["website"] = SourceText(url.text, url)
        else:
            notes.unused("url", url)
    return found


def _publication(record: Element, notes: Diagnostics) -> Publication | None:
    """Return the publication of a record; None, with a note, if it was withdrawn or has no title."""
    publtype = record.attributes.get("publtype", "")
    if "withdrawn" in publtype:
        notes.warn("this work was withdrawn, and is left out", record)
        return None
    title = record.first("title")
    found: dict[str, Any] = {"title": SourceText(re.sub(r"(?<!\.)\.$", "", html.markdown(title.markup)), title)}
    for name in ("author", "editor"):
        found[f"{name}s"] = people.authors((SourceText(one.text, one) for one in record.all(name)), notes)
    if record.name == "proceedings" and not found["authors"]:
        found["authors"] = found.pop("editors")
    found |= {
        key: _text_of(record, name) for key, name in (("year", "year"), ("volume", "volume"), ("issue", "number"))
    }
    found |= {
        "publisher": _text_of(record, "publisher"),
        "isbn": _text_of(record, "isbn"),
        "note": _text_of(record, "note"),
        "series": _text_of(record, "series"),
        "place": _text_of(record, "address"),
    }
    found["pages"] = SourceText(identifiers.pages(record.first("pages").text), record.first("pages"))
    for child in record.children():
        if child.name == "month":
            notes.unused("month", child, dates.ONLY_YEARS)
        elif child.name not in USED and child.name not in BOOKKEEPING:
            notes.unused(child.name, child)
    return make(Publication, found | _where(record, publtype) | _links(record, notes), notes, record)


def _where(record: Element, publtype: str) -> dict[str, Any]:
    """Return venue and type; CoRR is arXiv, and the volume of CoRR is the arXiv id."""
    source = next((_text_of(record, name) for name in ("journal", "booktitle", "school") if record.all(name)), None)
    venue = server_name(source.text) if source else ""
    kind = next((kind for word, kind in OF_PUBLTYPE.items() if word in publtype), TYPES[record.name])
    found: dict[str, Any] = {"venue": SourceText(venue, source) if source else None, "type": type_at(kind, venue)}
    if venue == "arXiv":
        number = find_arxiv(record.first("volume").text, sure=True)
        found |= {"type": "preprint", "status": "preprint", "arxiv": number or None, "volume": None}
    elif "informal" in publtype:
        found |= {"type": "preprint", "status": "preprint"}
    return found


def _links(record: Element, notes: Diagnostics) -> dict[str, Any]:
    """Return DOI, arXiv id and links from the electronic editions; links to Wikidata are ignored."""
    found: dict[str, Any] = {}
    links: dict[str, SourceText] = {}
    for edition in record.all("ee"):
        if in_link := identifiers.in_link(edition.text):
            for key, number in in_link.items():
                found.setdefault(key, SourceText(number, edition))
        elif not re.match(r"https?://", edition.text):
            notes.warn(f"'{edition.text}' is left out: it is not a web address", edition)
        elif "wikidata.org" not in edition.text:
            site = next((label for site, label in SITES.items() if site in edition.text), "Other")
            links.setdefault(site if links else "Paper", SourceText(edition.text, edition))
    return found | {"links": links}


def _text_of(record: Element, name: str) -> SourceText:
    """Return the text of a child element with its location."""
    element = record.first(name)
    return SourceText(html.markdown(element.markup).strip(), element)


def _name(text: str) -> str:
    """Return a name without its homonym number: "Qiang Liu 0034" -> "Qiang Liu"."""
    author = people.author(text)
    return author.name if author else ""
