"""The command that lists and describes the forms of funders."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cvgen.cli.output import today
from cvgen.problems import origin

if TYPE_CHECKING:
    from cvgen.forms.model import Form
    from cvgen.profile.dates import Date

OLD = 12  # months after which a form may have changed
MADE = {"document": "a file to upload", "kit": "texts to paste"}


def forms(options: argparse.Namespace) -> int:
    """List the forms with the day on which each was checked, or describe one of them."""
    from cvgen.forms import library

    if options.name is None:
        for name in library.names():
            form = library.shipped(name)
            print(f"{name:18}{form.funder}: {form.title}, {form.version}\n{'':18}{_checked(form, today())}")
        return 0
    print("\n".join(_described(_form(options.name), options.name)))
    return 0


def _form(name: str) -> "Form":
    """Return a form by its name, or that of a file anywhere."""
    from cvgen import files
    from cvgen.forms import library
    from cvgen.profile.yaml import decode

    if not name.endswith(library.FILE):
        return library.shipped(name)
    with origin(name):
        text = decode(files.read(Path(name)))
    return library.read(text, name)


def _checked(form: "Form", now: "Date") -> str:
    """Return when a form was compared with its source, how sure it is, and what to do where that is long ago."""
    from cvgen.profile.dates import certainly_before, months_before

    months = (now.year - form.checked.year) * 12 + now.month - form.checked.month
    age = f"{months} month{'s' * (months != 1)} ago" if months > 0 else "this month"
    old = "; read the call before you trust it" if certainly_before(form.checked, months_before(now, OLD)) else ""
    return f"checked {form.checked} ({age}), certainty {form.sure}{old}"


def _described(form: "Form", name: str) -> list[str]:
    """Return what a form asks for, line by line: its parts with their modules and limits, its sources, its doubts."""
    from cvgen.forms.kit import limits_of

    lines = [f"{form.funder}: {form.title}", str(form.version), _checked(form, today())]
    lines.append(f"makes {' and '.join(MADE[one] for one in form.makes)}")
    pages = [f"at most {form.pages} pages"] if form.pages else []
    pages += [f"{most} in {language}" for language, most in form.pages_in.items()]
    lines += [", ".join(pages)] if pages else []
    for most, unit in ((form.words, "words"), (form.chars, "characters")):
        lines += [f"all statements together: at most {most:,} {unit}"] if most else []
    lines += ["no impact factors, h-index or numbers of citations"] if "metrics" in form.forbids else []
    for section in form.sections:
        lines += ["", str(section.title)] if section.title else [""]
        for part in section.parts:
            module = f"  [answers: {part.module}]" if part.module else ""
            limits = f"  at most {found}" if (found := limits_of(part)) else ""
            title = part.title or ", ".join(fact.label for fact in part.facts)
            lines += [f"  {title}{module}{limits}", *([f"      {part.help}"] if part.help else [])]
    lines += ["", *(f"source: {one}" for one in form.sources), *(f"not verified: {one}" for one in form.unsure)]
    return [*lines, f"build it:  cvgen build --form {name}"]
