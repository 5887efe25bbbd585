"""What the form of the page shows of an entry: its fields with their values, and where it is."""

from typing import Any

from cvgen.problems import InputError
from cvgen.profile.entry_form import form_of, values_of
from cvgen.profile.fields import EntryPath, display_name
from cvgen.profile.yaml.key_list import sections
from cvgen.profile.yaml.read import Loaded

Data = dict[str, Any]


def entry(loaded: Loaded, key: EntryPath) -> Data:
    """Return the form of what is at a key of a profile; raise InputError where nothing is, or it has no form.

    An interest, which has no form, is a field of the person: `focus` names that field.
    """
    try:
        fields = form_of(key)
    except InputError:
        if not key:
            raise
        return {**entry(loaded, ()), "focus": key[0]}
    values = values_of(loaded.profile, key)
    place = loaded.places.get(key or ("name",))
    found = loaded.profile.at(key) if key else loaded.profile
    return {
        "key": key,
        "title": display_name(found) or str(key[0]),
        "section": str(key[0]) if key else "",
        "line": place.line if place else 0,
        "count": len(loaded.profile.at(key[:-1])) if key and isinstance(key[-1], int) else 0,
        "focus": "",
        "fields": [{**field.as_json(), "value": values[field.name]} for field in fields],
    }


def empty(section: str) -> Data:
    """Return the form of a new entry of a section; raise InputError for a section without entries."""
    return {"fields": [field.as_json() for field in form_of(section)]}


def lists() -> list[str]:
    """Return the names of the sections to which entries can be added."""
    return list(sections())
