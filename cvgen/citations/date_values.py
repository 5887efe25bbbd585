"""Read the dates of an item of CSL-JSON: parts, ranges, seasons, and what people write."""

import re
from typing import Any, NamedTuple

MONTHS = {name: n for n, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct",
                                            "nov", "dec"), 1)}  # fmt: skip
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
ISO = re.compile(r"(-?\d{1,5})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:T.*)?")
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
WORDS = re.compile(r"[^\W\d_]+|\d+")
UNCERTAIN = re.compile(r"\s*(?:\bc(?:irca|a)?\b\.?|\?|~)\s*", re.IGNORECASE)


class Day(NamedTuple):
    """A year, a month of 1 to 12 or a season of 21 to 24, and a day; 0 where it is unknown."""

    year: int = 0
    month: int = 0
    day: int = 0


class DateValue(NamedTuple):
    """A date or a range of two; an open range has an empty end. `literal` is printed as it is, without other parts."""

    begin: Day = Day()
    end: Day | None = None
    is_uncertain: bool = False
    literal: str = ""

    def __bool__(self) -> bool:
        return bool(self.literal) or self.begin != Day()


def date_value(value: Any) -> DateValue:
    """Return the date of a field of CSL-JSON; an empty one if it says nothing."""
    if isinstance(value, (str, int)):
        return _written(str(value))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if not isinstance(value, dict):
        return DateValue()
    is_uncertain = str(value.get("circa", "")).lower() not in ("", "0", "false", "none")
    days = [_day(parts) for parts in _lists(value.get("date-parts"))]
    if not days and value.get("year"):
        days = [_day([value["year"], value.get("month", 0), value.get("day", 0)])]
    if days and days[0].year:
        begin = _in_season(days[0], value.get("season"))
        return DateValue(begin, days[1] if len(days) > 1 else None, is_uncertain)
    if not days and not value.get("literal") and not value.get("raw"):
        return DateValue(_in_season(Day(), value.get("season")), None, is_uncertain)
    if value.get("literal"):
        return DateValue(literal=str(value["literal"]), is_uncertain=is_uncertain)
    if value.get("raw"):
        found = _written(str(value["raw"]))
        return found._replace(is_uncertain=is_uncertain or found.is_uncertain)
    return DateValue()


def _lists(value: Any) -> list[list[Any]]:
    if not isinstance(value, list):
        return []
    if value and not isinstance(value[0], list):
        value = [value]
    return [one for one in value if isinstance(one, list) and one]


def _day(parts: list[Any]) -> Day:
    numbers = [_number(part) for part in parts[:3]] + [0, 0, 0]
    year, month, day = numbers[:3]
    if 13 <= month <= 16:  # what older programs write for seasons
        month += 8
    is_month = 1 <= month <= 12 or 21 <= month <= 24
    return Day(year, month if is_month else 0, day if is_month and 1 <= day <= 31 else 0)


def _number(value: Any) -> int:
    try:
        return int(str(value).strip())
    except ValueError:
        return 0


def _in_season(day: Day, season: Any) -> Day:
    number = SEASONS.get(str(season).lower(), 0) if season else 0
    if season and not number and 1 <= _number(season) <= 4:
        number = 20 + _number(season)
    return day._replace(month=number) if number and not day.month else day


def _written(text: str) -> DateValue:
    """Return the date or range that a person has written: "2001-05", "May 3, 2001", "Spring 1999 - Summer 2001"."""
    words = text.strip()
    plain = UNCERTAIN.sub(" ", words).strip()
    is_uncertain = plain != words
    for separator in ("/", " - ", "–", "-"):
        ends = [part.strip() for part in plain.split(separator)] if not SLASHES.fullmatch(plain) else []
        if len(ends) == 2 and ends[0] and (begin := _one(ends[0])).year and not ISO.fullmatch(plain):
            end = _one(ends[1])
            if end.year or not ends[1]:
                return DateValue(begin, end, is_uncertain)
    day = _one(plain)
    return DateValue(day, None, is_uncertain) if day.year else DateValue(literal=words)


def _one(text: str) -> Day:
    if found := ISO.fullmatch(text):
        return _day(list(found.groups(default="0")))
    if found := SLASHES.fullmatch(text):
        return _day([found[3], found[1], found[2]])
    year = month = day = 0
    for word in WORDS.findall(text.lower()):
        name = MONTHS.get(word[:3], 0) if not word.isdecimal() else 0
        name = SEASONS.get(word, name)
        if name and not month:
            month = name
        elif word.isdecimal() and len(word) >= 3 and not year:
            year = int(word[:5])
        elif word.isdecimal() and len(word) <= 2 and not day:
            day = int(word)
        elif word not in ("st", "nd", "rd", "th", "of"):
            return Day()
    return _day([year, month, day])
