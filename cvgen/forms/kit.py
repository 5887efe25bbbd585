"""Write the texts of a filled form for a portal that takes no file: a box for each field, with its count."""

from collections.abc import Iterator

from cvgen.document.markdown import plain_text
from cvgen.forms.counts import count
from cvgen.forms.fill import Box, Filled, FilledPart
from cvgen.forms.model import Part

RULE = "=" * 72


def as_text(filled: Filled) -> str:
    """Return the texts of a form in its order: headings, what each part asks for, and the boxes with their counts."""
    form = filled.form
    lines = [plain_text(form.title), f"{plain_text(form.funder)}, {plain_text(form.version)}; checked {form.checked}"]
    if form.portal:
        lines.append(f"Paste into: {plain_text(form.portal)}")
    for section, parts in filled.sections:
        lines += ["", RULE, plain_text(section.title)] if section.title else []
        for one in parts:
            lines += _part(one)
    return "\n".join((*lines, ""))


def _part(one: FilledPart) -> Iterator[str]:
    """Yield the lines of a part."""
    if one.part.title:
        yield from ("", f"--- {plain_text(one.part.title)}")
    if limits := limits_of(one.part):
        yield f"    at most {limits}"
    for box in one.boxes or (Box("", (), ""),):
        yield from ("", f"[{box_title(box, one.part)}]", box.text or "(empty)")


def box_title(box: Box, part: Part) -> str:
    """Return the label of a box with its count: "Achievement: 1,200 characters"."""
    unit = "words" if part.words or part.words_each else "characters"
    label = box.label or str(part.title or "")
    counted = f"{count(box.text, 'words' if unit == 'words' else 'characters'):,} {unit}"
    return f"{plain_text(label)}: {counted}" if label else counted


def limits_of(part: Part) -> str:
    """Return the limits of a part in words: "3 entries; 4,350 characters together"; "" without any."""
    found = {
        "entries": part.entries, "works": part.works, "words together": part.words, "characters together": part.chars,
        "words each": part.words_each, "characters each": part.chars_each,
    }  # fmt: skip
    return "; ".join(f"{most:,} {what}" for what, most in found.items() if most)
