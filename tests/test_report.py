"""The report: what happened in a time, by the dates of the entries and by git."""

import os
import shutil
import subprocess
from itertools import pairwise

import pypdfium2
import pytest

from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.diff.activity import ActivityEntry, by_versions
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.versions.activity_report import report
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "report"
SINCE, UNTIL, TODAY = Date(2024, 9), Date(2025, 8), Date(2026, 11, 22)


def made(path, form="txt", use_git=False, since=SINCE, until=UNTIL):
    return report([load_profile(path)], BuildRequest(path, TODAY, formats=(form,)), since, until, use_git)


@pytest.mark.golden
@pytest.mark.parametrize("form", ["txt", "md"])
def test_by_dates(golden, form):
    written = made(FOLDER / "profile.yaml", form)

    golden(FOLDER / f"report.{form}", written.data.decode())
    assert written.notes == (
        "by the dates of the entries; of 3 only the year is known; left out without a date: publications (1)",
    )


def test_a_whole_year_needs_no_more_than_the_year():
    text = made(FOLDER / "profile.yaml", since=Date(2025), until=Date(2025)).data.decode()

    assert "In the Year Perhaps" in text
    assert "only the year" not in text


def test_a_time_without_anything():
    text = made(FOLDER / "profile.yaml", since=Date(1999), until=Date(1999)).data.decode()
    assert "Activity report\n1999" in text


def git(folder, *words, day="2025-01-01"):
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    when = f"{day}T12:00:00"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    names = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *names, *words], check=True, capture_output=True, env=os.environ | dates)


OLD = """name: Ada Poe
publications:
  - {title: A first paper on rivers, authors: [Ada Poe], venue: arXiv, year: 2023, status: preprint}
  - {title: Another thing about ice, authors: [Ada Poe], venue: Journal of Ice, year: 2020}
awards: [{title: Ebb Prize, year: 2019}]
mentees: [{name: Ann Poe, role: phd, start: 2020, end: present}]
"""
NEW = """name: Ada Poe
publications:
  - {title: A third one about floods, authors: [Ada Poe], status: submitted}
  - {title: A first paper on rivers, authors: [Ada Poe], venue: Journal of Rivers, year: 2024}
  - {title: Another thing about ice, authors: [Ada Poe], venue: Journal of Ice, year: 2020, honors: [Best Paper]}
awards: [{title: Ebb Prize, years: [2019, 2024]}]
talks: [{title: On an old thing, event: River Day}]
mentees: [{name: Ann Poe, role: phd, start: 2020, end: 2024-06, now: Institute of Snow}, {name: Bo Ray, role: intern}]
"""
BY_GIT = {
    "Published (1)": "A first paper on rivers",
    "Papers honored (1)": "Another thing about ice",
    "Submissions and manuscripts (1)": "A third one about floods",
    "Awards (1)": "Ebb Prize",
    "Talks (1)": "On an old thing",
    "Mentees who began (1)": "Bo Ray",
    "Mentees who graduated or left (1)": "Ann Poe",
}


@pytest.fixture
def repository(tmp_path):
    """A profile whose first version is of June 2023, and whose second, of June 2024, was changed since."""
    git(tmp_path, "init", "-q")
    for day, text in (("2023-06-01", OLD), ("2024-06-01", NEW)):
        (tmp_path / "profile.yaml").write_text(text)
        git(tmp_path, "add", "-A", day=day)
        git(tmp_path, "commit", "-qm", "x", day=day)
    (tmp_path / "profile.yaml").write_text(NEW + "service: [{role: Reviewer, organization: Floods}]\n")
    return tmp_path / "profile.yaml"


def headings(text):
    lines = text.splitlines()
    return [above for above, line in pairwise(lines) if line.startswith("===")]


@pytest.mark.long
def test_by_git_nothing_needs_a_date(repository):
    written = made(repository, use_git=True, since=Date(2024), until=TODAY)
    text = written.data.decode()

    assert headings(text) == ["At a glance", *list(BY_GIT)[:5], "Academic service (1)", *list(BY_GIT)[5:]]
    for heading, entry in BY_GIT.items():
        assert entry in text.partition(f"\n{heading}\n")[2].partition("\n\n\n")[0].split("(1)\n")[0]
    assert written.notes[0].startswith("compared with the version of 2023-06-01 (")


@pytest.mark.long
def test_until_a_day_of_the_past_is_the_version_of_that_day(repository):
    text = made(repository, use_git=True, since=Date(2024), until=Date(2024, 12)).data.decode()

    assert headings(text) == ["At a glance", *BY_GIT]


@pytest.mark.long
def test_before_the_first_version_the_dates_decide(repository):
    assert made(repository, use_git=True, since=Date(2020), until=TODAY).notes[0].startswith("by the dates")


