"""Convert the news of a page to News, and parse dates at the beginning of lines."""

import re
from dataclasses import dataclass

from cvgen.importers.homepage.blocks import Section
from cvgen.importers.mapping import dates
from cvgen.importers.mapping.values import text as clean
from cvgen.importers.syntax.inline import bare, sentence, undecorated
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.profile.dates import Date
from cvgen.profile.model import News

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\.?"
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"{MONTH},?\s*(?:{ORDINAL}\s*,?\s*)?(?:19|20)\d\d|{ORDINAL}\s+{MONTH},?\s+(?:19|20)\d\d"
    rf"|(?:19|20)\d\d\s?[./-]\s?\d{{1,2}}(?:\s?[./-]\s?\d{{1,2}})?|\d{{1,2}}\s?/\s?(?:19|20)\d\d|(?:19|20)\d\d\s{MONTH}"
    rf"|(?:19|20)\d\d"
)
NOW = r"(?:\s?\(?(?:now|present|current|today|expected)\)?)"
SECOND = rf"\s?(?:-+|–|—|~|to)\s?(?:(?:{DATE}){NOW}?|{NOW.strip('?')})"
SPAN = rf"(?:{DATE}){NOW}?(?:{SECOND})?"
# Separates a date from the text after it; a year that starts a sentence has no separator. Two dates need only a space.
CLOSED = r"(?:[*_\])】]+\s?[:：.,;|·–—-]*|\s?[:：.,;|·–—-]+[*_\])】]*)\s*"
AT_START = re.compile(
    rf"[\s*_\[(【]*(?P<date>(?:{DATE}){NOW}?{SECOND}(?=\s)|{SPAN}(?!{SECOND})(?={CLOSED}))(?:{CLOSED}|\s+)",
    re.IGNORECASE,
)
MONTH_AT_START = re.compile(rf"[\s*_\[(【]*(?P<date>{MONTH}(?:\s{ORDINAL})?){CLOSED}", re.IGNORECASE)
DAY = re.compile(rf"\s*{ORDINAL}\s*")


@dataclass(frozen=True)
class Dated:
    """A line that begins with one or two dates: both, and the rest."""

    start: Date | None
    end: Date | None
    text: str


def dated(text: str, year: str = "") -> Dated:
    """Return the dates at the beginning of a line, and the rest; `year` is the heading above it."""
    if match := AT_START.match(text):
        start, end = dates.span(re.sub(r"[()]", "", match["date"]))
        return Dated(start or end, end, text[match.end() :])
    if year and (match := MONTH_AT_START.match(text)):
        return Dated(dates.date(f"{match['date'].strip('. ')} {year}"), None, text[match.end() :])
    return Dated(dates.date(year) if year else None, None, text)


def read(section: Section, notes: Diagnostics) -> list[News]:
    """Return the news items of a section; days that are in comments are counted and left out."""
    found: list[News] = []
    days = 0
    for block in section.blocks:
        year = block.below if re.fullmatch(r"\d{4}", block.below) else ""
        line = dated(sentence(block.text), year)
        text = clean(undecorated(line.text).strip())
        if line.start and bare(text):
            found.append(News(date=line.start, text=text, hidden=block.hidden or section.hidden))
        else:
            notes.warn(
                "this is left out: a news item has a date at its start and text after it",
                block,
                "write June 2025: text",
            )
        for remark in block.remarks:
            days += bool(DAY.fullmatch(remark.text))
            if not DAY.fullmatch(remark.text):
                notes.warn("this comment is left out", remark)
    if days:
        notes.warn(f"the days of {days} news items are in comments: imported with their months only", section)
    return found
