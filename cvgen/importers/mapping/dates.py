"""Parse dates as other programs write them: "Mar 2021", "2018/4/25", "8/2020 - Present", "2016, 2019"."""

import re

from cvgen.profile import dates
from cvgen.profile.dates import MONTHS, PRESENT, Date

MAX_LENGTH = 80  # characters; a date is shorter
NOW = ("present", "now", "current", "currently", "today", "ongoing", "to date", "heute", "aujourd'hui", "actualidad")
NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.? ([A-Za-z]{3})[a-z]*\.?,? (\d{4})\b")
MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
SPACED = re.compile(r"\s+(?:-+|–|—|to|until|bis)\s+|\s*[–—~]\s*", re.I)
TIGHT = re.compile(r"(?<=\d{4})\s?--?\s?(?=\d{4}|[a-z])|(?<=\d{4})-(?=(?:1[3-9]|[2-9]\d)$)", re.I)  # never 2019-05
YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")


def date(text: str) -> Date | None:
    """Return the date in a text, as exact as the text gives it; None if it is not a date."""
    text = " ".join(text.split()).strip(" .,;")
    if not text or len(text) > MAX_LENGTH:
        return None
    if text.lower() in NOW:
        return PRESENT
    if found := NUMBERS.match(text):
        return _day(found[1], found[2], found[3])
    if found := DAY_FIRST.search(text):
        return _day(found[3], _month(found[2]), found[1])
    if found := MONTH_FIRST.search(text):
        return _day(found[3], _month(found[1]), found[2])
    return _parsed(dates.guess(text))


def span(text: str) -> tuple[Date | None, Date | None]:
    """Return start and end: "2017 - 2019", "8/2020 – Present"; a single date is the end, as of a degree."""
    text = " ".join(text.split())
    parts = SPACED.split(text) if SPACED.search(text) else TIGHT.split(text)
    if len(parts) != 2 or len(text) > MAX_LENGTH:
        return None, date(text)
    start, end = date(parts[0]), date(parts[1])
    if start and not end and re.fullmatch(r"\d\d", parts[1]):  # 2017-19
        end = _parsed(f"{start.year // 100}{parts[1]}")
    return start, end


def years(text: str) -> tuple[int, ...]:
    """Return the years in a text: "2016, 2019" -> 2016, 2019; "2016-2018" -> 2016, 2017, 2018."""
    found = [int(year) for year in YEAR.findall(text[:MAX_LENGTH])]
    is_range = SPACED.search(text[:MAX_LENGTH]) or TIGHT.search(text[:MAX_LENGTH])
    if len(found) == 2 and is_range and 0 < found[1] - found[0] < 60:
        return tuple(range(found[0], found[1] + 1))
    return tuple(dict.fromkeys(found))


def year(text: str) -> int | None:
    """Return the year in a text: "2019", "c. 2019", "2019a" -> 2019; None if it has no year, or several."""
    found = {text.strip()} if re.fullmatch(r"\s*[12]\d{3}\s*", text) else set(YEAR.findall(text[:MAX_LENGTH]))
    return int(found.pop()) if len(found) == 1 else None


def _month(name: str) -> str:
    """Return the number of a month as text, "" if the name is unknown."""
    return str(MONTHS.index(name.title()) + 1) if name.title() in MONTHS else ""


def _day(year: str, month: str | None, day: str | None) -> Date | None:
    """Return the date of its parts; None, "" and 0 are unknown parts."""
    known = [year]
    for part in (month, day):
        if not part or not int(part):
            break
        known.append(part)
    return _parsed("-".join(known))


def _parsed(written: str) -> Date | None:
    """Return the date in the form of profile.yaml, None if it is invalid."""
    try:
        return dates.parse(written)
    except ValueError:
        return None
