"""Fill in the template on standard input and print the result as JSON: a separate program, with limits.

A template may loop forever or build a giant text, and a hole in Jinja2's sandbox would let it run anything: this
process has little time and memory, and once it has started, the system lets it open no file and no connection.
"""

import json
import sys
from contextlib import suppress
from typing import Any

from cvgen.templates.errors import explain
from cvgen.templates.sandbox import fill_in, sandbox
from cvgen.templates.values import Reader

MEGABYTES = 500
SECONDS = 10  # of the processor

# Reads a text in quotes, formats numbers and has a wrong name: what Python and Jinja2 load for that is loaded early.
REHEARSAL = "{{ '\\n' ~ '%d'|format(1) ~ '{0}'.format(1) ~ [1, 2]|join|wordwrap ~ ({} | items | list) }}{{ documend }}"


def main() -> int:
    """Run the program; return its exit code, 0 if it printed a text or what is wrong with the template."""
    answer({"main": "a", "texts": {"a": REHEARSAL}, "form": "html", "language": "en", "values": {}})
    _limit()
    json.dump(answer(json.load(sys.stdin.buffer)), sys.stdout)
    return 0


def answer(task: dict[str, Any]) -> dict[str, Any]:
    """Return the text that a template makes with the numbers of the items it shows, or what is wrong with it."""
    texts, name = task["texts"], task["main"]
    environment = sandbox(texts, task["form"], task["language"])
    reader = Reader(environment.safe)
    values = {key: reader.value(one) for key, one in task["values"].items()}
    try:
        return {"text": fill_in(environment, name, values), "shown": sorted(reader.shown)}
    except Exception as error:
        return {"problem": explain(error, environment, texts, name)}


def _limit() -> None:
    """Limit the memory, the time and the files of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {resource.RLIMIT_DATA: MEGABYTES * 2**20, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_CORE: 0,
              resource.RLIMIT_FSIZE: 0, resource.RLIMIT_NOFILE: 0}  # fmt: skip
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # a system that does not know this limit
            resource.setrlimit(kind, (least, least))
