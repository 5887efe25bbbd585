"""Read, compare and format dates as a CV has them: "2019", "2019-05", "2019-05-14", "present", "expected 2027"."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cvgen.profile.model import Patent, Position, Publication

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1000, 2999
EN_DASH = "–"
EXPECTED = r"(?i)expected:?\s+([-0-9]+)|([-0-9]+),?\s*\(?expected\)?"


@dataclass(frozen=True, order=True)
class Date:
    """A day, a month (day = 0) or a year (month = day = 0); PRESENT sorts after all other dates.

    An expected date is one that the owner plans, such as the end of a degree; it equals the date itself.
    """

    year: int
    month: int = 0
    day: int = 0
    expected: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """Return the form used in profile.yaml: 2019, 2019-05, 2019-05-14, expected 2027 or present."""
        if self == PRESENT:
            return "present"
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "expected " * self.expected + "-".join(parts[: 1 + bool(self.month) + bool(self.day)])


PRESENT = Date(9999)


def year_of(work: "Publication | Patent") -> int | None:
    """Return the year of a publication or patent, None if unknown: `year` decides, else the year of `date`."""
    given: int | None = getattr(work, "year", None)
    return given or (work.date.year if work.date and work.date != PRESENT else None)


def date_of(work: "Publication | Patent") -> Date | None:
    """Return the date of a publication or patent as exactly as it is known, None if unknown.

    `date` counts where it lies in the year of the work; a `date` in another year, such as that of the printed issue,
    does not: year 2023, date 2024-01-15 -> 2023.
    """
    year = year_of(work)
    if year is None:
        return None
    return work.date if work.date and work.date.year == year else Date(year)


def certainly_before(one: Date, other: Date) -> bool:
    """Return whether a date is before another as far as both are known: 2019 is not certainly before 2019-05."""
    known = min(_precision(one), _precision(other))
    return (one.year, one.month, one.day)[:known] < (other.year, other.month, other.day)[:known]


def _precision(date: Date) -> int:
    """Return how many parts of a date are known: 1 for a year, 2 for a month, 3 for a day."""
    return 1 + bool(date.month) + bool(date.day)


def earliest(date: Date) -> Date:
    """Return the first day that a date may mean: 1 January of a year."""
    return Date(date.year, date.month or 1, date.day or 1)


def latest(date: Date) -> Date:
    """Return the last day that a date may mean: 31 December of a year; PRESENT stays."""
    if date == PRESENT:
        return date
    month = date.month or 12
    return Date(date.year, month, date.day or _days_in_month(date.year, month))


def months_before(date: Date, months: int) -> Date:
    """Return the month a number of months before a date: 48 before November 2026 is November 2022."""
    count = date.year * 12 + (date.month or 1) - 1 - months
    return Date(max(FIRST_YEAR, count // 12), count % 12 + 1)


def parse(text: str) -> Date:
    """Return the date that a text has: "2019-05" -> Date(2019, 5); raise ValueError, worded for the user."""
    text = text.strip()
    if text.lower() == "present":
        return PRESENT
    planned = re.fullmatch(EXPECTED, text) if "expected" in text.lower() else None
    if planned:
        return replace(parse(planned[1] or planned[2]), expected=True)
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", text)
    if not match:
        raise ValueError(f"'{text}' is not a date")
    year, month, day = (int(part or 0) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} is not a year from {FIRST_YEAR} to {LAST_YEAR}")
    if match[2] and not 1 <= month <= 12:
        raise ValueError(f"{month} is not a month")
    if match[3] and not 1 <= day <= _days_in_month(year, month):
        raise ValueError(f"{MONTHS[month - 1]} {year} has no day {day}")
    return Date(year, month, day)


def _days_in_month(year: int, month: int) -> int:
    """Return the number of days in a month."""
    from calendar import monthrange  # here, because it loads locales, and few dates have a day

    return monthrange(year, month)[1]


def guess(text: str) -> str:
    """Return a date in the form of profile.yaml: "May 2019" -> "2019-05", "since 2019" -> "2019"; "" if unclear."""
    year = re.search(r"\b(1[0-9]{3}|2[0-9]{3})\b", text)
    if not year:
        return ""
    names = "|".join(month.lower() for month in MONTHS)
    named = re.search(rf"\b({names})", text.lower())
    number = re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*[/.]\s*[0-9]{4}\s*", text)
    if named:
        return f"{year[1]}-{MONTHS.index(named[1].title()) + 1:02}"
    return f"{year[1]}-{int(number[1]):02}" if number else year[1]


def show(date: Date) -> str:
    """Return a date in English: Date(2019, 5, 14) -> "14 May 2019"; Date(2019) -> "2019"; PRESENT -> "present"."""
    if date == PRESENT or not date.month:
        return str(date)
    return f"{date.day} " * bool(date.day) + f"{MONTHS[date.month - 1]} {date.year}"


def show_range(start: Date | None, end: Date | None, show_date: Callable[[Date], str] = show) -> str:
    """Return two dates as a range: "2010–2014", "May 2010 – present", "2010" or "".

    Either date may be unknown. `show_date` formats one date.
    """
    if start is None or end is None or start == end:
        known = start or end
        return show_date(known) if known and known != PRESENT else ""  # "present" alone is meaningless
    gap = " " if start.month or end.expected or (end.month and end != PRESENT) else ""
    return f"{show_date(start)}{gap}{EN_DASH}{gap}{show_date(end)}"


def show_years(years: tuple[int, ...]) -> str:
    """Return years in any order as "2014–2016, 2019": three or more consecutive years become a range."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    parts = [f"{run[0]}{EN_DASH}{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return ", ".join(parts)


def is_past(end: Date | None, today: Date) -> bool:
    """Return whether an end is certainly in the past: in November 2026, the end 2026 is not."""
    return end is not None and end < Date(today.year, today.month * bool(end.month), today.day * bool(end.day))


def held(positions: "Iterable[Position]", today: Date) -> "frozenset[Position]":
    """Return the positions that are held on a day.

    One without an end may be over, so that only the newest is taken to be held, and only if no other one is.
    """
    begun = [post for post in positions if post.start is None or post.start <= today]
    found = [post for post in begun if post.end and not is_past(post.end, today)]
    undated = [post for post in begun if post.start and not post.end]
    newest = max(undated, key=lambda post: post.start or today, default=None)
    return frozenset(found or ([newest] if newest else []))
