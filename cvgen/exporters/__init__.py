"""Export a Profile as the file of another program. Each format is one module and one line here.

Hidden entries are never exported. `tests/test_exporters.py` lists what each format can represent.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from cvgen.exporters.remarks import Remark
from cvgen.profile.dates import Date
from cvgen.profile.model import Profile

EXPORTERS = {
    "bibtex": "cvgen.exporters.bibtex",
    "csl-json": "cvgen.exporters.csl_json",
    "jsonresume": "cvgen.exporters.jsonresume",
    "sciencv": "cvgen.exporters.sciencv",
    "vcf": "cvgen.exporters.vcard",
}
DATED = ("sciencv",)  # formats that depend on the day, and have remarks for the user


def exporter(name: str, today: Date | None = None) -> Callable[[Profile], bytes]:
    """Return the function `write` of a format, given the name of the format, and the day that counts as today."""
    write: Callable[..., bytes] = import_module(EXPORTERS[name]).write
    return partial(write, today=today) if name in DATED else write


def remarks(name: str, profile: Profile, today: Date) -> list[Remark]:
    """Return what the user should know about the export of a profile in a format."""
    return list(import_module(EXPORTERS[name]).remarks(profile, today)) if name in DATED else []
