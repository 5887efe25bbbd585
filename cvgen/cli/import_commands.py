"""The commands that bring in what other programs and services have."""

import argparse
import os
from pathlib import Path

from cvgen.cli import output
from cvgen.problems import ProfileError


def import_file(options: argparse.Namespace) -> int:
    from cvgen.importers import plan
    from cvgen.profile.yaml import dump

    source = plan.read(options.file, plan.known_format(options.kind) if options.kind else None)
    output.report(source.imported.problems, str(options.file), source.text)
    if not options.into:
        print(dump(source.imported.profile), end="")
        return 0
    try:
        planned = plan.plan(options.into, source)
        print(plan.format_plan(planned, source), end="")
        if not options.write:
            print(f"\nnothing was written;  --write  puts this into {options.into}" if planned.changes else "")
            return 0
        plan.apply(options.into, source, planned)
    except ProfileError as error:
        error.name = error.name or str(options.into)
        raise
    print(f"\n{options.into} written" if planned.changes else f"\n{options.into} stays as it is")
    return 0


def fetch(options: argparse.Namespace) -> int:
    from cvgen.online.fetcher import Fetcher

    with Fetcher(_cache(), options.offline, options.mail or "") as fetcher:
        for wanted in options.wanted:
            found = fetcher.fetch(wanted)
            output.write(options.output, {found.name: found.data}, options.output)
            print(f"{options.output / found.name}{' (from the cache)' * found.from_cache}")
            for note in found.notes:
                print(f"    {note}")
    print(f"now:  cvgen import {options.output / found.name} --into profile.yaml")
    return 0


def enrich(options: argparse.Namespace) -> int:
    from cvgen import files, importers
    from cvgen.build.loader import load_profile
    from cvgen.online.enrich import apply_completions, complete
    from cvgen.online.fetcher import Fetcher
    from cvgen.profile.fields import display_name
    from cvgen.profile.model import Profile

    opened = load_profile(options.profile, printed=False)
    with Fetcher(_cache(), options.offline, options.mail or "") as fetcher:

        def ask(identifier: str) -> Profile | None:
            output.progress(identifier)
            try:
                answer = fetcher.fetch(identifier)
                return importers.importer(answer.kind)(importers.source(answer.data)).profile
            except ProfileError as error:
                output.progress("")
                output.report(error.problems, identifier, "")
                return None

        found = complete(opened.profile, ask, opened.places)
    output.progress("")
    output.report(found.problems, str(options.profile), opened.source)
    for one in found.fills:
        print(f"{display_name(opened.profile.at(one.path))}\n    {one.key}: {one.value}  ({one.by})")
    if found.fills and not options.dry_run:
        data = apply_completions(files.read(options.profile), opened.profile, found.fills)
        output.write(options.profile.parent, {options.profile.name: data}, options.profile)
        print(f"\n{options.profile}: {len(found.fills)} keys filled, nothing else touched")
    elif not found.fills:
        print(f"{options.profile}: nothing to fill")
    return 0


def _cache() -> Path:
    """Where answers are kept: the user's own cache (XDG Base Directory Specification), which no repository holds."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cvgen"
