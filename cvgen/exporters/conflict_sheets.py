"""Fill in the spreadsheets in which NSF and DOE ask for relations, as the user has downloaded them.

NSF's "Collaborators and Other Affiliations" has five tables, DOE's has one. They are found by their headings. Only the
values of cells change, and where a table has too few rows, more are inserted, as NSF's own instructions say.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from cvgen.exporters import relations
from cvgen.exporters.people import family_name, given_name
from cvgen.exporters.relations import Relation
from cvgen.problems import InputError, Problem
from cvgen.profile.coauthors import People
from cvgen.profile.dates import Date, latest
from cvgen.profile.model import Profile
from cvgen.profile.names import given_first
from cvgen.sheets.grid import Grid, Value
from cvgen.sheets.workbook import Workbook

HEADINGS = {  # a heading, without its colon -> the key of what is below it
    "your name": "owner", r"your organizational affiliation\b.*": "affiliation", r"last active\b.*": "active",
    "name": "name", "advisor/advisee name": "student", "organizational affiliation": "affiliation",
    "type of relationship": "kind", r"optional\b.*": "detail", "journal/collection": "journal",
    r"last \(family\) name": "family", r"first \(given\) name": "given", "orcid id.*": "orcid",
    r"institution \(full name\)": "affiliation", "nature of relationship": "nature",
}  # fmt: skip
TABLES = {  # the keys that only this table has, from the rarest to the most common -> the table
    ("nature", "family", "given"): "DOE", ("owner",): "1", ("kind", "name"): "2", ("student",): "3",
    ("journal", "name"): "5", ("name", "affiliation"): "4",
}  # fmt: skip
NAMES = ("owner", "name", "student", "family")  # keys of names; that of "given" is beside "family"
NATURES = {"G": "advisor", "T": "advisee", "A": "co-author", "C": "collaborator", "E": "co-editor"}  # of DOE's list
EXAMPLE = re.compile(r"Alphaman\d*\b|Test University\b")  # the persons whom NSF's sheet names as examples
CODE = re.compile(r"[A-Z]:?")  # before an entry
NUMBER = re.compile(r"[1-5A-E]")  # before the headings of a table
TITLE = re.compile(r"(?:COA template )?Table [1-5A-E]\b")
MOST_NAMED = 3  # of the names that can't be split
DOWNLOAD = "download the spreadsheet of NSF or DOE again, and name it after --into"

Entry = dict[str, Value]  # the values of a row by the keys of the headings


@dataclass(frozen=True)
class Table:
    """A table: its sheet, the rows of its headings and of its last entry, and its columns by the keys of headings."""

    sheet: str
    heading: int
    last: int
    columns: dict[str, int]

    def entries(self, grid: Grid) -> dict[int, dict[str, str]]:
        """Return what the rows of the table say, by their numbers and the keys of headings."""
        rows = range(self.heading + 1, self.last + 1)
        return {row: {key: grid.text(row, column) for key, column in self.columns.items()} for row in rows}


@dataclass
class Filled:
    """A filled spreadsheet: its bytes, how many entries were written into each table, and notes for the user."""

    data: bytes = b""
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def fill(template: bytes, profile: Profile, today: Date, months: int = relations.COAUTHORS) -> Filled:
    """Return the spreadsheet with the owner's relations; raise InputError for a file without one of the tables."""
    book = Workbook(template)
    found, filled = _tables(book), Filled()
    if not found:
        raise InputError([Problem("this spreadsheet has none of the tables of NSF or DOE", hint=DOWNLOAD)])
    wanted = _doe(profile, today, months) if "DOE" in found else _nsf(profile, today, months)
    written: list[Entry] = []
    for name, entries in wanted.items():
        if name in found:
            written += _fill(book, name, entries, filled)
        elif entries:
            filled.notes.append(f"the spreadsheet has no table {name}: {counted(len(entries))} left out")
    filled.data = book.save()
    filled.notes += _advice(written, found)
    return filled


def _nsf(profile: Profile, today: Date, months: int) -> dict[str, list[Entry]]:
    """Return the entries of NSF's tables by their numbers."""
    places = relations.own_places(profile, today)
    own: list[Entry] = [{"affiliation": place, "active": _day(end, today)} for place, end in places] or [{}]
    coauthors = relations.with_papers(profile, today, months)
    people = _each_once([*coauthors, *relations.collaborators(profile, today, months)])
    return {
        "1": [{"owner": relations.last_first(profile.name), **own[0]}, *own[1:]],
        "2": [],
        "3": [_entry(one, today, "student") for one in (*relations.advisors(profile), *relations.students(profile))],
        "4": [_entry(one, today) for one in people],
        "5": [_entry(one, today) for one in relations.editors(profile, today)],
    }


