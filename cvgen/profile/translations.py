"""Texts in several languages: `title: {en: Prize, de: Preis}`.

A `Translated` is a text whose own value is that in the language of the profile, so whoever prints, compares or counts
texts need not know about it. What is for readers of one language is made from `in_language`.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from cvgen.profile.dates import Date
from cvgen.profile.fields import EntryPath, Text
from cvgen.profile.languages import DEFAULT

T = TypeVar("T")

PLAIN = frozenset([str, bool, int, Date])  # values without translations, as most are


class Translated(str):
    """A text in several languages; its value as a text is that in the main one.

    Two of them are equal if they say the same in the same languages; none is equal to a text in one language.
    """

    texts: dict[str, str]  # by the codes of the languages, in the order of the file
    is_used: ClassVar[bool] = False  # whether this process has made one: most profiles need not be searched for them

    def __new__(cls, main: str, texts: Mapping[str, str]) -> Self:
        """Return a text in several languages whose main value is `main`, one of `texts`."""
        made = super().__new__(cls, main)
        made.texts = dict(texts)
        Translated.is_used = True
        return made

    @classmethod
    def of(cls, texts: Mapping[str, str], language: str = "") -> Self:
        """Return a text whose main value is that in `language`, else the first one."""
        found = closest(texts, language)
        return cls(texts[found or next(iter(texts))], texts)

    def __getnewargs__(self) -> tuple[str, dict[str, str]]:  # type: ignore[override]  # str has one argument
        return str(self), self.texts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Translated) and self.texts == other.texts

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(frozenset(self.texts.items()))

    @property
    def main(self) -> str:
        """The language of the value as a text."""
        return next(language for language, text in self.texts.items() if text == str(self))


def closest(languages: Iterable[str], wanted: str) -> str:
    """Return the one of some languages that is `wanted`, or another form of it: de for de-AT; "" for neither."""
    known = list(languages)
    base = wanted.partition("-")[0]
    near = (one for one in known if one.partition("-")[0] == base)
    return wanted if wanted in known else next(near, "")


def texts_of(text: str, language: str) -> dict[str, str]:
    """Return a text by its languages; one that is not translated is in `language`."""
    return text.texts if isinstance(text, Translated) else {language: text}


def code_of(language: str | None) -> str:
    """Return the code of the language of a profile; of a language file, its name if that is one."""
    return (language or DEFAULT).removesuffix(".yaml")


def joined(texts: Iterable[str], separator: str = "; ") -> Text:
    """Return texts as one, in each language in which one of them is."""
    parts = list(texts)
    languages = dict.fromkeys(language for part in parts if isinstance(part, Translated) for language in part.texts)
    if not languages:
        return Text(separator.join(parts))
    whole = {one: separator.join(_picked(part, one)[0] for part in parts) for one in languages}
    return Text(Translated(separator.join(map(str, parts)), whole))


def in_language(value: T, language: str) -> tuple[T, tuple[EntryPath, ...]]:
    """Return a profile, or a part of one, with all texts in one language, and the paths of those without it.

    A text without it has its main value. A value without translations is returned itself.
    """
    missing: list[EntryPath] = []
    if not Translated.is_used:
        return value, ()
    return _in(value, language, (), missing), tuple(missing)


def has_translations(value: Any) -> bool:
    """Return whether a profile, or a part of one, has a text in several languages."""
    return bool(in_language(value, "")[1])


def _picked(text: str, language: str) -> tuple[str, bool]:
    """Return a text in a language, or its main value, and whether it is in that language."""
    if not isinstance(text, Translated):
        return text, True
    found = closest(text.texts, language)
    return (text.texts[found], True) if found else (str(text), False)


def _parts(value: Any) -> Iterable[tuple[str | int, Any]]:
    """Return the parts of a value that may hold translations, with the last part of their paths."""
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, dict):
        return value.items()
    return vars(value).items() if dataclasses.is_dataclass(value) else ()


def _in(value: Any, language: str, path: EntryPath, missing: list[EntryPath]) -> Any:
    """Return a value in one language, itself if nothing in it is translated; add the paths of texts without it."""
    kind = type(value)
    if kind is Translated:
        text, is_in = _picked(value, language)
        if not is_in:
            missing.append(path)
        return text
    changed = {
        part: new
        for part, inner in _parts(value)
        if inner and type(inner) not in PLAIN and (new := _in(inner, language, (*path, part), missing)) is not inner
    }
    if not changed:
        return value
    if kind is tuple:
        return tuple(changed.get(at, inner) for at, inner in enumerate(value))
    if kind is dict:
        return {**value, **changed}
    values: dict[str, Any] = {str(name): new for name, new in changed.items()}
    return dataclasses.replace(value, **values)
