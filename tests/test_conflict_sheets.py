"""The spreadsheets of NSF and DOE: our rows in their tables, each person once, and nothing else changed."""

import csv
import io
import re
import shutil
import subprocess

import openpyxl
import pytest

from cvgen.cli import main
from cvgen.exporters.conflict_sheets import fill
from cvgen.office import ENCRYPTED, OLD
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from cvgen.profile.yaml import load
from tests.conftest import CASES
from tests.official_sheets import doe, nsf, parts, with_parts

TODAY = Date(2026, 11, 30)
TEXT = """name: Ada Poe
affiliation: University of Carrow
positions:
  - {title: Visitor, organization: Institut des Estuaires, start: 2025, end: 2026-03}
  - {title: Lecturer, organization: Old Place, start: 2010, end: 2019}
education:
  - {degree: Ph.D., institution: Wadden University, end: 2003, advisor: [Prof. Dr. Harke Tönnsen, Dr. Ute Kern]}
  - {degree: M.Sc., institution: Wadden University, advisor: Nobody Counts}
mentees:
  - {name: Signe Vestergren, role: PhD student, end: 2020, now: Port of Aarn, co_advisors: [Ada Poe, Lin Quaye]}
  - {name: Ed Holt, role: postdoc, affiliation: Carrow, end: 2024, co_advisor: Lin Quaye}
  - {name: Too Early, role: postdoc, end: 2015}
  - {name: Not Shown, role: phd, hidden: true}
service:
  - {role: Associate Editor, organization: "*Sediment* Letters", start: 2020}
  - {role: Editorial advisory board, organization: Mud}
  - {role: Guest editor, organization: Old News, year: 2019}
patents: [{title: A gauge, inventors: [A. Poe, Ina Ventor], date: 2025-02}]
references: [{name: Lin Quaye, organization: Patmouth College}]
publications:
  - {title: a, authors: [A. Poe, S. Vestergren, "=cmd|calc!A0", Zoë de Groot], date: 2026-03-05}
  - {title: b, authors: [Ada Poe, "de Groot, Zoe"], year: 2024}
  - {title: c, authors: [Ada Poe, Too Old], year: 2019}
  - {title: On *Mud*, editors: [Ada Poe, Hans Maier], type: edited volume, date: 2025-06}
  - {title: Old, editors: [Ada Poe, Past Editor], type: edited volume, year: 2021}
"""


@pytest.fixture
def profile():
    return load(TEXT).profile


def rows(data, sheet=0):
    """The rows of a sheet that are not empty."""
    found = openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet].iter_rows(values_only=True)
    return [[str(value).strip() if value is not None else "" for value in row] for row in found if any(row)]


def table(data, number, sheet=0):
    """The entries of a table of NSF that are not empty."""
    found = rows(data, sheet)
    start = next(at for at, row in enumerate(found) if row[0] == number)
    taken = []
    for row in found[start + 1 :]:
        if row[0].startswith(("Table", "The end")):
            break
        taken += [row] if any(row[1:]) else []
    return taken


def without_cells(sheet):
    return re.sub(rb"<c [^>]*/>|<c [^>]*>.*?</c>", b"", sheet, flags=re.S)


def test_each_table_has_its_people(profile):
    filled = fill(nsf(), profile, TODAY)

    assert table(filled.data, "1") == [
        ["", "Poe, Ada", "University of Carrow", "", ""],
        ["", "", "Institut des Estuaires", "03/2026", ""],
    ]
    assert table(filled.data, "2") == []
    assert table(filled.data, "3") == [
        ["G:", "Kern, Ute", "Wadden University", "", ""],
        ["G:", "Tönnsen, Harke", "Wadden University", "", ""],
        ["T:", "Vestergren, Signe", "Port of Aarn", "", ""],
    ]
    assert table(filled.data, "4") == [
        ["A:", "=cmd|calc!A0", "", "", "03/05/2026"],
        ["A:", "de Groot, Zoë", "", "", "03/05/2026"],
        ["A:", "Maier, Hans", "", "", "06/2025"],
        ["A:", "Vestergren, Signe", "Port of Aarn", "", "03/05/2026"],
        ["C:", "Holt, Ed", "Carrow", "", "2024"],
        ["C:", "Quaye, Lin", "Patmouth College", "", "2024"],
        ["C:", "Ventor, Ina", "", "", "02/2025"],
    ]
    assert table(filled.data, "5") == [
        ["B:", "", "", "Sediment Letters", ""],
        ["E:", "Maier, Hans", "", "On Mud", "06/2025"],
    ]
    assert filled.counts == {"1": 2, "2": 0, "3": 3, "4": 7, "5": 2}
    assert "add the editor-in-chief of Sediment Letters; an editor-in-chief lists the whole board" in filled.notes
    assert "2 rows inserted into table 4" in filled.notes


