"""Import Zotero RDF, the export that keeps everything Zotero knows, with notes, attachments and collections."""

import re
from collections.abc import Iterator
from typing import Any

from cvgen import xml
from cvgen.importers import Imported
from cvgen.importers.mapping import dates, identifiers, languages, people, works
from cvgen.importers.mapping.records import compact, make
from cvgen.importers.syntax import html
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.fields import PublicationType
from cvgen.profile.identifiers import arxiv_of_doi, bare_doi, find_arxiv
from cvgen.profile.model import Author, Patent, Profile, Publication, Talk
from cvgen.profile.status import is_server, parse_status, server_name, split_status, type_at
from cvgen.profile.text import letters
from cvgen.xml import Element

ROOT = re.compile(r"<rdf:RDF[\s>]")
NAMESPACE = "www.zotero.org/namespaces/export"
TYPES: dict[str, PublicationType] = {
    "journalArticle": "journal", "magazineArticle": "journal", "newspaperArticle": "other", "book": "book",
    "bookSection": "chapter", "conferencePaper": "conference", "thesis": "thesis", "report": "report",
    "preprint": "preprint", "manuscript": "preprint", "dataset": "dataset", "computerProgram": "software",
    "encyclopediaArticle": "chapter", "dictionaryEntry": "chapter", "webpage": "other", "blogPost": "other",
    "document": "other", "standard": "report", "forumPost": "other", "podcast": "other", "videoRecording": "other",
    "audioRecording": "other", "film": "other", "artwork": "other", "map": "other", "letter": "other",
    "interview": "other", "radioBroadcast": "other", "tvBroadcast": "other", "case": "other", "statute": "other",
    "bill": "other", "hearing": "other", "email": "other", "instantMessage": "other",
}  # fmt: skip
OTHER_KINDS = ("presentation", "patent")
CONTAINERS = ("Journal", "Periodical", "Series", "Website")  # records beside the works that refer to them
RECORDS = ("Attachment", "Collection", "UserItem", "Memo")  # files, folders and notes of the library
USED = ("itemType", "isPartOf", "authors", "editors", "presenters", "inventors", "title", "date", "pages", "publisher",
        "subject", "abstract", "identifier", "presentedAt", "type", "description", "volume", "number", "citationKey",
        "meetingName", "conferenceName", "repository", "archiveID", "university", "DOI", "language", "edition",
        "translators", "numPages")  # fmt: skip
BOOKKEEPING = ("link", "isReferencedBy", "dateSubmitted", "libraryCatalog", "shortTitle", "rights", "relation",
               "callNumber", "archive", "coverage")  # fmt: skip
OF_CONTAINER = ("title", "volume", "number", "alternative", "identifier", "isPartOf", "publisher")
EXTRA = re.compile(r"^\s*(PMID|PMCID|arXiv|DOI|status|Citation Key|tex\.\w+|_\w+)\s*:\s*(\S.*?)\s*$", re.I | re.M)
MAX_ITEMS = 5_000


def detects(name: str, text: str) -> bool:
    """Return whether a text is RDF of Zotero."""
    start = text[:5000]
    return text.lstrip("\ufeff \t\r\n")[:1] == "<" and bool(ROOT.search(start)) and NAMESPACE in start


