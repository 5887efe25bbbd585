"""The weekly workflow in docs/refresh.md: its steps run here as they are, in a clone with a remote of its own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the steps run in bash")
PAGE = (ROOT / "docs" / "refresh.md").read_text("utf-8")
(WORKFLOW,) = re.findall(r"^```yml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
STEPS = {step.get("name"): step for step in yaml.safe_load(WORKFLOW)["jobs"]["refresh"]["steps"]}
PROFILE = "name: Ada Lovelace\nsources: {bib: refs.bib}\n"
WORK = "@article{l1, author={Ada Lovelace}, title={Weaving Algebraic Patterns}, journal={Looms}, year={2026}}\n"
GH = """#!/bin/sh
echo "$@" >> "$GH_LOG"
[ "$2" = create ]
"""


class Runner:
    """A machine of GitHub, as far as the steps need it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.repository, self.output = folder, folder / "clone", folder / "output"
        programs = folder / "programs"
        programs.mkdir()
        (programs / "gh").write_text(GH)
        (programs / "cvgen").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cvgen "$@"\n')
        for one in programs.iterdir():
            one.chmod(0o755)
        self.environment = {
            **os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "HOME": str(folder),
            "RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(self.output), "GH_LOG": str(folder / "gh.log"),
        }  # fmt: skip
        self.shell("git init -q --bare ../remote.git && git clone -q ../remote.git ../clone", folder / "programs")
        (self.repository / "profile.yaml").write_text(PROFILE)
        (self.repository / "refs.bib").write_text(WORK)
        self.shell("git add . && git -c user.name=A -c user.email=a@b.c commit -qm First && git push -q origin HEAD")

    def shell(self, command: str, folder: Path | None = None) -> str:
        done = subprocess.run(
            ["bash", "-e", "-c", command], cwd=folder or self.repository, env=self.environment,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def step(self, name: str) -> str:
        return self.shell(STEPS[name]["run"])


@pytest.fixture
def runner(tmp_path):
    return Runner(tmp_path)


def test_the_steps_of_the_workflow_open_a_pull_request_with_the_report(runner):
    runner.step("Ask the sources")
    assert runner.output.read_text() == "code=1\n"
    assert STEPS["Open a pull request"]["if"] == "steps.ask.outputs.code == '1'"

    runner.step("Open a pull request")
    assert "Weaving Algebraic Patterns" in runner.shell("git show new-works:profile.yaml", runner.folder / "remote.git")
    assert ".cvgen/imports/refresh-bibtex-refs.yaml" in runner.shell("git show --stat --name-only new-works")
    log = (runner.folder / "gh.log").read_text().splitlines()
    assert [line.split()[:2] for line in log] == [["pr", "edit"], ["pr", "create"]]
    assert "**Weaving Algebraic Patterns**" in (runner.folder / "new.md").read_text("utf-8")

    runner.step("Ask the sources")  # of the branch, where nothing is new
    assert runner.output.read_text() == "code=1\ncode=0\n"


def test_the_run_fails_if_no_source_answers(runner):
    (runner.repository / "refs.bib").unlink()
    with pytest.raises(AssertionError, match=r"'refs\.bib' is not in the folder"):
        runner.step("Ask the sources")
