"""The command that asks the sources of a profile for new works."""

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli import output
from cvgen.cli.import_commands import cache_folder
from cvgen.limits import limited
from cvgen.problems import InputError, Problem, origin, shown

if TYPE_CHECKING:
    from cvgen.importers.refresh import Answer, Refreshed
    from cvgen.online.fetcher import Fetcher
    from cvgen.profile.model import Profile
    from cvgen.profile.work_sources import Sources

FORMATS = ("txt", "md", "json")
NOTHING, NEW, ERROR, INCOMPLETE = 0, 1, 2, 3  # exit codes
MAX_AGE = 24 * 3600.0  # seconds that a list of works counts as fresh
# The key under `sources` -> the service, and the scheme by which it is asked.
SERVICES = {
    "dblp": ("DBLP", "dblp"),
    "openalex": ("OpenAlex", "openalex"),
    "crossref": ("Crossref", "crossref"),
    "arxiv": ("arXiv", "arxiv-author"),
    "orcid": ("ORCID", "orcid"),
}


def add_options(command: argparse.ArgumentParser) -> None:
    """Add the options of cvgen refresh."""
    command.add_argument("--write", action="store_true", help="add what is new to the file; default: only show it")
    command.add_argument(
        "--reject", metavar="WORK", action="append", help="never show this work again: doi:10.1145/..., or a title"
    )
    command.add_argument("--to", choices=FORMATS, help="txt, md or json; default: txt")
    command.add_argument("--json", dest="to", action="store_const", const="json", help="the same as --to json")


def refresh(options: argparse.Namespace) -> int:
    """Report what the sources have and the profile lacks; exit code 0: nothing, 1: something, 2: error, 3: see below.

    Code 3 means that nothing is new in the sources that answered, and that another one did not answer.
    """
    try:
        return _reject(options) if options.reject else _refresh(options)
    except InputError as error:
        output.report(error.problems, error.name or str(options.profile), error.source)
        return ERROR


def _refresh(options: argparse.Namespace) -> int:
    from cvgen.build.loader import load_profile
    from cvgen.cli.refresh_summary import render
    from cvgen.importers.refresh import refresh
    from cvgen.importers.rejection import with_sources

    mine = load_profile(options.profile).profile
    with origin(str(options.profile)):
        answers = list(_answers(options, with_sources(mine), options.offline))
        found = limited(refresh)(options.profile, answers)  # the services have other limits
        output.report([one.problem for one in found.failed if one.problem], str(options.profile), "")
        if not found.plans:
            return ERROR
        output.print_data(render(found, options.to or "txt"))
        if options.write:
            _write(options.profile, found)
    if found.changes and not options.write:
        print(f"\ndry run; add --write to apply to {options.profile}", file=sys.stderr)
    return NEW if found.changes else INCOMPLETE if found.failed else NOTHING


def _write(path: Path, found: "Refreshed") -> None:
    """Write what is new; say on stderr that it was, because the result may be JSON."""
    from cvgen import files
    from cvgen.importers.refresh import write

    try:
        write(path, found)
    except OSError as error:
        raise files.explain(error, path) from None
    print(f"\n{path} {'written' if found.changes else 'is up to date'}", file=sys.stderr)


def _answers(options: argparse.Namespace, sources: "Sources", offline: bool) -> "Iterator[Answer]":
    """Yield what each source of a profile says; a failure of one does not stop the others."""
    from cvgen.online.fetcher import Fetcher

    for name in sources.bibs:
        yield _from_file(options.profile, name)
    key = os.environ.get("OPENALEX_API_KEY", "")
    with Fetcher(cache_folder(), offline, options.mail or "", max_age=MAX_AGE, api_key=key) as fetcher:
        for service, number in sources.people.items():
            yield _from_service(fetcher, service, number)


def _from_file(profile: Path, name: str) -> "Answer":
    """Return the works in a file beside a profile."""
    from cvgen import files
    from cvgen.importers import plan
    from cvgen.importers.refresh import Answer

    try:
        source = plan.read(Path(name), None, files.read_beside(profile, name))
    except InputError as error:
        return Answer(name, problem=_failure(name, error))
    return Answer(name, replace(source, name=f"refresh-{source.name}"))


def _from_service(fetcher: "Fetcher", service: str, number: str) -> "Answer":
    """Return the works that a service has of a person."""
    from cvgen.importers import plan
    from cvgen.importers.refresh import Answer

    name, scheme = SERVICES[service]
    output.progress(name)
    try:
        fetched = fetcher.fetch(f"{scheme}:{number}")
        source = plan.read(Path(fetched.name), fetched.kind, fetched.data)
    except InputError as error:
        return Answer(name, problem=_failure(name, error))
    finally:
        output.progress("")
    note = fetched.notes[-1] if fetched.from_cache else ""
    return Answer(name, replace(source, name=f"refresh-{Path(fetched.name).stem}"), note=note)


def _failure(name: str, error: InputError) -> Problem:
    """Return the warning that a source gave nothing, in a sentence that names it."""
    first = error.problems[0]
    message = first.message if first.message.startswith(name) else f"{name}: {first.message}"
    return Problem(message, None, first.hint, "warning")


def _reject(options: argparse.Namespace) -> int:
    """Note works under `not_mine`; what is known of them is in the cache, so that nobody is asked."""
    from cvgen import files
    from cvgen.build.loader import load_profile
    from cvgen.importers.rejection import reject, with_sources

    mine = load_profile(options.profile).profile
    with origin(str(options.profile)):
        works = [work for one in _answers(options, with_sources(mine), offline=True) for work in one.works]
        before = after = files.read(options.profile)
        for text in options.reject:
            after, added = reject(after, text, works)
            print(f"{shown(text)}: {'refresh will leave it out' if added else 'was rejected before'}")
            _warn_of_entry(options.profile, mine, text)
        if after != before:
            output.replace(options.profile, after, before)
    return NOTHING


def _warn_of_entry(path: Path, mine: "Profile", text: str) -> None:
    """Warn that a rejected work is an entry of the profile, which stays."""
    from cvgen.importers.rejection import rejected_works
    from cvgen.profile.work_sources import Rejected

    for at in sorted(rejected_works([Rejected.from_text(text)], mine.publications)):
        message = f"'{mine.publications[at].title}' is an entry of the profile, and stays there"
        output.report([Problem(message, None, "delete the entry if it is not yours", "warning")], str(path), "")
