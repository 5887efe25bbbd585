"""Fill in a template in another process, and wait for it no longer than a few seconds."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvgen.problems import InputError, Location, Problem
from cvgen.templates.sources import Sources

SECONDS = 10
ROOT = Path(__file__).parents[2]
TOO_SLOW = Problem(f"this template takes longer than {SECONDS} seconds", hint="check its loops and includes")
TOO_MUCH = Problem("this template takes too much time or memory", hint="check its loops, macros and includes")


@dataclass(frozen=True)
class Filled:
    """The text that a template makes, and the numbers of the items of the document that it shows."""

    text: str
    shown: frozenset[int]


def fill_in(sources: Sources, values: Mapping[str, Any], language: str) -> Filled:
    """Fill in a template with values in JSON; raise InputError where it is wrong, or takes too much time or memory."""
    task = {"main": sources.main, "texts": sources.texts, "form": sources.form, "language": language, "values": values}
    # A path that only this process knows, as that of a program that was not installed, is passed on.
    program = f"import sys; sys.path.append({str(ROOT)!r}); from cvgen.templates import program; "
    command = [sys.executable, "-P", "-c", f"{program}sys.exit(program.main())"]
    try:
        done = subprocess.run(command, input=json.dumps(task).encode(), capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise InputError([TOO_SLOW], name=sources.main) from None
    if done.returncode:
        raise InputError([TOO_MUCH], name=sources.main)
    answer = json.loads(done.stdout)
    if "problem" in answer:
        raise _error(answer["problem"], sources)
    return Filled(answer["text"], frozenset(answer["shown"]))


def _error(found: Mapping[str, Any], sources: Sources) -> InputError:
    """Return the error about a place in one of the files."""
    place = Location(found["line"], found["column"], found["length"]) if found["line"] else None
    return InputError([Problem(found["message"], place, found["hint"])], sources.texts[found["file"]], found["file"])
