"""Find and read forms: ours by their names, the user's by their files."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cvgen.forms.model import Form
from cvgen.problems import InputError, Location, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.fields import EntryPath

FOLDER = Path(__file__).parent
FILE = ".yaml"
LENGTH = re.compile(r"\d{1,3}(?:\.\d+)?(?:pt|mm|cm|in)")
LEADING = re.compile(r"[1-3](?:\.\d+)?")
Places = Mapping[EntryPath, Location]


def names() -> list[str]:
    """Return the names of the forms that come with cvgen."""
    return sorted(path.stem for path in FOLDER.glob(f"*{FILE}"))


def unknown(name: str) -> Problem | None:
    """Return what is wrong with the name of a form; None for one of ours, and for a file."""
    if name.endswith(FILE) or name in names():
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
        form, places = profile_yaml.read_with_places(text, Form)
        problems = [*_of_sections(form, places), *_of_page(form, places)]
        if problems:
            raise InputError(problems)
    return form


def _of_sections(form: Form, places: Places) -> Iterator[Problem]:
    """Yield what is wrong with the parts of a form: without a heading, with nothing to fill them, or named twice."""
    if not form.sections:
        yield Problem("the form has no sections", hint="add  sections:  with titles and parts")
    used: set[str] = set()
    for number, section in enumerate(form.sections):
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


def _of_page(form: Form, places: Places) -> Iterator[Problem]:
    """Yield the sizes of a form that are not lengths, and a leading that is not a number."""
    for name, value in vars(form.page).items() if form.page else ():
        if value and (name == "text_size" or name.startswith("margin")) and not LENGTH.fullmatch(value):
            yield Problem(f"'{value}' is not a length", places.get(("page", name)), "write it as in 11pt or 2cm")
        if value and name == "leading" and not LEADING.fullmatch(value):
            hint = 'write the distance of lines in parts of the size: "1.2"'
            yield Problem(f"'{value}' is not a leading", places.get(("page", name)), hint)
