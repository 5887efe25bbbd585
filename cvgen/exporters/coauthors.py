"""Export the recent co-authors that funders ask for, such as NSF's collaborators and affiliations."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cvgen.profile.dates import Date, certainly_before, date_of, year_of
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.names import given_first, same_person, tokens

TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
COLUMNS = ("Name", "Affiliation", "Last year", "Papers")
BESIDE = re.compile(r"^(?:with|and|mit|avec|con) +(?=\w)", re.IGNORECASE)  # "with Ann Lee"
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
    """A co-author, with the affiliation known from the profile; `last_year` is None if no year is known."""

    name: str
    affiliation: str
    last_year: int | None
    papers: int


def coauthors(profile: Profile, since: Date) -> list[Coauthor]:
    """Return everybody who wrote a paper with the owner since a date, by family name.

    Forms of one name count as one person.
    """
    found: list[Coauthor] = []
    for paper in profile.publications:
        if paper.hidden or not profile.wrote(paper) or _is_older(paper, since):
            continue
        for name in dict.fromkeys(_people(paper, profile)):
            _count(found, name, paper)
    found = [replace(one, affiliation=_affiliation(one.name, profile)) for one in found]
    return sorted(found, key=lambda one: (tokens(one.name)[-1:], tokens(one.name)))


def _people(paper: Publication, profile: Profile) -> Iterator[str]:
    """Yield the names of those who wrote a publication with the owner, or edited it with them."""
    has_edited = any(_is_owner(one, profile) for one in paper.editors)
    for person in (*paper.authors, *paper.with_authors, *(paper.editors if has_edited else ())):
        if person.name and not person.left_out and not _is_owner(person, profile):
            yield given_first(BESIDE.sub("", person.name))


def _is_owner(person: Author, profile: Profile) -> bool:
    return any(same_person(person.name, form) for form in profile.names)


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


def _is_older(paper: Publication, since: Date) -> bool:
    """Return whether a paper certainly appeared before a date; one without a date has yet to appear."""
    date = date_of(paper)
    return date is not None and certainly_before(date, since)


def _count(found: list[Coauthor], name: str, paper: Publication) -> None:
    """Count a paper for the person of a name; of two forms of the name the longer one is kept."""
    year = year_of(paper)
    for at, one in enumerate(found):
        if same_person(one.name, name):
            longer = max(one.name, name, key=len)
            last = max(filter(None, (one.last_year, year)), default=None)
            found[at] = replace(one, name=longer, last_year=last, papers=one.papers + 1)
            return
    found.append(Coauthor(name, "", year, 1))


def _affiliation(name: str, profile: Profile) -> str:
    """Return the affiliation of a mentee: the present place, else the place of that time; "" for other people."""
    people = (person for person in profile.mentees if not person.hidden and same_person(person.name, name))
    return next((str(person.now or person.affiliation or "") for person in people), "")


def _cell(text: str) -> str:
    return f"'{text}" if text.lstrip("\ufeff\u200b\u2060").startswith(FORMULA) else text
