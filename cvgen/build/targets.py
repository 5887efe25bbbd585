"""Targets: the files that a request asks for, planned by name and built in order."""

from collections.abc import Callable, Sequence
from pathlib import Path

from cvgen.build.citation_styles import style_files
from cvgen.build.compile import language_of, style_of
from cvgen.build.definitions import resolve_documents
from cvgen.build.fork import run_in_child
from cvgen.build.forms import form_files, formats_of_form, load_form, requested_form, with_form
from cvgen.build.loader import LoadedProfile
from cvgen.build.request import BuildRequest
from cvgen.build.target import PICTURE, Target
from cvgen.build.templated import formats_of, template_files
from cvgen.problems import InputError, Problem, closest_match
from cvgen.profile.document_options import DocumentOptions
from cvgen.profile.model import Profile
from cvgen.writers import Rendered


def chosen_documents(profile: Profile, names: Sequence[str] | None, path: Path) -> dict[str, DocumentOptions]:
    """Return the documents of some names, None for all; raise InputError about the profile at `path` for others."""
    known = resolve_documents(profile)
    chosen = known if names is None else names
    unknown = [name for name in chosen if name not in known]
    if unknown:
        near = closest_match(unknown[0], known)
        hint = f"did you mean '{near}'?" if near else f"choose one of: {', '.join(known)}"
        raise InputError([Problem(f"unknown document '{unknown[0]}'", hint=hint)], name=str(path))
    return {name: known[name] for name in chosen}


def plan_targets(loaded: LoadedProfile, request: BuildRequest) -> list[Target]:
    """Return the files that a request asks for, in order, each once; raise InputError for an unknown document."""
    found: dict[str, Target] = {}
    chosen = chosen_documents(loaded.profile, request.names, request.profile) | requested_form(request)
    for name, options in chosen.items():
        if form := load_form(request, options):
            settled, formats = with_form(options, form, request), formats_of_form(form, request)
        else:
            settled, formats = options, ("txt",) if options.kind == "text-bio" else formats_of(request, options)
        for one in formats:
            target = Target(loaded, request, name, one, settled)
            found[target.file] = target
    return list(found.values())


def build_targets(
    targets: Sequence[Target], begin: Callable[[str], None], side_by_side: bool = True
) -> dict[str, Rendered]:
    """Return the files by name, nothing on disk yet; `begin` is called with the name of each file before it is built.

    Where a core is free, the one-page bio is built in a second process beside the CV.
    """
    aside = [target for target in targets if target.engine == "onepage"] if side_by_side else []
    if not any(target.engine == "pdf" for target in targets):
        aside = []  # nothing else takes long enough
    found: dict[str, Rendered] = {}
    with run_in_child(lambda: [target.render() for target in aside], bool(aside)) as rendered:
        for target in targets:
            if target not in aside:
                begin(target.file)
                printed = found.get(target.printed.file) if target.form == PICTURE else None
                found[target.file] = target.picture_of(printed) if printed else target.render()
        if aside:
            begin(aside[0].file)
            found |= zip((target.file for target in aside), rendered(), strict=True)
    return {target.file: found[target.file] for target in targets}


def input_files(loaded: LoadedProfile, request: BuildRequest) -> list[Path]:
    """Return the user's files that a request reads: the profile, its photo, their own styles, languages, templates."""
    folder, known = loaded.path.parent, resolve_documents(loaded.profile)
    names = known if request.names is None else request.names
    chosen = [known[name] for name in names if name in known]
    photos = [folder / loaded.profile.photo] if loaded.profile.photo else []
    named = [style for options in chosen if (style := style_of(request, options)).endswith(".css")]
    styles = [Path(style) if request.style is not None else folder / style for style in named]
    named = [language_of(request, options, loaded.profile) or "" for options in chosen]
    languages = [folder / name for name in named if name.endswith(".yaml")]
    templates = [path for options in chosen for path in template_files(request, options)]
    citations = [path for options in chosen for path in style_files(options, loaded.profile, request)]
    forms = [path for options in (*chosen, *requested_form(request).values()) for path in form_files(request, options)]
    return list(dict.fromkeys([loaded.path, *photos, *styles, *languages, *templates, *citations, *forms]))