def test_nothing_but_cells_is_changed():
    """Without one row too many, the whole file is as it was, and its sheet but for its cells."""
    small = load("name: Ada Poe\naffiliation: Carrow\n").profile
    template = nsf()
    before, after = parts(template), parts(fill(template, small, TODAY).data)

    assert list(before) == list(after)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    sheets = [found["xl/worksheets/sheet1.xml"] for found in (before, after)]
    assert without_cells(sheets[0]) == without_cells(sheets[1])
    styles = [re.findall(rb'<c r="(\w+)" s="(\d+)"', sheet) for sheet in sheets]
    assert styles[0] == styles[1]


def test_what_is_below_an_insertion_moves_and_what_is_around_it_grows(profile):
    before = nsf()
    after = fill(before, profile, TODAY).data
    old, new = (openpyxl.load_workbook(io.BytesIO(data)) for data in (before, after))
    sheets = old.worksheets[0], new.worksheets[0]
    changed = {name for name in parts(before) if parts(before)[name] != parts(after)[name]}

    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/tables/table4.xml", "xl/tables/table5.xml"}
    areas = [{one.displayName: one.ref for one in sheet.tables.values()} for sheet in sheets]
    assert (areas[0]["Table_4"], areas[1]["Table_4"]) == ("A32:E37", "A32:E39")
    assert (areas[0]["Table_5"], areas[1]["Table_5"]) == ("A41:E46", "A43:E48")
    rules = [[str(one.sqref) for one in sheet.data_validations.dataValidation] for sheet in sheets]
    assert rules == [["A15:A19", "A24:A28", "A33:A37", "A42:A46"], ["A15:A19", "A24:A28", "A33:A39", "A44:A48"]]
    assert [str(*one.merged_cells.ranges) for one in sheets] == ["A48:C48", "A50:C50"]
    assert new.defined_names["The_end"].attr_text == "'NSF COA Template'!$A$50"
    assert [str(one.sqref) for one in sheets[1].conditional_formatting] == ["A50"]
    sizes = [sheets[1].cell(row, 2).font.size for row in range(33, 40)]
    assert sizes == [9, 10, 11, 12, 12, 12, 13]  # those that were inserted look like the one above them
    assert sheets[1]["B39"].border.bottom.style == "thin"


@pytest.mark.parametrize("template", [nsf(tables=False), nsf(tables=False, numbers="ABCDE")], ids=["plain", "letters"])
def test_tables_are_found_by_their_headings(profile, template):
    number = {"1": "4", "A": "D"}[next(row[0] for row in rows(template) if row[1:2] == ["Your Name:"])]
    filled = fill(template, profile, TODAY)

    assert [row[1] for row in table(filled.data, number)][-3:] == ["Holt, Ed", "Quaye, Lin", "Ventor, Ina"]
    assert filled.counts["5"] == 2


def test_each_table_may_have_a_sheet(profile):
    filled = fill(nsf(sheets=True), profile, TODAY)

    assert [row[1] for row in table(filled.data, "3", 2)] == ["Kern, Ute", "Tönnsen, Harke", "Vestergren, Signe"]
    assert len(table(filled.data, "4", 3)) == 7


def test_what_the_user_wrote_stays_and_nobody_is_written_twice(profile):
    book = openpyxl.load_workbook(io.BytesIO(nsf()))
    sheet = book.worksheets[0]
    for column, value in enumerate(("C:", "Quaye, L.", "Mine", "l@example.org", None), 1):
        sheet.cell(33, column).value = value
    out = io.BytesIO()
    book.save(out)
    once = fill(out.getvalue(), profile, TODAY)
    again = fill(once.data, profile, TODAY)

    assert ["C:", "Quaye, L.", "Mine", "l@example.org", ""] in table(once.data, "4")
    assert [row[1] for row in table(once.data, "4")].count("Quaye, Lin") == 0
    assert again.data == once.data
    assert not any(again.counts.values())


