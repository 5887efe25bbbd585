"""Export the recent co-authors that funders ask for, such as NSF's collaborators and affiliations."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from cvgen.document.markdown import plain_text
from cvgen.profile.coauthors import coauthors as with_owner
from cvgen.profile.dates import Date, certainly_before, date_of
from cvgen.profile.model import Patent, Profile, Publication
from cvgen.profile.names import same_person, tokens

TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
COLUMNS = ("Name", "Affiliation", "Last year", "Papers")
FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "＝",
    "＋",
    "－",
    "＠",
)  # begin what a spreadsheet runs


@dataclass(frozen=True)
class Coauthor:
    """A co-author, with the affiliation known from the profile.

    `last` is the latest date of their works, None if it is unknown.
    """

    name: str
    affiliation: str
    last: Date | None
    papers: int

    @property
    def last_year(self) -> int | None:
        """The year of the latest work with a date."""
        return self.last.year if self.last else None


def coauthors(profile: Profile, since: Date) -> list[Coauthor]:
    """Return everybody who wrote a paper with the owner since a date, by family name.

    Forms of one name count as one person.
    """
    names, joint = with_owner((paper for paper in profile.publications if is_recent(paper, since)), profile)
    dates: list[list[Date | None]] = [[] for _ in names]
    for paper, numbers in joint:
        for number in numbers:
            dates[number].append(date_of(paper))
    found = (
        Coauthor(name, affiliation_of(name, profile), max(filter(None, known), default=None), len(known))
        for name, known in zip(names, dates, strict=True)
    )
    return sorted(found, key=lambda one: (tokens(one.name)[-1:], tokens(one.name)))


def to_csv(people: Iterable[Coauthor]) -> bytes:
    """Return a CSV file with a heading, in UTF-8 with the byte order mark that Excel needs."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((_cell(one.name), _cell(one.affiliation), one.last_year, one.papers) for one in people)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(people: Iterable[Coauthor]) -> bytes:
    """Return an Excel workbook of one sheet with a frozen heading."""
    from openpyxl import Workbook  # here, because most commands need no spreadsheet
    from openpyxl.styles import Font
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Co-authors"
    for row in (COLUMNS, *((_cell(one.name), _cell(one.affiliation), one.last_year, one.papers) for one in people)):
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # a printed page has all four columns
    sheet.page_setup.fitToHeight = 0
    for column, width in zip("ABCD", (32, 44, 10, 8), strict=True):
        sheet.column_dimensions[column].width = width
    out = io.BytesIO()
    book.save(out)
    return _without_times(out.getvalue())


def _without_times(data: bytes) -> bytes:
    """Return a workbook without the times of its making, so that the same people give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            part = book.read(name)
            if name == "docProps/core.xml":
                part = TIME.sub(b"2000-01-01T00:00:00Z", part)
            copy.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def is_recent(work: Publication | Patent, since: Date) -> bool:
    """Return whether a work may have appeared after a date; one without a date has yet to appear."""
    date = date_of(work)
    return date is None or not certainly_before(date, since)


def affiliation_of(name: str, profile: Profile) -> str:
    """Return where a mentee or referee works: a mentee's present place, else that of the time; "" for others."""
    mentees = ((one.name, one.now or one.affiliation) for one in profile.mentees if not one.hidden)
    referees = ((one.name, one.organization) for one in profile.references if not one.hidden)
    known = (place for person, place in (*mentees, *referees) if place and same_person(person, name))
    return plain_text(next(known, ""))


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip("\ufeff\u200b\u2060").startswith(FORMULA) else text
