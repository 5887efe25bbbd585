"""Find every text of a profile that may be in several languages, by the types of the model."""

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from cvgen.profile.fields import TRANSLATABLE, EntryPath
from cvgen.profile.model import Profile
from cvgen.profile.translations import Translated
from cvgen.profile.yaml.keys import without_none

LEFT_OUT = ("sources",)  # what other programs say
# Names, which are the same in every language unless the user translates some of them.
NAMES = frozenset(
    [
        *(("Publication", key) for key in ("title", "collaboration", "venue", "publisher", "place", "series",
                                           "original", "reviewed", "edition", "abstract")),
        ("Education", "advisor"), ("Education", "thesis"), ("Exhibition", "title"), ("Grant", "title"),
        ("Media", "organization"), ("Media", "title"), ("Mentee", "thesis"), ("Patent", "title"),
        ("Service", "organizations"), ("Skill", "items"), ("Talk", "event"), ("Talk", "title"),
    ]
)  # fmt: skip


@dataclass(frozen=True)
class TextField:
    """A text of a profile: its path, its kind of field ("Award", "title"), its type, and its value."""

    path: EntryPath
    field: tuple[str, str]
    kind: Any
    text: str

    @property
    def languages(self) -> frozenset[str]:
        """The languages in which the text is; none for one that is not translated."""
        return frozenset(self.text.texts) if isinstance(self.text, Translated) else frozenset()


def text_fields(profile: Profile) -> Iterator[TextField]:
    """Yield every text of a profile that may be in several languages, in the order of the model."""
    yield from _fields(profile, ())


def to_translate(profile: Profile) -> list[TextField]:
    """Return the texts to translate: without hidden entries, and names of which the profile translates none."""
    found = [one for one in text_fields(profile) if not is_hidden(profile, one.path)]
    kept = NAMES - {one.field for one in found if one.languages}
    return [one for one in found if one.field not in kept]


def by_field(found: Iterable[TextField]) -> dict[tuple[str, str], list[TextField]]:
    """Return texts by their kind of field."""
    groups: dict[tuple[str, str], list[TextField]] = defaultdict(list)
    for one in found:
        groups[one.field].append(one)
    return groups


def is_hidden(profile: Profile, path: EntryPath) -> bool:
    """Return whether an entry that a path goes through is hidden."""
    return any(getattr(profile.at(path[:length]), "hidden", False) for length in range(1, len(path)))


def _fields(value: Any, path: EntryPath) -> Iterator[TextField]:
    """Yield the texts of an instance of the model."""
    kinds = _kinds(type(value))  # type: ignore[arg-type]  # a class can be hashed
    for name, kind in kinds.items():
        found = getattr(value, name)
        if found and name not in LEFT_OUT:
            yield from _texts(found, kind, (*path, name), (type(value).__name__, name))


def _texts(value: Any, kind: Any, path: EntryPath, field: tuple[str, str]) -> Iterator[TextField]:
    """Yield the texts of a value of a type."""
    if kind in TRANSLATABLE:
        yield TextField(path, field, kind, value)
    elif isinstance(value, (tuple, dict)):
        inner = without_none(typing.get_args(kind)[-1 if isinstance(value, dict) else 0])
        for part, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(item, inner, (*path, part), field)
    elif dataclasses.is_dataclass(value):
        yield from _fields(value, path)


@cache
def _kinds(cls: Any) -> dict[str, Any]:
    """Return the types of the fields of a class that may hold texts."""
    hints = typing.get_type_hints(cls)
    return {field.name: without_none(hints[field.name]) for field in dataclasses.fields(cls)}
