"""Profile -> the list of recent co-authors that funders ask for, such as NSF's collaborators and affiliations."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cvgen.profile.dates import Date, certainly_before, date_of, year_of
from cvgen.profile.model import Profile, Publication
from cvgen.profile.names import given_first, same_person, tokens

COLUMNS = ("Name", "Affiliation", "Last year", "Papers")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run a cell that begins like this


@dataclass(frozen=True)
class Coauthor:
    """A person with whom papers were written: as known from the profile, and the newest year."""

    name: str
    affiliation: str
    last_year: int | None
    papers: int


def coauthors(profile: Profile, since: Date) -> list[Coauthor]:
    """Everybody who wrote a paper with the owner since a date, by family name; forms of one name are one person."""
    found: list[Coauthor] = []
    for paper in profile.publications:
        if paper.hidden or _is_older(paper, since):
            continue
        for author in paper.authors:
            if author.name and not any(same_person(author.name, form) for form in profile.names):
                _count(found, given_first(author.name), paper)
    found = [replace(one, affiliation=_affiliation(one.name, profile)) for one in found]
    return sorted(found, key=lambda one: (tokens(one.name)[-1:], tokens(one.name)))


def to_csv(people: Iterable[Coauthor]) -> bytes:
    """People -> a CSV file with a heading, in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((_cell(one.name), _cell(one.affiliation), one.last_year, one.papers) for one in people)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(people: Iterable[Coauthor]) -> bytes:
    """People -> an Excel workbook of one sheet, the heading frozen above the rows."""
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
    return out.getvalue()


def _is_older(paper: Publication, since: Date) -> bool:
    """Whether a paper appeared before a date for certain; one without a date is still to appear."""
    date = date_of(paper)
    return date is not None and certainly_before(date, since)


def _count(found: list[Coauthor], name: str, paper: Publication) -> None:
    """Add a paper to the person of that name, or a new person; of two forms of a name the longer one stays."""
    year = year_of(paper)
    for at, one in enumerate(found):
        if same_person(one.name, name):
            longer = max(one.name, name, key=len)
            last = max(filter(None, (one.last_year, year)), default=None)
            found[at] = replace(one, name=longer, last_year=last, papers=one.papers + 1)
            return
    found.append(Coauthor(name, "", year, 1))


def _affiliation(name: str, profile: Profile) -> str:
    """Where a person is, if they are among the mentees: their present place, else the one of then."""
    people = (person for person in profile.mentees if not person.hidden and same_person(person.name, name))
    return next((str(person.now or person.affiliation or "") for person in people), "")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
