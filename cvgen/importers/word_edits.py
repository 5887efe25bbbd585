"""Put what somebody changed in a Word file of cvgen into the profile that it carries, key by key."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from cvgen.diff.word_diff import compare_words
from cvgen.problems import Problem
from cvgen.profile.model import Entry, Profile
from cvgen.word.attachment import WordText
from cvgen.word.bookmarks import section_of

SPACES = re.compile(r"[^\S\t]+")
PLACE = re.compile(r"_(\d+)$")
TITLE = 60  # characters of an entry in a message
LEFT = "a change in Word that is not in the words of one key"
HINT = "make it in profile.yaml yourself"


@dataclass(frozen=True)
class Edit:
    """Words of a paragraph that somebody changed: where they were in it, and both texts."""

    start: int
    end: int
    old: str
    new: str


def with_edits(found: WordText, made: Profile) -> tuple[Profile, list[Problem]]:
    """Return the profile inside a Word file with the changes of its texts, and what belongs to no key."""
    before, now = _by_key(found.original), _by_key((one.key, one.text) for one in found.paragraphs)
    entries = _entries(made, before)
    changed: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for key in [key for key in dict.fromkeys([*before, *now]) if before.get(key) != now.get(key)]:
        old, new = before.get(key, []), now.get(key, [])
        if key not in entries or len(old) != len(new):
            problems.append(_problem(" ".join(old or new)))
            continue
        name, at = entries[key]
        listed = changed.setdefault(name, list(getattr(made, name)))
        listed[at], left = _edited(listed[at], list(zip(old, new, strict=True)))
        problems += [_problem(old[0], edit) for edit in left]
    values: dict[str, Any] = {name: tuple(listed) for name, listed in changed.items()}
    return replace(made, **values), problems


def _by_key(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the paragraphs of each entry, with single spaces; a tab stays, as it ends what is before the dates."""
    found: dict[str, list[str]] = {}
    for key, text in texts:
        found.setdefault(key, []).append(SPACES.sub(" ", text).strip())
    return found


def _entries(made: Profile, keys: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return the list and the place of each entry by its bookmark, which has its place in the whole profile."""
    places: dict[str, dict[int, str]] = {}
    for key in keys:
        if found := PLACE.search(key):
            places.setdefault(section_of(key), {})[int(found[1])] = key
    entries: dict[str, tuple[str, int]] = {}
    for name, known in places.items():
        listed = getattr(made, name, ())
        if len(listed) == len(known) and all(isinstance(one, Entry) for one in listed):
            entries |= {known[place]: (name, at) for at, place in enumerate(sorted(known))}
    return entries


def _edited(entry: Any, lines: Iterable[tuple[str, str]]) -> tuple[Any, list[Edit]]:
    """Return an entry with the changes of its lines, and those that are not within one of its texts."""
    left = []
    for old, new in lines:
        for edit in reversed(list(_edits(old, new))):  # from the end, so that what is before keeps its place
            changed = _in_one_text(entry, old, edit)
            old = old[: edit.start] + edit.new + old[edit.end :]
            if changed is None:
                left.append(edit)
            else:
                entry = changed
    return entry, left[::-1]


def _edits(old: str, new: str) -> Iterator[Edit]:
    """Yield what differs between two texts, in order."""
    at, gone = 0, ""
    for op, text in (*compare_words(old, new), ("same", "")):
        if op == "removed":
            gone = text
        elif op == "added":
            yield Edit(at, at + len(gone), gone, text)
            at, gone = at + len(gone), ""
        else:
            if gone:
                yield Edit(at, at + len(gone), gone, "")
            at, gone = at + len(gone) + len(text), ""


def _in_one_text(entry: Any, line: str, edit: Edit) -> Any:
    """Return an entry with an edit in the one text of it that the edited words are in; None without one."""
    for one in dataclasses.fields(entry):
        value = getattr(entry, one.name)
        if not isinstance(value, str) or not value or line.count(value) != 1:
            continue
        start = line.index(value)
        is_inside = start < edit.end <= start + len(value) and start <= edit.start
        if is_inside:
            text = value[: edit.start - start] + edit.new + value[edit.end - start :]
            return replace(entry, **{one.name: type(value)(text)})
    return None


def _problem(title: str, edit: Edit | None = None) -> Problem:
    """Say which change was left out, and in what."""
    said = f": '{edit.old.strip()}' is now '{edit.new.strip()}'" if edit else ""
    title = " ".join(title.split())
    short = title if len(title) <= TITLE else f"{title[:TITLE].rsplit(' ', 1)[0]} …"
    return Problem(f"{LEFT}, in '{short}'{said}", hint=HINT, severity="warning")
