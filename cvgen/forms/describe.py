"""Describe forms in words: what each makes, its limits, how old and how certain it is, and what it asks for."""

import datetime
from collections.abc import Iterator, Mapping

from cvgen.forms.kit import limits_of
from cvgen.forms.model import Form, Part
from cvgen.profile.dates import Date, certainly_before, earliest, months_before
from cvgen.profile.languages import name_of

OLD = 12  # months after which a form may have changed
RECENT = 60  # days that are counted as days
MADE = {"document": "a file to upload", "kit": "texts to paste"}
SHORT = {"document": "file", "kit": "kit"}
FORBIDDEN = {
    "metrics": "no impact factors, h-index or numbers of citations",
    "citations": "no citations in its texts",
}
HEADINGS = ("FORM", "MAKES", "PAGES", "CHECKED", "CERTAIN")


def table(forms: Mapping[str, Form], today: Date) -> Iterator[str]:
    """Yield the lines of a list of forms by name: a row of columns for each, and below it whose form it is."""
    rows = [HEADINGS, *((name, made(form), pages(form) or "–", age(form, today), form.sure)
                        for name, form in forms.items())]  # fmt: skip
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    titles = ["", *(f"    {form.funder}: {form.title}" for form in forms.values())]
    for row, title in zip(rows, titles, strict=True):
        cells = "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield cells.rstrip()
        if title:
            yield title


def made(form: Form) -> str:
    """Return what cvgen makes of a form: "file", "kit", or "file, kit"."""
    return ", ".join(word for one, word in SHORT.items() if one in form.makes)


def pages(form: Form) -> str:
    """Return the most pages of a form: "4", "about 5", or "5 (fr: 6)"; "" without a limit."""
    others = ", ".join(f"{language}: {most}" for language, most in form.pages_in.items())
    return f"{'about ' * form.indicative}{form.pages}{f' ({others})' if others else ''}" if form.pages else ""


def limits(form: Form) -> Iterator[str]:
    """Yield every limit of a form in words: "4 pages", "Research achievements: 10 entries"."""
    if form.pages:
        others = "".join(f", {most} in {name_of(language)}" for language, most in form.pages_in.items())
        yield f"{'about ' * form.indicative}{form.pages} page{'s' * (form.pages > 1)}{others}"
    for most, unit in ((form.words, "words"), (form.chars, "characters")):
        if most:
            yield f"{most:,} {unit} for all statements together"
    yield from (f"{part.title}: {found}" for part in form.parts if (found := limits_of(part)))


def age(form: Form, today: Date) -> str:
    """Return how long ago a form was compared with its source: "today", "3 days ago", "4 months ago"."""
    days = (_day(today) - _day(form.checked)).days
    if days < 1:
        return "today"
    number, unit = (days, "day") if days < RECENT else (round(days / 30.44), "month")
    return f"{number} {unit}{'s' * (number != 1)} ago"


def _day(date: Date) -> datetime.date:
    day = earliest(date)
    return datetime.date(day.year, day.month, day.day)


def described(form: Form, name: str, today: Date) -> Iterator[str]:
    """Yield what a form asks for, line by line: its parts with their modules and limits, its sources, its doubts."""
    old = "; read the call before you trust it" if certainly_before(form.checked, months_before(today, OLD)) else ""
    yield from (f"{form.funder}: {form.title}", str(form.version))
    yield f"checked {form.checked} ({age(form, today)}), certainty {form.sure}{old}"
    yield f"makes {' and '.join(MADE[one] for one in form.makes)}"
    if found := pages(form):
        yield f"{found} pages are expected" if form.indicative else f"at most {found} page{'s' * (found != '1')}"
    for most, unit in ((form.words, "words"), (form.chars, "characters")):
        if most:
            yield f"all statements together: at most {most:,} {unit}"
    yield from (FORBIDDEN[one] for one in form.forbids)
    for section in form.sections:
        yield ""
        if section.title:
            yield str(section.title)
        for part in section.parts:
            yield from _part(part)
    yield from ("", *(f"source: {one}" for one in form.sources), *(f"not verified: {one}" for one in form.unsure))
    yield f"build it:  cvgen build --form {name}"


def _part(part: Part) -> Iterator[str]:
    """Yield the lines of a part."""
    module = f"  [answers: {part.module}]" if part.module else ""
    most = f"  at most {found}" if (found := limits_of(part)) else ""
    yield f"  {part.title or ', '.join(fact.label for fact in part.facts)}{module}{most}"
    if part.help:
        yield f"      {part.help}"
