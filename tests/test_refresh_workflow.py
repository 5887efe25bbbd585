"""The weekly refresh of the GitHub Action: its steps run as a runner runs them, in a clone with a remote of its own."""

import os
import re

import pytest
import yaml

from tests.conftest import ROOT
from tests.test_action import ACTION, STEPS, WORKFLOW, Runner, git, github
from tests.test_action import pytestmark as needs_git

pytestmark = [needs_git, pytest.mark.long]  # each test starts processes

PAGE = (ROOT / "docs/refresh.md").read_text("utf-8")
PROFILE = "name: Ada Lovelace\nsources: {bib: refs.bib}\n"
WORK = "@article{l1, author={Ada Lovelace}, title={Weaving Algebraic Patterns}, journal={Looms @mill}, year={2026}}\n"


@pytest.fixture
def runner(tmp_path):
    """Return the runner of a repository whose source has one new work; `remote` is where it pushes to."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(tmp_path, "clone", "-q", "remote.git", "clone")
    clone = tmp_path / "clone"
    (clone / "cv").mkdir()
    (clone / "cv/profile.yaml").write_text(PROFILE)
    (clone / "cv/refs.bib").write_text(WORK)
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "First")
    git(clone, "push", "-q", "origin", "HEAD:main")
    return Runner(clone, "", profile="cv/profile.yaml", refresh="true", token="secret")


def asked(runner, code=0):
    """Run the step that asks the sources -> what it tells the next steps, and what it prints."""
    output = runner.temp / "output"
    output.unlink(missing_ok=True)
    printed = runner.run("Ask the sources", code, GITHUB_OUTPUT=str(output))
    return (output.read_text() if output.exists() else None), printed


def proposed(runner, pulls, refuse=None, code=0, branch="main"):
    """Run the step that opens a pull request, where some are open -> what it asked of GitHub, and what it prints."""
    with github(pulls, refuse) as (address, requests):
        names = {"GITHUB_API_URL": address, "GITHUB_REPOSITORY": "ada/cv", "GITHUB_REF_NAME": branch}
        home = {"HOME": str(runner.temp), "GIT_CONFIG_GLOBAL": os.devnull}
        return requests, runner.run("Open a pull request", code, **names, **home)


def remote(runner, *words):
    return git(runner.folder.parent / "remote.git", *words)


@pytest.mark.golden
def test_new_works_become_a_pull_request_with_the_report(runner, golden):
    assert asked(runner) == ("new=true\n", "")
    runner.run("Check")
    (look, made), _ = proposed(runner, [])

    assert look[:2] == ("GET", "/repos/ada/cv/pulls?state=open&head=ada%3Anew-works&base=main")
    method, path, token, sent = made
    assert (method, path, token) == ("POST", "/repos/ada/cv/pulls", "Bearer secret")
    assert (sent["title"], sent["head"], sent["base"]) == ("New works", "new-works", "main")
    golden(ROOT / "tests/action/new-works.md", sent["body"])
    assert "Weaving Algebraic Patterns" in remote(runner, "show", "new-works:cv/profile.yaml")
    files = remote(runner, "show", "--format=", "--name-only", "new-works").splitlines()
    assert files == ["cv/.cvgen/imports/refresh-bibtex-refs.yaml", "cv/profile.yaml"]
    assert remote(runner, "show", "main:cv/profile.yaml") == PROFILE.strip()


def test_the_next_run_updates_the_open_pull_request(runner):
    asked(runner)
    proposed(runner, [])
    git(runner.folder, "switch", "-q", "--detach", "origin/main")  # as actions/checkout begins
    with (runner.folder / "cv/refs.bib").open("a") as file:
        file.write(WORK.replace("l1", "l2").replace("Weaving Algebraic", "Punching Careful"))
    git(runner.folder, "commit", "-qam", "More")
    asked(runner)
    (_, (method, path, _, sent)), _ = proposed(runner, [{"number": 5}])

    assert (method, path, list(sent)) == ("PATCH", "/repos/ada/cv/pulls/5", ["body"])
    assert "Punching Careful Patterns" in sent["body"]
    assert remote(runner, "log", "--format=%s", "new-works").splitlines() == ["New works", "More", "First"]


def test_a_run_without_new_works_opens_nothing(runner):
    asked(runner)
    assert asked(runner) == ("new=false\n", "")
    assert STEPS["Open a pull request"]["if"] == "steps.refresh.outputs.new == 'true'"
    assert STEPS["Ask the sources"]["id"] == "refresh"


def test_the_run_fails_if_no_source_answers(runner):
    (runner.folder / "cv/refs.bib").unlink()
    assert asked(runner, code=2) == (None, "")


def test_what_github_refuses_is_explained(runner):
    asked(runner)
    assert "Allow it in the settings, Actions" in proposed(runner, [], refuse=403, code=1)[1]
    assert "the branch for new works" in proposed(runner, [], code=1, branch="new-works")[1]


def test_the_workflow_and_the_page_ask_on_mondays_with_the_same_steps():
    job = WORKFLOW["jobs"]["refresh"]
    (shown,) = [yaml.safe_load(one)["jobs"]["refresh"] for one in re.findall(r"```yml\n(.*?)```", PAGE, re.DOTALL)]

    assert job["permissions"] == shown["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert job["steps"][1]["with"] == shown["steps"][1]["with"]
    assert set(job["steps"][1]["with"]) <= set(ACTION["inputs"])
    assert job["env"] == shown["env"]
    assert WORKFLOW[True]["schedule"] == [{"cron": "17 5 * * 1"}]  # YAML reads "on" as true
    assert "schedule" in job["if"]
    assert "schedule" in WORKFLOW["jobs"]["build"]["if"]
