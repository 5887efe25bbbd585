"""Define the kinds of values in profile.yaml, and how a class of the model declares its keys."""

from dataclasses import Field, field
from typing import Any, Literal, NewType

Text = NewType("Text", str)  # Unicode with **bold**, *italic*, `code` and [links](https://...)
Url = NewType("Url", str)  # http, https or mailto
Email = NewType("Email", str)
Year = NewType("Year", int)
Identifier = NewType("Identifier", str)  # digits and dots that must not be read as a number
FilePath = NewType("FilePath", str)  # relative to the folder of profile.yaml
Count = NewType("Count", int)  # 1, 2, 3, ...

EntryPath = tuple[str | int, ...]  # where a value is in a profile: ("publications", 3), ("bio", "long")

PublicationType = Literal[
    "journal", "conference", "workshop", "book", "chapter", "preprint", "thesis", "report",
    "editorial", "review", "abstract", "poster", "demo", "dataset", "software", "other",
]  # fmt: skip
PublicationStatus = Literal[
    "in preparation", "submitted", "under review", "accepted", "in press", "published", "preprint", "rejected",
]  # fmt: skip


def key(about: str, default: Any = None, one: str = "") -> Any:
    """Declare a key of profile.yaml: its description, its default, and the name of the key for a single value.

    With `one="year"`, a list called `years` may be written as `year: 2019`.
    """
    metadata = {"about": about, "one": one}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def required(about: str) -> Any:
    """Declare a key of profile.yaml without a default."""
    return field(metadata={"about": about, "one": ""})


def default_of(one: Field[Any]) -> Any:
    """Return the default of a key of the model."""
    return one.default_factory() if callable(one.default_factory) else one.default


def display_name(entry: Any) -> str:
    """Return how people refer to an entry: its title, or the name, role or text in place of one."""
    names = ("title", "name", "course", "role", "degree", "organization", "text")
    return next((str(found) for name in names if (found := getattr(entry, name, None))), "")
