"""Make one change in the bytes of a profile.yaml, as a form or a page sends it in JSON; everything else stays as it is.

    {"op": "set", "path": ["publications", 3], "key": "title", "value": "..."}
    {"op": "remove-key", "path": ["publications", 3], "key": "doi"}
    {"op": "add", "section": "awards", "at": 0, "entry": {"title": "...", "year": "2024"}}
    {"op": "remove", "path": ["awards", 0]}
    {"op": "move", "path": ["awards", 0], "to": 2}

A path has the names of the model: [] is the profile, ["bio"] its biography, ["sections", 0, "entries", 2] an entry of a
custom section; "add" takes a "path" as well if its list is in an entry. A value is a text, true or false, a list of
texts, or a mapping of labels to texts. An empty value removes its key.
"""

import dataclasses
from dataclasses import dataclass, replace
from typing import Any, get_args, get_origin

from cvgen.problems import InputError, Problem
from cvgen.profile.fields import EntryPath, default_of, required_fields
from cvgen.profile.model import Entry, Profile
from cvgen.profile.yaml.dump import pair
from cvgen.profile.yaml.edit import (
    AddEntries,
    Edit,
    MoveEntry,
    RemoveEntry,
    RemoveKey,
    SetKey,
    edited,
    verified,
)
from cvgen.profile.yaml.json_nodes import ChangeError, Nodes, refused
from cvgen.profile.yaml.keys import class_at, keys_of, rivals
from cvgen.profile.yaml.nodes import Mapping, decode
from cvgen.profile.yaml.read import Loaded, fields_of, load, spell

__all__ = ["ChangeError", "apply_change", "path_of", "value_at", "with_value"]

NOTHING: tuple[Any, ...] = (None, "", (), {})
LONGEST = 500  # characters of a key or a label
IN_FILE = ("documents", "sources")  # keys of the profile that have no form


@dataclass(frozen=True)
class _Planned:
    """The edits that make a change, one after the other, and the profile that they must give."""

    edits: list[Edit]
    wanted: Profile


def apply_change(data: bytes, change: Any) -> bytes:
    """Return the bytes of a profile.yaml after a change in the form that the module describes.

    Raise ChangeError if the change is not possible, with the path of each wrong value, and InputError if `data` is
    not a valid profile or its layout does not allow the change.
    """
    loaded = load(decode(data))
    operations = {"set": _set, "remove-key": _remove_key, "add": _add, "remove": _remove, "move": _move}
    if not isinstance(change, dict):
        raise refused("a change must be an object", "send {op: set, path: [...], key: ..., value: ...}")
    name = change.get("op")
    if not isinstance(name, str) or name not in operations:
        raise refused(f"unknown operation {_quoted(name)}", f"send one of: {', '.join(operations)}")
    planned = operations[name](loaded, change)
    if not planned.edits:
        return data
    for edit in planned.edits:
        data = edited(data, [edit])
    return verified(data, planned.wanted)


def _set(loaded: Loaded, change: dict[str, Any]) -> _Planned:
    """Plan to give a key of an entry a value."""
    path, key, value = _path(loaded.profile, change), _text(change, "key"), _stripped(change.get("value"))
    entry = value_at(loaded.profile, path)
    if isinstance(entry, dict):
        labels = {label: one for label, one in {**entry, key: value}.items() if not _is_empty(one)}
        return _set(loaded, {"path": list(path[:-1]), "key": path[-1], "value": labels})
    cls = _class_of(path)
    if _is_empty(value):
        return _remove_key(loaded, change)
    values = _fields({key: value}, cls)
    _not_a_list(cls, key)
    if entry is None:  # a biography that the file does not have
        return _give(loaded, path[:-1], {str(path[-1]): cls(**values)})
    return _give(loaded, path, values)


def _remove_key(loaded: Loaded, change: dict[str, Any]) -> _Planned:
    """Plan to remove a key of an entry."""
    path, key = _path(loaded.profile, change), _text(change, "key")
    entry = value_at(loaded.profile, path)
    if isinstance(entry, dict):
        return _set(loaded, {**change, "value": ""})
    cls = _class_of(path)
    if key not in keys_of(cls):
        _fields({key: ""}, cls)  # which reports it
    _not_a_list(cls, key)
    targets = [one.field for one in keys_of(cls)[key]]
    if missing := [field for field in targets if field in required_fields(cls)]:
        raise ChangeError([((key,), _needed(missing[0]))])
    if entry is None:
        return _Planned([], loaded.profile)
    bare = replace(entry, **{field.name: default_of(field) for field in targets})
    if path and isinstance(path[-1], str) and not required_fields(cls) and bare == cls():
        return _remove_key(loaded, {"path": list(path[:-1]), "key": path[-1]})
    return _give(loaded, path, {field.name: default_of(field) for field in targets}, keeps_defaults=False)


