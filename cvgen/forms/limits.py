"""Compare a filled form with its limits: too many entries, words or characters, forbidden figures, what is missing."""

import re
from collections.abc import Callable, Iterator, Sequence

from cvgen.forms.counts import Unit, count, last_words
from cvgen.forms.fill import Box, Filled, FilledPart
from cvgen.forms.model import Forbidden
from cvgen.problems import Location, Problem
from cvgen.profile.fields import EntryPath

LIMIT, MISSING, FORBIDDEN = "form-limit", "form-missing", "form-forbidden"  # rules, see checks.RULES
METRICS = re.compile(
    r"\bh-?\s?index\b|\bi10-?\s?index\b|\bimpact factors?\b|\bcited (?:over |more than |about )?[\d,.]+ times\b"
    r"|\b[\d,.]+ citations?\b|\bciteScore\b",
    re.IGNORECASE,
)
CITATIONS = re.compile(
    r"https?://|\bdoi:|\b10\.\d{4,}/|\bPMID\b|\bet al\.?,? \(?\d{4}|\([A-Z][\w-]+(?: (?:and|&) [A-Z][\w-]+)?,? \d{4}\)"
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
        yield from _entries(one, filled, place)
        yield from _lengths(one, filled, place)
        yield from _missing(one, filled, place)
        for what in dict.fromkeys((*filled.form.forbids, *one.part.forbids)):
            yield from _forbidden(one, what, filled, place)
    counted = [box for one in filled.parts for box in one.boxes if box.is_counted and _is_statement(box)]
    for most, unit in _units(filled.form.words, filled.form.chars):
        yield from _over(counted, most, unit, filled, "all statements together", place)


def _units(words: int | None, chars: int | None) -> Iterator[tuple[int, Unit]]:
    if words:
        yield words, "words"
    if chars:
        yield chars, "characters"


def _is_statement(box: Box) -> bool:
    return box.path[:1] in (("statements",), ("achievements",))


def _entries(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for a part with too many entries, at the first of them that is too much."""
    title = str(one.part.title or filled.form.title)
    for paths, most, what in ((one.entries, one.part.entries, "entries"), (one.works, one.part.works, "works")):
        if most and len(paths) > most:
            tag = f"{filled.name}/{one.part.module}" if one.part.module else filled.name
            hint = f"give the {most} that matter most the tag {tag}:  tags: [{tag}]"
            if what == "works":
                hint = "take some out of  works:"
            message = f"{filled.name}: {title}: {len(paths):,} {what}, {most:,} allowed"
            yield Problem(message, place(paths[most]), hint, is_limit=True, rule=LIMIT)


def _lengths(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for texts that are too long: all of a part together, and each by itself."""
    part, boxes = one.part, [box for box in one.boxes if box.is_counted]
    title = str(part.title or filled.form.title)
    for most, unit in _units(part.words, part.chars):
        yield from _over(boxes, most, unit, filled, title, place)
    for most, unit in _units(part.words_each, part.chars_each):
        for box in boxes:
            yield from _over([box], most, unit, filled, title, place)


def _over(boxes: Sequence[Box], most: int, unit: Unit, filled: Filled, title: str, place: Place) -> Iterator[Problem]:
    """Yield a problem for boxes that are too long together, with the words at which the limit is reached."""
    total, left = sum(count(box.text, unit) for box in boxes), most
    if total <= most:
        return
    for box in boxes:
        if cut := last_words(box.text, left, unit) if left else "the beginning":
            message = f"{filled.name}: {title}: {total:,} {unit}, {most:,} allowed"
            hint = f"over at {cut!r}; shorten it by {total - most:,} {unit}"
            path = (*box.path, "text") if _is_statement(box) else box.path
            yield Problem(message, place(path), hint, is_limit=True, rule=LIMIT)
            return
        left -= count(box.text, unit)


def _forbidden(one: FilledPart, what: Forbidden, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a problem for each text with something that the form forbids, such as metrics."""
    pattern, hint = FORBIDS[what]
    for box in one.boxes:
        for item in box.items:
            text = " ".join(map(_words, (item.text, *item.lines, *item.points)))
            if found := pattern.search(text):
                message = f"{filled.name} takes no {what} such as '{found[0]}'"
                yield Problem(message, place(item.key or box.path), hint, is_limit=True, rule=FORBIDDEN)


def _words(spans: Sequence[object]) -> str:
    return "".join(getattr(span, "text", "") for span in spans)


def _missing(one: FilledPart, filled: Filled, place: Place) -> Iterator[Problem]:
    """Yield a warning for everything that the form asks for and the profile lacks."""
    for message, path, hint in one.missing:
        where = place(path) if path else None
        yield Problem(f"{filled.name}: {message}", where, hint, "warning", rule=MISSING)
