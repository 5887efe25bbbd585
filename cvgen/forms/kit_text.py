"""Write a kit as plain text: each field under its name, with its counts, its limits and the line of the profile."""

import textwrap
from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.forms.kit import Field, Kit, KitPart

WIDTH = 76
RULE = "=" * WIDTH


def write(kit: Kit) -> bytes:
    """Return the texts of a kit in the order of the portal, in UTF-8."""
    form = kit.filled.form
    lines = [plain_text(form.title), f"{plain_text(form.funder)}, {plain_text(form.version)}; checked {form.checked}"]
    if form.portal:
        lines.append(f"Paste into: {plain_text(form.portal)}")
    lines += (f"All statements together: {one.words}{_mark(one.is_over)}" for one in kit.totals)
    if kit.is_broken:
        lines.append("A line with ! breaks a limit of the form: correct it before you paste.")
    for title, parts in kit.sections:
        lines += ["", RULE, title, RULE] if title else []
        for part in parts:
            lines += _part(part)
    return "\n".join((*lines, "")).encode()


def _part(part: KitPart) -> Iterator[str]:
    """Yield the lines of a part: its title, what it asks for, what is wrong, then its fields."""
    if part.title or part.help:
        yield ""
    if part.title:
        yield part.title
    for paragraph in part.help.split("\n\n"):
        yield from _indented(paragraph)
    if part.limits:
        yield f"  At most {part.limits}."
    for one in part.totals:
        yield f"  Together: {one.words}{_mark(one.is_over)}"
    for note in part.notes:
        yield from _indented(f"{'! ' if note.is_error else ''}{note.text}")
    for field in part.fields:
        yield from _field(field)


def _field(field: Field) -> Iterator[str]:
    """Yield the lines of a field; the text itself is not indented, so that it can be copied."""
    counts = (f"{one.words}{_mark(one.is_over)}" for one in field.counters)
    name = "" if field.is_whole else field.name
    yield from ("", " ".join(("---", " | ".join(filter(None, (name, *counts, field.line))))).rstrip())
    for note in field.notes:
        yield from _indented(f"{'! ' if note.is_error else ''}{note.text}")
    yield field.text or f"({'missing' if field.is_needed else 'empty'}; {field.hint})"


def _mark(is_over: bool) -> str:
    return " !" if is_over else ""


def _indented(text: str) -> list[str]:
    """Return the lines of a paragraph that is not copied."""
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
