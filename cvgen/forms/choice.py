"""Choose the entries of a profile that go into each part of a form.

Tags decide: an entry with the tag "nih/related" goes into this part alone, one with the tag "nih" into the form. Where
no publication has this tag, the selected ones go in, and where none is selected, all.
"""

from collections.abc import Collection, Iterator
from typing import Any

from cvgen.forms.facts import is_doctorate
from cvgen.forms.model import Form, Part
from cvgen.profile.dates import PRESENT, Date, certainly_before, date_of, held
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Entry, Profile, Publication

Found = tuple[EntryPath, Any]  # an entry with its path


def chosen(profile: Profile, form: Form, name: str, today: Date) -> dict[int, list[Found]]:
    """Return the entries of each part of the form `name`, by the number of the part; each work is in one part only."""
    parts = list(form.parts)
    candidates = {one: _candidates(profile, one, name) for part in parts for one in part.lists}
    now = held((one for one in profile.positions if not one.hidden), today)
    taken: set[EntryPath] = set()
    found: dict[int, list[Found]] = {}
    for number, part in enumerate(parts):
        later = [one for one in parts[number + 1 :] if "publications" in one.lists]
        found[number] = []
        for listed in part.lists:
            for path, entry in candidates[listed]:
                if (
                    path not in taken
                    and (not part.held or (entry in now) == (part.held == "now"))
                    and _belongs(entry, part, name, form, today)
                    and _has_room(entry, part, found[number], later, name, form, today)
                ):
                    found[number].append((path, entry))
        if part.newest:
            found[number].sort(key=lambda pair: _begun(pair[1]), reverse=True)
        taken |= {path for path, _ in found[number] if path[0] == "publications"}
    return found


def _candidates(profile: Profile, listed: str, name: str) -> list[Found]:
    """Return the entries of a list that may go into the form `name`; works come newest first."""
    shown: list[Found] = [((listed, at), one) for at, one in enumerate(getattr(profile, listed)) if not one.hidden]
    tagged = [pair for pair in shown if any(tag.split("/")[0] == name for tag in pair[1].tags)]
    selected = [pair for pair in shown if listed == "publications" and pair[1].selected]
    found = tagged or selected or shown
    if listed == "publications":
        found.sort(key=lambda pair: date_of(pair[1]) or PRESENT, reverse=True)
    return found


def _belongs(entry: Any, part: Part, name: str, form: Form, today: Date) -> bool:
    """Tell whether an entry may go into a part: by its tags, type, kind and dates."""
    meant = {tag.partition("/")[2] for tag in entry.tags if tag.startswith(f"{name}/")} & set(form.modules)
    if (meant or part.tagged) and part.module not in meant:
        return False
    if isinstance(entry, Publication) and part.types and (entry.type or "other") not in part.types:
        return False
    if part.roles and getattr(entry, "kind", None) not in part.roles:
        return False
    if part.degrees and isinstance(entry, Education) and (part.degrees == "doctorate") != is_doctorate(entry):
        return False
    end = _ended(entry)
    return not (part.years and end and certainly_before(end, Date(today.year - part.years, today.month, today.day)))


def _ended(entry: Entry) -> Date | None:
    """Return when an entry ended, by its end, its date or its last year; None where that is unknown."""
    years = getattr(entry, "years", ())
    known = (getattr(entry, name, None) for name in ("end", "date"))
    return next(filter(None, known), None) or (Date(max(years)) if years else None)


def _begun(entry: Entry) -> Date:
    """Return when an entry began, by its start, its date, its first year or its end; PRESENT where nothing is known."""
    years = getattr(entry, "years", ())
    known = (getattr(entry, "start", None), Date(min(years)) if years else None)
    return next(filter(None, (*known, getattr(entry, "date", None), getattr(entry, "end", None))), PRESENT)


def _has_room(
    entry: Any, part: Part, found: Collection[Found], later: list[Part], name: str, form: Form, today: Date
) -> bool:
    """Tell whether a work stays in a part, which may be full: the rest goes into a later part that takes it."""
    is_full = isinstance(entry, Publication) and part.entries is not None and len(found) >= part.entries
    return not is_full or not any(_belongs(entry, one, name, form, today) for one in later)


def answers(profile: Profile, module: str | None, name: str) -> Iterator[Found]:
    """Yield the statements that answer a module of the form `name`: those for this form alone, else those for any."""
    shown = [(("statements", at), one) for at, one in enumerate(profile.statements) if not one.hidden]
    for wanted in (f"{name}/{module}", module):
        if found := [pair for pair in shown if pair[1].answers == wanted]:
            yield from found
            return
