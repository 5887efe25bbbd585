"""Profile, the items that a document shows -> the part of the profile that travels inside its PDF.

What is not on the page stays at home: hidden and unselected entries, other biographies, tags, abstracts, and forms
of the owner's name that no author list shows.
"""

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from cvgen.document.markdown import plain_text
from cvgen.document.tree import Document, Item, plain
from cvgen.profile.fields import EntryPath, Text
from cvgen.profile.identifiers import bare_arxiv, bare_doi
from cvgen.profile.model import Bio, Entry, Mentee, Profile, Publication
from cvgen.profile.names import given_first, same_person

HEADER = (
    "name",
    "language",
    "native_name",
    "pronouns",
    "headline",
    "affiliation",
    "location",
    "email",
    "phone",
    "website",
    "links",
)


def embedded_profile(profile: Profile, document: Document, items: Collection[Item]) -> Profile:
    """A profile, its document, the items shown of it -> the profile that makes the same again, and no more."""
    shown = {item.key: item for item in items}
    values: dict[str, Any] = {name: getattr(profile, name) for name in HEADER}
    if profile.pronunciation and any(profile.pronunciation in plain(line) for line in document.header.lines):
        values["pronunciation"] = profile.pronunciation
    for field in dataclasses.fields(profile):
        listed = getattr(profile, field.name)
        if isinstance(listed, tuple) and field.name != "aliases":
            kept = ((one, shown[field.name, at]) for at, one in enumerate(listed) if (field.name, at) in shown)
            values[field.name] = tuple(_without_private(one, item) for one, item in kept)
    values["sections"] = _sections(profile, shown)
    values["bio"] = _bio(profile, [item for item in items if item.key == ("bio",)])
    values["aliases"] = _aliases(profile, values["publications"])
    marks = {mark for paper in values["publications"] for author in paper.authors for mark in author.marks}
    values["marks"] = {mark: text for mark, text in profile.marks.items() if mark in marks}
    return Profile(**values)


def _without_private(entry: Any, item: Item) -> Any:
    """An entry without what its item does not print."""
    if not isinstance(entry, Entry):
        return entry
    entry = replace(entry, tags=())
    printed = " ".join(map(plain, (item.text, *item.lines)))
    if getattr(entry, "note", None) and plain_text(entry.note) not in printed:
        entry = replace(entry, note=None)
    if isinstance(entry, Publication):
        return _public_paper(entry, item)
    if isinstance(entry, Mentee) and item.kind == "word":  # a name and a place in a run of them
        return replace(entry, start=None, end=None, affiliation=None if entry.now else entry.affiliation)
    return entry


def _public_paper(paper: Publication, item: Item) -> Publication:
    """A publication without its abstract, and without the authors, marks, honors and links that are not printed."""
    texts = (item.text, *item.lines)
    words = " ".join(map(plain, texts))
    marks = {mark for text in texts for span in text if "raised" in span.looks for mark in span.text}
    authors = (
        replace(author, marks="".join(mark for mark in author.marks if mark in marks))
        for author in paper.authors
        if given_first(author.name) in words
    )
    urls = {span.url for text in texts for span in text if span.url}
    numbers: dict[str, Any] = {name: getattr(paper, name) for name in ("doi", "arxiv", "pmid")}
    unlinked = {name: None for name, number in numbers.items() if not (number and _is_linked(number, urls))}
    return replace(
        paper,
        abstract=None,
        authors=tuple(authors),
        honors=tuple(honor for honor in paper.honors if plain_text(honor.text) in words),
        links={name: url for name, url in paper.links.items() if url in urls},
        **(numbers | unlinked),
    )


def _is_linked(number: str, urls: Collection[str]) -> bool:
    """Whether a DOI, arXiv or PubMed number stands in one of the links."""
    bare = bare_arxiv(bare_doi(number)).lower()
    return any(bare in url.lower() for url in urls)


def _sections(profile: Profile, shown: dict[EntryPath, Item]) -> tuple[Any, ...]:
    """The user's own sections with the entries that are shown."""
    found = []
    for number, section in enumerate(profile.sections):
        keys = [("sections", number, "entries", at) for at in range(len(section.entries))]
        kept = [
            _without_private(one, shown[key]) for key, one in zip(keys, section.entries, strict=True) if key in shown
        ]
        found += [replace(section, entries=tuple(kept), tags=())] if kept else []
    return tuple(found)


def _bio(profile: Profile, items: list[Item]) -> Bio | None:
    """The one length of the biography that is shown; of one that was cut, the words that were left."""
    words = " ".join(plain(item.text) for item in items)
    if not words or not profile.bio:
        return None
    for field in dataclasses.fields(Bio):
        text = getattr(profile.bio, field.name)
        if text and words == " ".join(map(plain_text, text.split("\n\n"))):
            return Bio(**{field.name: text})
    return Bio(long=Text(words))


def _aliases(profile: Profile, publications: Iterable[Publication]) -> tuple[str, ...]:
    """The printed names that are the owner's only by an alias: they make the same words bold again."""
    printed = dict.fromkeys(author.name for paper in publications for author in paper.authors)
    own = [name for name in (profile.name, profile.native_name) if name]
    return tuple(
        name
        for name in printed
        if any(same_person(name, alias) for alias in profile.aliases) and not any(same_person(name, one) for one in own)
    )
