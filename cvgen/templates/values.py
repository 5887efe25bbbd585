"""The values that a template sees: records, spans and dates that nothing can change, decoded from JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from cvgen.document.tree import Span, Spans

READ = ("text", "lines", "points", "aside")  # the fields of an item that show it


class Record:
    """A part of a document or a profile: its fields by name, and nothing else."""

    __slots__ = ("_fields", "_kind", "_note")

    def __init__(self, kind: str, fields: Mapping[str, Any], note: Callable[[], None] | None = None) -> None:
        self._kind, self._fields, self._note = kind, fields, note

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._fields:
            raise AttributeError(name)
        if self._note and name in READ:
            self._note()
        return self._fields[name]

    def __repr__(self) -> str:
        """Return the kind of the record, where a template puts one into a text: the same in every run."""
        return f"({self._kind})"


class Day(Record):
    """A date; dates are sorted by time."""

    __slots__ = ()

    def __lt__(self, other: Any) -> bool:
        return isinstance(other, Day) and _time(self) < _time(other)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and _time(self) == _time(other)

    def __hash__(self) -> int:
        return hash(_time(self))

    def __str__(self) -> str:
        """Return the date in the language of the document."""
        return str(self.text)


class Line(tuple[Any, ...]):
    """A text as spans, each with its looks and the address of its link."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the words alone."""
        return "".join(span.text for span in self)


class Reader:
    """Decode values, and note which items of the document the template reads."""

    def __init__(self, mark_safe: Callable[[str], str]) -> None:
        self.shown: set[int] = set()
        self._mark_safe = mark_safe

    def value(self, data: Any) -> Any:
        """Return what a template sees of a value in JSON."""
        if isinstance(data, list):
            return [self.value(one) for one in data]
        if not isinstance(data, dict):
            return data
        ((kind, found),) = data.items()
        if kind == "line":
            return Line(_span(*one) for one in found)
        if kind == "safe":
            return self._mark_safe(found)
        fields = {name: self.value(one) for name, one in found.items()}
        if kind == "dictionary":
            return fields
        if kind == "date":
            return Day(kind, fields)
        number = fields.pop("number_in_document", None)
        return Record(kind, fields, None if number is None else lambda: self.shown.add(number))


def spans_of(value: Any) -> Spans | None:
    """Return the spans of a line or of a part of one, None for any other value."""
    parts = value if isinstance(value, (tuple, list)) else (value,)
    if not all(isinstance(one, Record) and one._kind == "span" for one in parts):
        return None
    return tuple(Span(one.text, frozenset(one.looks), one.url) for one in parts)


def names_in(value: Any) -> list[str]:
    """Return the names of the fields of a value, to suggest one of them."""
    return list(value._fields) if isinstance(value, Record) else list(value) if isinstance(value, dict) else []


KINDS: dict[type, str] = {Line: "line", tuple: "list", list: "list", dict: "dictionary", str: "text", int: "number"}


def kind_of(value: Any) -> str:
    """Return what to call a value in a message: "item", "list"."""
    if isinstance(value, Record):
        return str(value._kind)
    return next((name for kind, name in KINDS.items() if isinstance(value, kind)), "function")


def _span(text: str, looks: list[str], url: str | None) -> Record:
    return Record("span", {"text": text, "looks": tuple(looks), "url": url})


def _time(day: Day) -> tuple[int, int, int]:
    return day.year, day.month, day.day
