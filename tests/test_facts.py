"""Facts of a publication have one home: its year, its status and its identifiers are the same in every output."""

import csv
import io
import re

import pytest

from cvgen.cli import main
from cvgen.diff.activity import by_dates
from cvgen.profile.dates import Date, date_of, year_of
from cvgen.profile.model import Publication
from cvgen.profile.yaml import load

# The journal says 2023; it was printed in January 2024.
TWO_YEARS = """name: Ada Poe
headline: Professor
publications:
  - title: Ice on Rivers
    authors: [Ada Poe, Bo Ray]
    venue: Journal of Ice
    type: journal
    year: 2023
    date: 2024-01-15
    selected: true
mentees: [{name: Bo Ray, role: phd}]
documents:
  cv: {mentees: {papers: titles}}
  later: {kind: cv, since: 2024}
  earlier: {kind: cv, until: 2023}
  newest: {kind: cv, publications: {limit: 1}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    return tmp_path


def built(folder, form, name="cv", text=TWO_YEARS):
    """The text of one document of a profile in one format."""
    (folder / "profile.yaml").write_text(text, "utf-8")
    assert main(["build", "--to", form, "--only", name]) == 0
    (path,) = (folder / "output").glob(f"{name}.*")
    return path.read_text("utf-8")


def years(text):
    return set(re.findall(r"\b20[12]\d\b", re.sub(r"November 2026", "", text)))


# ---- one year ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "year", "date"),
    [
        ({"year": 2023}, 2023, Date(2023)),
        ({"date": Date(2024, 1, 15)}, 2024, Date(2024, 1, 15)),
        ({"year": 2024, "date": Date(2024, 1)}, 2024, Date(2024, 1)),
        ({"year": 2023, "date": Date(2024, 1, 15)}, 2023, Date(2023)),
        ({"year": 2024, "date": Date(2023, 12)}, 2024, Date(2024)),
        ({"date": Date(9999)}, None, None),
        ({}, None, None),
    ],
)
def test_the_year_decides_and_the_date_is_exact_within_it(values, year, date):
    assert (year_of(Publication(title="A", **values)), date_of(Publication(title="A", **values))) == (year, date)


@pytest.mark.parametrize("form", ["txt", "html", "md", "bibtex", "csl-json", "jsonresume"])
def test_one_year_in_every_format(folder, form):
    assert years(built(folder, form)) == {"2023"}


def test_the_cv_groups_by_it(folder):
    assert "\n2023\n" in built(folder, "txt")


def test_ids_have_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["id"]) == 0
    assert "poe2023-ice" in capsys.readouterr().out


def test_bibtex_gives_no_month_of_another_year(folder):
    assert "month" not in built(folder, "bibtex")
    assert "month = jan" in built(folder, "bibtex", text=TWO_YEARS.replace("year: 2023", "year: 2024"))


def test_a_document_of_a_period_goes_by_it(folder):
    assert "Ice on Rivers" in built(folder, "txt", "earlier")
    assert "Ice on Rivers" not in built(folder, "txt", "later")


def test_a_limit_keeps_the_newest_by_it(folder):
    newer = "  - {title: Mud in Motion, venue: Journal of Mud, year: 2024, selected: true}\nmentees: ["
    text = built(folder, "txt", "newest", TWO_YEARS.replace("mentees: [", newer))

    assert "Mud in Motion" in text
    assert "Ice on Rivers" not in text


def test_the_papers_of_a_mentee_have_it(folder):
    assert "Ice on Rivers, Journal of Ice 2023" in built(folder, "txt")


def test_a_report_goes_by_it(folder):
    profile = load(TWO_YEARS).profile
    groups = [[entry.group for entry in by_dates(profile, Date(year, 1), Date(year, 12))[0]] for year in (2023, 2024)]

    assert groups == [["published"], []]


def test_a_biography_has_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["bio", "--words", "60"]) == 0
    assert years(capsys.readouterr().out) <= {"2023"}
    assert "Journal of Ice, 2023" in bio(capsys, folder)


def bio(capsys, folder):
    assert main(["bio", "--words", "200"]) == 0
    return capsys.readouterr().out


def test_a_biography_counts_years_from_it(folder, capsys):
    older = "  - {title: Mud, authors: [Ada Poe], venue: Journal of Ice, type: journal, year: 2017, date: 2018-01}"
    (folder / "profile.yaml").write_text(TWO_YEARS.replace("mentees: [", f"{older}\nmentees: ["))

    assert "since 2017" in bio(capsys, folder)


def test_coauthors_are_listed_by_it(folder, capsys):
    (folder / "profile.yaml").write_text(TWO_YEARS)

    assert main(["coauthors", "--date", "2027-01", "--months", "48"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out.lstrip("\ufeff"))))[1] == ["Bo Ray", "", "2023", "1"]
    assert main(["coauthors", "--date", "2028-01", "--months", "48"]) == 0
    assert "Bo Ray" not in capsys.readouterr().out


def test_the_chart_counts_by_it(folder):
    older = "  - {title: Mud in Motion, venue: Journal of Mud, type: journal, year: 2022, date: 2023-01}\nmentees: ["
    (folder / "profile.yaml").write_text(TWO_YEARS.replace("mentees: [", older))

    assert main(["build", "--to", "html", "--only", "cv", "--chart"]) == 0
    assert "Publications by year: 1 in 2022, 1 in 2023" in (folder / "output" / "cv.html").read_text("utf-8")


def test_a_year_that_nobody_knows_is_none():
    text = "name: A\npublications: [{title: On its way, status: submitted}, {title: Old, venue: Annals}]"

    assert [year_of(paper) for paper in load(text).profile.publications] == [None, None]


def test_a_paper_without_a_year_has_no_last_year_in_the_list_of_coauthors(folder, capsys):
    text = "name: A Poe\npublications: [{title: On its way, authors: [A Poe, Bo Ray], status: submitted}]"
    (folder / "profile.yaml").write_text(text)

    assert main(["coauthors"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["Bo Ray", "", "", "1"]
