"""The problems of profiles in the formats of programs: annotations of GitHub, JSON, SARIF."""

from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

import cvgen
from cvgen.checks import RULES
from cvgen.cli.output import to_json
from cvgen.problems import Problem, printable

Found = Sequence[tuple[str, Problem]]  # each with the name of its file, "-" for standard input
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
DESCRIPTIONS = ("shortDescription", "fullDescription", "help")  # what GitHub's code scanning wants of a rule


def github(found: Found) -> str:
    """Return a workflow command of GitHub for each problem, which it shows beside the line."""
    return "".join(f"{_command(name, problem)}\n" for name, problem in found)


def _command(name: str, problem: Problem) -> str:
    place = {"line": problem.place.line, "col": problem.place.column} if problem.place else {}
    file = {} if name == "-" else {"file": PurePath(name).as_posix()}
    properties = {**file, **place, "title": f"cvgen: {problem.rule}"}
    listed = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in properties.items())
    lines = [problem.message, *problem.hint.split("\n")] if problem.hint else [problem.message]
    return f"::{problem.severity} {listed}::{_escape(chr(10).join(map(printable, lines)))}"


def _escape(text: str, more: str = "") -> str:
    """Return a text in which no character ends a workflow command, nor one of its properties: "a%b" -> "a%25b"."""
    return "".join(f"%{ord(char):02X}" if char in "%\r\n" + more else char for char in text)


def as_json(found: Found) -> str:
    """Return an array of the problems, each with its file."""
    return to_json([{"file": name, **problem.as_json()} for name, problem in found])


def sarif(found: Found) -> str:
    """Return the problems as a log of SARIF 2.1.0."""
    rules = [{"id": rule, **{key: {"text": about} for key in DESCRIPTIONS}} for rule, about in RULES.items()]
    driver = {"name": "cvgen", "version": cvgen.__version__, "rules": rules}
    results = [_result(name, problem) for name, problem in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return to_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(name: str, problem: Problem) -> dict[str, Any]:
    """Return a problem as SARIF has it; one about a whole file is at its first line, as GitHub needs a line."""
    place = problem.place
    region = {"startLine": 1}
    if place:
        region = {"startLine": place.line, "startColumn": place.column, "endColumn": place.column + place.length}
    path = Path(name)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    location = {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
    text = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": problem.rule,
        "ruleIndex": list(RULES).index(problem.rule),
        "level": problem.severity,
        "message": {"text": text},
        "locations": [location],
    }


WRITERS: dict[str, Callable[[Found], str]] = {"github": github, "json": as_json, "sarif": sarif}
