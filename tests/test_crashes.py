"""Internal errors: one sentence, the traceback in a file that the sentence names, or printed with --debug."""

import re
from pathlib import Path

import pytest

from cvgen.build import runner, target
from cvgen.cli import main

SENTENCE = "error: internal error: ZeroDivisionError: division by zero"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(target, "writer", lambda name: lambda document, style: 1 / 0)
    (tmp_path / "profile.yaml").write_text("name: Ada Poe\n")
    return tmp_path


def kept(err):
    """The traceback in the file that a message names."""
    return Path(re.search(r"report it with (\S+\.txt);", err.replace("\n    ", " "))[1]).read_text("utf-8")


@pytest.mark.parametrize("words", [["build", "--to", "txt"], ["batch", "profile.yaml", "--to", "txt", "--jobs", "1"]])
def test_one_sentence_names_the_file_with_the_traceback(home, capsys, words):
    assert main([*words, "-o", "out"]) == 1
    err = capsys.readouterr().err

    assert SENTENCE in err
    assert "Traceback" not in err
    assert kept(err).startswith("Traceback")
    assert "1 / 0" in kept(err)


@pytest.mark.parametrize("words", [["build", "--to", "txt"], ["batch", "profile.yaml", "--to", "txt", "--jobs", "1"]])
def test_debug_prints_the_traceback(home, capsys, words):
    assert main(["--debug", *words, "-o", "out"]) == 1
    err = capsys.readouterr().err

    assert "Traceback" in err
    assert SENTENCE in err
    assert not list(home.glob("cvgen-error-*"))


def test_watch_reports_it_the_same_way(home, capsys):
    from cvgen.build.request import BuildRequest
    from cvgen.cli.batch_commands import _print_each
    from cvgen.profile.dates import Date

    report = runner.run(BuildRequest(Path("profile.yaml"), Date(2026, 11), Path("out"), formats=("txt",)))
    _print_each([report], debug=False)
    out, err = capsys.readouterr()

    assert report.result is None
    assert f"profile.yaml: {SENTENCE}" in err
    assert kept(err).startswith("Traceback")
    assert "waiting for a save" in out
