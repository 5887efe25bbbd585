"""The GitHub Action: the steps of action.yml run as a runner runs them, in a repository with a pull request."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tools import github_action

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("bash") or not shutil.which("git"), reason="needs bash and git"
)

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
WORKFLOW = yaml.safe_load((ROOT / "docs/cv-workflow.yml").read_text("utf-8"))
STEPS = {step.get("name", "Python"): step for step in ACTION["runs"]["steps"]}
OLD = """name: Ada Lovelace
positions:
  - {title: Professor, organization: Example University, start: 2019-09, end: present}
publications:
  - title: Notes on the Analytical Engine
    authors: [Ada Lovelace]
    venue: Journal of Examples
    year: 2024
    status: under review
"""
NEW = (
    OLD.replace("    status: under review\n", "")
    + """  - title: "Looms, @torvalds and #12 <img src=x> [and](https://evil.example.org) more"
    authors: [Ada Lovelace]
    venue: Journal of Examples
    year: 2025
awards:
  - {title: Prize of mill@uni-example.edu, year: 2025}
"""
)
DATES = {f"GIT_{who}_DATE": "2026-11-01T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
NAMES = {
    f"GIT_{who}_{what}": f"ada{at}" for who in ("AUTHOR", "COMMITTER") for what, at in (("NAME", ""), ("EMAIL", "@x"))
}


def git(folder, *words):
    environment = {**os.environ, **DATES, **NAMES, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


class Runner:
    """Runs steps of action.yml in a clone with one commit, as actions/checkout leaves it, and keeps what they print."""

    def __init__(self, folder, base, **inputs):
        self.folder, self.temp = folder, folder.parent / "runner temp"
        self.temp.mkdir()
        self.context = {f"inputs.{name}": given.get("default", "") for name, given in ACTION["inputs"].items()}
        self.context |= {f"inputs.{name.replace('_', '-')}": value for name, value in inputs.items()}
        self.context |= {
            "runner.temp": str(self.temp),
            "github.event.pull_request.base.sha": base,
            "github.event.pull_request.number": "7",
            "steps.upload.outputs.artifact-url": "https://github.example.org/artifact/1",
        }

    def fill(self, text):
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: self.context[found[1]], text)

    def run(self, name, code=0, **environment):
        step = STEPS[name]
        assert step["shell"] == "bash"
        given = {key: self.fill(value) for key, value in step.get("env", {}).items()}
        summary = {"GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"), "GITHUB_ACTION_PATH": str(ROOT)}
        path = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", self.fill(step["run"])], cwd=self.folder, text=True,
            env={**os.environ, **path, **summary, **given, **environment}, capture_output=True,
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        return done.stdout

    def comment(self):
        return (self.temp / "cvgen-comment.md").read_text("utf-8")


@pytest.fixture
def pull_request(tmp_path):
    """Return a function from the texts of two versions, and inputs, to the runner of their pull request."""

    def make(old, new, path="profile.yaml", **inputs):
        origin = tmp_path / "origin"
        (origin / path).parent.mkdir(parents=True)
        git(tmp_path, "init", "-q", "-b", "main", str(origin))
        (origin / "README.md").write_text("my CV")
        if old:
            (origin / path).write_text(old)
        git(origin, "add", ".")
        git(origin, "commit", "-qm", "one")
        base = git(origin, "rev-parse", "HEAD")
        git(origin, "checkout", "-qb", "change")
        (origin / path).write_text(new)
        git(origin, "add", ".")
        git(origin, "commit", "-qm", "two")
        git(tmp_path, "clone", "-q", "--depth=1", "--branch=change", origin.as_uri(), "clone")
        return Runner(tmp_path / "clone", base, profile=path, **inputs)

    return make


@pytest.mark.golden
def test_the_steps_check_build_and_compare(pull_request, golden):
    runner = pull_request(OLD, NEW, options="--engine typst --to pdf,txt")

    assert runner.run("Check") == ""
    runner.run("Build")
    made = runner.fill(STEPS["Upload the documents"]["with"]["path"])
    assert {one.name for one in Path(made).glob("[!.]*")} == {"cv.pdf", "cv.txt", "bio.pdf", "bio.txt"}
    assert ACTION["outputs"]["folder"]["value"] == STEPS["Upload the documents"]["with"]["path"]
    runner.run("Compare with the base")
    golden(ROOT / "tests/action/comment.md", runner.comment())
    assert (runner.temp / "summary.md").read_text("utf-8") == runner.comment()


def test_a_mistake_is_an_annotation_and_stops_the_job(pull_request):
    runner = pull_request(OLD, OLD + "nonsense: 1\n", "people/ada/profile.yaml")

    assert runner.run("Check", code=1).startswith(
        "::error file=people/ada/profile.yaml,line=10,col=1,title=cvgen%3A invalid::"
    )


def test_strict_fails_on_a_warning(pull_request):
    runner = pull_request(OLD, OLD + "links: {Home: https://example.com/}\n", strict="true")

    assert "::warning file=profile.yaml,line=10" in runner.run("Check", code=1)


def test_a_profile_in_a_folder_that_the_pull_request_adds(pull_request):
    runner = pull_request("", OLD, "cv/profile.yaml")
    runner.run("Compare with the base")

    assert runner.comment().splitlines()[:2] == [
        "<!-- cvgen: cv/profile.yaml -->",
        "This pull request adds the profile.",
    ]


def test_a_pull_request_that_changes_nothing(pull_request):
    runner = pull_request(OLD, OLD + "# a comment\n")
    runner.run("Compare with the base")

    assert "No change of content." in runner.comment()


def test_the_base_is_a_commit_and_nothing_else(pull_request):
    runner = pull_request(OLD, NEW)
    runner.context["github.event.pull_request.base.sha"] = "--upload-pack=touch x"

    assert "is not a commit" in runner.run("Compare with the base", code=1)


def test_no_text_of_others_becomes_part_of_a_command():
    """An expression in `run` is pasted into the script; in `env` it is data."""
    assert [step for step in STEPS.values() if "${{" in step.get("run", "")] == []
    assert "pull_request_target" not in str(WORKFLOW)


def test_a_comment_calls_nobody_and_is_not_too_long():
    text = github_action.comment_of("@ada and ada@x.org see https://x.org/@ada, #1 and org/repo#2\n# Head\n", "a", "")
    assert re.findall(r"(?<!\w)[@#](?=\w)", text.replace("https://x.org/@ada", "")) == []
    assert "ada@x.org see https://x.org/@ada," in text
    assert text.splitlines()[-1] == "### Head"

    long = github_action.comment_of("- a change\n" * 10_000, "profile.yaml", "https://x.org/a")
    assert len(long) < 65_000
    assert "cut here" in long
    assert "(https://x.org/a)" in long


# What is sent to GitHub


@contextmanager
def github(comments, refuse=None):
    """Serve the comments of a pull request as GitHub does -> the address, and a list of what was asked of it."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.command, self.path, self.headers["Authorization"], json.loads(body or "null")))
            page = int((re.findall(r"[?&]page=(\d+)", self.path) or [1])[0])
            shown = comments[(page - 1) * 100 : page * 100] if self.command == "GET" else {}
            self.send_response(refuse if refuse and self.command != "GET" else 200)
            self.end_headers()
            self.wfile.write(json.dumps(shown).encode())

        do_GET = do_POST = do_PATCH = answer  # noqa: N815

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def a_comment(number, text, kind="Bot"):
    return {"id": number, "body": text, "user": {"type": kind}}


