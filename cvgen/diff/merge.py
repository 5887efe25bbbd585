"""Merge what is new in an imported profile ("theirs") into the user's profile ("mine"); nothing of mine is lost.

A three-way merge by entry and key, with the previous import as its base: what I changed or deleted stays; where both
changed a key, mine stays and the conflict is reported. On the first import, only empty keys are filled.
"""

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from cvgen.diff.compare import diff
from cvgen.diff.match.lists import match_entries, match_publications
from cvgen.diff.match.pairing import Matching
from cvgen.diff.match.people import People
from cvgen.profile.fields import EntryPath, default_of
from cvgen.profile.model import Entry, Profile, Publication
from cvgen.profile.status import has_appeared
from cvgen.profile.text_fields import text_fields
from cvgen.profile.translations import Translated, closest, code_of, has_translations, in_language, texts_of

T = TypeVar("T")

OWN = ("selected", "hidden", "id", "tags", "section")  # keys that only the owner sets
OF_VERSION = ("type", "venue", "year", "date", "volume", "issue", "pages", "publisher", "place")
KEPT = ("name", "language", "citation_style", "documents", "sources", "photo")  # keys that no import changes


@dataclass(frozen=True)
class Filled:
    """An empty key that gets a value from theirs: the path of its mapping, the key, the value."""

    path: EntryPath
    key: str
    value: Any


@dataclass(frozen=True)
class Conflict:
    """A key that both changed, or that has another value on the first import: mine is kept."""

    path: EntryPath
    key: str
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """The merged profile, and how each part of it was merged.

    `languages` are those of mine and of theirs, which may name none.
    """

    profile: Profile
    languages: tuple[str, str] = ("", "")
    filled: list[Filled] = field(default_factory=list)
    added: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    known: list[tuple[EntryPath, EntryPath]] = field(default_factory=list)  # the keys of an entry in mine and in theirs
    deleted: list[EntryPath] = field(default_factory=list)  # in theirs, and deleted from mine since: they stay deleted
    gone: list[EntryPath] = field(default_factory=list)  # in mine, and no longer in theirs: they are kept


def merge(mine: Profile, theirs: Profile, base: Profile | None = None) -> Merged:
    """Return the merge of two profiles; `base` is the previous version of theirs, if it is known."""
    merged = Merged(
        mine, (code_of(mine.language), code_of(theirs.language) if theirs.language else _spoken(mine, theirs))
    )
    people = People(mine, theirs)
    values: dict[str, Any] = {}
    for one in dataclasses.fields(Profile):
        if _is_list(one.name, mine, theirs):
            values[one.name] = _merge_list(one.name, mine, theirs, base, people, merged)
        elif one.name not in KEPT:
            values[one.name] = _merge_key((), one, mine, theirs, base, merged)
    merged.profile = replace(mine, **values)
    merged.conflicts = _content_conflicts(mine, theirs, merged)
    return merged


def _spoken(mine: Profile, theirs: Profile) -> str:
    """Return the language of a profile that names none: that of mine in which it says the most; "" for the main one."""
    if not has_translations(mine):
        return ""
    said = {str(one.text) for one in text_fields(theirs)}
    several = [one.text for one in text_fields(mine) if isinstance(one.text, Translated)]
    same = Counter(language for text in several for language, one in text.texts.items() if one in said)
    return max(same, key=lambda language: same[language], default="")


def _is_list(name: str, *profiles: Profile) -> bool:
    return any(isinstance(entry, Entry) for profile in profiles for entry in _listed(profile, name))


def _listed(profile: Profile | None, name: str) -> tuple[Any, ...]:
    found = getattr(profile, name) if profile else ()
    return found if isinstance(found, tuple) else ()


def _match(mine: Sequence[Any], theirs: Sequence[Any], people: People) -> Matching:
    if any(isinstance(entry, Publication) for entry in (*mine, *theirs)):
        return match_publications(mine, theirs, people)
    return match_entries(mine, theirs, people)


def _comparable(mine: T, theirs: T, merged: Merged) -> tuple[T, T]:
    """Return profiles or entries of both sides, texts in several languages in the one of the other side."""
    own, other = merged.languages
    return in_language(mine, other)[0] if other else mine, in_language(theirs, own)[0]


def _merge_list(
    name: str, mine: Profile, theirs: Profile, base: Profile | None, people: People, merged: Merged
) -> tuple[Any, ...]:
    """Return the entries of a list: those new in theirs, then mine with their empty keys filled."""
    own, others, before = _listed(mine, name), _listed(theirs, name), _listed(base, name)
    twins = {pair.new: pair.old for pair in _match(before, others, people).pairs}  # of theirs, in the previous import
    mine_of = {pair.old: pair.new for pair in _match(before, own, people).pairs}
    known = {pair.new: pair.old for pair in _match(*_comparable(own, others, merged), people).pairs}
    for (
        at,
        twin,
    ) in twins.items():  # an entry that the source changed beyond recognition is matched by its previous version
        if at not in known and mine_of.get(twin) not in (None, *known.values()):
            known[at] = mine_of[twin]
    entries = list(own)
    for at, place in sorted(known.items(), key=lambda pair: pair[1]):
        merged.known.append(((name, place), (name, at)))
        last = before[twins[at]] if at in twins else None
        entries[place] = _merge_entry((name, place), own[place], others[at], last, merged)
    unknown = [at for at in range(len(others)) if at not in known]
    merged.deleted += [(name, at) for at in unknown if at in twins]
    merged.gone += [
        (name, place) for twin, place in mine_of.items() if twin not in twins.values() and place not in known.values()
    ]
    if new := [others[at] for at in unknown if at not in twins]:
        merged.added[name] = tuple(new)
    return (*merged.added.get(name, ()), *entries)


