"""What a key of profile.yaml may hold: the kinds of values, and how a class of the model declares its keys."""

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
    """A key of profile.yaml: what it is for, its value when left out, and the name that takes a single one.

    `one="year"` on a list called `years` lets people write `year: 2019`.
    """
    metadata = {"about": about, "one": one}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def required(about: str) -> Any:
    """A key of profile.yaml that must be there."""
    return field(metadata={"about": about, "one": ""})


def default_of(one: Field[Any]) -> Any:
    """A key of the model -> its value where the file has none."""
    return one.default_factory() if callable(one.default_factory) else one.default


def display_name(entry: Any) -> str:
    """An entry -> what people call it: its title, or the name, role or text that stands for one."""
    names = ("title", "name", "course", "role", "degree", "organization", "text")
    return next((str(found) for name in names if (found := getattr(entry, name, None))), "")
