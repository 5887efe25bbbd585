"""Parse dates as people and programs write them: "Mar 2021", "Mai 2026", "2018/4/25", "8/2020 - Present"."""

import re

from cvgen.importers.mapping.months import month_of
from cvgen.profile import dates
from cvgen.profile.dates import PRESENT, Date

ONLY_YEARS = "a CV prints years; if the exact date matters, write  date: ..."
MAX_LENGTH = 80  # characters; a date is shorter
NOW = (
    "present", "now", "current", "currently", "today", "ongoing", "to date", "heute", "aujourd'hui", "actualidad",
    "actual", "actualmente", "gegenwart", "présent", "oggi", "presente", "heden", "atual", "atualmente", "至今",
)  # fmt: skip
NUMBERS = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
EAST_ASIAN = re.compile(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号])?)?")
GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
MONTH_YEAR = re.compile(r"(0?[1-9]|1[0-2])\s*[/.]\s*(\d{4})")
A_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|2[0-9])\d\d(?!\d)")
WORD = re.compile(r"[^\W\d_]+")
NUMBER = re.compile(r"\d+")
TIME = re.compile(r"[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$")
# Words around a date that say nothing more: "since May 2019", "14th of May", "le 3 mai", "3 de mayo de 2019".
SMALL = re.compile(
    r"about|a|am|au|circa|ca?|d[aeiou]?|de[lnrs]|el|en|er|from|g|i|il|i[mn]|l[ae]|nd|of|on|rd|re|seit|since|st|th|the|to"
    r"|until|vo[mn]|[ºª]"
)
SPACED = re.compile(r"\s+(?:-+|–|—|to|until|bis)\s+|\s*[–—~]\s*", re.I)
TIGHT = re.compile(
    r"(?<=\d{4})\s?--?\s?(?=\d{4}|\d{1,2}[/.]\d{4}|[a-z])|(?<=\d{4}[/.]\d\d)-(?=\d{4})|(?<=\d{4})-(?=(?:1[3-9]|[2-9]\d)$)",
    re.I,
)  # never 2019-05
YEAR = re.compile(r"(?<!\d)(1[6-9]\d\d|20\d\d)(?!\d)")


def date(text: str) -> Date | None:
    """Return the date in a text, as exact as the text gives it; None if it is not a date, or more than one."""
    text = TIME.sub("", " ".join(text.split()).strip(" .,;"))
    if not text or len(text) > MAX_LENGTH:
        return None
    if text.lower() in NOW:
        return PRESENT
    if (found := NUMBERS.match(text) or EAST_ASIAN.match(text)) and not NUMBER.search(text, found.end()):
        return _day(found[1], found[2], found[3])
    if found := GERMAN_DAY.fullmatch(text):
        return _day(found[3], found[2], found[1])
    if found := MONTH_YEAR.fullmatch(text):
        return _day(found[2], found[1], None)
    return _in_words(text)


def _in_words(text: str) -> Date | None:
    """Return the date in a text with a year, and maybe the name of a month and a day: "3 mai 2019", "May 3rd, 2019"."""
    years = A_YEAR.findall(text)
    others = [number for number in NUMBER.findall(text) if number not in years]
    months = [number for word in WORD.findall(text) if (number := month_of(word))]
    if len(years) != 1 or len(others) > 1 or len(months) > 1 or (others and not months):
        return None
    return _day(years[0], str(*months), others[0] if others else None)


def words_left(text: str) -> str:
    """Return the words of a date that date() does not use: "Summer 2014" -> "Summer", "3 May 2014" -> ""."""
    if text.strip(" .,;").lower() in NOW:
        return ""
    words = WORD.findall(TIME.sub("", text[:MAX_LENGTH]))
    return " ".join(
        word
        for word in words
        if not SMALL.fullmatch(word.lower()) and not month_of(word) and word not in "年月日년월일号"
    )


def span(text: str) -> tuple[Date | None, Date | None]:
    """Return start and end: "2017 - 2019", "8/2020 – Present"; a single date is the end, as of a degree."""
    text = " ".join(text.split())
    parts = _ends(text)
    if len(parts) != 2 or len(text) > MAX_LENGTH:
        return None, date(text)
    start, end = date(parts[0]), date(parts[1])
    if start and not end and re.fullmatch(r"\d\d", parts[1]):  # 2017-19
        end = _parsed(f"{start.year // 100}{parts[1]}")
    return start, end


def words_left_of_span(text: str) -> str:
    """Return the words of a range of dates that span() does not use."""
    return " ".join(filter(None, map(words_left, _ends(" ".join(text.split())[:MAX_LENGTH]))))


def _ends(text: str) -> list[str]:
    """Return the dates of a range: two, or one if it is not a range."""
    return SPACED.split(text) if SPACED.search(text) else TIGHT.split(text)


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


def _day(year: str, month: str | None, day: str | None) -> Date | None:
    """Return the date of its parts; None, "" and 0 are unknown parts."""
    known = [year]
    for part in (month, day):
        if not part or not int(part[:9]):
            break
        known.append(part)
    return _parsed("-".join(known))


def _parsed(written: str) -> Date | None:
    """Return the date in the form of profile.yaml, None if it is invalid."""
    try:
        return dates.parse(written)
    except ValueError:
        return None
