"""The list of co-authors: one row a person, whatever form the name takes; nobody hidden, too old, or the owner."""

import csv
import io

import openpyxl
import pytest

from cvgen.cli import main
from cvgen.exporters.coauthors import coauthors, to_csv, to_xlsx
from cvgen.profile.dates import Date, months_before
from cvgen.profile.yaml import load
from tests.conftest import CASES

TEXT = """name: Ada Lovelace
mentees: [{name: Alan Turing, affiliation: Bletchley, now: Manchester}, {name: Eve, hidden: true, affiliation: Secret}]
publications:
  - {title: a, authors: [A. Turing*, Ada Lovelace, …, "Müller, Zoë", et al.], year: 2024}
  - {title: b, authors: ["Lovelace, A.", Alan Turing], year: 2025}
  - {title: c, authors: [Ada Lovelace, Too Old], year: 2019}
  - {title: d, authors: [Ada Lovelace, Too Hidden], year: 2025, hidden: true}
  - {title: e, authors: [Ada Lovelace, "=cmd|x", Zoe Muller], status: submitted}
marks: {"*": student}
"""


@pytest.fixture
def people():
    return coauthors(load(TEXT).profile, Date(2022, 11))


def test_one_row_a_person(people):
    assert [(one.name, one.affiliation, one.last_year, one.papers) for one in people] == [
        ("=cmd|x", "", None, 1),
        ("Zoë Müller", "", 2024, 2),
        ("Alan Turing", "Manchester", 2025, 2),
    ]


def test_months_are_counted_back():
    assert months_before(Date(2026, 11, 21), 48) == Date(2022, 11)
    assert months_before(Date(2026, 1), 1) == Date(2025, 12)
    assert months_before(Date(2026), 12) == Date(2025, 1)


def test_csv_is_what_a_spreadsheet_reads_and_never_runs(people):
    rows = list(csv.reader(io.StringIO(to_csv(people).decode("utf-8-sig"))))

    assert rows[0] == ["Name", "Affiliation", "Last year", "Papers"]
    assert rows[1][0] == "'=cmd|x"
    assert rows[3] == ["Alan Turing", "Manchester", "2025", "2"]


def test_xlsx_holds_the_same(people):
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(people))).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))

    assert rows[0] == ("Name", "Affiliation", "Last year", "Papers")
    assert rows[2] == ("Zoë Müller", None, 2024, 2)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}  # no formula


def test_one_person_is_one_co_author(tmp_path, capsys):
    profile, out = tmp_path / "profile.yaml", tmp_path / "people.csv"
    profile.write_text("name: Ada Poe\npublications:\n  - {title: Tides, authors: [Ada Poe, Cy Dow], year: 2026}\n")

    assert main(["coauthors", str(profile), "--date", "2026-11", "-o", str(out)]) == 0
    assert "1 co-author of the last 48 months" in capsys.readouterr().out


def test_the_example_lists_its_recent_people(tmp_path, capsys):
    out = tmp_path / "people.xlsx"

    assert main(["coauthors", str(CASES["example"]), "--date", "2026-11", "-o", str(out)]) == 0
    assert "co-authors of the last 48 months" in capsys.readouterr().out
    names = {row[0] for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert {"Chao Li", "Jiawei Fan", "Xiaolong Liu"} <= names
    assert "Anbang Yao" not in names
    assert "Tao Kong" not in names


def test_csv_goes_to_the_terminal(capsys):
    assert main(["coauthors", str(CASES["senior"]), "--months", "60", "--date", "2026-11"]) == 0
    assert capsys.readouterr().out.startswith("Name,Affiliation,Last year,Papers\r\n")


def test_the_author_of_a_book_that_the_owner_did_not_write_is_no_coauthor():
    from cvgen.exporters.coauthors import coauthors
    from cvgen.profile.dates import Date
    from cvgen.profile.yaml import load

    text = "name: Ada Poe\npublications: [{title: The Worms, authors: [Carlo Ginzburg], type: book, year: 2010}]\n"
    assert coauthors(load(text).profile, Date(2000)) == []


def test_et_al_is_nobody_with_is_no_name_and_those_who_edited_with_you_count(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text("""name: Ada Poe
publications:
  - {title: Mud, authors: [Ada Poe, with Ann Lee, others], year: 2026}
  - {title: Ice, editors: [Ada Poe, Hans Maier], type: book, year: 2026}
  - {title: Silt, authors: [Ada Poe], editors: [Eve Ed], type: chapter, year: 2026}
""")

    main(["coauthors", str(tmp_path / "p.yaml"), "--date", "2026-11"])
    names = [line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]]
    assert names == ["Ann Lee", "Hans Maier"]


def test_nobody_is_said(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text("name: Ada Poe\n")

    assert main(["coauthors", str(tmp_path / "p.yaml")]) == 0
    assert capsys.readouterr().err == "no co-authors in the last 48 months\n"
