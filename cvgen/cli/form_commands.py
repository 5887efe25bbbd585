"""The command that lists and describes the forms of funders."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import today
from cvgen.problems import origin

if TYPE_CHECKING:
    from cvgen.forms.model import Form


def forms(options: argparse.Namespace) -> int:
    """List the forms with the day on which each was checked, or describe one of them."""
    from cvgen.forms import describe, library

    if options.name is None:
        lines = describe.table({name: library.shipped(name) for name in library.names()}, today())
    else:
        lines = describe.described(_form(options.name), options.name, today())
    print("\n".join(lines))
    return 0


def _form(name: str) -> "Form":
    """Return a form by its name, or that of a file anywhere."""
    from cvgen import files
    from cvgen.forms import library
    from cvgen.profile.yaml import decode

    if not name.endswith(library.FILE):
        return library.shipped(name)
    with origin(name):
        text = decode(files.read(Path(name)))
    return library.read(text, name)
