"""Print lists of references."""

import argparse
from pathlib import Path

from cvgen.cli import output


def cite(options: argparse.Namespace) -> int:
    """Print the works of a file as references in a citation style; or the styles."""
    from cvgen import files
    from cvgen.build.citation_styles import read_named
    from cvgen.citations import shipped
    from cvgen.problems import InputError, Problem
    from cvgen.profile.translations import code_of, in_language
    from cvgen.versions.reference_list import reference_list
    from cvgen.versions.sources import resolve

    if options.list:
        for name in shipped.names():
            print(f"{name:20} {shipped.shipped(name).title}")
        return 0
    if options.file is None:
        hint = "name one:  cvgen cite refs.bib --style apa"
        raise InputError([Problem("no file to cite", hint=hint)], name="cvgen cite")
    files.read(Path(options.file))  # a git revision is not a file
    profile = resolve(options.file).profile
    if profile is None:
        problem = Problem("this PDF has no profile inside", hint="cite the profile or the .bib file itself")
        raise InputError([problem], name=options.file)
    style = read_named(options.style, options.language or profile.language or "")
    told, _ = in_language(profile, code_of(options.language or profile.language))
    output.print_data(reference_list(told, style, options.to))
    return 0
