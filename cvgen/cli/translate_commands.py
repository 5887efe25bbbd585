"""The command that lists texts for a translator, and writes the translations into the profile."""

import argparse
import sys

from cvgen.cli import output
from cvgen.problems import InputError, Problem, origin


def translate(options: argparse.Namespace) -> int:
    """Print the texts without a version in a language; or write those of a filled list into the profile."""
    from cvgen import files
    from cvgen.profile import yaml as profile_yaml

    data = files.read(options.profile)
    if options.apply:
        return _apply(options, data)
    with origin(str(options.profile)):
        text = profile_yaml.decode(data)
    with origin(str(options.profile), text):
        profile = profile_yaml.load(text).profile
    from cvgen.profile.languages import is_code, name_of
    from cvgen.profile.translation_list import write_list
    from cvgen.profile.yaml.translated import right_code

    if not is_code(options.list):
        raise InputError(
            [Problem(f"unknown language '{options.list}'", hint=right_code(options.list))],
            name="cvgen translate --list",
        )
    listed = write_list(profile, options.list)
    output.print_data(listed)
    if not listed:
        print(f"{options.profile}: every text has a {name_of(options.list)} version", file=sys.stderr)
    return 0


def _apply(options: argparse.Namespace, data: bytes) -> int:
    """Write the translations of a list into the profile."""
    from cvgen import files
    from cvgen.profile import yaml as profile_yaml
    from cvgen.profile.translate import apply_list
    from cvgen.profile.translation_list import read_list

    with origin(str(options.apply)):
        text = profile_yaml.decode(files.read(options.apply))
    with origin(str(options.profile)):
        profile_yaml.load(profile_yaml.decode(data))  # whose problems are those of the profile, not of the list
    with origin(str(options.apply), text):
        applied = apply_list(data, read_list(text))
    if applied.data != data:
        files.tidy(options.profile.parent)
        output.replace(options.profile, applied.data, data)
    texts = "1 translation" if applied.written == 1 else f"{applied.written} translations"
    rest = f"; {applied.empty} in the list still empty" if applied.empty else ""
    print(f"{options.profile}: {texts} written, nothing else touched{rest}")
    return 0