def test_doe_has_one_table_with_each_person_once(profile):
    template = doe()
    filled = fill(template, profile, TODAY)

    found = [row for row in rows(filled.data) if row[0] == "Poe"]
    assert [(*row[:4], *row[5:]) for row in found] == [
        ("Poe", "Ada", "=cmd|calc!A0", "", "", "co-author", "2026"),
        ("Poe", "Ada", "de Groot", "Zoë", "", "co-author", "2026"),
        ("Poe", "Ada", "Holt", "Ed", "Carrow", "collaborator", "2024"),
        ("Poe", "Ada", "Kern", "Ute", "Wadden University", "advisor", ""),
        ("Poe", "Ada", "Maier", "Hans", "", "co-author", "2025"),
        ("Poe", "Ada", "Quaye", "Lin", "Patmouth College", "collaborator", "2024"),
        ("Poe", "Ada", "Tönnsen", "Harke", "Wadden University", "advisor", ""),
        ("Poe", "Ada", "Ventor", "Ina", "", "collaborator", "2025"),
        ("Poe", "Ada", "Vestergren", "Signe", "Port of Aarn", "advisee", "2020"),
    ]
    changed = {name for name in parts(template) if parts(template)[name] != parts(filled.data)[name]}
    assert changed == {"xl/worksheets/sheet1.xml"}
    assert fill(doe(rows=2), profile, TODAY).notes[0] == "7 rows inserted into the table"


def test_a_group_is_named():
    text = (
        "name: Ada Poe\npublications: [{title: a, authors: [Ada Poe, Mudflat Observatory, Bo Ek, 李超], year: 2026}]\n"
    )
    note = "write family and given names apart, or leave out groups: Mudflat Observatory, 李超"
    for template in (nsf(), doe()):
        assert note in fill(template, load(text).profile, TODAY).notes


def test_a_name_is_never_a_formula(profile):
    for template, place in ((nsf(), "B33"), (doe(), "C8")):
        cell = openpyxl.load_workbook(io.BytesIO(fill(template, profile, TODAY).data)).worksheets[0][place]
        assert (cell.value, cell.data_type) == ("=cmd|calc!A0", "s")


@pytest.mark.parametrize(("place", "formula"), [("C50", "=COUNTA(B42:B46)"), ("C1", "=B60"), ("C50", "=A1")])
def test_a_formula_below_a_full_table_forbids_to_insert_rows(profile, place, formula):
    book = openpyxl.load_workbook(io.BytesIO(nsf()))
    book.worksheets[0][place] = formula
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(
        Exception, match="table 4 has 5 free rows, and 7 are needed; rows can't be inserted beside form"
    ):
        fill(out.getvalue(), profile, TODAY)


def test_nobody_is_lost_where_the_end_of_a_table_is_unclear(profile):
    book = openpyxl.load_workbook(io.BytesIO(nsf(tables=False)))
    book.worksheets[0]["A34"] = "not a code"
    out = io.BytesIO()
    book.save(out)

    with pytest.raises(InputError, match="the end of table 4 was not found"):
        fill(out.getvalue(), profile, TODAY)


OFFICE = shutil.which("soffice")
CSV = "csv:Text - txt - csv (StarCalc):44,34,76"  # in UTF-8


@pytest.mark.long
@pytest.mark.skipif(not OFFICE, reason="needs LibreOffice")
def test_libreoffice_opens_it_as_text_that_runs_nothing(profile, tmp_path):
    """What LibreOffice reads is what was written, also in the rows that were inserted and below them."""
    for name, template in (("nsf", nsf()), ("doe", doe(rows=2))):
        (tmp_path / f"{name}.xlsx").write_bytes(fill(template, profile, TODAY).data)
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/user", "--headless", "--convert-to", CSV]
    files = [str(tmp_path / f"{name}.xlsx") for name in ("nsf", "doe")]
    subprocess.run([*command, "--outdir", tmp_path, *files], check=True, capture_output=True, timeout=200)
    texts = {name: (tmp_path / f"{name}.csv").read_text("utf-8") for name in ("nsf", "doe")}
    lines = {name: list(csv.reader(text.splitlines(keepends=True))) for name, text in texts.items()}

    assert lines["nsf"][32:39] == table((tmp_path / "nsf.xlsx").read_bytes(), "4")
    assert lines["nsf"][43][:4] == ["B:", "", "", "Sediment Letters"]
    assert [row[2] for row in lines["doe"][7:16]][:2] == ["=cmd|calc!A0", "de Groot"]
    assert lines["doe"][5][2] == "Collaborator Table -  ()"  # their own formula goes on


