"""Define the kinds of values in profile.yaml, and how a class of the model declares its keys."""

from dataclasses import MISSING, Field, field, fields
from functools import cache
from typing import Any, Literal, NewType

Text = NewType("Text", str)  # Unicode with **bold**, *italic*, `code` and [links](https://...)
Plain = NewType("Plain", str)  # a few words on one line, printed without Markdown
Url = NewType("Url", str)  # http, https or mailto
Email = NewType("Email", str)
Year = NewType("Year", int)
Identifier = NewType("Identifier", str)  # digits and dots that must not be parsed as a number
FilePath = NewType("FilePath", str)  # relative to the folder of profile.yaml
Color = NewType("Color", str)  # a name, or # and three or six hexadecimal digits
Count = NewType("Count", int)  # 1, 2, 3, ...
Months = NewType("Months", float)  # of a person's work in a year: 1.5

TRANSLATABLE = (Text, Plain)  # kinds of values that may be in several languages: {en: Prize, de: Preis}
EntryPath = tuple[str | int, ...]  # where a value is in a profile: ("publications", 3), ("bio", "long")

PublicationType = Literal[
    "journal", "conference", "workshop", "book", "edited volume", "chapter", "translation", "book review", "preprint",
    "thesis", "report", "editorial", "review", "abstract", "poster", "demo", "dataset", "software", "other",
]  # fmt: skip
PublicationStatus = Literal[
    "in preparation", "submitted", "under review", "in revision", "under contract", "accepted", "in press",
    "forthcoming", "published", "preprint", "rejected",
]  # fmt: skip
GrantStatus = Literal["pending", "current", "completed"]
# What people write for one of these values.
OTHER_WORDS = {
    "article": "journal", "journal article": "journal", "conference paper": "conference", "monograph": "book",
    "edited": "edited volume", "edited book": "edited volume", "collection": "edited volume",
    "book chapter": "chapter", "phd thesis": "thesis", "dissertation": "thesis", "to appear": "forthcoming",
    "printed": "published", "in review": "under review", "under revision": "in revision",
    "revise and resubmit": "in revision",
    "submitted proposal": "pending", "active": "current", "awarded": "current", "finished": "completed",
}  # fmt: skip

# Names that a key has in other sections: any section with a title, an organization and dates takes the same ones.
TITLE, ORGANIZATION, NOTE = ("title",), ("organization", "institution"), ("description",)
WHEN = ("year", "date")  # of what happened in one year, or ended in it


def key(
    about: str,
    default: Any = None,
    one: str = "",
    also: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    joined: bool = False,
) -> Any:
    """Declare an optional key of profile.yaml: its description, its default, and its other names.

    With `one="year"`, a list called `years` may be written as `year: 2019`. Each name in `also` reads the same as the
    key; for a list with a singular form it means that form. With `flags=("invited",)`, `invited: true` sets the value
    "invited". With `joined`, the text may be written as a list.
    """
    metadata = {"about": about, "one": one, "also": also, "flags": flags, "joined": joined}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


def required(about: str, also: tuple[str, ...] = ()) -> Any:
    """Declare a required key of profile.yaml with its description, and its other names in `also`."""
    return field(metadata={"about": about, "one": "", "also": also, "flags": (), "joined": False})


@cache
def required_fields(cls: Any) -> tuple[Field[Any], ...]:
    """Return the fields of a model class that every entry must have, in their order."""
    return tuple(one for one in fields(cls) if one.default is one.default_factory is MISSING)


def default_of(model_field: Field[Any]) -> Any:
    """Return the value of a model field that the file does not set."""
    return model_field.default_factory() if callable(model_field.default_factory) else model_field.default


def display_name(entry: Any) -> str:
    """Return what people call an entry: its title, or else its name, role or text; "" if it has none of them."""
    names = ("title", "name", "course", "role", "degree", "organization", "text")
    return next((str(found) for name in names if (found := getattr(entry, name, None))), "")
