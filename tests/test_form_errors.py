"""Bad forms, and bad names of forms: every message says where, what and how to mend it."""

import shutil

import pytest

from cvgen.cli import main
from tests.bounds import processor_time
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "form_errors").glob("*.yaml"))
FORM = "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections: [{title: A, parts: [{module: looms}]}]\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Arguments of cvgen -> its exit code, what it prints, and what it says, in a folder with a profile."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text("name: Ada Lovelace\n", "utf-8")

    def call(*arguments):
        code = main(list(arguments))
        return code, *capsys.readouterr()

    return call


@pytest.mark.golden
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_bad_form_is_told_with_its_line(case, golden, run, tmp_path):
    shutil.copy(case, tmp_path / case.name if case.stem != "profile" else tmp_path / "mine.yaml")
    name = case.name if case.stem != "profile" else "mine.yaml"

    code, out, err = run("forms", name)
    assert (code, out) == (1, "")
    golden(case.with_suffix(".txt"), err)
    assert run("check", "--form", name)[2].endswith(err.partition("\n")[2])
    assert run("build", "--form", name)[0] == 1
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("command", [("forms", "erc"), ("check", "--form", "erc"), ("build", "--form", "erc")])
def test_an_unknown_form_has_a_suggestion(command, run):
    code, out, err = run(*command)

    assert (code, out) == (1, "")
    assert "there is no form 'erc'" in err
    assert "did you mean 'erc-2027'?" in err


def test_a_form_that_is_missing_or_outside_is_an_error_of_the_profile(run, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "mine.yaml").write_text(FORM, "utf-8")
    profile = tmp_path / "folder" / "profile.yaml"

    for name, said in (("../mine.yaml", "outside the folder"), ("lost.yaml", "is not in the folder")):
        profile.write_text(f"name: Ada Lovelace\ndocuments:\n  grant: {{form: {name}}}\n", "utf-8")
        code, _, err = run("build", "--only", "grant", "folder/profile.yaml")
        assert code == 1
        assert said in err


def test_a_statement_may_answer_a_part_of_a_form_of_the_users_own(run, tmp_path):
    (tmp_path / "mine.yaml").write_text(FORM, "utf-8")
    text = (
        "name: Ada Lovelace\nstatements:\n- {answers: looms, text: I weave.}\n- {answers: mine/looms, text: I weave.}\n"
    )
    (tmp_path / "profile.yaml").write_text(text, "utf-8")

    assert "no form has a part 'looms'" in run("check")[2]
    assert run("check", "--form", "mine.yaml")[2] == ""
    (tmp_path / "profile.yaml").write_text(f"{text}documents:\n  loom: {{form: mine.yaml}}\n", "utf-8")
    assert run("check")[2] == ""


@pytest.mark.long
def test_a_huge_form_takes_no_more_time_than_its_length(run, tmp_path):
    def told(parts):
        sections = "".join(
            f"- title: S{at}\n  parts: [{{title: P, list: publications, module: m{at}}}]\n" for at in parts
        )
        (tmp_path / "mine.yaml").write_text(FORM.partition("sections")[0] + f"sections:\n{sections}", "utf-8")
        with processor_time() as seconds:
            run("check", "--form", "mine.yaml")
            return seconds()

    told(range(10))
    assert told(range(4000)) < 12 * max(told(range(1000)), 0.05)
