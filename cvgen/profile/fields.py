"""Define the kinds of values in profile.yaml, and how a class of the model declares its keys."""

from dataclasses import Field, field
from typing import Any, Literal, NewType

Text = NewType("Text", str)  # Unicode with **bold**, *italic*, `code` and [links](https://...)
Url = NewType("Url", str)  # http, https or mailto
Email = NewType("Email", str)
Year = NewType("Year", int)
Identifier = NewType("Identifier", str)  # digits and dots that must not be parsed as a number
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
    """Declare an optional key of profile.yaml: its description, its default, and the name of its singular form.

    With `one="year"`, a list called `years` may be written as `year: 2019`.
    """
    metadata = {"about": about, "one": one}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def required(about: str) -> Any:
    """Declare a required key of profile.yaml with its description."""
    return field(metadata={"about": about, "one": ""})


def default_of(model_field: Field[Any]) -> Any:
    """Return the value of a model field that the file does not set."""
    return model_field.default_factory() if callable(model_field.default_factory) else model_field.default


def display_name(entry: Any) -> str:
    """Return what people call an entry: its title, or else its name, role or text; "" if it has none of them."""
    names = ("title", "name", "course", "role", "degree", "organization", "text")
    return next((str(found) for name in names if (found := getattr(entry, name, None))), "")
