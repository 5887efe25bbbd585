"""Choose the entries of a profile that go into each part of a form.

Tags decide: an entry with the tag "nih/related" goes into this part alone, one with the tag "nih" into the form. Where
no publication has this tag, the selected ones go in, and where none is selected, all.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cvgen.forms.model import Form, Part
from cvgen.profile.dates import PRESENT, Date, certainly_before, date_of, held
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Entry, Position, Profile, Publication

Found = tuple[EntryPath, Any]  # an entry with its path


@dataclass(frozen=True)
class _Chooser:
    """What decides about the entries of all parts of the form `name`."""

    profile: Profile
    form: Form
    name: str
    today: Date

    @cached_property
    def modules(self) -> frozenset[str]:
        """The names by which tags mean a part of the form."""
        return frozenset(self.form.modules)

    @cached_property
    def now(self) -> tuple[Position, ...]:
        """The positions that the person holds."""
        return tuple(held((one for one in self.profile.positions if not one.hidden), self.today))

    def candidates(self, listed: str) -> list[Found]:
        """Return the entries of a list that may go into the form; works come newest first."""
        entries = enumerate(getattr(self.profile, listed))
        shown: list[Found] = [((listed, at), one) for at, one in entries if not one.hidden]
        tagged = [pair for pair in shown if any(tag.split("/")[0] == self.name for tag in pair[1].tags)]
        selected = [pair for pair in shown if listed == "publications" and pair[1].selected]
        found = tagged or selected or shown
        if listed == "publications":
            found.sort(key=lambda pair: date_of(pair[1]) or PRESENT, reverse=True)
        return found

    def of_part(self, part: Part, later: list[Part], left: Sequence[Found]) -> list[Found]:
        """Return those entries that go into a part; works for which it has no room go into one of the `later` parts."""
        found: list[Found] = []
        for path, entry in left:
            is_work = isinstance(entry, Publication)
            is_full = is_work and part.entries is not None and len(found) >= part.entries
            goes_on = is_full and any(self.belongs(entry, one) for one in later if "publications" in one.lists)
            if self.belongs(entry, part) and not goes_on:
                found.append((path, entry))
        return sorted(found, key=lambda pair: _begun(pair[1]), reverse=True) if part.newest else found

    def belongs(self, entry: Any, part: Part) -> bool:
        """Tell whether an entry may go into a part: by its tags, type, kind and dates."""
        meant = {tag.partition("/")[2] for tag in entry.tags if tag.startswith(f"{self.name}/")} & self.modules
        if (meant or part.tagged) and part.module not in meant:
            return False
        if isinstance(entry, Publication) and part.types and (entry.type or "other") not in part.types:
            return False
        if part.roles and getattr(entry, "kind", None) not in part.roles:
            return False
        if part.status and str(getattr(entry, "status", None)).lower() not in part.status:
            return False
        if part.degrees and isinstance(entry, Education) and (part.degrees == "doctorate") != entry.is_doctorate:
            return False
        if part.held and (entry in self.now) != (part.held == "now"):
            return False
        end, today = _ended(entry), self.today
        return not (part.years and end and certainly_before(end, Date(today.year - part.years, today.month, today.day)))


def chosen(profile: Profile, form: Form, name: str, today: Date) -> list[list[Found]]:
    """Return the entries of each part of the form `name`, in the order of its parts; each work is in one part only."""
    chooser = _Chooser(profile, form, name, today)
    parts = list(form.parts)
    candidates = {one: chooser.candidates(one) for part in parts for one in part.lists}
    taken: set[EntryPath] = set()
    found: list[list[Found]] = []
    for number, part in enumerate(parts, 1):
        left = [pair for listed in part.lists for pair in candidates[listed] if pair[0] not in taken]
        found.append(chooser.of_part(part, parts[number:], left))
        taken |= {path for path, _ in found[-1] if path[0] == "publications"}
    return found


def _ended(entry: Entry) -> Date | None:
    """Return when an entry ended, by its end, its date or its last year; None where that is unknown."""
    years = getattr(entry, "years", ())
    known = (getattr(entry, name, None) for name in ("end", "date"))
    return next(filter(None, known), None) or (Date(max(years)) if years else None)


def _begun(entry: Entry) -> Date:
    """Return when an entry began, by its start, its date, its first year or its end; else long ago."""
    years = getattr(entry, "years", ())
    known = (getattr(entry, "start", None), Date(min(years)) if years else None)
    return next(filter(None, (*known, getattr(entry, "date", None), getattr(entry, "end", None))), Date(0))


def answers(profile: Profile, module: str | None, name: str) -> Iterator[Found]:
    """Yield the statements that answer a module of the form `name`: those for this form alone, else those for any."""
    shown = [(("statements", at), one) for at, one in enumerate(profile.statements) if not one.hidden]
    for wanted in (f"{name}/{module}", module):
        if found := [pair for pair in shown if pair[1].answers == wanted]:
            yield from found
            return
