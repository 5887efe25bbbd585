"""Arrange the texts of a filled form for a portal that takes no file: a field for each box, with counters and notes.

`kit_text` and `kit_page` write what this module arranges.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cvgen.document.markdown import plain_text
from cvgen.forms.counts import Unit, measured, overrun
from cvgen.forms.fill import Box, Filled, FilledPart, Missing
from cvgen.forms.limits import Place, forbidden, in_units, is_statement, missing, too_many
from cvgen.forms.model import Part
from cvgen.problems import Problem


@dataclass(frozen=True)
class Counter:
    """The length of one or several fields, against their limit if they have one."""

    unit: Unit
    most: int | None
    fields: "tuple[Field, ...]"

    @property
    def words(self) -> str:
        """Return the length in words: "62 of 60 words: 2 too many, after “…the second cohort”"."""
        return measured([one.text for one in self.fields], self.most, self.unit)

    @property
    def is_over(self) -> bool:
        """Whether the fields are longer than they may be."""
        return bool(self.most and overrun([one.text for one in self.fields], self.most, self.unit))


@dataclass(frozen=True)
class Note:
    """What is wrong with a field or a part, or missing there, with the line of the profile and how to fix it."""

    text: str
    is_error: bool


@dataclass(frozen=True)
class Field:
    """One field of a portal: its name, the text to paste, the line of the profile that it comes from, its limits.

    An empty field has a hint how to fill it. `is_whole` tells that the heading above has its name, `is_needed` that
    the form can't be without it, `is_statement` that the limit of all statements counts it. `pieces` are
    its title, place and dates with their names.
    """

    id: str
    name: str
    text: str
    line: str
    hint: str
    is_whole: bool
    is_needed: bool
    is_statement: bool
    notes: tuple[Note, ...]
    limits: tuple[tuple[Unit, int | None], ...]
    pieces: tuple[tuple[str, str], ...]

    @property
    def counters(self) -> Iterator[Counter]:
        """Yield a counter for each unit in which the portal counts the field."""
        return (Counter(unit, most, (self,)) for unit, most in self.limits)


@dataclass(frozen=True)
class KitPart:
    """A part of a form: its title, what it asks for, its limits in words, its notes, its fields and their totals."""

    title: str
    help: str
    limits: str
    notes: tuple[Note, ...]
    totals: tuple[Counter, ...]
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Kit:
    """The texts of a form in the order of its portal: sections with their titles and parts, and the total of all."""

    filled: Filled
    sections: tuple[tuple[str, tuple[KitPart, ...]], ...]
    totals: tuple[Counter, ...]

    @property
    def fields(self) -> Iterator[Field]:
        """Yield the fields of all parts, in order."""
        return (field for _, parts in self.sections for part in parts for field in part.fields)

    @property
    def counters(self) -> Iterator[Counter]:
        """Yield every counter in the order of the portal, the totals of all statements last."""
        for _, parts in self.sections:
            for part in parts:
                yield from part.totals
                for field in part.fields:
                    yield from field.counters
        yield from self.totals

    @property
    def is_broken(self) -> bool:
        """Whether the form has a limit that the profile breaks."""
        notes = [note for _, parts in self.sections for part in parts for note in part.notes]
        notes += (note for field in self.fields for note in field.notes)
        return any(note.is_error for note in notes) or any(one.is_over for one in self.counters)


def arrange(filled: Filled, place: Place, file: str) -> Kit:
    """Return the texts of a filled form; `place` finds an entry in the profile, whose file is called `file`."""
    arranger = _Arranger(filled, place, file)
    titled = ((plain_text(section.title or ""), parts) for section, parts in filled.sections)
    sections = tuple(
        (title, tuple(arranger.part(one, f"{at}-{of}", title) for of, one in enumerate(parts, 1)))
        for at, (title, parts) in enumerate(titled, 1)
    )
    counted = tuple(field for _, parts in sections for part in parts for field in part.fields if field.is_statement)
    totals = (Counter(unit, most, counted) for unit, most in in_units(filled.form.words, filled.form.chars))
    return Kit(filled, sections, tuple(totals))


def limits_of(part: Part) -> str:
    """Return the limits of a part in words: "3 entries; 4,350 characters together"; "" without any."""
    found = {
        "entries": part.entries, "works": part.works, "words together": part.words, "characters together": part.chars,
        "words each": part.words_each, "characters each": part.chars_each,
    }  # fmt: skip
    return "; ".join(f"{most:,} {what}" for what, most in found.items() if most)


@dataclass(frozen=True)
class _Arranger:
    """What the parts of a kit are arranged from."""

    filled: Filled
    place: Place
    file: str

    def part(self, one: FilledPart, number: str, above: str) -> KitPart:
        """Return a part; `number` is its own within the form: "2-1", `above` the title of its section."""
        part = one.part
        boxes = one.boxes or (_empty(one),) * (not part.text or part.needed)
        title = plain_text(part.title or "")
        names = _names(boxes, title)
        shared = sum(box.is_counted for box in boxes) > 1
        fields = tuple(
            self._field(box, one, f"box-{number}-{at}", name, name == (title or above), shared)
            for at, (box, name) in enumerate(zip(boxes, names, strict=True), 1)
        )
        counted = tuple(field for field, box in zip(fields, boxes, strict=True) if box.is_counted)
        totals = tuple(Counter(unit, most, counted) for unit, most in in_units(part.words, part.chars) if shared)
        problems = (*too_many(one, self.filled, self.place), *self._missing(one, boxes, inside=False))
        notes = self._notes(problems, str(part.title or ""))
        helped = "\n\n".join(plain_text(text) for text in (part.help, part.text) if text)
        return KitPart(title, helped, limits_of(part), notes, totals, fields)

    def _field(self, box: Box, one: FilledPart, id: str, name: str, is_whole: bool, shared: bool) -> Field:
        """Return the field of a box; a limit that it has with other fields is not its own."""
        place = self.place(box.origin)
        line = f"{self.file}:{place.line}" if place and box.text else ""
        problems = (*forbidden(box, one, self.filled, self.place), *self._missing(one, [box], inside=True))
        notes = self._notes(problems, "")
        limits = tuple(_limits(box, one.part, self.filled, shared)) if box.text else ()
        is_needed = one.part.needed or any(fact.needed for fact in one.part.facts if fact.label == box.label)
        return Field(
            id, name, box.text, line, box.hint, is_whole, is_needed, is_statement(box), notes, limits, box.pieces
        )

    def _missing(self, one: FilledPart, boxes: Iterable[Box], inside: bool) -> Iterator[Problem]:
        """Yield what is missing inside the entries of some boxes, or in the other ones of a part."""
        found = (each for each in one.missing if each[1] and any(_is_in(box, each) for box in boxes) == inside)
        return missing(replace(one, missing=tuple(found)), self.filled, self.place)

    def _notes(self, problems: Iterable[Problem], title: str) -> tuple[Note, ...]:
        """Return problems as notes, without the names of the form and the part, which are above them."""
        found = []
        for problem in problems:
            line = f"{self.file}:{problem.place.line}: " if problem.place else ""
            message = problem.message.removeprefix(f"{self.filled.name}: ").removeprefix(f"{title}: ")
            found.append(Note(f"{line}{message}; {problem.hint}", problem.severity == "error"))
        return tuple(found)


def _is_in(box: Box, found: Missing) -> bool:
    """Tell whether something is missing in the entry of a box."""
    return bool(box.path) and found[1][: len(box.path)] == box.path


def _empty(one: FilledPart) -> Box:
    """Return the box of a part for which the profile has nothing."""
    return Box(str(one.part.title or ""), (), "", hint=one.hint)


def _names(boxes: Iterable[Box], title: str) -> Iterator[str]:
    """Yield the name of each box; those of several entries are numbered: "Achievement 2", "Works 2"."""
    numbers = {path: at for at, path in enumerate(dict.fromkeys(box.path for box in boxes if len(box.path) > 1), 1)}
    for box in boxes:
        number = f" {numbers[box.path]}" if len(numbers) > 1 and box.path in numbers else ""
        yield f"{plain_text(box.label) or title}{number}"


def _limits(box: Box, part: Part, filled: Filled, shared: bool) -> Iterator[tuple[Unit, int | None]]:
    """Yield the units in which a portal counts a box, each with its limit; statements are counted in any case."""
    if not box.is_counted:
        return
    form = filled.form
    limits = dict(in_units(part.words_each, part.chars_each))
    together = dict(in_units(part.words, part.chars))
    found: dict[Unit, int | None] = {**(dict.fromkeys(together) if shared else together), **limits}
    if not found and is_statement(box):
        found = dict.fromkeys(dict(in_units(form.words, form.chars)) or ("words", "characters"))
    yield from found.items()
