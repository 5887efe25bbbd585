"""The commands that bring in what other programs and services have."""

import argparse
import os
from pathlib import Path

from cvgen.cli import output
from cvgen.problems import InputError, Problem, origin


def import_file(options: argparse.Namespace) -> int:
    """Print a source as a profile; with --into show what an import would change, with --write apply it."""
    from cvgen import files
    from cvgen.importers import plan
    from cvgen.importers.completion import complete
    from cvgen.profile.yaml import dump

    if options.write and not options.into:
        hint = "say which profile to change:  --into profile.yaml --write"
        raise InputError([Problem("--write needs --into", hint=hint)])
    data = output.standard_input() if str(options.file) == "-" else None
    source = plan.read(options.file, plan.known_format(options.kind) if options.kind else None, data)
    imported = source.imported if options.into else complete(source.imported)
    output.report(imported.problems, str(options.file), source.text)
    if not options.into:
        output.print_data(dump(imported.profile))
        return 0
    from cvgen.cli.import_summary import format_plan

    with origin(str(options.into)):
        planned = plan.plan(options.into, source)
        print(format_plan(planned, source), end="")
        if not options.write:
            print(f"\ndry run; add --write to apply to {options.into}" if planned.changes else "")
            return 0
        try:
            plan.apply(options.into, source, planned)
        except OSError as error:
            raise files.explain(error, options.into) from None
    print(f"\n{options.into} written" if planned.changes else f"\n{options.into} is up to date")
    return 0


def fetch(options: argparse.Namespace) -> int:
    """Save the answers of services to identifiers."""
    from cvgen.online.fetcher import Fetcher

    with Fetcher(cache_folder(), options.offline, options.mail or "") as fetcher:
        for wanted in options.wanted:
            found = fetcher.fetch(wanted)
            if not options.force:
                _refuse_to_replace(options.output / found.name, (found.data, found.before))
            output.write(options.output, {found.name: found.data}, options.output)
            print(f"{options.output / found.name}{' (from the cache)' * found.from_cache}")
            for note in found.notes:
                print(f"    {note}")
    print(f"now:  cvgen import {options.output / found.name} --into profile.yaml")
    return 0


def _refuse_to_replace(path: Path, known: tuple[bytes | None, ...]) -> None:
    """Raise InputError if a file has another content than an answer that cvgen wrote: somebody has edited it."""
    from cvgen import files

    if path.is_file() and files.read(path) not in known:
        hint = "rename it to keep it, or replace it:  --force"
        raise InputError([Problem("this file was changed since it was fetched", hint=hint)], name=str(path))


def enrich(options: argparse.Namespace) -> int:
    """Fill in what services know and the profile lacks."""
    from cvgen import files, importers
    from cvgen.build.loader import load_profile
    from cvgen.online.enrich import apply_completions, complete
    from cvgen.online.fetcher import Fetcher
    from cvgen.profile.fields import display_name
    from cvgen.profile.model import Profile

    loaded = load_profile(options.profile)
    with Fetcher(cache_folder(), options.offline, options.mail or "") as fetcher:

        def ask(identifier: str) -> Profile | None:
            output.progress(identifier)
            try:
                answer = fetcher.fetch(identifier)
                return importers.importer(answer.kind)(importers.source(answer.data)).profile
            except InputError as error:
                output.progress("")
                output.report(error.problems, identifier, "")
                return None

        found = complete(loaded.profile, ask, loaded.places)
    output.progress("")
    output.report(found.problems, str(options.profile), loaded.text)
    for one in found.fills:
        print(f"{display_name(loaded.profile.at(one.path))}\n    {one.key}: {one.value}  ({one.by})")
    if not options.dry_run:
        files.tidy(options.profile.parent)
    if found.fills and not options.dry_run:
        data = files.read(options.profile)
        output.replace(options.profile, apply_completions(data, loaded.profile, found.fills), data)
        print(f"\n{options.profile}: {len(found.fills)} keys filled, nothing else touched")
    elif not found.fills:
        print(f"{options.profile}: nothing to fill")
    return 0


def cache_folder() -> Path:
    """Return where answers are kept: the user's own cache (XDG Base Directory Specification).

    A user without a home, as in a container, gets a new folder for this run.
    """
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named) / "cvgen"
    try:
        return Path.home() / ".cache" / "cvgen"
    except RuntimeError:
        import tempfile

        return Path(tempfile.mkdtemp(prefix="cvgen-"))
