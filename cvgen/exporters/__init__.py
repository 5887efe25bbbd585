"""Export a Profile as the file of another program. Each format is one module and one line here.

Hidden entries are never exported. `tests/test_exporters.py` lists what each format can represent.
"""

from collections.abc import Callable
from importlib import import_module

from cvgen.profile.model import Profile

EXPORTERS = {
    "bibtex": "cvgen.exporters.bibtex",
    "csl-json": "cvgen.exporters.csl_json",
    "jsonresume": "cvgen.exporters.jsonresume",
    "vcf": "cvgen.exporters.vcard",
}


def exporter(name: str) -> Callable[[Profile], bytes]:
    """Return the function `write` of a format, given the name of the format."""
    write: Callable[[Profile], bytes] = import_module(EXPORTERS[name]).write
    return write