def _add(loaded: Loaded, change: dict[str, Any]) -> _Planned:
    """Plan to add an entry to a list."""
    path, section = _path(loaded.profile, change), _text(change, "section")
    cls = class_at((*path, section, 0)) if _has_entries(_class_of(path), section) else None
    if cls is None:
        raise refused(f"{_quoted(section)} is not a list of entries in {spell(path)}", path=("section",))
    entries = getattr(value_at(loaded.profile, path), section)
    at = _number({"at": 0, **change}, "at", len(entries))
    entry = _entry(change.get("entry"), cls)
    new = (*entries[:at], entry, *entries[at:])
    return _Planned([AddEntries(section, (entry,), at, path)], with_value(loaded.profile, (*path, section), new))


def _remove(loaded: Loaded, change: dict[str, Any]) -> _Planned:
    """Plan to remove an entry from its list."""
    path, entries = _place(loaded.profile, change)
    at = int(path[-1])
    wanted = with_value(loaded.profile, path[:-1], (*entries[:at], *entries[at + 1 :]))
    return _Planned([RemoveEntry(path)], wanted)


def _move(loaded: Loaded, change: dict[str, Any]) -> _Planned:
    """Plan to move an entry to another index of its list."""
    path, entries = _place(loaded.profile, change)
    to, new = _number(change, "to", len(entries) - 1), list(entries)
    new.insert(to, new.pop(int(path[-1])))
    return _Planned([MoveEntry(path, to)], with_value(loaded.profile, path[:-1], tuple(new)))


def _give(loaded: Loaded, path: EntryPath, values: dict[str, Any], *, keeps_defaults: bool = True) -> _Planned:
    """Plan to give fields of an entry values; one that becomes empty loses its key, `selected: false` keeps it.

    A key such as `year` may have set two fields: the other one gets a separate key.
    """
    entry, cls = loaded.profile.at(path), _class_of(path)
    new = replace(entry, **values)
    changed = [name for name, value in values.items() if not _is_same(value, getattr(entry, name))]
    keys = dict.fromkeys(key for name in changed if (key := _key_in_file(loaded, path, cls, name)))
    together = {key: [one.field for one in keys_of(cls)[key]] for key in keys}
    fields = {field.name: field for field in dataclasses.fields(cls)}
    names = dict.fromkeys([*(one.name for key in keys for one in together[key]), *changed])
    needless = {name for name in names if getattr(new, name) == default_of(fields[name])}
    kept = [name for name in names if name not in needless or (keeps_defaults and getattr(new, name) not in NOTHING)]
    empty = [key for key in keys if not any(one.name in kept for one in together[key])]
    edits: list[Edit] = [SetKey(path, *pair(fields[name], getattr(new, name))) for name in kept]
    return _Planned([*edits, *(RemoveKey(path, key) for key in empty)], with_value(loaded.profile, path, new))


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are equal; labels must have the same order, in which they are printed."""
    return one == other and (not isinstance(one, dict) or list(one) == list(other))


def _key_in_file(loaded: Loaded, path: EntryPath, cls: type, name: str) -> str:
    """Return the key of the file that sets a field; "" if it has none."""
    names = (*rivals(cls, name), name)  # places also has the field itself where another key sets it
    return next((key for key in names if (*path, key) in loaded.places), "")


def _entry(given: Any, cls: type) -> Any:
    """Return the entry that a form describes; ChangeError with all problems."""
    given = _stripped(given)
    if isinstance(given, str) and hasattr(cls, "from_text"):
        given = {required_fields(cls)[0].name: given}
    if not isinstance(given, dict):
        raise refused("an entry must be keys with values", path=("entry",))
    values = _fields({key: value for key, value in given.items() if not _is_empty(value)}, cls)
    if missing := [field for field in required_fields(cls) if field.name not in values]:
        raise ChangeError([((field.name,), _needed(field)) for field in missing])
    return cls(**values)


def _fields(given: dict[str, Any], cls: type) -> dict[str, Any]:
    """Return the values that a form gives to the fields of a class, as the reader of the file returns them."""
    nodes = Nodes()
    node = nodes.node(given, ())
    assert isinstance(node, Mapping)
    try:
        return fields_of(node, cls)
    except InputError as error:
        raise nodes.located(error) from None


def _stripped(value: Any) -> Any:
    """Return a value without the empty items of its lists and the labels without a value, as forms have them."""
    if isinstance(value, list):
        return [one for one in value if not _is_empty(one)]
    if isinstance(value, dict):
        return {key: _stripped(one) for key, one in value.items() if not _is_empty(one)}
    return value


def _is_empty(value: Any) -> bool:
    """Return whether a form has left a value empty."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())