def read(text: str) -> Imported:
    """Return the works in an RDF file of Zotero; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    root = xml.read(text.lstrip("\ufeff"))
    places = {_about(one): one for one in root.children() if one.name in CONTAINERS and _about(one)}
    items = [one for one in root.children() if one.name not in (*CONTAINERS, *RECORDS)]
    if len(items) > MAX_ITEMS:
        notes.warn(
            f"only the first {MAX_ITEMS} of {len(items)} items are read", items[MAX_ITEMS], "export a collection"
        )
    read_items = [(_Item(item, places), item.first("itemType").text) for item in items[:MAX_ITEMS]]
    for item, kind in read_items:
        item.report_unused(kind, notes)
    for memo in root.all("Memo"):
        notes.unused("Memo: a note of the library", memo)
    profile = Profile(
        name="",
        publications=works.joined(
            compact(_publication(item, kind, notes) for item, kind in read_items if kind not in OTHER_KINDS)
        ),
        talks=compact(_talk(item, notes) for item, kind in read_items if kind == "presentation"),
        patents=compact(_patent(item, notes) for item, kind in read_items if kind == "patent"),
    )
    return Imported(profile, notes.problems())


def _about(element: Element) -> str:
    """Return the address by which other records refer to one."""
    return element.attributes.get("rdf:about", "")


class _Item:
    """An item of the library with what it is part of: its journal or book, and its series."""

    def __init__(self, element: Element, places: dict[str, Element]) -> None:
        self.element = element
        self._containers = list(_containers(element, places))

    def container(self, *names: str) -> Element:
        """Return the first container of a kind, an empty element without one."""
        return next((one for one in self._containers if one.name in names), Element("", {}, self.element.place))

    def first(self, name: str) -> Element:
        """Return the first element of a name that has words, in the item or in its journal."""
        for part in (self.element, *(one for one in self._containers if one.name != "Series")):
            if (found := part.first(name)).text:
                return found
        return self.element.first(name)

    def identifiers(self) -> Iterator[tuple[str, SourceText]]:
        """Yield identifiers as pairs: ("DOI", "10.5555/1"), ("ISBN", ...), ("ISSN", ...), ("", an address)."""
        for part in (self.element, *self._containers):
            for one in part.all("identifier"):
                kind, _, number = one.text.partition(" ")
                if kind in ("DOI", "ISBN", "ISSN") and number:
                    yield kind, SourceText(number, one)
                elif part.name != "Series":
                    yield "", SourceText(one.text, one)

    def report_unused(self, kind: str, notes: Diagnostics) -> None:
        """Note what a profile has no field for."""
        for child in self.element.children():
            if child.text and child.name not in USED and child.name not in BOOKKEEPING:
                notes.unused(child.name, child)
        for container in self._containers:
            for child in container.children():
                if child.text and child.name not in OF_CONTAINER:
                    notes.unused(child.name, child)
        event, venue = self.element.first("presentedAt"), self.container("Journal", "Book").first("title")
        if event.text and venue.text and letters(event.text) not in letters(venue.text):
            notes.unused("presentedAt", event)
        if self.element.first("type").text and kind not in ("thesis", "presentation"):
            notes.unused("type", self.element.first("type"))
        pages = self.element.first("numPages")
        if pages.text and (TYPES.get(kind) not in ("book", "thesis", "report") or self.element.first("pages").text):
            notes.unused("numPages", pages)
        for name, one in self.identifiers():
            if not name and "://" not in one.text and kind != "patent":
                notes.warn(f"'{one.text[:60]}' is left out: it is not a web address", one)
            if name == "ISSN" or (name == "ISBN" and TYPES.get(kind) not in ("book", "chapter", "conference")):
                notes.unused(name, one)


def _containers(element: Element, places: dict[str, Element]) -> Iterator[Element]:
    """Yield what an item is part of: written inside it, or a record that it refers to."""
    for part in element.all("isPartOf"):
        if (target := places.get(part.attributes.get("rdf:resource", ""))) is not None:
            yield target
        yield from part.children()


def _descendants(element: Element) -> Iterator[Element]:
    """Yield all elements inside one, at any depth."""
    for child in element.children():
        yield child
        yield from _descendants(child)


def _publication(item: _Item, kind: str, notes: Diagnostics) -> Publication | None:
    """Return the publication of an item; None, with a note, if it has no title."""
    if kind not in TYPES:
        notes.warn(f"unknown type of item '{kind}'", item.element)
    element = item.element
    found: dict[str, Any] = {"title": _text(element.first("title")), "authors": _people(element, "authors", notes)}
    found |= {"editors": _people(element, "editors", notes), "abstract": _text(element.first("abstract"))}
    found |= {"volume": _text(item.first("volume")), "issue": _issue(item)}
    found |= {"pages": SourceText(identifiers.pages(element.first("pages").text), element.first("pages"))}
    found |= {"publisher": _publisher(item), "tags": [_text(one) for one in element.all("subject") if one.text]}
    found["id"] = identifiers.entry_key(element.first("citationKey").text) or None
    found |= _edition(item, kind, notes)
    found |= _where(item, kind) | _year(item, notes)
    found |= _extra(item)
    found |= _numbers(item, kind)
    return make(Publication, found, notes, element)


def _edition(item: _Item, kind: str, notes: Diagnostics) -> dict[str, Any]:
    """Return place, edition, series, language, translators, and the number of pages in place of the pages of a book."""
    element, series = item.element, item.container("Series")
    language = element.first("language")
    parts = [series.first(name).text for name in ("title", "identifier")]
    places = [one for one in _descendants(element.first("publisher")) if one.name == "locality"]
    found: dict[str, Any] = {"edition": _text(element.first("edition")), "place": _text(places[0]) if places else None}
    found |= {"series": SourceText(html.markdown(" ".join(filter(None, parts))), series)}
    found |= {"language": SourceText(languages.name(language.text), language)}
    found |= {"translators": _people(element, "translators", notes)}
    if TYPES.get(kind) in ("book", "thesis", "report") and not element.first("pages").text:
        found["pages"] = _text(element.first("numPages"))
    return found


def _issue(item: _Item) -> SourceText | None:
    """Return the issue; a preprint has its arXiv number there."""
    number = item.first("number")
    return None if find_arxiv(number.text) else _text(number)


def _talk(item: _Item, notes: Diagnostics) -> Talk | None:
    """Return the talk of an item."""
    element = item.element
    event = next((one for name in ("presentedAt", "meetingName") if (one := element.first(name)).text), element)
    found: dict[str, Any] = {"title": _text(element.first("title")), "date": _text(element.first("date"))}
    found |= {"event": _text(event) if event is not element else None, "kind": _text(element.first("type"))}
    address = next((one for name, one in item.identifiers() if not name), None)
    return make(Talk, found | {"url": address, "note": _text(element.first("description"))}, notes, element)


def _patent(item: _Item, notes: Diagnostics) -> Patent | None:
    """Return the patent of an item."""
    element = item.element
    role = "inventors" if element.all("inventors") else "authors"
    found: dict[str, Any] = {"title": _text(element.first("title")), "inventors": _people(element, role, notes)}
    numbers = [one for name, one in item.identifiers() if not name]
    number = _text(element.first("number")) if element.first("number").text else None
    for one in numbers:
        if "://" in one.text:
            found.setdefault("url", one)
        else:
            number = number or SourceText(html.markdown(one.text), one)
    return make(Patent, found | {"number": number, "date": _text(element.first("date"))}, notes, element)


def _people(element: Element, role: str, notes: Diagnostics) -> list[Author]:
    """Return the people of a role, each of a family name and given names; a family name alone is a group."""
    found: list[Author] = []
    for person in (one for one in _descendants(element.first(role)) if one.name in ("Person", "Organization")):
        family = next((one for name in ("surname", "name") if (one := person.first(name)).text), person)
        given = person.first("givenName").text or person.first("givenname").text
        if given:
            found += people.authors([SourceText(f"{family.text}, {given}", person)], notes)
        elif people.is_others(family.text):
            found += people.authors([SourceText(family.text, person)], notes)
        elif group := people.whole(family.text):
            found.append(group)
        else:
            notes.warn(f"'{family.text[:60]}' is left out: it is not a name", person)
    return people.placed(found)


def _publisher(item: _Item) -> SourceText | None:
    """Return the name of the publisher, which is an organization with an address."""
    for part in (item.element, item.container("Book", "Journal")):
        for one in _descendants(part.first("publisher")):
            if one.name == "name" and one.text:
                return _text(one)
        if (bare := part.first("publisher")).text and not list(bare.children()):
            return _text(bare)
    return None


def _where(item: _Item, kind: str) -> dict[str, Any]:
    """Return venue, type and status: of a thesis its kind and university, of a preprint its server."""
    element = item.element
    names = [item.container("Journal", "Periodical", "Book", "Website").first("title"), element.first("presentedAt")]
    names += [element.first("conferenceName"), element.first("meetingName"), element.first("repository")]
    source = next((one for one in names if one.text), element.first("presentedAt"))
    venue, status = split_status(html.markdown(source.text))
    publisher = _publisher(item)
    if kind == "thesis":
        parts = [html.markdown(element.first("type").text), publisher.text if publisher else ""]
        venue = ", ".join(part for part in parts if part)
        return {"venue": SourceText(venue, element), "type": "thesis", "publisher": None}
    if not venue and publisher and is_server(publisher.text):
        return {"venue": SourceText(server_name(publisher.text), publisher), "type": "preprint", "status": "preprint",
                "publisher": None}  # fmt: skip
    given = TYPES.get(kind, "other")
    given = given if given == "preprint" else type_at(given, venue) or given
    status = status or ("preprint" if given == "preprint" else None)
    return {"venue": SourceText(server_name(venue), source), "type": given, "status": status}


def _year(item: _Item, notes: Diagnostics) -> dict[str, Any]:
    """Return the year, or the status that stands in its place."""
    element = item.element.first("date")
    if status := parse_status(element.text):
        return {"status": status}
    date = dates.date(element.text)
    if date and date.month:
        notes.unused("date: month and day", element, dates.ONLY_YEARS)
    if date and (words := dates.words_left(element.text)):
        notes.warn(f"'{words}' of the date '{element.text}' is left out", element)
    return {"year": date.year if date else _text(element)}


def _extra(item: _Item) -> dict[str, Any]:
    """Return the note without the lines that people add for missing fields, and the values of those lines."""
    element = item.element.first("description")
    raw = "".join(part for part in element.inside if isinstance(part, str))
    lines = {found[1].lower(): found[2] for found in EXTRA.finditer(raw)}
    found: dict[str, Any] = {"note": SourceText(html.markdown(" ".join(EXTRA.sub("", raw).split())), element)}
    found |= {key: lines[key] for key in ("pmid", "status") if key in lines}
    if "arxiv" in lines:
        found["arxiv"] = find_arxiv(lines["arxiv"], sure=True)
    if "doi" in lines:
        found["doi"] = bare_doi(lines["doi"])
    return found


def _numbers(item: _Item, kind: str) -> dict[str, Any]:
    """Return DOI, arXiv id, ISBN and links."""
    found: dict[str, Any] = {}
    addresses = []
    pairs = [*item.identifiers()]
    pairs += [("DOI", SourceText(one.text, one)) for one in item.element.all("DOI") if one.text]
    pairs += [("arXiv", SourceText(one.text, one)) for one in item.element.all("archiveID") if one.text]
    for name, one in pairs:
        arxiv = find_arxiv(one.text)
        if arxiv:
            found.setdefault("arxiv", SourceText(arxiv, one))
        elif name == "DOI" and not arxiv_of_doi(bare_doi(one.text)):
            found["doi"] = SourceText(bare_doi(one.text), one)
        elif name == "ISBN" and TYPES.get(kind) in ("book", "chapter", "conference"):
            found.setdefault("isbn", SourceText(one.text.split()[0], one))
        elif not name and "://" in one.text:
            addresses.append(one)
    for one in addresses:
        found = identifiers.in_link(one.text) | found
    return found | {"links": identifiers.labelled(one for one in addresses if not identifiers.in_link(one.text))}


def _text(element: Element) -> SourceText:
    """Return the words of an element as Text; Zotero has HTML in its titles."""
    return SourceText(html.markdown(element.text), element)
