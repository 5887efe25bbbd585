"""The other lines of the shell in our pages run as well, as they are shown: set-up, completion, targets of make."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_docs import FENCE, PAGES, shows_output, text

pytestmark = [
    pytest.mark.long, pytest.mark.pdf,
    pytest.mark.skipif(os.name == "nt" or not shutil.which("bash"), reason="needs bash"),
]  # fmt: skip
NOT_RUN = {  # how a line begins that a test can't run, and why
    "pipx": "asks PyPI; tests/test_packaging.py looks into the wheel",
    "uvx": "asks PyPI; tests/test_packaging.py looks into the wheel",
    "pip": "asks PyPI, for libraries that tests need anyway",
    "docker": "needs its daemon; tests/test_github_files.py reads the Dockerfile",
    "dask": "runs until Ctrl-C; tests/test_cluster.py starts a scheduler and workers",
    "kubectl": "needs a cluster of Kubernetes",
    "cvgen coauthors --into": "needs a spreadsheet of NSF; tests/test_conflict_sheets.py makes some",
}
IN_TERMINAL = ("source ", "mkdir ", "cvgen ")  # lines that run; those of make are only looked up


def blocks(page):
    """Return the blocks of a page that are for the terminal and show no output, without the prompts."""
    found = [
        block
        for kind, block in FENCE.findall(text(page))
        if kind in ("sh", "console") and not shows_output(kind, block)
    ]
    return [[line.removeprefix("$ ") for line in block.splitlines()] for block in found]


def lines():
    """Return every such line of our pages; tests/test_docs_commands.py runs the calls of cvgen in consoles."""
    return [line for page in PAGES for block in blocks(page) for line in block]


def run(block, folder, home):
    """Run lines in one terminal of somebody else, whose home is empty; fail with what it prints."""
    environment = {"HOME": str(home), "PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(block)], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, "\n".join(block) + done.stderr


@pytest.fixture
def home(tmp_path):
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


@pytest.fixture
def checkout(tmp_path):
    """Return a folder that has the environment of these tests as its own, as after `make cv`."""
    if sys.prefix == sys.base_prefix:
        pytest.skip("the tests run outside of a virtual environment")
    (tmp_path / "cvgen").mkdir()
    (tmp_path / "cvgen/.venv").symlink_to(sys.prefix)
    return tmp_path / "cvgen"


def test_the_readme_leads_to_a_cv(checkout, home):
    (block,) = [block for block in blocks("README") if block[0].startswith("source ")]
    run(block, checkout, home)

    assert {path.name for path in (home / "cv/output").glob("*.pdf")} == {"cv.pdf", "bio.pdf"}


def test_completion_goes_where_the_shells_look(checkout, home):
    (block,) = [block for block in blocks("commands") if block[-1].startswith("cvgen completion")]
    run(["source .venv/bin/activate", *block], checkout, home)

    scripts = [path for path in home.rglob("*") if path.is_file()]
    assert len(scripts) == 3
    assert all("refresh" in path.read_text("utf-8") for path in scripts)
    run([f"source {home}/.local/share/bash-completion/completions/cvgen", "complete -p cvgen"], home, home)


def test_every_target_of_make_is_there():
    targets = {word for page in PAGES for word in re.findall(r"(?:^\$ |`)make ([a-z-]+)", text(page), re.MULTILINE)}
    listed = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert len(targets) > 10
    assert targets <= set(re.findall(r"make ([a-z-]+)", listed))
    for target in sorted(targets):  # what each would do, without doing it
        subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=True)


def test_every_script_of_ours_is_there():
    named = {word for page in PAGES for word in re.findall(r"python (?:-m )?((?:bench|tools)[./][\w./]+)", text(page))}

    assert len(named) > 10
    for name in named:
        assert Path(ROOT, name).is_file() if name.endswith(".py") else find_spec(name), name


def test_every_line_runs_or_has_a_reason():
    kinds = (*IN_TERMINAL, "make ", "python ", "git ", "#", *NOT_RUN)

    assert [line for line in lines() if line and not line.startswith(kinds)] == []
    assert [
        name for why in NOT_RUN.values() for name in re.findall(r"tests/\w+\.py", why) if not Path(ROOT, name).exists()
    ] == []
    assert [word for word in NOT_RUN if not any(line.startswith(word) for line in lines())] == []
