"""Compare the times of two entries: whether their dates or years agree."""

import re
from dataclasses import dataclass, field
from functools import cached_property

from cvgen.diff.match.identity_keys import title_of
from cvgen.profile.dates import PRESENT, Date
from cvgen.profile.model import Entry

YEARS_IN_TITLE = re.compile(r"[\s,(–-]*\b(?:in )?((?:19|20)\d\d(?:\s*(?:[/,&~–-]|and)\s*(?:19|20)\d\d)*)\b\)?")
NEAR = 1  # years between two dates, one of which may be wrong


@dataclass(frozen=True)
class Time:
    """The years of an entry, or else its date, start and end."""

    years: frozenset[int] = frozenset()
    dates: dict[str, Date] = field(default_factory=dict)

    @cached_property
    def begin(self) -> Date | None:
        """Return the first known date: the end for a position without a start."""
        return next((self.dates[key] for key in ("date", "start", "end") if key in self.dates), None)


def time_of(entry: Entry) -> Time:
    """Return the time of an entry; an award without years may have them in its title."""
    dates = {key: getattr(entry, key, None) for key in ("date", "start", "end")}
    return Time(years_of(entry), {key: date for key, date in dates.items() if date})


def years_of(entry: Entry) -> frozenset[int]:
    """Return the years of an entry; {2014, 2015} for one titled "Gordy Award 2014/2015" that gives none."""
    if not hasattr(entry, "years"):
        return frozenset()
    in_title = re.findall(r"\b(?:19|20)\d\d\b", " ".join(YEARS_IN_TITLE.findall(title_of(entry))))
    return frozenset(entry.years) or frozenset(map(int, in_title))


def without_years(title: str) -> str:
    """Return a title without its years: "Gordy Award (2014, 2015)" -> "Gordy Award"."""
    return YEARS_IN_TITLE.sub("", title).strip() or title


def agreement(one: Time, other: Time) -> float | None:
    """Return 1 if two times agree, 0.5 if nearly, 0 if not, None if one is unknown."""
    if one.years and other.years:
        return 1.0 if one.years & other.years else _nearness(min(one.years), min(other.years))
    for key in ("date", "start", "end"):
        if key in one.dates and key in other.dates:
            return _agree(one.dates[key], other.dates[key])
    return None


def are_equal(one: Time, other: Time) -> bool:
    """Return whether both begin and end at the same known times."""
    return one.begin is not None and one == other


def begin_together(one: Time, other: Time) -> bool:
    """Return whether both begin at the same time; without known starts, whether both end at the same time."""
    return one.begin is not None and one.begin == other.begin and ("start" in one.dates) == ("start" in other.dates)


def _agree(one: Date, other: Date) -> float:
    if one == other:
        return 1.0
    if PRESENT in (one, other):
        return 0.5  # it has ended since
    if one.year == other.year and (0 in (one.month, other.month) or one.month == other.month):
        return 1.0 if 0 in (one.day, other.day, one.month, other.month) else 0.5
    return _nearness(one.year, other.year)


def _nearness(one: int, other: int) -> float:
    return 0.5 if abs(one - other) <= NEAR else 0.0
