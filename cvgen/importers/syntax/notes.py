"""Collect what a source has but a profile can't represent, or nobody understood; nothing is dropped silently."""

import copy
from dataclasses import dataclass
from typing import Protocol

from cvgen.problems import Location, Problem

MAX_PROBLEMS = 200  # a file with more is badly damaged; further problems are only counted


class HasLocation(Protocol):
    """Anything that knows its location in the source; it is computed only for a report."""

    @property
    def place(self) -> Location | None:
        """Return the location, None if it is unknown."""


@dataclass(frozen=True)
class SourcePoint:
    """A location and nothing else."""

    place: Location | None = None


@dataclass(frozen=True)
class SourceText:
    """A text of the source, perhaps decoded, and the object that knows its location."""

    text: str
    source: HasLocation = SourcePoint()

    @property
    def place(self) -> Location | None:
        """Return the location of the text."""
        return self.source.place


class Diagnostics:
    """The problems found while reading a source, in order."""

    def __init__(self) -> None:
        self._prefix = ""
        self._problems: dict[Problem, None] = {}
        self._more: list[str] = []
        self._unused: dict[tuple[str, str], tuple[Location | None, int]] = {}

    def of(self, part: str) -> "Diagnostics":
        """Return the same diagnostics, prefixed with a part of the source, such as a file in an archive."""
        named = copy.copy(self)
        named._prefix = f"{part}: "
        return named

    def warn(self, message: str, at: HasLocation, hint: str = "") -> None:
        """Add a warning: something is left out, or should be checked."""
        if len(self._problems) < MAX_PROBLEMS:
            self._problems[Problem(self._prefix + message, at.place, hint, "warning")] = None
        else:
            self._more.append(message[:1])

    def has_problem_at(self, at: HasLocation) -> bool:
        """Return whether a warning was added at a location."""
        place = at.place
        return any(problem.place == place for problem in self._problems)

    def unused(self, name: str, at: HasLocation, why: str = "a profile has no field for it") -> None:
        """Note a field that is left out; fields of the same name are reported once, with their number."""
        key = (self._prefix + name, why)
        place, count = self._unused.get(key) or (at.place if len(self._unused) < MAX_PROBLEMS else None, 0)
        self._unused[key] = (place, count + 1)

    def problems(self) -> list[Problem]:
        """Return all problems, sorted by line."""
        left = [Problem(_left_out(*about, count), at, "", "warning") for about, (at, count) in self._unused.items()]
        found = sorted([*self._problems, *left[:MAX_PROBLEMS]], key=lambda problem: problem.place or Location(0))
        more = len(self._more) + max(0, len(left) - MAX_PROBLEMS)
        return [*found, Problem(f"and {more} more problems like these", severity="warning")] if more else found


def _left_out(name: str, why: str, count: int) -> str:
    """Return the message about a field that is left out."""
    times = f", here and {count - 1} more times" if count > 2 else ", here and once more" if count == 2 else ""
    return f"'{name}' is left out{times}: {why}"
