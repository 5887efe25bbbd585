"""What all entries of a profile have in common, and the points below some of them."""

from dataclasses import dataclass
from typing import Any, Self

from cvgen.profile.fields import Text, key, required, required_fields


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Entry:
    """The keys that every entry of every list may have."""

    id: str | None = key("a permanent name of your choice for this entry; it links the versions of a CV")
    tags: tuple[str, ...] = key("words by which documents select entries", ())
    hidden: bool = key("true: stays in this file but is never printed", False)

    # One definition for all: a command that reads a profile would spend a tenth of its time on making these for each.

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __hash__(self) -> int:
        return hash((type(self), *vars(self).values()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"


class Line(Entry):
    """An entry with one required key; a text alone stands for the entry with this key."""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the entry that a text alone means: Award, "Prize" -> Award(title="Prize")."""
        values: dict[str, Any] = {required_fields(cls)[0].name: Text(text)}  # type: ignore[arg-type]  # mypy: Self has no hash
        return cls(**values)


@dataclass(frozen=True)
class Point:
    """A point below an entry; the short form is plain text."""

    text: Text = required("one line")
    tags: tuple[str, ...] = key("words by which documents select points: [industry]", ())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the point that a text alone means: "Led a group" -> Point("Led a group")."""
        return cls(Text(text))
