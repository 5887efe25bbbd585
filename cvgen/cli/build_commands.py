"""The commands that build something from a profile, or check it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import (
    open_file,
    print_data,
    print_json,
    print_result,
    progress,
    report,
    report_briefly,
    report_changed_pages,
    standard_input,
    today,
    write,
)
from cvgen.problems import InputError, Problem, closest_match, origin

if TYPE_CHECKING:
    from cvgen.build.request import BuildRequest

DOCUMENTS = ("cv", "bio")
ALL = "all"  # as a style: each of them


def build(options: argparse.Namespace) -> int:
    """Build the documents that are stale, and print the outputs."""
    if options.list:
        return _list(options)
    from cvgen.build.manifest import cached_result

    request = build_request(options, options.profile)
    if options.style == ALL:
        return _every_style(request, options)
    result = None if options.force else cached_result(request)
    if result:
        report_briefly(result.warnings, str(request.profile))
    else:
        from cvgen.build.incremental import prepare, rebuild_stale

        prepared = prepare(request)
        report_briefly(prepared.loaded.warnings, str(request.profile))
        try:
            result = rebuild_stale(prepared, progress, options.force)
        finally:
            progress("")
    if options.json:
        print_json([{"file": str(request.folder / name), "pages": one.pages, "bytes": one.size,
                     "new": name in result.notes, "notes": list(result.notes.get(name, ()))}
                    for name, one in result.outputs.items()])  # fmt: skip
    elif not options.quiet:
        print_result(result, request.folder)
        if not result.notes:
            print("up to date (use --force to rebuild)")
    if options.open:
        open_file(request.folder / next(iter(result.outputs)))
    return 0


def _every_style(request: "BuildRequest", options: argparse.Namespace) -> int:
    """Build the documents in every style, and print the outputs."""
    from dataclasses import replace

    from cvgen.build.gallery import INDEX, build_gallery

    try:
        found = build_gallery(replace(request, style=None), progress, options.force)
    finally:
        progress("")
    if not options.quiet:
        for name, result in found.items():
            made = (f"{file} ({one.pages} page{'s' * (one.pages != 1)})" if one.pages else file
                    for file, one in result.outputs.items())  # fmt: skip
            print(f"{request.folder / name}: {', '.join(made)}")
        print(f"{request.folder / INDEX}: {len(found)} styles to choose from")
    if options.open:
        open_file(request.folder / INDEX)
    return 0


def styles(options: argparse.Namespace) -> int:
    """Print the bundled styles with a line on each."""
    from cvgen.writers import style

    for name in style.names():
        print(f"{name:12}{style.about(name)}")
    return 0


def _list(options: argparse.Namespace) -> int:
    """Print the documents of a profile with their kind and title."""
    from cvgen.build.loader import load_profile
    from cvgen.build.targets import chosen_documents

    loaded = load_profile(options.profile, today=options.date or today())
    for name, found in chosen_documents(loaded.profile, options.only, options.profile).items():
        print(f"{name:20} {found.form or found.kind or 'cv':14} {found.title or ''}".rstrip())
    return 0


def build_request(options: argparse.Namespace, profile: Path) -> "BuildRequest":
    """Return what the options of build, watch or batch request of a profile."""
    from cvgen.build.request import BuildRequest

    return BuildRequest(
        profile=profile,
        folder=options.output,
        date=options.date or today(),
        names=None if options.all else tuple(options.only or _standard(options)),
        formats=tuple(options.to or ["pdf"]),
        style=options.style,
        color=options.color,
        citations=options.citations,
        paper=options.paper,
        chart=options.chart,
        source=options.source,
        language=options.language,
        engine=options.engine,
        template=options.template,
        form=options.form,
        draft=options.draft,
    )


def _standard(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the documents to build where the user names none."""
    if options.form:
        return ()
    return ("cv",) if options.template else DOCUMENTS


def bio(options: argparse.Namespace) -> int:
    """Print a biography of each length, or the line of a name badge."""
    from cvgen.build.bios import badge, bios
    from cvgen.build.loader import load_profile
    from cvgen.checks.bio_claims import claim_warnings

    loaded, day = load_profile(options.profile), today()
    if options.badge:
        print_data(f"{badge(loaded.profile)}\n")
        return 0
    texts = bios(loaded.profile, options.limits, day, options.language)
    report(claim_warnings(loaded.profile, loaded.places, day), str(options.profile), loaded.text)
    for at, (title, text) in enumerate(texts.items()):
        if len(texts) > 1:
            print(title, file=sys.stderr, flush=True)
        print_data(text + "\n" * (1 + (at < len(texts) - 1)))  # a blank line between two
        sys.stdout.flush()
    return 0


def check(options: argparse.Namespace) -> int:
    """Report every problem of each profile; exit code 1 on an error, with --strict on a warning, too."""
    from cvgen.build.find import find_profiles

    paths = [path for word in options.profiles for path in ([Path("-")] if word == "-" else find_profiles(word))]
    if not paths:
        raise InputError([Problem("no profile found", hint="name a file, or a folder with profiles")])
    found: list[tuple[str, Problem]] = []
    for path in paths:
        problems, text = _check(path, options.form)
        found += [(str(path), one) for one in problems]
        if options.format == "text":
            report(problems, str(path), text)
            if not problems:
                print(f"{path}: no problems")
    if options.format != "text":
        from cvgen.cli.check_formats import WRITERS

        print_data(WRITERS[options.format](found))
    severities = {one.severity for _, one in found}
    return 1 if "error" in severities or (options.strict and severities) else 0


