"""Compare a filled form with its limits: too many entries, words or characters, forbidden figures, what is missing."""

import re
from collections.abc import Callable, Iterator, Sequence

from cvgen.forms.counts import Unit, count, overrun
from cvgen.forms.fill import Box, Filled, FilledPart
from cvgen.forms.model import Forbidden
from cvgen.problems import Location, Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.identifiers import DOI_REGISTRANT

LIMIT, MISSING, FORBIDDEN, MODULE = "form-limit", "form-missing", "form-forbidden", "form-part"  # see checks.RULES
METRICS = re.compile(
    r"\bh-?\s?index\b|\bi10-?\s?index\b|\bimpact factors?\b|\bcited (?:over |more than |about )?[\d,.]+ times\b"
    r"|\b\d[\d,.]{0,11} citations?\b|\bciteScore\b",
    re.IGNORECASE,
)
CITATIONS = re.compile(
    rf"https?://|\bdoi:|\b{DOI_REGISTRANT}/"
    r"|\bPMID\b|\bet al\.?,? \(?\d{4}|\([A-Z][\w-]+(?: (?:and|&) [A-Z][\w-]+)?,? \d{4}\)"
    r"|\[\d+(?:[-–, ]+\d+)*\]"
)
# What a form may forbid: how a text shows it, and what to do instead.
FORBIDS: dict[Forbidden, tuple[re.Pattern[str], str]] = {
    "metrics": (METRICS, "say in words what the work has changed"),
    "citations": (CITATIONS, "take it out, and list the work among the products"),
}
Place = Callable[[EntryPath], Location | None]


def problems(filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield everything in a filled form that breaks a limit (errors) or is missing (warnings), each with its place."""
    for one in filled.parts:
        yield from too_many(one, filled, place)
        yield from _lengths(one, filled, place)
        yield from missing(one, filled, place)
        for box in one.boxes:
            yield from forbidden(box, one, filled, place)
    counted = [box for one in filled.parts for box in one.boxes if is_statement(box)]
    for unit, most in in_units(filled.form.words, filled.form.chars):
        yield from _over(counted, most, unit, filled, "all statements together", place)


def in_units(words: int | None, chars: int | None) -> Iterator[tuple[Unit, int]]:
    """Yield the units in which there is a limit, each with this limit."""
    if words:
        yield "words", words
    if chars:
        yield "characters", chars


def is_statement(box: Box) -> bool:
    """Tell whether the limit of all statements of a form counts a box."""
    return box.is_counted and box.path[:1] in (("statements",), ("achievements",))


def too_many(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for a part with too many entries, at the first of them that is too much."""
    title = str(one.part.title or filled.form.title)
    for paths, most, what in ((one.entries, one.part.entries, "entries"), (one.works, one.part.works, "works")):
        if most and len(paths) > most:
            tag = f"{filled.name}/{one.part.module}" if one.part.module else filled.name
            room = most - sum(path[:1] == ("statements",) for path in paths)  # which stay
            hint = f"give the {room} that matter most the tag {tag}:  tags: [{tag}]"
            if room < 1:
                hint = "leave out or join some of your statements"
            if what == "works":
                hint = "take some out of  works:"
            message = f"{filled.name}: {title}: {len(paths):,} {what}, {most:,} allowed"
            yield Problem(message, place(paths[most]), hint, is_limit=True, rule=LIMIT)


def _lengths(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for texts that are too long: all of a part together, and each by itself."""
    part, boxes = one.part, [box for box in one.boxes if box.is_counted]
    title = str(part.title or filled.form.title)
    for unit, most in in_units(part.words, part.chars):
        yield from _over(boxes, most, unit, filled, title, place)
    for unit, most in in_units(part.words_each, part.chars_each):
        for box in boxes:
            yield from _over([box], most, unit, filled, title, place)


def _over(boxes: Sequence[Box], most: int, unit: Unit, filled: Filled, title: str, place: Place) -> Iterator[Problem]:
    """Yield a problem for boxes that are too long together, with the words at which the limit is reached."""
    found = overrun([box.text for box in boxes], most, unit)
    if not found:
        return
    box, cut = boxes[found[0]], found[1]
    total = sum(count(one.text, unit) for one in boxes)
    message = f"{filled.name}: {title}: {total:,} {unit}, {most:,} allowed"
    path = (*box.path, "text") if is_statement(box) else box.origin
    several = sum(bool(one.text) for one in boxes) > 1
    where = f"the limit is reached after '{cut}'" if cut else "the limit is reached before this text"
    hint = f"{where}; shorten {'them' if several else 'it'} by {total - most:,} {unit}"
    yield Problem(message, place(path), hint, is_limit=True, rule=LIMIT)


def forbidden(box: Box, one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for each text of a box with something that the form, or its part, forbids, such as metrics."""
    for what in dict.fromkeys((*filled.form.forbids, *one.part.forbids)):
        pattern, hint = FORBIDS[what]
        for item in box.items:
            text = " ".join(map(_words, (item.text, *item.lines, *item.points)))
            if found := pattern.search(text):
                message = f"{filled.name} takes no {what} such as '{found[0]}'"
                yield Problem(message, place(item.key or box.path), hint, is_limit=True, rule=FORBIDDEN)


def _words(spans: Sequence[object]) -> str:
    return "".join(getattr(span, "text", "") for span in spans)


def missing(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a warning for everything that the form asks for and the profile lacks."""
    for message, path, hint in one.missing:
        where = place(path) if path else None
        yield Problem(f"{filled.name}: {message}", where, hint, "warning", rule=MISSING)
