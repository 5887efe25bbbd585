"""What the form of the page shows of an entry: its fields with their values, and where it is."""

from typing import Any

from cvgen.composers.languages.phrases import ENGLISH
from cvgen.preview.details import PERSON
from cvgen.problems import InputError
from cvgen.profile.edits import value_at
from cvgen.profile.entry_form import Field, form_of, values_of
from cvgen.profile.fields import EntryPath, display_name
from cvgen.profile.languages import NAMES, name_of
from cvgen.profile.model import Profile
from cvgen.profile.translations import code_of
from cvgen.profile.yaml.key_list import sections
from cvgen.profile.yaml.read import Loaded

BIO = ("bio",)
TEXTS = ("text", "line")  # kinds of fields whose value may be in several languages

Data = dict[str, Any]


def entry(loaded: Loaded, key: EntryPath) -> Data:
    """Return the form of what is at a key of a profile; raise InputError where nothing is, or it has no form.

    An interest, which has no form, is a field of the person: `focus` names that field. `list` is the key of the list
    that has the entry, with `count` entries; None if it is in no list. `entries` is the key of those of a section.
    """
    try:
        fields = form_of(key)
    except InputError:
        if not key:
            raise
        return {**entry(loaded, ()), "focus": key[0]}
    values = values_of(loaded.profile, key)
    place = loaded.places.get(key or ("name",))
    is_listed = bool(key) and isinstance(key[-1], int)
    section = _section(loaded.profile, key[:-1]) if is_listed else ""
    return {
        "key": key,
        "title": (display_name(loaded.profile.at(key)) or section) if is_listed else _title(key),
        "section": section,
        "line": place.line if place else 0,
        "list": key[:-1] if is_listed else None,
        "count": len(loaded.profile.at(key[:-1])) if is_listed else 0,
        "entries": (*key, "entries") if is_listed and hasattr(loaded.profile.at(key), "entries") else None,
        "counts_words": key == BIO,
        "focus": "",
        "fields": [_field(field, values[field.name], code_of(loaded.profile.language)) for field in fields],
    }


def _field(field: Field, value: Any, language: str) -> Data:
    """Return a field with its value; a text in several languages has a row for each, those of a list a column for each.

    Where it is deeper in the value, the field is locked: it is changed in the file.
    """
    found = {**field.as_json(), "value": value, "locked": False}
    if isinstance(value, dict) and field.kind in TEXTS:
        return {**found, "kind": "mapping", "of": "text", "columns": ["language", "text"], "examples": list(NAMES)}
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    several = [one for one in items if isinstance(one, dict)]
    if field.kind == "list" and field.of in TEXTS and several:
        codes = dict.fromkeys([language, *(code for one in several for code in one)])
        columns = [{"name": code, "label": name_of(code), "kind": "text"} for code in codes]
        return {**found, "of": "record", "fields": columns}
    deeper = field.kind == "mapping" or any(isinstance(cell, dict) for one in several for cell in one.values())
    return {**found, "locked": bool(several) and deeper}


def empty(profile: Profile, entries: EntryPath) -> Data:
    """Return the form of a new entry of a list; raise InputError where the profile has no list of entries."""
    return {"section": _section(profile, entries), "fields": [one.as_json() for one in form_of((*entries, 0))]}


def lists(profile: Profile) -> list[Data]:
    """Return the keys and headings of the lists to which entries can be added; the custom ones of a profile last."""
    known = [(name,) for name in sections()]
    custom = [("sections", at, "entries") for at in range(len(profile.sections))]
    return [{"list": one, "section": _section(profile, one)} for one in (*known, *custom)]


def _section(profile: Profile, entries: EntryPath) -> str:
    """Return the heading of a list of entries, in English as the page."""
    if len(entries) > 1:
        return display_name(value_at(profile, entries[:-1]))
    name = str(entries[0]) if entries else ""
    return "Custom sections" if name == "sections" else ENGLISH.heading(name)


def _title(key: EntryPath) -> str:
    return ENGLISH.biography if key == BIO else PERSON if not key else ENGLISH.heading(str(key[-1]))
