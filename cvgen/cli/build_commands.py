"""The commands that make something of a profile, or look it over."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import progress, report, tell, today, write
from cvgen.problems import Problem, ProfileError

if TYPE_CHECKING:
    from cvgen.build.manifest import Wish

DOCUMENTS = ("cv", "bio")


def build(options: argparse.Namespace) -> int:
    if options.list:
        return _list(options)
    from cvgen.build.manifest import cached_result

    wish = wished(options, options.profile)
    outcome = None if options.force else cached_result(wish)
    if outcome is None:
        from cvgen.build.incremental import prepare, rebuild_stale

        started = prepare(wish)
        report(started.opened.warnings, str(wish.profile), started.opened.source)
        try:
            outcome = rebuild_stale(started, progress, options.force)
        finally:
            progress("")
    tell(outcome, wish.folder)
    if not outcome.notes:
        print("nothing was written: nothing has changed since they were made (--force makes them anew)")
    return 0


def _list(options: argparse.Namespace) -> int:
    from cvgen.build.definitions import resolve_documents
    from cvgen.build.loader import load_profile

    opened = load_profile(options.profile, printed="pdf" in (options.to or ["pdf"]), today=options.date or today())
    report(opened.warnings, str(options.profile), opened.source)
    for name, found in resolve_documents(opened.profile).items():
        print(f"{name:20} {found.kind or 'cv':14} {found.title or ''}".rstrip())
    return 0


def wished(options: argparse.Namespace, profile: Path) -> "Wish":
    """The words of build, watch or batch, and a profile -> what they ask for of it."""
    from cvgen.build.manifest import Wish

    return Wish(
        profile=profile,
        folder=options.output,
        date=options.date or today(),
        names=None if options.all else tuple(options.only or DOCUMENTS),
        formats=tuple(options.to or ["pdf"]),
        style=options.style,
        paper=options.paper,
        chart=options.chart,
        source=options.source,
        language=options.language,
    )


def bio(options: argparse.Namespace) -> int:
    from cvgen.build.bios import bios
    from cvgen.build.loader import load_profile
    from cvgen.checks.bio_claims import claim_warnings

    opened, day = load_profile(options.profile, printed=False), today()
    texts = bios(opened.profile, options.limits, day)
    report(claim_warnings(opened.profile, opened.places, day), str(options.profile), opened.source)
    for at, (title, text) in enumerate(texts.items()):
        if len(texts) > 1:
            print(title, file=sys.stderr, flush=True)
        print(text + "\n" * (at < len(texts) - 1), flush=True)  # a blank line between two
    return 0


def check(options: argparse.Namespace) -> int:
    from cvgen.build.loader import load_profile

    opened = load_profile(options.profile, today=today())
    report(opened.warnings, str(options.profile), opened.source)
    if not opened.warnings:
        print(f"{options.profile}: no problems")
    return 0


def new(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.profile.yaml import starter

    try:
        files.write_new(options.profile, starter(options.name).encode())
    except FileExistsError:
        hint = "it was left as it is; choose another name with  -o FILE"
        raise ProfileError([Problem("the file exists already", hint=hint)]) from None
    except OSError as error:
        raise files.explain(error, options.profile) from None
    print(f"{options.profile} written. Put in your own facts, then run:  cvgen build")
    return 0


def extract(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.pdf import attachment

    print(attachment.extract(files.read(options.profile)), end="")
    return 0


def coauthors(options: argparse.Namespace) -> int:
    from cvgen.build.loader import load_profile
    from cvgen.exporters import coauthors
    from cvgen.profile import dates

    opened = load_profile(options.profile, printed=False)
    found = coauthors.coauthors(opened.profile, dates.months_before(options.date or today(), options.months))
    if options.output is None:
        print(coauthors.to_csv(found).decode("utf-8-sig"), end="")
        return 0
    data = coauthors.to_xlsx(found) if options.output.suffix == ".xlsx" else coauthors.to_csv(found)
    write(options.output.parent, {options.output.name: data}, options.output)
    print(f"{options.output}: {len(found)} co-authors of the last {options.months} months")
    return 0


def kit(options: argparse.Namespace) -> int:
    from cvgen import files
    from cvgen.build.loader import load_profile
    from cvgen.build.request import Order
    from cvgen.build.speaker_kit import Talk, kit, zip_archive
    from cvgen.profile.yaml import decode

    order = Order(["bio"], ["pdf"], options.date or today(), options.style, options.paper, language=options.language)
    opened = load_profile(options.profile, today=order.date)
    abstract = decode(files.read(options.abstract)) if options.abstract else ""
    made = kit(opened, Talk(options.talk, abstract.strip()) if options.talk else None, order)
    if options.output.suffix == ".zip":
        write(options.output.parent, {options.output.name: zip_archive(made)}, options.output)
    else:
        write(options.output, made, options.output)
    print(f"{options.output}: {', '.join(made)}")
    if not opened.photo:
        print("    without headshots: the profile names no photo")
    return 0


def schema(options: argparse.Namespace) -> int:
    import json

    from cvgen.profile.yaml.json_schema import schema as model_schema

    print(json.dumps(model_schema(), indent=2, ensure_ascii=False))
    return 0
