"""Find and read forms: ours by their names, the user's by their files."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cvgen.composers import languages
from cvgen.forms.model import Form
from cvgen.problems import InputError, Location, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import EntryPath
from cvgen.writers.tokens import length

FOLDER = Path(__file__).parent
FILE = ".yaml"
LENGTH = re.compile(r"\d{1,3}(?:\.\d+)?(?:pt|mm|cm|in)")
LEADING = re.compile(r"[1-3](?:\.\d+)?")
MOST_SIZE, MOST_MARGIN = "36pt", "5cm"  # the narrowest paper, A5, has room for a text between two such margins
MOST_PARTS, LONGEST_HEADING = 500, 500  # parts and facts together; characters
LONGEST_FILE = 80  # characters of a file name
PROFILE = re.compile(r"\b(the|a) profile\b")  # the word of the reader for what it reads
FILE_NAME = re.compile(r"\w(?:[\w .-]*[\w-])?")
NO_FILE_NAME = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)  # devices of Windows
Places = Mapping[EntryPath, Location]


def names() -> list[str]:
    """Return the names of the forms that come with cvgen."""
    return sorted(path.stem for path in FOLDER.glob(f"*{FILE}"))


def is_file(name: str) -> bool:
    """Tell whether a form is a file of the user's: "mine.yaml"; ".yaml" alone would be a form without a name."""
    return name.endswith(FILE) and Path(name).name != FILE


def unknown(name: str) -> Problem | None:
    """Return what is wrong with the name of a form; None for one of ours, and for a file."""
    if is_file(name) or name in names():
        return None
    near = next((one for one in names() if name and one.startswith(name)), closest_match(name, names()))
    hint = f"did you mean '{near}'?" if near else f"write one of {', '.join(names())}, or a file: mine{FILE}"
    return Problem(f"there is no form '{name}'", hint=hint)


@cache
def shipped(name: str) -> Form:
    """Return a form that comes with cvgen; raise InputError for an unknown name."""
    if problem := unknown(name):
        raise InputError([problem])
    return read((FOLDER / f"{name}{FILE}").read_text("utf-8"), name)


def read(text: str, name: str) -> Form:
    """Return the form that the text of a YAML file describes; raise InputError with every problem and its place."""
    with origin(name, text):
        form, places = _read(text)
        problems = [
            *_of_sections(form, places),
            *_too_large(form, places),
            *_of_page(form, places),
            *_of_file(form.file, places.get(("file",))),
            *_of_languages(form, places),
        ]
        if problems:
            raise InputError(problems)
    return form


def _read(text: str) -> tuple[Form, Places]:
    """Return the form in a text and the places of its keys; raise InputError, which speaks of a form."""
    try:
        return profile_yaml.read_with_places(text, Form)
    except InputError as error:
        told = [one._replace(message=PROFILE.sub(r"\1 form", one.message)) for one in error.problems]
        raise InputError(told) from None


def _of_sections(form: Form, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with the parts of a form: without a heading, with nothing to fill them, or named twice."""
    if not form.sections:
        yield Problem("the form has no sections", hint="add  sections:  with titles and parts")
    used: set[str] = set()
    for number, section in enumerate(form.sections):
        if not section.parts:
            hint = "add  parts:  with what belongs to it, or delete it"
            yield Problem("this section has no parts", places.get(("sections", number)), hint)
        for at, part in enumerate(section.parts):
            path = ("sections", number, "parts", at)
            is_filled = part.lists or part.module or part.text
            if not (is_filled or part.facts):
                hint = "add  list:  with a list of the profile, or  module:  with a name that statements answer"
                yield Problem(f"nothing fills the part '{part.title or at + 1}'", places.get(path), hint)
            elif is_filled and not (section.title or part.title):
                yield Problem("a part has no heading", places.get(path), "add  title:  to it, or to its section")
            if part.module and part.module in used:
                hint = "give each part its own name"
                yield Problem(f"the module '{part.module}' is used twice", places.get((*path, "module")), hint)
            used |= {part.module} if part.module else set()


def _too_large(form: Form, places: Places) -> Iterator[Problem]:
    """Yield headings that are too long for a page, and more parts than any form has."""
    total = sum(1 + len(part.facts) for part in form.parts)
    if total > MOST_PARTS:
        message = f"the form has {total:,} parts and facts, at most {MOST_PARTS} are possible"
        yield Problem(message, places.get(("sections",)), "leave some of them out")
    for path, heading in _headings(form):
        if heading and len(heading) > LONGEST_HEADING:
            hint = f"write at most {LONGEST_HEADING}; long explanations belong in  help:"
            yield Problem(f"this has {len(heading):,} characters, too many for a heading", places.get(path), hint)


def _headings(form: Form) -> Iterator[tuple[EntryPath, str | None]]:
    """Yield every heading and label of a form with its path."""
    yield from ((("title",), form.title), (("funder",), form.funder), (("version",), form.version))
    for number, section in enumerate(form.sections):
        yield ("sections", number, "title"), section.title
        for at, part in enumerate(section.parts):
            yield ("sections", number, "parts", at, "title"), part.title
            for of, fact in enumerate(part.facts):
                yield ("sections", number, "parts", at, "facts", of, "label"), fact.label


def _of_file(name: str | None, place: Location | None) -> Iterator[Problem]:
    """Yield what is wrong with the name of the file to write: it must be one in the folder of the output."""
    plain = (name or "x").replace("{family}", "x")
    if not FILE_NAME.fullmatch(plain) or NO_FILE_NAME.fullmatch(plain) or len(plain) > LONGEST_FILE:
        shown = plain if len(plain) <= LONGEST_FILE else f"{plain[:LONGEST_FILE]}…"
        hint = "use letters, digits and hyphens, and {family} for the family name: CV_{family}"
        yield Problem(f"a file can't be called '{shown}'", place, hint)


def _of_languages(form: Form, places: Places) -> Iterator[Problem]:
    """Yield languages that cvgen does not have; a language file beside the profile is read when it is used."""
    named: list[tuple[EntryPath, str]] = [(("language",), form.language)]
    named += ((("pages_in", one), one) for one in form.pages_in)
    for path, name in named:
        if name not in languages.names() and not name.endswith(FILE):
            hint = f"choose one of: {', '.join(languages.names())}, or a file such as mine{FILE}"
            yield Problem(f"unknown language '{name}'", places.get(path), hint)


def _of_page(form: Form, places: Places) -> Iterator[Problem]:
    """Yield the sizes of a form that are not lengths, and a leading that is not a number."""
    for name, value in vars(form.page).items() if form.page else ():
        if value and (name == "text_size" or name.startswith("margin")) and not LENGTH.fullmatch(value):
            yield Problem(f"'{value}' is not a length", places.get(("page", name)), "write it as in 11pt or 2cm")
        most = MOST_SIZE if name == "text_size" else MOST_MARGIN
        if value and (length(value) or 0) > (length(most) or 0):
            yield Problem(f"{value} is too much", places.get(("page", name)), f"write at most {most}")
        if value and name == "leading" and not LEADING.fullmatch(value):
            hint = 'write the distance of lines in parts of the size: "1.2"'
            yield Problem(f"'{value}' is not a leading", places.get(("page", name)), hint)
