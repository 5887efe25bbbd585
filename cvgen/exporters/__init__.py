"""Exporters: Profile -> the bytes of another program's file. One file and one line here for each format.

Hidden entries are never exported. `tests/test_exporters.py` says what each format can hold.
"""

from collections.abc import Callable
from importlib import import_module

from cvgen.profile.model import Profile

EXPORTERS = {
    "bibtex": "cvgen.exporters.bibtex",
    "csl-json": "cvgen.exporters.csl_json",
    "jsonresume": "cvgen.exporters.jsonresume",
}


def exporter(name: str) -> Callable[[Profile], bytes]:
    """Return the function `write` of a format."""
    write: Callable[[Profile], bytes] = import_module(EXPORTERS[name]).write
    return write
