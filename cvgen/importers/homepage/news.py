"""The news of a page -> News, and how a date at the beginning of a line is told."""

import re
from dataclasses import dataclass

from cvgen.importers.homepage.blocks import Section
from cvgen.importers.homepage.inline import bare, sentence, undecorated
from cvgen.importers.mapping import dates
from cvgen.importers.mapping.values import text as clean
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
SPAN = rf"(?:{DATE}){NOW}?(?:\s?(?:-+|–|—|~|to)\s?(?:(?:{DATE}){NOW}?|{NOW.strip('?')}))?"
# What parts a date from the text behind it; a year that begins a sentence has none of it.
CLOSED = r"(?:[*_\])】]+\s?[:：.,;|·–—-]*|\s?[:：.,;|·–—-]+[*_\])】]*)\s*"
AT_START = re.compile(rf"[\s*_\[(【]*(?P<date>{SPAN}){CLOSED}", re.IGNORECASE)
MONTH_AT_START = re.compile(rf"[\s*_\[(【]*(?P<date>{MONTH}(?:\s{ORDINAL})?){CLOSED}", re.IGNORECASE)
DAY = re.compile(rf"\s*{ORDINAL}\s*")


@dataclass(frozen=True)
class Dated:
    """A line that begins with a date or two of them: both, and the rest."""

    start: Date | None
    end: Date | None
    text: str


def dated(text: str, year: str = "") -> Dated:
    """A line, and the year of the heading above it -> its dates and the rest; no dates if it begins with none."""
    if match := AT_START.match(text):
        start, end = dates.span(re.sub(r"[()]", "", match["date"]))
        return Dated(start or end, end, text[match.end() :])
    if year and (match := MONTH_AT_START.match(text)):
        return Dated(dates.date(f"{match['date'].strip('. ')} {year}"), None, text[match.end() :])
    return Dated(dates.date(year) if year else None, None, text)


def read(section: Section, notes: Diagnostics) -> list[News]:
    """A section of news -> each with its date; days that stand in a comment are counted and left out."""
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
                "this is no news: it has no date at its start, or nothing behind it", block, "write June 2025: text"
            )
        for remark in block.remarks:
            days += bool(DAY.fullmatch(remark.text))
            if not DAY.fullmatch(remark.text):
                notes.warn("this comment is left out", remark)
    if days:
        notes.warn(f"the days of {days} news stand in comments: imported with their months", section)
    return found