def _entry(one: Relation, today: Date, name: str = "name") -> Entry:
    """Return the row of a relation in a table of NSF."""
    values: Entry = {"code": f"{one.code}:", name: relations.last_first(one.name), "journal": one.work}
    return {**values, "affiliation": one.affiliation, "active": _day(one.active, today)}


def _doe(profile: Profile, today: Date, months: int) -> dict[str, list[Entry]]:
    """Return the entries of DOE's table: each person once, by family name."""
    own: Entry = {"own family": family_name(profile.name), "own given": given_name(profile.name)}
    people = _each_once(relations.named(profile, today, months))
    return {"DOE": [
        {**own, "family": family_name(one.name), "given": given_name(one.name), "affiliation": one.affiliation,
         "nature": NATURES[one.code], "active": one.active.year if one.active and _is_past(one.active, today) else None}
        for one in sorted(people, key=lambda one: relations.sort_key(one.name))
    ]}  # fmt: skip


def _each_once(found: Iterable[Relation]) -> list[Relation]:
    """Return the first relation with each person."""
    people, first = People(), dict[int, Relation]()
    for one in found:
        first.setdefault(people.number(given_first(one.name)), one)
    return list(first.values())


def _day(date: Date | None, today: Date) -> str:
    """Return a date as Americans write it, as exactly as it is known: "05/14/2026"; "" for what goes on."""
    if date is None or not _is_past(date, today):
        return ""
    known = [f"{part:02}" for part in (date.month, date.day) if part]
    return "/".join([*known, str(date.year)])


def _is_past(date: Date, today: Date) -> bool:
    """Return whether a date has begun: what appears next year was no reason to be active then."""
    return Date(date.year, date.month, date.day) <= latest(today)


def _tables(book: Workbook) -> dict[str, Table]:
    """Return the tables in the visible sheets of a workbook by their numbers, the first of each."""
    found: dict[str, Table] = {}
    for sheet in book.sheets:
        grid = book.grid(sheet)
        for row in sorted(grid.rows):
            columns = _columns(grid, row)
            name = next((name for keys, name in TABLES.items() if set(keys) <= columns.keys()), "")
            if name and name not in found:
                found[name] = Table(sheet, row, _last_row(book, sheet, row, columns), columns)
    return found


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """Return the columns of the headings in a row by their keys; {} for a row without headings."""
    columns: dict[str, int] = {}
    for column in sorted(grid.rows[row].cells):
        text = grid.text(row, column).rstrip(": ").casefold()
        key = next((key for words, key in HEADINGS.items() if re.fullmatch(words, text)), "") if text else ""
        if key in columns:  # DOE has the owner's name before the name of the other person
            columns[f"own {key}"] = columns[key]
        if key:
            columns[key] = column
    first = min(columns.values(), default=0)
    if first > 1 and NUMBER.fullmatch(grid.text(row, first - 1)):
        columns["code"] = first - 1
    return columns


def _last_row(book: Workbook, sheet: str, heading: int, columns: dict[str, int]) -> int:
    """Return the last row of a table: where Excel knows that it ends, else before the title of the next one."""
    for area in book.areas(sheet):
        if area.first == heading and area.last > heading and min(columns.values()) in area.columns:
            return area.last
    grid = book.grid(sheet)
    below = [row for row in sorted(grid.rows) if row > heading]
    end = next((row for row in below if _is_other(grid, row, columns)), None)
    last = end - 2 if end else max(below, default=heading)  # there is a gap before a title
    return max(last, heading + 1)


def _is_other(grid: Grid, row: int, columns: dict[str, int]) -> bool:
    """Return whether a row is the title of another table, and not an entry."""
    texts = [grid.text(row, column) for column in sorted(grid.rows[row].cells)]
    code = grid.text(row, columns["code"]) if "code" in columns else ""
    return any(TITLE.match(text) for text in texts) or bool(code and not CODE.fullmatch(code))