def other_book():
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


BOMB = b"<worksheet>" + b" " * 11_000_000 + b"</worksheet>"
BAD = {
    "name,year\n": (b"name,year\n", "this is not a readable Excel file"),
    "empty": (b"", "this is not a readable Excel file"),
    "old": (OLD + b"\0" * 600, "this is a file of an old version of Excel"),
    "locked": (OLD + b"\0" * 600 + ENCRYPTED, "this Excel file is protected by a password"),
    "cut": (nsf()[:4000], "this is not a readable Excel file"),
    "no tables": (other_book(), "this spreadsheet has none of the tables of NSF or DOE"),
    "bomb": (with_parts(nsf(), sheet1=BOMB), "the Excel file is too large"),
    "tags": (with_parts(nsf(), sheet1=b"<a>" + b"<b/>" * 210_000 + b"</a>"), "the Excel file is too large"),
    "picture": (with_parts(nsf(), item1=b"\0" * 31_000_000), "the Excel file is too large"),
    "entities": (with_parts(nsf(), sheet1=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "this is not a readable Excel"),
    "strings": (with_parts(nsf(), sharedStrings=b"<sst><si>"), "this is not a readable Excel file"),
    "sheet": (with_parts(nsf(), sheet1=b"<sheetData><row r='x'/></sheetData>"), "this is not a readable Excel file"),
    "nested": (with_parts(nsf(), sheet1=b"<sheetData><row><row/></row></sheetData>"), "this is not a readable Excel f"),
    "no sheets": (with_parts(nsf(), workbook=b"<workbook/>"), "this spreadsheet has none of the tables"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_spreadsheet_is_one_clear_error(name, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data, message = BAD[name]
    (tmp_path / "profile.yaml").write_text(TEXT)
    (tmp_path / "coa.xlsx").write_bytes(data)

    assert main(["coauthors", "--into", "coa.xlsx", "-o", "new.xlsx"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"coa.xlsx: error: {message}"), error
    assert error.count("error") == 2  # the line, and the count
    assert not (tmp_path / "new.xlsx").exists()


def test_the_spreadsheet_itself_is_never_overwritten(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    template = nsf()
    (tmp_path / "coa.xlsx").write_bytes(template)
    (tmp_path / "link.xlsx").symlink_to("coa.xlsx")

    for output in ("coa.xlsx", "./coa.xlsx", "link.xlsx"):
        assert main(["coauthors", str(CASES["small"]), "--into", "coa.xlsx", "-o", output]) == 1
        assert "the spreadsheet would be overwritten" in capsys.readouterr().err
    for words in ([], ["-o", "people.csv"]):
        assert main(["coauthors", str(CASES["small"]), "--into", "coa.xlsx", *words]) == 1
        assert "write  -o coa.xlsx" in capsys.readouterr().err
    assert (tmp_path / "coa.xlsx").read_bytes() == template
    assert main(["coauthors", str(CASES["small"]), "--into", "none.xlsx", "-o", "new.xlsx"]) == 1


def test_the_command_says_what_it_wrote_and_what_is_left_to_do(tmp_path, capsys):
    (tmp_path / "coa.xlsx").write_bytes(nsf())
    out = tmp_path / "filled.xlsx"
    words = [
        "coauthors",
        str(CASES["senior"]),
        "--into",
        str(tmp_path / "coa.xlsx"),
        "-o",
        str(out),
        "--date",
        "2026-11-30",
    ]

    assert main(words) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{out}: table 1: 1 entry, table 3: 3 entries, table 4: 5 entries, table 5: 1 entry",
        "    2 people without an affiliation: the profile knows those of mentees and referees",
        "    add the editor-in-chief of Journal of Tidal Research; an editor-in-chief lists the whole board",
        "    add those to table 2 with whom you have a personal, family or business relationship",
    ]
    assert "HIDDEN-SECRET" not in str(rows(out.read_bytes()))
    first = out.read_bytes()
    main(words)
    assert out.read_bytes() == first