def _merge_entry(path: EntryPath, mine: Any, theirs: Any, base: Any, merged: Merged) -> Any:
    kept = (*OWN, *(_of_another_version(mine, theirs) if base is None else ()))
    values = {
        one.name: _merge_key(path, one, mine, theirs, base, merged)
        for one in dataclasses.fields(mine)
        if one.name not in kept
    }
    return replace(mine, **values)


def _of_another_version(mine: Any, theirs: Any) -> tuple[str, ...]:
    """Return the keys that a preprint and its paper do not share: the pages of one are not those of the other.

    A paper does not get the DOI of its preprint; a preprint gets that of the paper.
    """
    if not isinstance(mine, Publication) or has_appeared(mine) == has_appeared(theirs):
        return ()
    return (*OF_VERSION, "doi") if has_appeared(mine) else OF_VERSION


def _merge_key(path: EntryPath, one: dataclasses.Field[Any], mine: Any, theirs: Any, base: Any, merged: Merged) -> Any:
    """Return the merged value of a key: theirs if mine is empty or equal to the base, else mine."""
    own, other = getattr(mine, one.name), getattr(theirs, one.name)
    nothing = default_of(one)
    before = getattr(base, one.name) if base is not None else nothing
    if one.name == "status" and base is None:
        return own  # its default has a meaning: a copy on arXiv does not turn a published paper into a preprint
    if isinstance(own, dict) and isinstance(other, dict) and own:
        return _merge_names((*path, one.name), own, other, before or {}, merged)
    if other in (own, nothing, before):
        return own
    if own and (isinstance(own, Translated) or isinstance(other, Translated)):
        return _merge_languages(path, one.name, (own, other, before), merged)
    if own in (nothing, before):
        merged.filled.append(Filled(path, one.name, other))
        return other
    merged.conflicts.append(Conflict(path, one.name, own, other))
    return own


def _merge_languages(path: EntryPath, name: str, versions: tuple[str, str, str | None], merged: Merged) -> str:
    """Return the merge of a text language by language: theirs are added, and replace mine where I left the base as is.

    `versions` are mine, theirs and the base.
    """
    own, other, before = versions
    mine = texts_of(own, merged.languages[0])
    if other in map(str, mine.values()):
        return own  # theirs names no language
    usual = own.main if isinstance(own, Translated) else merged.languages[0]
    spoken = closest(mine, merged.languages[1]) or merged.languages[1] or usual
    theirs, base = texts_of(other, spoken), texts_of(before, spoken) if before else {}
    found = dict(mine)
    for language, text in theirs.items():
        if text in (mine.get(language), base.get(language)):
            continue
        if mine.get(language) == base.get(language):
            found[language] = text
        elif language in mine:
            merged.conflicts.append(Conflict(path, name, mine[language], text))
    if found == mine:
        return own
    whole = Translated.of(found, merged.languages[0])
    merged.filled.append(Filled(path, name, whole))
    return whole


def _merge_names(
    path: EntryPath, mine: dict[str, Any], theirs: dict[str, Any], base: dict[str, Any], merged: Merged
) -> Any:
    """Merge mappings such as links: theirs are added unless I deleted them, or have the value under another name."""
    found = dict(mine)
    for name, value in theirs.items():
        if name in mine and (isinstance(mine[name], Translated) or isinstance(value, Translated)):
            found[name] = _merge_languages(path, name, (mine[name], value, base.get(name)), merged)
            continue
        if path == ("marks",) and mine.get(name, value) not in (value, base.get(name)):
            merged.conflicts.append(Conflict(path, name, mine[name], value))
        if name in mine or name in base or value in mine.values():
            continue
        merged.filled.append(Filled(path, name, value))
        found[name] = value
    return found


def _content_conflicts(mine: Profile, theirs: Profile, merged: Merged) -> list[Conflict]:
    """Return the conflicts of content, without spellings of a venue and marks that the source does not know."""
    others = dict(merged.known)
    mine, theirs = _comparable(mine, theirs, merged)
    content = {
        path: _content(path, mine, theirs, others.get(path, ())) for path in {one.path for one in merged.conflicts}
    }
    return [one for one in merged.conflicts if one.path == ("marks",) or one.key in content[one.path]]


def _content(path: EntryPath, mine: Profile, theirs: Profile, other: EntryPath) -> set[str]:
    """Return the keys of an entry, or of the person, whose content differs between mine and theirs."""
    if path and other:
        name = str(path[0])
        pair: list[dict[str, Any]] = [
            {"name": mine.name, "marks": side.marks, name: (replace(side.at(key), id="same"),)}
            for side, key in ((mine, path), (theirs, other))
        ]
        mine, theirs = Profile(**pair[0]), Profile(**pair[1])
    events = [event for event in diff(mine, theirs).events if path or len(event.old_key or ()) < 2]
    changes = [change for event in events for change in event.changes]
    return {one.field for one in changes if one.severity == "content" and (one.kind != "author_marks" or theirs.marks)}
