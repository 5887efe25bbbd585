"""Profiles with the keys that people guess before they read the docs: a historian, a student, a department office."""

import pytest

from cvgen.cli import main
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from tests.conftest import ROOT

USERS = ROOT / "tests" / "users"
# What a first check reports: the line and the repair. At most two errors each.
REPORTED = {
    "historian": [
        ("amount: £640,000", 'quote it: "£640,000"'),
        ("year: Winter 2024", "write four digits such as 2019; the semester of a course is  term: Winter 2024"),
    ],
    "student": [("authors: Ada Test and Bob Lee", "write authors: [Ada Test, Bob Lee]")],
    "office": [("employment:", "did you mean 'positions'?")],
}
# The same profile after these repairs.
REPAIRS = {
    "amount: £640,000": 'amount: "£640,000"',
    "year: Winter 2024": "term: Winter 2024",
    "authors: Ada Test and Bob Lee": "authors: [Ada Test, Bob Lee]",
    "employment:": "positions:",
}


@pytest.mark.parametrize("user", REPORTED)
def test_a_first_check_reports_two_errors_at_most_with_the_right_repair(user):
    text = (USERS / f"{user}.yaml").read_text("utf-8")
    with pytest.raises(InputError) as caught:
        profile_yaml.load(text)

    assert len(REPORTED[user]) <= 2
    found = [(text.splitlines()[problem.place.line - 1], problem.hint) for problem in caught.value.problems]
    assert [hint for _, hint in found] == [hint for _, hint in REPORTED[user]]
    assert all(words in line for (line, _), (words, _) in zip(found, REPORTED[user], strict=True))


@pytest.mark.golden
@pytest.mark.parametrize("user", REPORTED)
def test_after_the_repairs_it_is_printed(user, golden, tmp_path, monkeypatch):
    text = (USERS / f"{user}.yaml").read_text("utf-8")
    for wrong, right in REPAIRS.items():
        text = text.replace(wrong, right)

    (tmp_path / "profile.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--to", "txt", "--only", "cv", "--date", "2026-11"]) == 0
    golden(USERS / f"{user}.txt", (tmp_path / "output" / "cv.txt").read_text("utf-8"))
