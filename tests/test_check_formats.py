"""What `cvgen check` prints for programs: annotations of GitHub, JSON, SARIF, each with rule, line and column."""

import json
import re

import pytest

from cvgen.checks import RULES
from cvgen.cli import check_formats, main, parser
from cvgen.problems import Location, Problem
from tests.conftest import ROOT

PROFILE = """name: Ada Lovelace
links: {Home: https://example.com/}
education:
  - {degree: Ph.D., institutoin: "50%: a, b"}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(PROFILE)
    return tmp_path


def printed(capsys, *words, code):
    """Return what a command prints to stdout; its other output must be empty."""
    assert main(["check", *words]) == code
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_parser_knows_the_formats():
    assert ("text", *check_formats.WRITERS) == parser.CHECK_FORMATS


def test_github_shows_a_problem_beside_its_line(home, capsys):
    out = printed(capsys, "--format", "github", code=1)

    assert out == (
        "::error file=profile.yaml,line=4,col=21,title=cvgen%3A invalid::"
        "unknown key 'institutoin' in education[0]%0Adid you mean 'institution'?\n"
    )


def commands(text):
    """Read workflow commands as GitHub's runner does: properties up to the second ::, then unescape."""
    for line in text.splitlines():
        kind, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        pairs = dict(one.split("=", 1) for one in properties.split(","))
        yield kind, {key: unescape(value, "%3A:", "%2C,") for key, value in pairs.items()}, unescape(message)


def unescape(text, *more):
    for code in ("%0D\r", "%0A\n", *more, "%25%"):
        text = text.replace(code[:3], code[3:])
    return text


@pytest.mark.parametrize("name", ["a.yaml", "100%,b:c.yaml", "x::error::y.yaml", "%0A.yaml"])
def test_no_name_or_message_ends_a_command(name):
    hostile = Problem("50% of a\r\n::error::b: c, d\x1b[2J", Location(2, 3), "%0A\nnext: a, b", "warning", rule="latex")
    ((kind, properties, message),) = commands(check_formats.github([(name, hostile)]))

    assert kind == "warning"
    assert properties == {"file": name, "line": "2", "col": "3", "title": "cvgen: latex"}
    assert message == "50% of a��::error::b: c, d�[2J\n%0A\nnext: a, b"


def test_a_problem_without_a_place_or_file():
    assert (
        check_formats.github([("-", Problem("the file is empty"))])
        == "::error title=cvgen%3A invalid::the file is empty\n"
    )


def test_json_is_an_array_with_files(home, capsys):
    out = printed(capsys, "--format", "json", code=1)

    assert out == printed(capsys, "--json", code=1)
    assert json.loads(out) == [{
        "file": "profile.yaml", "severity": "error", "rule": "invalid", "line": 4, "column": 21,
        "message": "unknown key 'institutoin' in education[0]", "hint": "did you mean 'institution'?",
    }]  # fmt: skip


def test_nothing_to_report_is_valid_too(home, capsys):
    (home / "profile.yaml").write_text("name: Ada Lovelace\n")

    assert printed(capsys, "--format", "github", code=0) == ""
    assert json.loads(printed(capsys, "--format", "json", code=0)) == []
    (run,) = json.loads(printed(capsys, "--format", "sarif", code=0))["runs"]
    assert run["results"] == []


def test_sarif_has_the_rule_and_the_place(home, capsys):
    (home / "ä b%.yaml").write_text("name: Ada Lovelace\nlinks: {Home: https://example.com/}\n")
    log = json.loads(printed(capsys, "profile.yaml", "ä b%.yaml", "missing.yaml", "--format", "sarif", code=1))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert run["tool"]["driver"]["name"] == "cvgen"
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule[part]["text"] for rule in rules for part in ("shortDescription", "fullDescription", "help"))
    found = []
    for result in run["results"]:
        assert set(result) == {"ruleId", "ruleIndex", "level", "message", "locations"}
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        found.append((result["ruleId"], result["level"], place["artifactLocation"]["uri"], place["region"]))
    assert found == [
        ("invalid", "error", "profile.yaml", {"startLine": 4, "startColumn": 21, "endColumn": 32}),
        ("link-placeholder", "warning", "%C3%A4%20b%25.yaml", {"startLine": 2, "startColumn": 15, "endColumn": 35}),
        ("invalid", "error", "missing.yaml", {"startLine": 1}),
    ]


def test_the_documentation_has_every_rule():
    table = (ROOT / "docs/profile.md").read_text("utf-8").partition("| rule |")[2].partition("\n\n")[0]

    assert re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", table, re.MULTILINE) == list(RULES.items())
