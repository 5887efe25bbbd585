"""Mine, theirs, and what theirs was last time -> mine with what is new in theirs; nothing of mine is lost.

A three-way merge by entry and by key: where I changed something, or deleted it, that stands; where the source and I
both changed it, mine stands and the conflict is told. The first time, only what is empty is filled.
"""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cvgen.diff import diff
from cvgen.fields import default_of
from cvgen.match.lists import match_entries, match_publications
from cvgen.match.pairing import Matching
from cvgen.match.people import People
from cvgen.profile import Entry, Profile, Publication

Key = tuple[str | int, ...]
OWN = ("selected", "hidden", "id", "tags", "section")  # what only the owner decides
KEPT = ("name", "language", "documents", "photo")  # of the person, what no source may change


@dataclass(frozen=True)
class Filled:
    """A key that theirs gives a value: the path of its mapping, the key, the value."""

    path: Key
    key: str
    value: Any


@dataclass(frozen=True)
class Conflict:
    """A key that both changed, or that was there already: mine stands."""

    path: Key
    key: str
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """The merged profile, and how it came about."""

    profile: Profile
    filled: list[Filled] = field(default_factory=list)
    added: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    known: list[tuple[Key, Key]] = field(default_factory=list)  # the keys of an entry in mine and in theirs
    deleted: list[Key] = field(default_factory=list)  # in theirs, and taken out of mine since: they stay out
    gone: list[Key] = field(default_factory=list)  # in mine, and no longer in theirs: they stay in


def merge(mine: Profile, theirs: Profile, base: Profile | None = None) -> Merged:
    """Two profiles, and what theirs was last time if that is known -> the merged one."""
    merged = Merged(mine)
    people = People(mine, theirs)
    values: dict[str, Any] = {}
    for one in dataclasses.fields(Profile):
        if _is_list(one.name, mine, theirs):
            values[one.name] = _merge_list(one.name, mine, theirs, base, people, merged)
        elif one.name not in KEPT:
            values[one.name] = _merge_key((), one, mine, theirs, base, merged)
    merged.profile = replace(mine, **values)
    merged.conflicts = _told(mine, theirs, merged)
    return merged


def _is_list(name: str, *profiles: Profile) -> bool:
    return any(isinstance(entry, Entry) for profile in profiles for entry in _listed(profile, name))


def _listed(profile: Profile | None, name: str) -> tuple[Any, ...]:
    found = getattr(profile, name) if profile else ()
    return found if isinstance(found, tuple) else ()


def _match(mine: Sequence[Any], theirs: Sequence[Any], people: People) -> Matching:
    if any(isinstance(entry, Publication) for entry in (*mine, *theirs)):
        return match_publications(mine, theirs, people)
    return match_entries(mine, theirs, people)


def _merge_list(
    name: str, mine: Profile, theirs: Profile, base: Profile | None, people: People, merged: Merged
) -> tuple[Any, ...]:
    """The entries of a list: mine with their empty keys filled, and on top those that are new in theirs."""
    own, others, before = _listed(mine, name), _listed(theirs, name), _listed(base, name)
    earlier = {pair.new: before[pair.old] for pair in _match(before, others, people).pairs}
    entries = list(own)
    matching = _match(own, others, people)
    for pair in sorted(matching.pairs, key=lambda pair: pair.old):
        merged.known.append(((name, pair.old), (name, pair.new)))
        entries[pair.old] = _merge_entry(
            (name, pair.old), own[pair.old], others[pair.new], earlier.get(pair.new), merged
        )
    new = [at for at in matching.added if at not in earlier]
    merged.deleted += [(name, at) for at in matching.added if at in earlier]
    known = {id(entry) for entry in earlier.values()}
    still = {pair.old for pair in matching.pairs}
    lost = _match(own, [entry for entry in before if id(entry) not in known], people)
    merged.gone += [(name, pair.old) for pair in lost.pairs if pair.old not in still]
    if new:
        merged.added[name] = tuple(others[at] for at in new)
    return (*merged.added.get(name, ()), *entries)


def _merge_entry(path: Key, mine: Any, theirs: Any, base: Any, merged: Merged) -> Any:
    values = {
        one.name: _merge_key(path, one, mine, theirs, base, merged)
        for one in dataclasses.fields(mine)
        if one.name not in OWN
    }
    return replace(mine, **values)


def _merge_key(path: Key, one: dataclasses.Field[Any], mine: Any, theirs: Any, base: Any, merged: Merged) -> Any:
    """A key of mine and of theirs -> its value: theirs where mine is empty, or is what theirs was last time."""
    own, other = getattr(mine, one.name), getattr(theirs, one.name)
    nothing = default_of(one)
    before = getattr(base, one.name) if base is not None else nothing
    if one.name == "status" and base is None:
        return own  # its default says something: a copy on arXiv makes no preprint of a published paper
    if isinstance(own, dict) and isinstance(other, dict) and own:
        return _merge_names((*path, one.name), own, other, before or {}, merged)
    if other in (own, nothing, before):
        return own
    if own in (nothing, before):
        merged.filled.append(Filled(path, one.name, other))
        return other
    merged.conflicts.append(Conflict(path, one.name, own, other))
    return own


def _merge_names(path: Key, mine: dict[str, Any], theirs: dict[str, Any], base: dict[str, Any], merged: Merged) -> Any:
    """Names with values, such as links: theirs are added unless I took them out, or have the same value elsewhere."""
    found = dict(mine)
    for name, value in theirs.items():
        if path == ("marks",) and mine.get(name, value) not in (value, base.get(name)):
            merged.conflicts.append(Conflict(path, name, mine[name], value))
        if name in mine or name in base or value in mine.values():
            continue
        merged.filled.append(Filled(path, name, value))
        found[name] = value
    return found


def _told(mine: Profile, theirs: Profile, merged: Merged) -> list[Conflict]:
    """The conflicts of content: another spelling of a venue is none."""
    changes = {
        (event.old_key or (), change.field)
        for event in diff(mine, theirs).events
        for change in event.changes
        if change.severity == "content"
    }
    names = {field for _, field in changes}
    return [
        one
        for one in merged.conflicts
        if (one.path, one.key) in changes or one.path == ("marks",) or (not one.path and one.key in names)
    ]
