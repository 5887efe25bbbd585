"""What a source says that a profile can't hold or nobody understood: collected, never dropped in silence."""

import copy
from dataclasses import dataclass
from typing import Protocol

from cvgen.problems import Location, Problem

MOST = 200  # a file with more is damaged as a whole; the rest is counted


class HasLocation(Protocol):
    """Whatever knows where in the source it stands; it is asked only when there is something to report."""

    @property
    def place(self) -> Location | None: ...


@dataclass(frozen=True)
class SourcePoint:
    """A place and nothing else."""

    place: Location | None = None


@dataclass(frozen=True)
class SourceText:
    """A text of the source, perhaps decoded, and what knows its place."""

    text: str
    source: HasLocation = SourcePoint()

    @property
    def place(self) -> Location | None:
        return self.source.place


class Diagnostics:
    """The problems of one reading, in the order in which they were found."""

    def __init__(self) -> None:
        self._prefix = ""
        self._problems: dict[Problem, None] = {}
        self._more: list[str] = []
        self._unused: dict[tuple[str, str], tuple[Location | None, int]] = {}

    def of(self, part: str) -> "Diagnostics":
        """The same notes, each with the name of a part of the source, such as a file in an archive."""
        named = copy.copy(self)
        named._prefix = f"{part}: "
        return named

    def warn(self, message: str, at: HasLocation, hint: str = "") -> None:
        """Something that is left out or that somebody should look at."""
        if len(self._problems) < MOST:
            self._problems[Problem(self._prefix + message, at.place, hint, "warning")] = None
        else:
            self._more.append(message[:1])

    def unused(self, name: str, at: HasLocation, why: str = "a profile has no place for it") -> None:
        """A field that is left out; told once for each name, with how often."""
        key = (self._prefix + name, why)
        place, count = self._unused.get(key) or (at.place if len(self._unused) < MOST else None, 0)
        self._unused[key] = (place, count + 1)

    def problems(self) -> list[Problem]:
        """Everything that was noted, sorted by line."""
        left = [Problem(_left_out(*about, count), at, "", "warning") for about, (at, count) in self._unused.items()]
        found = sorted([*self._problems, *left[:MOST]], key=lambda problem: problem.place or Location(0))
        more = len(self._more) + max(0, len(left) - MOST)
        return [*found, Problem(f"and {more} more problems like these", severity="warning")] if more else found


def _left_out(name: str, why: str, count: int) -> str:
    times = f", here and {count - 1} more times" if count > 2 else ", here and once more" if count == 2 else ""
    return f"'{name}' is left out{times}: {why}"
