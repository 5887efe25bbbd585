"""The command line as people type it: lists, spellings, near misses, pipes; and what it answers."""

import io
import json
import subprocess
import sys

import pytest

from cvgen.cli import main
from tests.conftest import ROOT

GOOD = "name: Ada Poe\nheadline: Analyst\n"
WARNED = GOOD + "positions: [{title: Professor, start: 1999, end: 1998}]\n"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(GOOD)
    return tmp_path


def usage(words, capsys):
    """The answer to words that nobody understands; the exit code must be 2."""
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "files"),
    [
        (["--to", "txt,html", "--only", "cv,bio"], "bio.html bio.txt cv.html cv.txt"),
        (["--to", "txt", "--to", "md", "--only", "cv"], "cv.md cv.txt"),
        (["--to", "txt, md", "--only", "bio"], "bio.md bio.txt"),
    ],
    ids=str,
)
def test_lists_with_commas(home, words, files):
    assert main(["build", "--paper", "A4", *words]) == 0
    assert sorted(path.name for path in (home / "output").iterdir() if path.name[0] != ".") == files.split()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["buid"], "unknown command 'buid'\n    did you mean 'build'?"),
        (["build", "--to", "pdf,docs"], "unknown format 'docs'"),
        (["build", "--to", "htm"], "did you mean 'html'?"),
        (["build", "--paper", "a6"], "unknown paper 'a6'"),
        (["build", "-o", "cv.pdf"], "-o takes a folder, and 'cv.pdf' looks like a file\n    write  -o cv"),
        (["batch", "people", "--jobs", "0"], "'0' is not a whole number of 1 or more"),
        (["build", "--nonsense"], "unrecognized arguments: --nonsense"),
    ],
    ids=str,
)
def test_a_near_miss(home, capsys, words, answer):
    err = usage(words, capsys)

    assert answer in err
    assert "textconv" not in err
    assert "usage:" not in err


@pytest.mark.parametrize(
    ("words", "first"), [(["help"], "usage: cvgen [-h]"), (["help", "bio"], "usage: cvgen bio"), (["help", "x"], "")]
)
def test_help_is_a_command_too(capsys, words, first):
    with pytest.raises(SystemExit) as stop:
        main(words)

    out, err = capsys.readouterr()
    assert out.startswith(first)
    assert stop.value.code == (0 if first else 2)
    assert "unknown command 'x'" in err or first


