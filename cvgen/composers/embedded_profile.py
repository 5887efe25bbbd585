"""Reduce a profile to the part that is embedded in its PDF: only what the pages show.

Left out are hidden and unselected entries, other biographies, tags, abstracts, and aliases of the owner that no
author list shows.
"""

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from cvgen.document.markdown import plain_text
from cvgen.document.tree import Document, Item, plain
from cvgen.profile.fields import EntryPath, Text
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Author, Bio, Entry, Grant, Mentee, Position, Profile, Publication
from cvgen.profile.names import given_first, is_left_out, same_person

HEADER = (
    "name",
    "language",
    "citation_style",
    "native_name",
    "pronouns",
    "headline",
    "department",
    "affiliation",
    "location",
    "email",
    "phone",
    "website",
    "orcid",
    "links",
)


def embedded_profile(profile: Profile, document: Document, items: Collection[Item]) -> Profile:
    """Return the smallest profile from which the same document can be built.

    `items` are the items that the pages show; entries without one of them are left out.
    """
    shown = {item.key: item for item in items}
    values: dict[str, Any] = {name: getattr(profile, name) for name in HEADER}
    if profile.pronunciation and any(profile.pronunciation in plain(line) for line in document.header.lines):
        values["pronunciation"] = profile.pronunciation
    for field in dataclasses.fields(profile):
        listed = getattr(profile, field.name)
        if isinstance(listed, tuple) and field.name != "aliases":
            pairs = ((one, shown[field.name, at]) for at, one in enumerate(listed) if (field.name, at) in shown)
            values[field.name] = tuple(_without_private(one, item) for one, item in pairs)
    values["sections"] = _sections(profile, shown)
    values["bio"] = _bio(profile, [item for item in items if item.key == ("bio",)])
    values["aliases"] = _aliases(profile, values["publications"])
    marks = {mark for paper in values["publications"] for author in paper.authors for mark in author.marks}
    values["marks"] = {mark: text for mark, text in profile.marks.items() if mark in marks}
    return Profile(**values)


def _without_private(entry: Any, item: Item) -> Any:
    """Return an entry without the fields that its item does not print."""
    if not isinstance(entry, Entry):
        return entry
    entry = replace(entry, tags=())
    printed = " ".join(map(plain, (item.text, *item.lines)))
    if getattr(entry, "note", None) and plain_text(entry.note) not in printed:
        entry = replace(entry, note=None)
    if isinstance(entry, Position):
        printed_points = set(map(plain, item.points))
        shown = (replace(point, tags=()) for point in entry.highlights if plain_text(point.text) in printed_points)
        return replace(entry, highlights=tuple(shown))
    if isinstance(entry, Publication):
        return _public_paper(entry, item)
    if isinstance(entry, Grant):
        return _public_grant(entry, printed)
    if isinstance(entry, Mentee) and item.kind == "word":  # a name and a place in a run of them
        return replace(entry, start=None, end=None, affiliation=None if entry.now else entry.affiliation)
    return entry


def _if_printed(text: Any, printed: str) -> Any:
    """Return a text if it is among the printed words, else None."""
    return text if text and plain_text(text) in printed else None


def _public_grant(entry: Grant, printed: str) -> Grant:
    """Return a grant without what only forms of funders print."""
    status = _if_printed(entry.status, printed)
    return replace(entry, place=None, objectives=None, overlap=None, in_kind=None, effort={}, status=status)


def _public_paper(paper: Publication, item: Item) -> Publication:
    """Return a publication without its abstract, and without authors, marks, honors and links not printed."""
    texts = (item.text, *item.lines)
    words = " ".join(map(plain, texts))
    marks = {mark for text in texts for span in text if "raised" in span.looks for mark in span.text}
    authors = (
        replace(author, marks="".join(mark for mark in author.marks if mark in marks))
        for author in _printed_authors(paper, [span.text for text in texts for span in text])
    )
    urls = {span.url for text in texts for span in text if span.url}
    numbers: dict[str, Any] = {name: getattr(paper, name) for name in ("doi", "arxiv", "pmid")}
    unlinked = {name: None for name, number in numbers.items() if not (number and _is_linked(number, urls))}
    return replace(
        paper,
        abstract=None,
        role=_if_printed(paper.role, words),
        why=_if_printed(paper.why, words),
        open_access=None,
        authors=tuple(authors),
        honors=tuple(honor for honor in paper.honors if plain_text(honor.text) in words),
        links={name: url for name, url in paper.links.items() if url in urls},
        **(numbers | unlinked),
    )


def _printed_authors(paper: Publication, printed: list[str]) -> list[Author]:
    """Return the printed authors of a publication, with "…" or "et al." for the others, as on the page."""
    names, found = set(printed), list[Author]()
    for author in paper.authors:
        if given_first(author.name) in names:
            found.append(author)
        elif not found or not found[-1].left_out:
            found.append(Author("…"))
    if all(author.left_out for author in found):
        return []
    if found[-1] == Author("…"):
        rest = (text for text in printed if is_left_out(text) and text != "…")
        words = next(rest, "et al.")
        found[-1:] = [Author("…"), Author(words)] if any(map(str.isdigit, words)) else [Author(words)]
    return found


def _is_linked(number: str, urls: Collection[str]) -> bool:
    """Return whether one of the links contains a DOI, arXiv or PubMed number."""
    bare = bare_arxiv(bare_doi(number)).lower()
    return any(bare in url.lower() for url in urls)


def _sections(profile: Profile, shown: dict[EntryPath, Item]) -> tuple[Any, ...]:
    """Return the custom sections with the entries that are shown, without sections that show none."""
    found = []
    for number, section in enumerate(profile.sections):
        keys = [("sections", number, "entries", at) for at in range(len(section.entries))]
        shown_entries = [
            _without_private(one, shown[key]) for key, one in zip(keys, section.entries, strict=True) if key in shown
        ]
        found += [replace(section, entries=tuple(shown_entries), tags=())] if shown_entries else []
    return tuple(found)


def _bio(profile: Profile, items: list[Item]) -> Bio | None:
    """Return the one biography that is shown, or the shown words where the writer cut it."""
    words = " ".join(plain(item.text) for item in items)
    if not words or not profile.bio:
        return None
    for field in dataclasses.fields(Bio):
        text = getattr(profile.bio, field.name)
        if text and words == " ".join(map(plain_text, text.split("\n\n"))):
            return Bio(**{field.name: text})
    return Bio(long=Text(words))


def _aliases(profile: Profile, publications: Iterable[Publication]) -> tuple[str, ...]:
    """Return the printed names that match the owner by an alias alone, so that they are bold again."""
    printed = dict.fromkeys(author.name for paper in publications for author in paper.authors)
    own = [name for name in (profile.name, profile.native_name) if name]
    return tuple(
        name
        for name in printed
        if any(same_person(name, alias) for alias in profile.aliases) and not any(same_person(name, one) for one in own)
    )
