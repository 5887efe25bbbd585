"""Reduce a profile to what a web site may show to everybody."""

import dataclasses
from dataclasses import replace
from typing import Any

from cvgen.profile.model import Entry, OtherSection, Position, Profile
from cvgen.profile.names import same_person

# What is for documents and those who get them, and not for everybody.
LEFT_OUT: dict[str, Any] = {
    "phone": None, "references": (), "sources": None, "documents": {}, "citation_style": None, "photo": None,
}  # fmt: skip


def public_part(profile: Profile) -> Profile:
    """Return a profile without hidden entries, rejected papers, tags, referees, phone number and documents.

    Names and marks that no author list shows are left out, too: a former name is nobody's business.
    """
    lists = {
        field.name: tuple(map(_bare, _visible(getattr(profile, field.name))))
        for field in dataclasses.fields(profile)
        if isinstance(getattr(profile, field.name), tuple)
    }
    lists["publications"] = tuple(one for one in lists["publications"] if one.status != "rejected")
    people = [author for paper in lists["publications"] for author in paper.people]
    people += [author for patent in lists["patents"] for author in patent.inventors]
    own = [name for name in (profile.name, profile.native_name) if name]
    used = {mark for author in people for mark in author.marks}
    found: dict[str, Any] = {
        **lists,
        "aliases": tuple(name for name in profile.aliases if _is_printed(name, own, people)),
        "marks": {mark: text for mark, text in profile.marks.items() if mark in used},
        "language": None if (profile.language or "").endswith(".yaml") else profile.language,
        "photo_credit": profile.photo_credit if profile.photo else None,
    }
    return replace(profile, **(found | LEFT_OUT))


def _visible(entries: tuple[Any, ...]) -> list[Any]:
    return [entry for entry in entries if not getattr(entry, "hidden", False)]


def _bare(entry: Any) -> Any:
    """Return an entry without the words by which documents choose it, and a section with its visible entries."""
    if isinstance(entry, OtherSection):
        entry = replace(entry, entries=tuple(map(_bare, _visible(entry.entries))))
    if isinstance(entry, Position) and any(point.tags for point in entry.highlights):
        entry = replace(entry, highlights=tuple(replace(point, tags=()) for point in entry.highlights))
    return replace(entry, tags=()) if isinstance(entry, Entry) and entry.tags else entry


def _is_printed(alias: str, own: list[str], people: list[Any]) -> bool:
    """Return whether an author list has a form of the owner's name that only this alias explains."""
    names = {one.name for one in people if same_person(one.name, alias)}
    return any(not any(same_person(name, one) for one in own) for name in names)