def test_check_takes_files_folders_and_standard_input(home, capsys, monkeypatch):
    (home / "people").mkdir()
    (home / "people/ada.yaml").write_text(GOOD)
    (home / "people/bob.yaml").write_text("nam: Bob\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"nam: Cy\n")))

    assert main(["check", "people", "profile.yaml", "-"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == ["people/ada.yaml: no problems", "profile.yaml: no problems"]
    assert "people/bob.yaml:1:1: error" in err
    assert "-:1:1: error" in err


def test_check_as_json_and_strict(home, capsys):
    (home / "profile.yaml").write_text(GOOD + "links: {Home: https://example.com/}\n")
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    capsys.readouterr()
    assert main(["check", "--json"]) == 0
    (problem,) = json.loads(capsys.readouterr().out)
    assert problem["file"] == "profile.yaml"
    assert (problem["severity"], problem["line"]) == ("warning", 3)


def test_build_as_json_and_quietly(home, capsys):
    assert main(["build", "--to", "txt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["new"]) for one in found] == [("output/cv.txt", True), ("output/bio.txt", True)]
    assert main(["build", "--to", "txt", "--quiet", "--force"]) == 0
    assert capsys.readouterr().out == ""


def test_open_shows_the_first_document(home, capsys, monkeypatch):
    shown = []
    monkeypatch.setattr("webbrowser.open", lambda address: shown.append(address) or True)
    assert main(["build", "--to", "txt", "--open"]) == 0

    assert shown == [(home / "output/cv.txt").as_uri()]


def test_a_format_of_changes_that_does_not_exist(home, capsys):
    assert main(["diff", "profile.yaml", "profile.yaml", "-o", "r.odt"]) == 2
    assert "changes can't be written as 'odt'" in capsys.readouterr().err


def test_import_from_standard_input_and_without_a_profile_to_write(home, capsys, monkeypatch):
    text = "@article{a, title={On Mud}, author={Ada Poe}, journal={Mud}, year=2020}"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["import", "-", "--from", "bibtex"]) == 0
    assert "On Mud" in capsys.readouterr().out
    assert main(["import", "x.bib", "--write"]) == 1
    assert "--write needs --into" in capsys.readouterr().err


@pytest.mark.long
def test_a_piped_batch_finishes_its_work(home):
    (home / "people").mkdir()
    for at in range(30):
        (home / f"people/p{at:02}.yaml").write_text(GOOD if at % 10 else "nam: broken\n")
    command = f"{sys.executable} -m cvgen batch people --to txt -o out --jobs 1 | head -1; exit ${{PIPESTATUS[0]}}"
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(["bash", "-c", command], cwd=home, capture_output=True, text=True, env=environment)

    assert done.returncode == 1, done.stderr
    summary = json.loads((home / "out/summary.json").read_text("utf-8"))
    assert (summary["profiles"], summary["failed"]) == (30, 3)


@pytest.mark.long
def test_batch_has_a_line_for_each_profile_those_that_failed_with_the_first_error(home, capsys):
    (home / "people").mkdir()
    for name, text in (("b", "nam: B\n"), ("a", "name: A\ntalkz: []\nnope: 1\n"), ("c", GOOD)):
        (home / f"people/{name}.yaml").write_text(text)

    assert main(["batch", "people", "--to", "txt", "-o", "out", "--jobs", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["people/a.yaml", "people/b.yaml", "people/c.yaml"]
    assert "failed: line 2: unknown key 'talkz' (1 of 2 errors)" in lines[0]
    assert lines[3].startswith("3 profiles, 2 failed; see out/summary.json")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["identify", "nosuch.pdf"], "nosuch.pdf"),
        (["kit", "--talk", "Mud", "--abstract", "nosuch.txt"], "nosuch.txt"),
        (["import", "nosuch.bib"], "nosuch.bib"),
        (["extract", "nosuch.pdf"], "nosuch.pdf"),
        (["build", "nosuch.yaml"], "nosuch.yaml"),
    ],
    ids=str,
)
def test_an_error_names_the_file_that_is_missing(home, capsys, words, name):
    assert main(words) == 1
    assert capsys.readouterr().err.startswith(f"{name}: error: ")


def people(home, **texts):
    (home / "people").mkdir(exist_ok=True)
    for name, text in texts.items():
        (home / f"people/{name}.yaml").write_text(text)


def test_a_misspelt_folder_is_an_error_before_anything_is_built(home, capsys):
    people(home, ada=GOOD)

    assert main(["batch", "people", "poeple", "--to", "txt", "-o", "out"]) == 1
    assert "no such file or folder: poeple" in capsys.readouterr().err
    assert not (home / "out").exists()


def test_other_yaml_in_a_folder_is_no_profile_and_a_broken_profile_is_one(home, capsys):
    people(home, ada=GOOD, config="theme: dark\ndebug: true\n", bob="nam: Bob\n")

    assert main(["batch", "people", "--to", "txt", "-o", "out", "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "config" not in out
    assert "people/bob.yaml" in out


def test_batch_names_the_outputs_that_are_old(home, capsys):
    people(home, ada=GOOD, bob=GOOD)
    main(["batch", "people", "--to", "txt", "-o", "out", "--jobs", "1"])
    people(home, ada="nam: Ada\n")
    (home / "people/bob.yaml").unlink()
    capsys.readouterr()

    assert main(["batch", "people", "--to", "txt", "-o", "out", "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "out/ada is of an earlier build" in out
    assert "out/bob is of a profile that is gone" in out


def test_the_list_of_documents_has_no_warnings_and_follows_only(home, capsys):
    (home / "profile.yaml").write_text(GOOD + "documents: {one: {max_pages: 1}}\naffiliation: Work in progress TODO\n")

    assert main(["build", "--list", "--only", "one"]) == 0
    out, err = capsys.readouterr()
    assert (out.split(), err) == (["one", "cv"], "")
    assert main(["build", "--list", "--only", "two"]) == 1
    assert "unknown document 'two'" in capsys.readouterr().err


def test_a_build_prints_a_line_for_a_warning_and_check_explains_it(home, capsys):
    papers = "".join(f"  - {{title: Mud {at}, status: in press, year: 2019}}\n" for at in range(5))
    (home / "profile.yaml").write_text(f"{GOOD}publications:\n{papers}")

    main(["build", "--to", "txt"])
    lines = capsys.readouterr().err.splitlines()
    assert sum("warning:" in line for line in lines) == 3
    assert lines[-1] == "5 warnings; cvgen check profile.yaml  explains them"
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["coauthors", "-o", "x.txt"], "end its name in .csv or .xlsx, such as x.csv"),
        (["report", "--since", "last-year"], "write 2025, 2025-09 or 2025-09-01"),
        (["batch", "people", "--jobs", "0"], "'0' is not a whole number of 1 or more"),
    ],
)
def test_a_refused_word_says_what_to_write(home, capsys, words, said):
    with pytest.raises(SystemExit):
        main(words)
    assert said in capsys.readouterr().err