def _check(path: Path, form: str | None) -> tuple[list[Problem], str]:
    """Return the problems of one profile, also with a form, and its text; - is the profile on standard input."""
    from cvgen.build.definitions import names_parts
    from cvgen.build.loader import load_profile, load_text
    from cvgen.profile.yaml import decode

    try:
        if str(path) == "-":
            with origin("-"):
                text = decode(standard_input())
            loaded = load_text(text, path, today=today())
        else:
            loaded = load_profile(path, today=today())
    except InputError as error:
        return error.problems, error.source
    if not (form or names_parts(loaded.profile)):
        return loaded.warnings, loaded.text
    from cvgen.build.form_check import check_form, check_names
    from cvgen.build.request import BuildRequest

    request = BuildRequest(path, today(), names=(), form=form)
    problems = [*loaded.warnings, *check_names(loaded, request)]
    return [*problems, *(check_form(loaded, request) if form else ())], loaded.text


def new(options: argparse.Namespace) -> int:
    """Write a first profile, or a template."""
    from cvgen import files

    name, data, then = _template(options.template) if options.template else _profile(options.name)
    path = options.profile or Path(name)
    try:
        files.write_new(path, data)
    except FileExistsError:
        hint = "choose another name with  -o FILE"
        raise InputError([Problem("the file already exists", hint=hint)], name=str(path)) from None
    except OSError as error:
        raise files.explain(error, path) from None
    print(f"{path} written. {then.format(path)}")
    return 0


def _profile(name: str) -> tuple[str, bytes, str]:
    """Return the file name and the text of a first profile, and what to do with it."""
    from cvgen.profile.yaml import starter

    return "profile.yaml", starter(name).encode(), "Put in your own facts, then run:  cvgen build"


def _template(name: str) -> tuple[str, bytes, str]:
    """Return the file name and the text of one of our templates, and what to do with it."""
    from cvgen.templates import STARTERS, starter_names

    if name not in starter_names():
        near = closest_match(name, starter_names())
        hint = f"did you mean '{near}'?" if near else f"choose one of: {', '.join(starter_names())}"
        raise InputError([Problem(f"there is no template '{name}'", hint=hint)], name="cvgen new")
    return name, (STARTERS / name).read_bytes(), "Change what you like, then run:  cvgen build --template {}"


def extract(options: argparse.Namespace) -> int:
    """Print the profile inside a PDF or a Word file."""
    from cvgen import files
    from cvgen.pdf import attachment as of_pdf
    from cvgen.word import attachment as of_word
    from cvgen.word.package import is_word

    data = files.read(options.profile)
    source = of_word.extract(data) if is_word(data) else of_pdf.extract(data)
    report_changed_pages(data, options.profile)
    print_data(source)
    return 0


def kit(options: argparse.Namespace) -> int:
    """Write the speaker kit as a folder or a ZIP file."""
    from cvgen import files
    from cvgen.build.loader import load_profile
    from cvgen.build.request import BuildRequest
    from cvgen.build.speaker_kit import Talk, kit, zip_archive
    from cvgen.profile.yaml import decode

    request = BuildRequest(
        options.profile, options.date or today(), style=options.style, color=options.color,
        citations=options.citations, paper=options.paper, language=options.language,
    )  # fmt: skip
    loaded = load_profile(options.profile, today=request.date)
    abstract = decode(files.read(options.abstract)) if options.abstract else ""
    contents = kit(loaded, Talk(options.talk, abstract.strip()) if options.talk else None, request)
    if options.output.suffix == ".zip":
        write(options.output.parent, {options.output.name: zip_archive(contents)}, options.output)
    else:
        write(options.output, contents, options.output)
    print(f"{options.output}: {', '.join(contents)}")
    if not loaded.photo:
        print("    without headshots: the profile names no photo")
    if not any(name.endswith(".txt") and name.startswith("bio-") for name in contents):
        print("    without biographies as text: cvgen bio  says why")
    return 0


def schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema of profile.yaml, or of a form."""
    from cvgen.forms.model import Form
    from cvgen.profile.model import Profile
    from cvgen.profile.yaml.json_schema import schema as model_schema

    print_json(model_schema(Form if options.of == "form" else Profile))
    return 0


def keys(options: argparse.Namespace) -> int:
    """Print the keys of profile.yaml, or of one of its sections."""
    from cvgen.profile.yaml.key_list import describe, sections

    if options.section not in (None, *sections()):
        near = closest_match(options.section, sections()) or ""
        hint = f"did you mean '{near}'?" if near else f"choose one of {', '.join(sections())}"
        raise InputError([Problem(f"unknown section '{options.section}'", hint=hint)])
    print(describe(options.section))
    return 0