def _needed(field: dataclasses.Field[Any]) -> Problem:
    """Return the problem of a required key without a value."""
    return Problem(f"{field.name} may not be empty", hint=f"write {field.metadata['about']}")


def _not_a_list(cls: type, key: str) -> None:
    """Raise ChangeError for a key with entries, which are changed one by one, or for one without a form."""
    if cls is Profile and key in IN_FILE:
        raise refused(f"{key} can be changed in the file alone", "open profile.yaml in an editor", (key,))
    if _has_entries(cls, keys_of(cls)[key][0].field.name):
        raise refused(f"{key} can't be replaced as a whole", "add, change, move or remove its entries", (key,))


def _has_entries(cls: type, name: str) -> bool:
    """Return whether a field of a class is a list of entries."""
    keys = keys_of(cls).get(name)
    kind = keys[0].kind if keys and keys[0].field.name == name else None
    item = get_args(kind)[0] if get_origin(kind) is tuple else None
    return isinstance(item, type) and issubclass(item, Entry)


def _path(profile: Profile, change: dict[str, Any]) -> EntryPath:
    """Return the path of a change, which must exist; () if it has no path."""
    path = path_of(change.get("path", []))
    value_at(profile, path)
    return path


def path_of(given: Any) -> EntryPath:
    """Return a path that a page sends as a list; ChangeError if it is not one of names and numbers."""
    if not isinstance(given, (list, tuple)) or not all(map(_is_step, given)):
        raise refused("a path must be a list of names and numbers", 'send a path such as ["publications", 3]')
    return tuple(given)


def _is_step(part: Any) -> bool:
    """Return whether a part of a path is a name or a number, neither of them absurdly long."""
    return (type(part) is str and len(part) <= LONGEST) or (type(part) is int and part.bit_length() < 64)


def value_at(profile: Profile, path: EntryPath) -> Any:
    """Return the value at a path; ChangeError if it does not exist or has no form."""
    found: Any = profile
    for part in path:
        is_item = isinstance(found, tuple) and isinstance(part, int) and 0 <= part < len(found)
        names = [field.name for field in dataclasses.fields(found)] if dataclasses.is_dataclass(found) else ()
        if is_item or (isinstance(found, dict) and part in found and part not in IN_FILE):
            found = found[part]
        elif part in names and part not in IN_FILE:
            found = getattr(found, str(part))
        else:
            hint = "load the page again: the file may have changed"
            raise refused(f"the profile has nothing at {_quoted(spell(path))}", hint)
    return found


def _class_of(path: EntryPath) -> Any:
    """Return the class of what is at a path; ChangeError if it has no keys."""
    cls = class_at(path)
    if cls is None:
        raise refused(f"{_quoted(spell(path))} has no keys", "send the path of an entry")
    return cls


def _place(profile: Profile, change: dict[str, Any]) -> tuple[EntryPath, tuple[Any, ...]]:
    """Return the path of an entry that a change removes or moves, and its list."""
    path = _path(profile, change)
    if not path or not isinstance(path[-1], int):
        raise refused(f"{_quoted(spell(path))} is not an entry of a list", 'send a path such as ["awards", 0]')
    return path, value_at(profile, path[:-1])


def _text(change: dict[str, Any], name: str) -> str:
    """Return a member of a change that must be a text."""
    value = change.get(name)
    if not isinstance(value, str) or len(value) > LONGEST:
        raise refused(f"the change needs a short text as its '{name}'", path=(name,))
    return value


def _number(change: dict[str, Any], name: str, most: int) -> int:
    """Return a member of a change that must be a whole number from 0 on."""
    value = change.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise refused(f"the change needs a number from 0 to {most} as its '{name}'", path=(name,))
    return value


def with_value(value: Any, path: EntryPath, new: Any) -> Any:
    """Return a profile, or a part of one, with another value at a path."""
    if not path:
        return new
    part, rest = path[0], path[1:]
    if isinstance(value, dict):
        return {**value, part: with_value(value[part], rest, new)}
    if isinstance(part, int):
        return (*value[:part], with_value(value[part], rest, new), *value[part + 1 :])
    return replace(value, **{part: with_value(getattr(value, part), rest, new)})


def _quoted(value: Any) -> str:
    """Return a value for a message, cut if it is long."""
    text = value if isinstance(value, str) else type(value).__name__
    return f"'{text[:60]}{'…' * (len(text) > 60)}'"
