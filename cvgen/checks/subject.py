"""The subject of all checks: a profile, the place of each of its values, and the date of the check."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cvgen.problems import Location, Problem
from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Author, Entry, Profile, Publication
from cvgen.profile.names import same_person
from cvgen.profile.translations import Translated

UNPRINTED = ("id", "tags", "aliases", "abstract", "photo")  # fields that no document shows


def place_in(places: Mapping[EntryPath, Location], path: EntryPath) -> Location | None:
    """Return the place of a value, or of its nearest parent with a place: the name in `Chao Li*` has none."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path)


@dataclass(frozen=True)
class Subject:
    """The input of a check; without `today`, nothing is too old or too early."""

    profile: Profile
    places: dict[EntryPath, Location]
    today: Date | None = None

    @cached_property
    def papers(self) -> list[tuple[EntryPath, Publication]]:
        """Return the publications that are not hidden, each with its path."""
        papers = enumerate(self.profile.publications)
        return [(("publications", index), paper) for index, paper in papers if not paper.hidden]

    @cached_property
    def forms_of_owner(self) -> frozenset[str]:
        """Return every name in the author lists that is a form of the owner's."""
        names = {author.name for _, paper in self.papers for author in paper.people}
        return frozenset(name for name in names if any(same_person(name, own) for own in self.profile.names))

    @cached_property
    def texts(self) -> list[tuple[EntryPath, str]]:
        """Return every printed text with its path; the path of a label, such as a link's, ends with ""."""
        found: list[tuple[EntryPath, str]] = []
        _add_texts(self.profile, (), found)
        return found

    def place(self, path: EntryPath) -> Location | None:
        """Return the place of a value, or of its nearest parent with a place."""
        return place_in(self.places, path)

    def line(self, path: EntryPath) -> str:
        """Return the line of a value as "line 12", or "another line" if it is unknown."""
        place = self.place(path)
        return f"line {place.line}" if place else "another line"

    def warn(self, path: EntryPath, message: str, hint: str) -> Problem:
        """Return a warning at the place of a value; a warning does not prevent a build."""
        return Problem(message, self.place(path), hint, "warning")


def entries(profile: Profile) -> Iterator[tuple[EntryPath, Entry]]:
    """Yield every entry of every list, with its path: ("education", 0)."""
    for field in dataclasses.fields(profile):
        value = getattr(profile, field.name)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Entry):
                    yield (field.name, index), item
    for number, section in enumerate(profile.sections):
        for index, item in enumerate(section.entries):
            yield ("sections", number, "entries", index), item


def authors(profile: Profile) -> Iterator[tuple[EntryPath, Author]]:
    """Yield every author, editor and inventor with their path: ("publications", 0, "authors", 2)."""
    for path, entry in entries(profile):
        for key in ("authors", "editors", "inventors"):
            for index, author in enumerate(getattr(entry, key, ())):
                yield (*path, key, index), author


def _add_texts(value: Any, path: EntryPath, found: list[tuple[EntryPath, str]]) -> None:
    """Add every printed text of a value with its path; the path of a label, such as a link's, ends with ""."""
    if isinstance(value, Translated):
        found += [((*path, language), text) for language, text in value.texts.items()]
    elif isinstance(value, str):
        found.append((path, value))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _add_texts(item, (*path, index), found)
    elif isinstance(value, dict):
        for key, item in value.items():
            found.append(((*path, key, ""), key))
            _add_texts(item, (*path, key), found)
    elif dataclasses.is_dataclass(value):
        for name, item in vars(value).items():
            if item and name not in UNPRINTED:
                _add_texts(item, (*path, name), found)


def is_over(since: Date, years: int, today: Date | None) -> bool:
    """Return whether more than `years` years have certainly passed: in 2026, 2024 is not over two years ago."""
    if today is None:
        return False
    return (since.year + years, since.month or 12, since.day or 31) < (today.year, today.month or 1, today.day or 1)
