"""Resolve the documents that a profile declares: their options over those that they extend; check them."""

import dataclasses
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from cvgen.checks import entries
from cvgen.problems import Location, Problem, closest_match
from cvgen.profile.document_options import SECTIONS, DocumentOptions, Options, PublicationChoice
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Profile
from cvgen.templates.sources import problem_with

OF_THE_FORM = ("kind", "title", "sections")  # what a document that is a form can't choose
DEEPEST = 20  # documents that extend each other
STANDARD = {"cv": DocumentOptions(kind="cv"), "bio": DocumentOptions(kind="bio")}
Choice = TypeVar("Choice", bound=Options)


def resolve_documents(profile: Profile) -> dict[str, DocumentOptions]:
    """Return the options of every document by name: cv, bio, and those under `documents`."""
    names = dict.fromkeys((*STANDARD, *profile.documents))
    return {name: _settle(_resolve(name, profile, ())) for name in names}


def _resolve(name: str, profile: Profile, below: tuple[str, ...]) -> DocumentOptions:
    """Return the options of a document, merged over those of the document it extends."""
    own = profile.documents.get(name, DocumentOptions())
    parent = own.extends
    if parent is None or parent in (*below, name) or len(below) > DEEPEST:
        standard = STANDARD.get(name, own)
        return replace(own, kind=own.kind or standard.kind)
    return _merge_options(own, _resolve(parent, profile, (*below, name)))


def _merge_options(own: Choice, other: Choice) -> Choice:
    """Return the first options, with those of the second that the first do not set; options of options one by one."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(own):
        mine, theirs = getattr(own, field.name), getattr(other, field.name)
        if isinstance(mine, Options) and isinstance(theirs, Options):
            values[field.name] = _merge_options(mine, theirs)
        elif not own.sets(field):
            values[field.name] = theirs
    return replace(own, **values)


def _settle(options: Choice) -> Choice:
    """Return options that forget which of them the file has: nothing is merged under them any more."""
    values: dict[str, Any] = {field.name: getattr(options, field.name) for field in dataclasses.fields(options)}
    settled = {name: _settle(part) for name, part in values.items() if isinstance(part, Options)}
    return replace(options, **settled, written=frozenset())


def check(profile: Profile, places: dict[EntryPath, Location]) -> Iterator[Problem]:
    """Yield what is wrong with the documents of a profile, with its place."""
    titles = [section.title for section in profile.sections]
    yield from _language(profile.language, places.get(("language",)))
    yield from _citation_style(profile.citation_style, places.get(("citation_style",)))
    for name, options in profile.documents.items():
        at = ("documents", name)
        yield from _language(options.language, places.get((*at, "language")))
        if options.extends is not None and options.extends not in (*STANDARD, *profile.documents):
            near = closest_match(options.extends, (*STANDARD, *profile.documents))
            hint = f"did you mean '{near}'?" if near else "name one of your documents, or cv or bio"
            yield Problem(f"unknown document '{options.extends}'", places.get((*at, "extends")), hint)
        elif _circular(name, profile):
            yield Problem(f"the document '{name}' extends itself", places.get((*at, "extends")), "delete the line")
        for number, choice in enumerate(options.sections):
            if choice.name not in (*SECTIONS, *titles):
                near = closest_match(choice.name, (*SECTIONS, *titles))
                hint = f"did you mean '{near}'?" if near else f"choose one of: {', '.join((*SECTIONS, *titles))}"
                yield Problem(f"unknown section '{choice.name}'", places.get((*at, "sections", number)), hint)
        yield from _form(options.form, places.get((*at, "form")))
        for key in OF_THE_FORM if options.form else ():
            if getattr(options, key):
                hint = "delete the line; to change the form, copy its file and name the copy:  form: mine.yaml"
                yield Problem(f"the form has its own {key}", places.get((*at, key)), hint)
        yield from _template(options, places.get((*at, "template")))
        yield from _citations(options.publications, places, (*at, "publications", "style"))
        for number, choice in enumerate(options.sections):
            yield from _citations(choice.publications, places, (*at, "sections", number, "publications", "style"))
        if "/" in name or "\\" in name or name.startswith("."):
            yield Problem(f"a file can't be called '{name}'", places.get(at), "use letters, digits and hyphens")


def _language(name: str | None, place: Location | None) -> Iterator[Problem]:
    """Check that a language exists; a language file beside the profile is read when it is used."""
    if not name or name.endswith(".yaml"):
        return
    from cvgen.composers import languages  # here, as most profiles name none

    if name not in languages.names():
        near = closest_match(name, languages.names())
        hint = (
            f"did you mean '{near}'?"
            if near
            else f"choose one of: {', '.join(languages.names())}, or a file such as mine.yaml"
        )
        yield Problem(f"unknown language '{name}'", place, hint)


def _citations(choice: PublicationChoice | None, places: dict[EntryPath, Location], at: EntryPath) -> Iterator[Problem]:
    """Check the name of the citation style of a list of publications."""
    yield from _citation_style(choice.style if choice else None, places.get(at))


def _citation_style(name: str | None, place: Location | None) -> Iterator[Problem]:
    """Check that a citation style exists; a file beside the profile is read when it is used."""
    if not name:
        return
    from cvgen.build.citation_styles import unknown  # here, as most profiles name none

    if problem := unknown(name):
        yield problem._replace(place=place)


def _form(name: str | None, place: Location | None) -> Iterator[Problem]:
    """Check the name of a form; a file is read when it is used."""
    if not name:
        return
    from cvgen.forms import library  # here, as most profiles name none

    if problem := library.unknown(name):
        yield problem._replace(place=place)


def _template(options: DocumentOptions, place: Location | None) -> Iterator[Problem]:
    """Check the name of a template; the file is read when it is used."""
    if options.template is None:
        return
    if options.kind == "text-bio":
        yield Problem("a text-bio has no template", place, "delete the line, or choose another kind")
    elif problem := problem_with(options.template):
        yield problem._replace(place=place)


def _circular(name: str, profile: Profile) -> bool:
    seen = {name}
    parent = profile.documents[name].extends
    while parent in profile.documents and parent not in seen:
        seen.add(parent)
        parent = profile.documents[parent].extends
    return parent == name


def names_parts(profile: Profile) -> bool:
    """Tell whether statements, or tags such as nih/related, of a profile name parts of forms."""
    return bool(profile.statements) or any("/" in tag for _, entry in entries(profile) for tag in entry.tags)