@pytest.mark.long
def test_a_version_that_can_t_be_read_is_none(repository):
    repository.write_text("name: [\n")
    git(repository.parent, "commit", "-qam", "x", day="2024-07-01")
    repository.write_text(NEW)

    assert made(repository, use_git=True, since=Date(2024, 8), until=TODAY).notes[0].startswith("by the dates")


def test_outside_a_repository_the_dates_decide(tmp_path):
    (tmp_path / "profile.yaml").write_text(NEW)
    assert made(tmp_path / "profile.yaml", use_git=True).notes[0].startswith("by the dates")


@pytest.mark.pdf
def test_the_command(tmp_path, capsys):
    profile = str(FOLDER / "profile.yaml")

    assert main(["report", profile, "--since", "2024-09", "--until", "2025-08", "--by-dates", "--date", "2026-11"]) == 0
    told = capsys.readouterr()
    assert told.out == (FOLDER / "report.txt").read_text("utf-8")
    assert told.err.startswith("by the dates")
    pdf = tmp_path / "r.pdf"
    assert main(["report", profile, "--since", "2024-09", "--by-dates", "-o", str(pdf), "--language", "fr"]) == 0
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert "Rapport d’activité" in text
    assert "seule l’année est connue" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--since", "2025", "--until", "2024"], "--until is before --since"),
        (["--since", "2025", "--to", "pdf"], "-o report.pdf"),
        (["--since", "2025", "-o", "report.odt"], "-o report.pdf"),
    ],
)
def test_wrong_orders_are_told(capsys, words, told):
    assert main(["report", str(FOLDER / "profile.yaml"), *words]) == 1
    assert told in capsys.readouterr().err


def test_it_has_the_style_of_the_cv(tmp_path):
    text = (FOLDER / "profile.yaml").read_text("utf-8")
    path = tmp_path / "profile.yaml"
    path.write_text(f"{text}\ndocuments: {{cv: {{style: modern}}}}\n", "utf-8")
    request = BuildRequest(path, TODAY, formats=("html",), style="modern")

    assert made(path, "html").data == report([load_profile(path)], request, SINCE, UNTIL, False).data
    assert made(path, "html").data != made(FOLDER / "profile.yaml", "html").data


RUNNING = """name: Ada Poe
grants: [{title: Silt, organization: Fund, start: 2019, end: 2027}, {title: Old, start: 2010, end: 2015}]
teaching: [{course: Mud I, start: 2019, end: 2027}]
sections:
  - {title: Outreach, entries: [{title: Interview on mud, date: 2025-05-01}, {title: Old talk, date: 2001}]}
"""


def test_what_ran_in_the_period_counts_and_so_do_sections_of_one_s_own(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text(RUNNING)

    assert main(["report", str(tmp_path / "profile.yaml"), "--since", "2021"]) == 0
    out = capsys.readouterr().out
    assert "Grants: 1; Teaching: 1; Outreach: 1" in out
    assert "Interview on mud" in out
    assert "Old" not in out


def test_a_folder_has_one_report_with_a_section_for_each_person(tmp_path, capsys):
    folder = tmp_path / "Geology"
    folder.mkdir()
    for name in ("Ada Poe", "Bo Ray"):
        (folder / f"{name[:2]}.yaml").write_text(RUNNING.replace("Ada Poe", name))
    (folder / "broken.yaml").write_text("nam: Cy\n")

    assert main(["report", str(folder), "--since", "2021"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("Geology\nActivity report\n")
    assert "Grants: 2; Teaching: 2; Outreach: 2" in out
    assert "\nAda Poe\n=======\n" in out
    assert "\nBo Ray\n======\n" in out
    assert "broken.yaml:1:1: error: unknown key 'nam'" in err


def test_ids_for_a_folder(tmp_path, capsys):
    paper = "publications: [{title: Mud flats, authors: [Ada Poe], year: 2020}]\n"
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(f"name: Ada Poe\n{paper}")

    assert main(["id", str(tmp_path), "--write"]) == 0
    assert capsys.readouterr().out.count("1 ids written") == 2


def test_a_new_version_of_a_text_is_no_activity_but_a_step_is():
    before, after = (
        profile_yaml.load(
            f"name: Ada Poe\nbio: She studies {subject}.\ninterests: [{subject}]\nlinks: {{Lab: https://{subject}.org}}\n"
            f"positions: [{{role: {role}, organization: ETH, start: 2020}}]\n"
            f"education: [{{degree: Ph.D., institution: ETH, start: 2016, end: {end}}}]\n"
        ).profile
        for subject, role, end in (("mud", "Assistant Professor", "present"), ("ice", "Associate Professor", "2026"))
    )

    assert by_versions(before, after) == [
        ActivityEntry("positions", ("positions", 0)),
        ActivityEntry("education", ("education", 0)),
    ]
