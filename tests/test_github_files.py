"""The files for GitHub have what it requires; workflows run on what we promise, with no more rights than they need."""

import re

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from tests.conftest import ROOT
from tests.test_packaging import PROJECT

WORKFLOWS = [*sorted(ROOT.glob(".github/workflows/*.yml")), ROOT / "docs/cv-workflow.yml"]
FORMS = [path for path in sorted(ROOT.glob(".github/ISSUE_TEMPLATE/*.yml")) if path.name != "config.yml"]
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
BY_NAME = ("uses: ./", "uses: OWNER/cvgen@main", "uses: pypa/gh-action-pypi-publish@release/v1 #")


SCHEMAS = {
    "github-workflows": WORKFLOWS, "github-actions": [ROOT / "action.yml"], "github-issue-forms": FORMS,
    "github-issue-config": [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    "dependabot": [ROOT / ".github/dependabot.yml"], "citation-file-format": [ROOT / "CITATION.cff"],
}  # fmt: skip


def read(path):
    return yaml.safe_load(path.read_text("utf-8"))


def jobs(path):
    return read(path)["jobs"].values()


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_files_conform_to_their_schemas(kind, tmp_path):
    def checked(paths):
        return CliRunner().invoke(check_jsonschema, ["--builtin-schema", f"vendor.{kind}", *map(str, paths)])

    assert checked(SCHEMAS[kind]).output.strip() == "ok -- validation done"
    (tmp_path / "empty.yml").write_text("nonsense: 1\n")
    assert checked([tmp_path / "empty.yml"]).exit_code == 1


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_has_what_github_requires(path):
    workflow = read(path)

    assert {"name", True, "permissions", "jobs"} <= set(workflow)  # YAML 1.1 reads the key `on` as true
    for name, job in workflow["jobs"].items():
        assert re.fullmatch(r"[a-z]\w*", name)
        assert job["runs-on"]
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(workflow["jobs"])


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.stem)
def test_an_action_of_others_is_pinned(path):
    used = re.findall(r"uses: .*", path.read_text("utf-8"))

    assert used
    assert [one for one in used if not PINNED.fullmatch(one) and not one.startswith(BY_NAME)] == []


def test_an_action_is_pinned_to_one_version():
    text = "".join(path.read_text("utf-8") for path in [*WORKFLOWS, ROOT / "action.yml"])
    pins = dict(re.findall(r"uses: ([\w-]+/[\w-]+)@([0-9a-f]{40})", text))

    assert set(re.findall(r"uses: ([\w-]+/[\w-]+)@([0-9a-f]{40})", text)) == set(pins.items())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_only_a_job_that_needs_it_may_write(path):
    assert read(path)["permissions"] in ({}, {"contents": "read"})
    for job in jobs(path):
        rights = {right for right, level in job.get("permissions", {}).items() if level == "write"}
        text = str(job["steps"])
        needed = {"contents": "gh release", "id-token": "attest", "attestations": "attest", "pull-requests": "./"}
        needed |= {"pull-requests": "OWNER/cvgen"} if path.parent.name == "docs" else {}
        needed |= {"contents": "'refresh': 'true'"} if "OWNER/cvgen" in text else {}  # it pushes a branch
        needed |= {"id-token": "pypa/"} if "pypa/" in text else {}
        assert [right for right in rights if needed[right] not in text] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_text_of_others_becomes_part_of_a_command(path):
    run = [step["run"] for job in jobs(path) for step in job["steps"] if "run" in step]

    assert run
    assert [text for text in run if "${{" in text] == []


def test_tests_run_on_the_systems_and_versions_of_python_that_we_promise():
    matrix = read(ROOT / ".github/workflows/tests.yml")["jobs"]["tests"]["strategy"]["matrix"]
    promised = [one.rpartition(" ")[2] for one in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", one)]

    assert matrix["os"] == ["ubuntu-latest", "macos-latest", "windows-latest"]
    assert matrix["python"] == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"


def test_a_release_has_attestations_and_no_token():
    release = read(ROOT / ".github/workflows/release.yml")

    assert release[True] == {"push": {"tags": ["v*"]}}
    assert release["jobs"]["pypi"]["permissions"] == {"id-token": "write"}
    assert any(step.get("uses", "").startswith("actions/attest") for step in release["jobs"]["build"]["steps"])
    assert "secrets." not in str(release)


def test_dependabot_looks_after_actions_and_the_image():
    found = read(ROOT / ".github/dependabot.yml")

    assert found["version"] == 2
    assert [one["package-ecosystem"] for one in found["updates"]] == ["github-actions", "docker"]
    assert all(one["directory"] == "/" and one["schedule"]["interval"] for one in found["updates"])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_has_what_github_requires(path):
    form = read(path)
    fields = [one for one in form["body"] if one["type"] != "markdown"]

    assert form["name"]
    assert form["description"]
    assert {one["type"] for one in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(one["attributes"]["label"] for one in fields)
    assert all(re.fullmatch(r"[\w-]+", one["id"]) for one in fields)
    assert len({one["id"] for one in fields}) == len(fields)
    assert any(one.get("validations", {}).get("required") for one in fields)
    assert all(one["attributes"]["options"] for one in fields if one["type"] == "dropdown")


# The container


def test_the_image_runs_without_root_from_copies_that_the_context_has():
    lines = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    commands = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    stages = [rest for word, rest in commands if word == "FROM"]
    last = commands[len(commands) - 1 - [word for word, _ in reversed(commands)].index("FROM") :]
    context = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    copied = {name for word, rest in commands if word == "COPY" and "--from" not in rest for name in rest.split()[:-1]}

    assert len(stages) == 2
    assert ["USER", "1000:1000"] in last
    assert ["ENTRYPOINT", '["cvgen"]'] in last
    assert "ADD" not in {word for word, _ in commands}
    assert copied == context
    assert all((ROOT / name).exists() for name in context)
