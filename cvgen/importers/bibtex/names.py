"""A list of names in BibTeX -> Authors: particles, braces around a group, signs inside of names, `and others`."""

import re
from collections.abc import Iterator

from cvgen.importers.bibtex import texts
from cvgen.importers.mapping import people
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Author
from cvgen.profile.names import MARK_SIGNS

TOKEN = re.compile(r"(?<!\\)[{}]|(?<!\s)\s+[aA][nN][dD](?=\s)|,")
PART = re.compile(r"(given|family|prefix|suffix)(?:-i)?\s*=\s*([^,]*)")  # biblatex: family=Berg, prefix=van der
PARTS = ("given", "family", "prefix", "suffix")
ANNOTATION = re.compile(r"(\d{1,4})\s*(?::\w+)?=\s*\"?([^\";]*)\"?")
MOST = 20_000  # names; an experiment in physics has 5,000 authors


def authors(said: SourceText, annotations: str, notes: Diagnostics) -> list[Author]:
    """The field `author`, and biblatex's `author+an` with the marks of each -> who they are."""
    marks = {int(at): "".join(sign for sign in signs if sign in MARK_SIGNS) for at, signs in _noted(annotations)}
    found: list[Author] = []
    for number, raw in enumerate(_names(said, notes), 1):
        author = _author(raw.strip(" ,"), marks.get(number, ""))
        if author:
            found.append(author)
        elif raw.strip(" ,") and not people.is_others(raw):
            notes.warn(f"'{raw.strip()[:60]}' is no name, and is left out", said)
    return found


def items(text: str) -> list[str]:
    """ "{Best and Brightest} and Oral" -> each item of a list, as biblatex joins them."""
    return [item.strip() for item in _split(text, " and ")]


def _noted(annotations: str) -> Iterator[tuple[str, str]]:
    return ((found[1], found[2].replace("\\", "")) for found in ANNOTATION.finditer(annotations))


def _names(said: SourceText, notes: Diagnostics) -> Iterator[str]:
    """A list of names -> each; "Chao Li, Bo Ek, Cy Dee, Di Eff" with nothing but commas is told, and parted."""
    for raw in _split(said.text, " and ")[:MOST]:
        commas = [part.strip() for part in _split(raw, ",")]
        if len(commas) > 3 and all(" " in part for part in commas if part):
            notes.warn("these names are joined by commas; BibTeX wants 'and' between them", said)
            yield from commas
        else:
            yield raw


def _author(raw: str, marks: str) -> Author | None:
    """One name -> the author; a group in braces, or a name with a comma in braces, stays as it is."""
    if PART.match(raw):
        parts = {found[1]: texts.name(found[2].strip()) for found in PART.finditer(raw)}
        return people.author(people.of_parts(*(parts.get(key, "") for key in PARTS)), marks)
    if _is_group(raw):
        return people.whole(texts.name(raw[1:-1]) + marks)
    words = [texts.name(part) for part in _split(raw, ",")]
    is_protected = any("," in word for word in words)  # by braces, as in Barnes{,} Inc.
    return people.whole(", ".join(words) + marks) if is_protected else people.author(", ".join(words), marks)


def _is_group(raw: str) -> bool:
    """Whether braces hold all of it together, as around {Barnes and Noble, Inc.}; not those of an accent."""
    if not re.match(r"\{(?!\\['`^\"~=.uvHckrdb])", raw) or not raw.endswith("}"):
        return False
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", raw[:-1]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return False
    return True


def _split(text: str, separator: str) -> list[str]:
    """Split at " and " or at commas, but not inside of braces."""
    parts, start, depth = [], 0, 0
    text = text.strip()
    for token in TOKEN.finditer(text):
        sign = token[0].strip()
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        if depth == 0 and sign.lower() == separator.strip():
            parts.append(text[start : token.start()])
            start = token.end()
    return [*parts, text[start:]]
