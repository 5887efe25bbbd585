"""Choose the entries of a profile that go into each part of a form.

Tags decide: an entry with the tag "nih/related" goes into this part alone, one with the tag "nih" into the form. Where
no publication has this tag, the selected ones go in, and where none is selected, all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cvgen.forms.facts import is_doctorate
from cvgen.forms.model import Form, Part
from cvgen.profile.dates import PRESENT, Date, certainly_before, date_of, held
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Entry, Position, Profile, Publication

Found = tuple[EntryPath, Any]  # an entry with its path


def chosen(profile: Profile, form: Form, name: str, today: Date) -> dict[int, list[Found]]:
    """Return the entries of each part of the form `name`, by the number of the part; each work is in one part only."""
    return _Choice(profile, form, name, today).made()


@dataclass(frozen=True)
class _Choice:
    """The choice of entries for all parts of a form."""

    profile: Profile
    form: Form
    name: str
    today: Date

    @cached_property
    def parts(self) -> list[Part]:
        """The parts of all sections, in order."""
        return list(self.form.parts)

    @cached_property
    def modules(self) -> frozenset[str]:
        """The names by which tags mean a part."""
        return frozenset(self.form.modules)

    @cached_property
    def now(self) -> frozenset[Position]:
        """The positions that are held today."""
        return held((one for one in self.profile.positions if not one.hidden), self.today)

    def made(self) -> dict[int, list[Found]]:
        """Return the entries of each part by its number."""
        candidates = {one: self._candidates(one) for part in self.parts for one in part.lists}
        taken: set[EntryPath] = set()
        found: dict[int, list[Found]] = {}
        for number, part in enumerate(self.parts):
            into = found[number] = []
            for path, entry in (pair for listed in part.lists for pair in candidates[listed]):
                if path not in taken and self._belongs(entry, part) and self._has_room(entry, number, len(into)):
                    into.append((path, entry))
            if part.newest:
                into.sort(key=lambda pair: _begun(pair[1]), reverse=True)
            taken |= {path for path, _ in into if path[0] == "publications"}
        return found

    def _candidates(self, listed: str) -> list[Found]:
        """Return the entries of a list that may go into the form; works come newest first."""
        entries = enumerate(getattr(self.profile, listed))
        shown: list[Found] = [((listed, at), one) for at, one in entries if not one.hidden]
        tagged = [pair for pair in shown if any(tag.split("/")[0] == self.name for tag in pair[1].tags)]
        selected = [pair for pair in shown if listed == "publications" and pair[1].selected]
        found = tagged or selected or shown
        if listed == "publications":
            found.sort(key=lambda pair: date_of(pair[1]) or PRESENT, reverse=True)
        return found

    def _belongs(self, entry: Any, part: Part) -> bool:
        """Tell whether an entry may go into a part: by its tags, type, kind and dates."""
        own = f"{self.name}/"
        meant = {tag.removeprefix(own) for tag in entry.tags if tag.startswith(own)} & self.modules
        end = _ended(entry)
        since = Date(self.today.year - (part.years or 0), self.today.month, self.today.day)
        return not (
            ((meant or part.tagged) and part.module not in meant)
            or (part.types and isinstance(entry, Publication) and (entry.type or "other") not in part.types)
            or (part.roles and getattr(entry, "kind", None) not in part.roles)
            or (part.held and (entry in self.now) != (part.held == "now"))
            or (part.degrees and isinstance(entry, Education) and is_doctorate(entry) != (part.degrees == "doctorate"))
            or (part.years and end and certainly_before(end, since))
        )

    def _has_room(self, entry: Any, number: int, used: int) -> bool:
        """Tell whether a work stays in a part, which may be full: the rest goes into a later part that takes it."""
        most = self.parts[number].entries
        if not isinstance(entry, Publication) or most is None or used < most:
            return True
        later = (one for one in self.parts[number + 1 :] if "publications" in one.lists)
        return not any(self._belongs(entry, one) for one in later)


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


def answers(profile: Profile, module: str | None, name: str) -> Iterator[Found]:
    """Yield the statements that answer a module of the form `name`: those for this form alone, else those for any."""
    shown = [(("statements", at), one) for at, one in enumerate(profile.statements) if not one.hidden]
    for wanted in (f"{name}/{module}", module):
        if found := [pair for pair in shown if pair[1].answers == wanted]:
            yield from found
            return