def _fill(book: Workbook, name: str, entries: Sequence[Entry], filled: Filled) -> list[Entry]:
    """Write the entries into a table that are not in it yet; return these."""
    table = _tables(book)[name]
    kept, free = _kept_and_free(table, book.grid(table.sheet))
    new = list(_missing(entries, kept))
    if (more := len(new) - len(free)) > 0:
        _insert(book, name, table, more, len(free))
        filled.notes.append(f"{counted(more, 'row')} inserted into {called(name)}")
        table = _tables(book)[name]
        free = _kept_and_free(table, book.grid(table.sheet))[1]
        if len(free) < len(new):  # words below it look like the title of another table
            raise InputError([Problem(f"the end of {called(name)} was not found", hint=DOWNLOAD)])
    grid = book.grid(table.sheet)
    values: dict[tuple[int, int], Value] = {}
    for at, row in enumerate(free):
        entry = new[at] if at < len(new) else {"code": grid.text(row, table.columns.get("code", 0))}
        cells = {column: entry.get(key) or None for key, column in table.columns.items()}
        values |= {
            (row, column): value for column, value in cells.items() if str(value or "") != grid.text(row, column)
        }
    book.write(table.sheet, values)
    filled.counts[name] = len(new)
    return new


def _kept_and_free(table: Table, grid: Grid) -> tuple[list[dict[str, str]], list[int]]:
    """Return the entries of a table that stay, and the rows that are empty but for their code, or hold examples."""
    kept, free = [], []
    for row, entry in table.entries(grid).items():
        words = [text for key, text in entry.items() if key != "code" and text]
        if words and not any(EXAMPLE.match(text) for text in words):
            kept.append(entry)
        else:
            free.append(row)
    return kept, free


def _missing(entries: Iterable[Entry], kept: Sequence[dict[str, str]]) -> Iterator[Entry]:
    """Yield the entries whose person, or else whose place and journal, is not in the rows that stay."""
    people = People()
    known = {people.number(name) for one in kept if (name := _name_in(one))}
    places = [{one.get("affiliation", ""), one.get("journal", "")} for one in kept]
    for entry in entries:
        name = _name_in({key: str(value or "") for key, value in entry.items()})
        place = {str(entry.get(key) or "") for key in ("affiliation", "journal")}
        if people.number(name) not in known if name else place not in places:
            yield entry


def _name_in(entry: dict[str, str]) -> str:
    """Return the name in an entry with the given name first."""
    name = next((entry[key] for key in NAMES if entry.get(key)), "")
    return f"{entry['given']} {name}".strip() if entry.get("given") else given_first(name)


def _insert(book: Workbook, name: str, table: Table, more: int, free: int) -> None:
    """Insert rows above the last one of a table, which has the border; raise InputError where that is not possible."""
    after = max(table.last - 1, table.heading)
    if obstacle := book.obstacle(table.sheet, after):
        message = f"{called(name)} has {free} free rows, and {free + more} are needed; rows can't be inserted beside "
        hint = f"insert {counted(more, 'row')} above its last row in Excel, save the file, and run this again"
        raise InputError([Problem(f"{message}{obstacle}", hint=hint)])
    book.insert(table.sheet, after, more, after if after > table.heading else table.last)


def _advice(written: Sequence[Entry], tables: Collection[str]) -> Iterator[str]:
    """Yield what the user still has to do."""
    named = [one for one in written if any(one.get(key) for key in NAMES)]
    if bare := [one for one in named if not one.get("affiliation")]:
        who = counted(len(bare), "person", "people")
        yield f"{who} without an affiliation: the profile knows those of mentees and referees"
    names = [(str(one.get("given") or ""), next(str(one[key]) for key in NAMES if one.get(key))) for one in named]
    whole = [name for given, name in names if not given and "," not in name]
    if whole:
        more = f" and {len(whole) - MOST_NAMED} more" if len(whole) > MOST_NAMED else ""
        yield f"write family and given names apart, or leave out groups: {', '.join(whole[:MOST_NAMED])}{more}"
    for board in (one for one in written if one.get("code") == "B:"):
        yield f"add the editor-in-chief of {board['journal']}; an editor-in-chief lists the whole board"
    if "2" in tables:
        yield "add those to table 2 with whom you have a personal, family or business relationship"
    if "DOE" in tables:
        yield "add the lead applicant, the lead investigator and yourself above the table"


def called(table: str) -> str:
    """Return what a table is called: "4" -> "table 4"; DOE has only one."""
    return f"table {table}" if table.isdecimal() else "the table"


def counted(number: int, one: str = "entry", many: str = "") -> str:
    """Return a number of things: 1 -> "1 entry", 2 -> "2 entries"."""
    return f"{number} {one if number == 1 else many or {'entry': 'entries'}.get(one, one + 's')}"
