"""The commands that a page shows without their output run as well, in a folder that has the files they name.

tests/test_docs_shell.py has the other lines for a terminal.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest

from cvgen.cli import main
from tests.conftest import CASES, ROOT
from tests.test_docs import ENVIRONMENT, FENCE, FILE, PAGES, shows_output, text

pytestmark = [pytest.mark.long, pytest.mark.pdf]
NOT_RUN = {  # words of a command that a test can't run, and why
    "fetch": "asks a service on the network", "enrich": "asks a service on the network",
    "0000-0002-1825-0097.json": "has the answer of a service", "preview": "runs until Ctrl-C; tests/test_preview.py",
    "watch": "runs until Ctrl-C; tests/test_watch.py", "--scheduler": "needs a cluster; tests/test_cluster.py",
    "--open": "opens a program; tests/test_gallery.py builds the same", "refresh": "asks services on the network",
    "talk.html.j2": "shows what a mistake looks like; the block below it has the message",
}  # fmt: skip
DOCUMENTS = """
documents:
  two-page: {kind: cv, max_pages: 2}
  slide: {kind: slide}
"""
REFERENCES = "@article{a, author = {Lovelace, Ada}, title = {Notes}, journal = {Journal of Examples}, year = {2024}}\n"


def commands(page):
    """Return the calls of cvgen in the blocks of a page that show no output."""
    blocks = [block for kind, block in FENCE.findall(text(page)) if kind == "console" and not shows_output(kind, block)]
    lines = [line for block in blocks for line in re.findall(r"^\$ (cvgen .*)$", block, re.MULTILINE)]
    calls = [shlex.split(line, comments=True)[1:] for line in lines]
    return [call for call in calls if not set(call) & set(NOT_RUN)]


def apart(call):
    """Run a command that forks in another process: a fork of this one would wait for threads of Typst forever."""
    return subprocess.run(
        [sys.executable, "-m", "cvgen", *call], env={**os.environ, "PYTHONPATH": str(ROOT)}
    ).returncode


def git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder under git with a profile that has two tags, a PDF that was sent, people, references."""
    monkeypatch.chdir(tmp_path)
    for key, value in ENVIRONMENT.items():
        monkeypatch.setenv(key, value)
    profile = CASES["small"].read_text("utf-8") + DOCUMENTS
    for photo in CASES["small"].parent.glob("*.[jp][pn]g"):
        shutil.copy(photo, tmp_path)
    (tmp_path / "people").mkdir()
    for name in ("profile.yaml", "people/ada.yaml", "ada.yaml"):
        (tmp_path / name).write_text(profile, "utf-8")
    (tmp_path / "refs.bib").write_text(REFERENCES)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "profile.yaml")
    git(tmp_path, "commit", "-q", "-m", "First")
    for tag in ("v2024", "v2025"):
        git(tmp_path, "tag", tag)
    return tmp_path


def prepare(page, folder):
    """Write the files of a page, and build the documents that its commands read."""
    for _, block in FENCE.findall(text(page)):
        if (file := FILE.match(block)) and file[1] not in ("profile.yaml", "ada.yaml"):
            (folder / file[1]).write_text(block, "utf-8")
    if any(".pdf" in word for call in commands(page) for word in call):
        assert main(["build", "--only", "cv", "-q"]) == 0
        shutil.copy(folder / "output" / "cv.pdf", folder / "cv-sent.pdf")


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)])
def test_the_commands_of_a_page_run(page, folder, capsys):
    prepare(page, folder)
    for call in commands(page):
        if call[0] == "new" and "--template" not in call:
            (folder / "profile.yaml").unlink()  # which it would not write over
        run = apart if call[0] == "batch" else main
        words, file = (call[: call.index(">")], call[-1]) if ">" in call else (call, "")
        assert run(words) == 0, f"cvgen {shlex.join(call)}\n{capsys.readouterr()}"
        if file:
            (folder / file).write_text(capsys.readouterr().out, "utf-8")


def test_nothing_is_left_out_without_need():
    shown = {word for page in PAGES for word in text(page).split()}

    assert [word for word in NOT_RUN if word not in shown and word != "refresh"] == []
    assert len([call for page in PAGES for call in commands(page)]) > 20
