"""Choose and load the citation style of each list of publications in a document."""

from dataclasses import replace
from pathlib import Path

from cvgen import files
from cvgen.build.request import BuildRequest
from cvgen.citations import shipped
from cvgen.citations.style import Style, read_style
from cvgen.problems import InputError, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.document_options import DocumentOptions, PublicationChoice
from cvgen.profile.model import Profile

FILE = ".csl"


def style_named(request: BuildRequest, choice: PublicationChoice | None, profile: Profile) -> str | None:
    """Return the name or the file of a citation style: as requested, as the list says, or as the profile says."""
    return request.citations or (choice.style if choice else None) or profile.citation_style


def with_citation_styles(options: DocumentOptions, profile: Profile, request: BuildRequest) -> DocumentOptions:
    """Return options in which every list of publications has its citation style: one of ours by name, or a file's text.

    A file that the user requests may be anywhere; one that a profile names must be in its folder. Raise InputError for
    a name that is unknown, or a file that is missing or is not a citation style.
    """

    def loaded(choice: PublicationChoice | None) -> PublicationChoice | None:
        name = style_named(request, choice, profile)
        return replace(choice or PublicationChoice(), style=_loaded(name, request)) if name else choice

    sections = (
        replace(one, publications=loaded(one.publications)) if one.publications else one for one in options.sections
    )
    return replace(options, publications=loaded(options.publications), sections=tuple(sections))


def style_files(options: DocumentOptions, profile: Profile, request: BuildRequest) -> list[Path]:
    """Return the user's citation styles that a document reads."""
    choices = [options.publications, *(one.publications for one in options.sections)]
    names = {name for choice in choices if (name := style_named(request, choice, profile)) and name.endswith(FILE)}
    return [Path(name) if request.citations == name else request.profile.parent / name for name in sorted(names)]


def unknown(name: str) -> Problem | None:
    """Return what is wrong with the name of a citation style; None for one of ours, and for a file."""
    if name.endswith(FILE) or name in shipped.names():
        return None
    near = closest_match(name, shipped.names())
    hint = f"did you mean '{near}'?" if near else f"write one of {', '.join(shipped.names())}, or a file: mine.csl"
    return Problem(f"there is no citation style '{name}'", hint=hint)


def read_named(name: str, language: str) -> Style:
    """Return a citation style of ours by its name, or that of a file anywhere; raise InputError for others."""
    text = _text(name, files.read(Path(name))) if name.endswith(FILE) else ""
    if problem := unknown(name):
        raise InputError([problem])
    return read_style(text, language) if text else shipped.shipped(name, language)


def _loaded(name: str, request: BuildRequest) -> str:
    """Return the name of one of our citation styles, or the text of a file."""
    if problem := unknown(name):
        raise InputError([problem])
    if not name.endswith(FILE):
        return name
    with origin(name):
        data = files.read(Path(name)) if request.citations == name else files.read_beside(request.profile, name)
    return _text(name, data)


def _text(name: str, data: bytes) -> str:
    """Return the text of a citation style, after it has been read once."""
    with origin(name):
        text = profile_yaml.decode(data)
    with origin(name, text):
        read_style(text)
    return text
