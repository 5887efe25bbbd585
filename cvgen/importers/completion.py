"""Complete what a source leaves open, so that every imported profile passes `cvgen check` and can be built.

Each completion is reported, since it is a guess or asks for something that only the owner knows.
"""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from cvgen.importers import Imported
from cvgen.problems import Problem
from cvgen.profile.dates import PRESENT, certainly_before
from cvgen.profile.fields import Text
from cvgen.profile.model import Entry, Profile
from cvgen.profile.names import PLACEHOLDER_NAME, UNEXPLAINED, same_person, tokens

MOST = 50  # the most frequent names, among which the owner's is searched
SHARE = 0.6  # of the author lists that must include the owner; a frequent co-author is in fewer


def complete(imported: Imported) -> Imported:
    """Return an import as a whole profile: consistent, with the owner's name or a placeholder."""
    return _named(consistent(imported))


def consistent(imported: Imported) -> Imported:
    """Return an import without what `cvgen check` calls an error: unexplained marks, equal ids, impossible dates."""
    problems: list[Problem] = []
    profile = _with_unique_ids(
        _with_possible_dates(_with_explained_marks(imported.profile, problems), problems), problems
    )
    return replace(imported, profile=profile, problems=[*imported.problems, *problems])


def find_owner(profile: Profile, hints: Sequence[str] = ()) -> tuple[str, int, int]:
    """Return the person whose profile it probably is, in how many author lists they are, and how many there are.

    That is the person whom the source marks, or else the one in most lists. The name is the longest of its forms; it is
    "" if two people are in equally many lists, or nobody is in most of them.
    """
    lists = [{one.name for one in paper.authors if not one.left_out} for paper in profile.publications if paper.authors]
    counts = Counter(name for names in lists for name in names if len(tokens(name)) > 1)
    frequent = sorted(counts, key=lambda name: (-counts[name], -len(name), name))[:MOST]
    people: list[tuple[int, str]] = []
    for name in hints or frequent:
        forms = {name, *(other for other in counts if same_person(other, name))}
        found = sum(not names.isdisjoint(forms) for names in lists)
        people.append((found, max(forms, key=lambda form: (len("".join(tokens(form))), counts[form], form))))
    if not people:
        return "", 0, len(lists)
    most, owner = max(people, key=lambda person: person[0])
    rivals = (times for times, name in people if not same_person(name, owner))
    is_clear = bool(hints) or (most > max(rivals, default=0) and most >= SHARE * len(lists))
    return (owner if is_clear else ""), most, len(lists)


def _named(imported: Imported) -> Imported:
    """Return an import with a name: its own, the one of the probable owner, or a placeholder."""
    if imported.profile.name:
        return imported
    name, found, total = find_owner(imported.profile, imported.owner_hints)
    if name:
        message = f"the owner is assumed to be {name}, an author of {found} of {total} publications"
        hint = "if that is wrong, correct  name  in the profile"
    else:
        message, hint = "the owner's name was not found", f"replace  {PLACEHOLDER_NAME}  in the profile by your name"
    problem = Problem(message, None, hint, "warning")
    named = replace(imported.profile, name=name or PLACEHOLDER_NAME)
    return replace(imported, profile=named, problems=[problem, *imported.problems])


def _with_explained_marks(profile: Profile, problems: list[Problem]) -> Profile:
    """Return a profile in which each mark of an author is explained, if only by a placeholder."""
    people = [author for paper in profile.publications for author in (*paper.authors, *paper.editors)]
    people += [author for patent in profile.patents for author in patent.inventors]
    unknown = dict.fromkeys(mark for author in people for mark in author.marks if mark not in profile.marks)
    if not unknown:
        return profile
    signs = " ".join(unknown)
    hint = "write under  marks  what each means, or delete them"
    problems.append(Problem(f"the source does not explain these marks after names: {signs}", None, hint, "warning"))
    return replace(profile, marks={**profile.marks, **dict.fromkeys(unknown, Text(UNEXPLAINED))})


def _with_possible_dates(profile: Profile, problems: list[Problem]) -> Profile:
    """Return a profile without dates that contradict each other, and without "present" where a day is meant."""
    changed: dict[str, Any] = {}
    for name, entries in _lists(profile):
        found = tuple(_possible(entry, name, problems) for entry in entries)
        if found != entries:
            changed[name] = found
    return replace(profile, **changed)


def _possible(entry: Any, name: str, problems: list[Problem]) -> Any:
    start, end = getattr(entry, "start", None), getattr(entry, "end", None)
    wrong = []
    if getattr(entry, "date", None) == PRESENT:
        wrong.append("date")
    if start == PRESENT:
        wrong.append("start")
    elif start and end and certainly_before(end, start):
        wrong.append("end")
    if getattr(entry, "entries", None):
        entry = replace(entry, entries=tuple(_possible(one, name, problems) for one in entry.entries))
    for key in wrong:
        value = getattr(entry, key)
        why = f"before the start {start}" if key == "end" else "not a date"
        message = f"{name}: the {key} '{value}' is left out: it is {why}"
        problems.append(Problem(message, None, f"add the right {key} to the profile", "warning"))
    return replace(entry, **dict.fromkeys(wrong))


def _with_unique_ids(profile: Profile, problems: list[Problem]) -> Profile:
    """Return a profile in which no two entries have one id: the second "doe2020" becomes "doe2020-2"."""
    taken: set[str] = set()
    changed: dict[str, Any] = {}
    for name, entries in _lists(profile):
        found = tuple(_unique(entry, taken, problems) for entry in entries)
        if found != entries:
            changed[name] = found
    return replace(profile, **changed)


def _unique(entry: Any, taken: set[str], problems: list[Problem]) -> Any:
    """Return an entry with an id that is not taken yet, and take it."""
    if entry.id in taken:
        number = next(number for number in range(2, len(taken) + 3) if f"{entry.id}-{number}" not in taken)
        free = f"{entry.id}-{number}"
        message = f"two entries have the id '{entry.id}'; the second gets '{free}'"
        problems.append(Problem(message, None, "delete one if they are the same", "warning"))
        entry = replace(entry, id=free)
    if entry.id:
        taken.add(entry.id)
    if getattr(entry, "entries", None):
        entry = replace(entry, entries=tuple(_unique(one, taken, problems) for one in entry.entries))
    return entry


def _lists(profile: Profile) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """Yield the name and the entries of each list of a profile."""
    for field in dataclasses.fields(profile):
        value = getattr(profile, field.name)
        if isinstance(value, tuple) and value and isinstance(value[0], Entry):
            yield field.name, value
