"""Find and read forms: ours by their names, the user's by their files."""

from functools import cache
from pathlib import Path

from cvgen.forms.model import Form
from cvgen.problems import InputError, Problem, closest_match, origin
from cvgen.profile import yaml as profile_yaml

FOLDER = Path(__file__).parent
FILE = ".yaml"


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
        problems = [
            Problem(f"the module '{module}' is used twice", places.get(("sections",)), "give each part its own name")
            for module in dict.fromkeys(form.modules)
            if form.modules.count(module) > 1
        ]
        if not form.sections:
            problems.append(Problem("the form has no sections", hint="add  sections:  with titles and parts"))
        if problems:
            raise InputError(problems)
    return form