OTHERS = [a_comment(number, "something else") for number in range(1, 101)]
BY_HAND = a_comment(200, "<!-- cvgen: profile.yaml -->\nme, too", "User")
OTHER_PROFILE = a_comment(201, "<!-- cvgen: cv/profile.yaml -->\nold")
OURS = a_comment(202, "<!-- cvgen: profile.yaml -->\nold")


@pytest.mark.parametrize(
    ("comments", "method", "path"),
    [
        ([], "POST", "/repos/ada/cv/issues/7/comments"),
        ([*OTHERS, BY_HAND, OTHER_PROFILE], "POST", "/repos/ada/cv/issues/7/comments"),
        ([*OTHERS, BY_HAND, OTHER_PROFILE, OURS], "PATCH", "/repos/ada/cv/issues/comments/202"),
    ],
    ids=["first", "among others", "again"],
)
def test_there_is_one_comment_for_a_profile(pull_request, comments, method, path):
    runner = pull_request(OLD, NEW, token="secret")
    runner.run("Compare with the base")
    with github(comments) as (address, asked):
        runner.run("Comment", GITHUB_API_URL=address, GITHUB_REPOSITORY="ada/cv")

    assert asked[-1] == (method, path, "Bearer secret", {"body": runner.comment()})
    assert {one[0] for one in asked[:-1]} == {"GET"}


def test_a_fork_may_not_comment_and_that_is_no_error(pull_request):
    runner = pull_request(OLD, NEW)
    runner.run("Compare with the base")
    with github([], refuse=403) as (address, _):
        assert "::notice" in runner.run("Comment", GITHUB_API_URL=address, GITHUB_REPOSITORY="ada/cv")
    with github([], refuse=500) as (address, _):
        runner.run("Comment", code=1, GITHUB_API_URL=address, GITHUB_REPOSITORY="ada/cv")


# The files


def test_each_step_of_the_script_is_run():
    run = [re.fullmatch(r'python -P "\$GITHUB_ACTION_PATH/tools/github_action.py" (\w+)', step["run"])[1]
           for step in STEPS.values() if "run" in step]  # fmt: skip

    assert run == list(github_action.STEPS)


def test_each_input_is_used_and_each_that_is_used_is_there():
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text("utf-8")))

    assert used == set(ACTION["inputs"])
    assert all(given["description"] for given in ACTION["inputs"].values())
    read = set(re.findall(r'env\("(CVGEN_\w+)"\)', (ROOT / "tools/github_action.py").read_text("utf-8")))
    read |= set(re.findall(r"env\('(CVGEN_\w+)'\)", (ROOT / "tools/github_action.py").read_text("utf-8")))
    assert {name for step in STEPS.values() for name in step.get("env", {})} == read


def test_the_page_explains_each_input():
    page = (ROOT / "docs/action.md").read_text("utf-8")

    assert re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE) == list(ACTION["inputs"])


def test_the_template_uses_inputs_that_exist():
    (step,) = [one for one in WORKFLOW["jobs"]["build"]["steps"] if one["uses"].startswith("OWNER/cvgen@")]

    assert set(step["with"]) <= set(ACTION["inputs"])
    assert WORKFLOW["jobs"]["build"]["permissions"] == {"contents": "read", "pull-requests": "write"}
    (download, _) = WORKFLOW["jobs"]["release"]["steps"]
    assert download["with"]["name"] == ACTION["inputs"]["artifact"]["default"]


def test_the_pre_commit_hook_checks_profiles():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["entry"] == "cvgen check"
    names = ("profile.yaml", "a/profile.yml", "a/my-profile.yaml")
    assert [name for name in names if re.search(hook["files"], name)] == ["profile.yaml", "a/profile.yml"]
