"""Write the translations of a list into the bytes of a profile.yaml; everything else stays as it is."""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cvgen.problems import InputError, Location, Problem
from cvgen.profile.edits import with_value
from cvgen.profile.fields import EntryPath
from cvgen.profile.languages import name_of
from cvgen.profile.model import Profile
from cvgen.profile.text_fields import TextField, text_fields
from cvgen.profile.translation_list import Listed, id_of, source_of
from cvgen.profile.translations import Translated, code_of, texts_of
from cvgen.profile.yaml.dump import pair
from cvgen.profile.yaml.edit import Edit, SetKey, apply_edits
from cvgen.profile.yaml.nodes import Scalar, decode
from cvgen.profile.yaml.read import load
from cvgen.profile.yaml.values import READERS, UnreadableError

LONGEST = 80  # characters of a text in a message


@dataclass(frozen=True)
class Applied:
    """The bytes of a profile with translations, how many were written, and how many of the list are still empty."""

    data: bytes
    written: int
    empty: int


def apply_list(data: bytes, listed: Iterable[Listed]) -> Applied:
    """Return a profile with the translations of a list.

    Raise InputError with a problem for each text of the list that is no longer that of the profile, or has another
    translation by now, and for each translation that can't be read; then nothing is written.
    """
    profile = load(decode(data)).profile
    texts, problems, empty = dict[EntryPath, Translated](), list[Problem](), 0
    known = {id_of(profile, one.path): one for one in text_fields(profile)}
    alike: dict[str, list[TextField]] = defaultdict(list)
    for name, field in known.items():
        alike[_shape(name)].append(field)
    for one in listed:
        try:
            found = _found(one, known.get(one.id), alike[_shape(one.id)], code_of(profile.language))
            new = _filled(one, found, profile)
        except InputError as error:
            problems += error.problems
            continue
        empty += not any(one.text(language) for language in list(one.lines)[1:])
        if new != found.text and isinstance(new, Translated):
            texts[found.path] = new
    if problems:
        raise InputError(problems)
    wanted = profile
    for path, text in texts.items():
        wanted = with_value(wanted, path, text)
    return Applied(apply_edits(data, _edits(wanted, texts), wanted), len(texts), empty)


def _found(one: Listed, at: TextField | None, alike: Iterable[TextField], own: str) -> TextField:
    """Return the text of a profile that one of a list means, also where entries before it are new or gone.

    `at` is the one with its id, `alike` are those of the same key in any entry.
    """
    if at and _is_source(one, at, own):
        return at
    same = [found for found in alike if _is_source(one, found, own)]
    if len(same) == 1:
        return same[0]
    if at is None:
        message = f"the profile has no text '{one.id}' any more"
        raise InputError([Problem(message, one.place, "delete it from the list")])
    message = f"the text '{one.id}' has changed since the list was made"
    now = at.text if len(at.text) <= LONGEST else f"{at.text[:LONGEST].rsplit(' ', 1)[0]} …"
    hint = f"now it is: {now}; check the translation and copy this text into the list, or delete it from the list"
    raise InputError([Problem(message, one.places.get(next(iter(one.lines), ""), one.place), hint)])


def _is_source(one: Listed, found: TextField, own: str) -> bool:
    """Return whether a text of a profile is the source that a list has."""
    source, text = source_of(found.text, own)
    return _read(one.text(source), found.kind, one.places.get(source, one.place)) == text


def _shape(name: str) -> str:
    """Return an id without what is in brackets: "awards[0].title" -> "awards[].title"."""
    return "".join(part.partition("]")[2] if at else part for at, part in enumerate(name.split("[")))


def _filled(one: Listed, found: TextField, profile: Profile) -> str:
    """Return a text with the translations that a list has of it; raise InputError for one that can't be written."""
    own = code_of(profile.language)
    source, _ = source_of(found.text, own)
    texts = dict(texts_of(found.text, own))
    for language in one.lines:
        new = _read(one.text(language), found.kind, one.places[language])
        if language == source or not new:
            continue
        if texts.get(language, new) != new:
            message = f"'{one.id}' already has another {name_of(language)} text: {texts[language]}"
            hint = "change it in the profile, or leave it empty here"
            raise InputError([Problem(message, one.places[language], hint)])
        texts[language] = new
    return Translated.of(texts, own) if len(texts) > 1 else found.text


def _read(text: str, kind: Any, place: Location) -> str:
    """Return a text as the reader of a profile reads it; raise InputError for one that a profile can't have."""
    try:
        return str(READERS[kind](Scalar(text, plain=False, place=place)))
    except UnreadableError as error:
        raise InputError([Problem(str(error), place, error.hint)]) from None


def _edits(wanted: Profile, paths: Iterable[EntryPath]) -> Iterator[Edit]:
    """Yield an edit for each key of the file that has one of these texts."""
    for path in dict.fromkeys(path if isinstance(path[-1], str) else path[:-1] for path in paths):
        owner, name = wanted.at(path[:-1]), str(path[-1])
        if isinstance(owner, dict):
            yield SetKey(path[:-1], name, owner[name])
        else:
            fields = {field.name: field for field in dataclasses.fields(owner)}
            yield SetKey(path[:-1], *pair(fields[name], getattr(owner, name)))
