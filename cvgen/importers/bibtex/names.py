"""Parse a list of names in BibTeX: particles, braces around groups, marks inside names, `and others`."""

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
MAX_NAMES = 20_000  # names; an experiment in physics has 5,000 authors


def authors(source: SourceText, annotations: str, notes: Diagnostics) -> list[Author]:
    """Return the people in the field `author`, with the marks in biblatex's `author+an`."""
    marks = {int(at): "".join(sign for sign in signs if sign in MARK_SIGNS) for at, signs in _marks(annotations)}
    found: list[Author] = []
    for number, raw in enumerate(_names(source, notes), 1):
        author = _author(raw.strip(" ,"), marks.get(number, ""))
        if author:
            found.append(author)
        elif raw.strip(" ,"):
            notes.warn(f"'{raw.strip()[:60]}' is left out: it is not a name", source)
    return people.placed(found)


def items(text: str) -> list[str]:
    """Return the items of a list that "and" separates: "{Best and Brightest} and Oral" -> two items."""
    return [item.strip() for item in _split(text, " and ")]


def _marks(annotations: str) -> Iterator[tuple[str, str]]:
    """Return pairs of position and marks from `author+an`."""
    return ((found[1], found[2].replace("\\", "")) for found in ANNOTATION.finditer(annotations))


def _names(source: SourceText, notes: Diagnostics) -> Iterator[str]:
    """Yield each name of a list; a list separated by commas alone is noted, and split at them."""
    for raw in _split(source.text, " and ")[:MAX_NAMES]:
        commas = [part.strip() for part in _split(raw, ",")]
        if len(commas) > 3 and all(" " in part for part in commas if part):
            notes.warn("these names are separated by commas; BibTeX needs 'and' between them", source)
            yield from commas
        else:
            yield raw


def _author(raw: str, marks: str) -> Author | None:
    """Return the author of one name; a group in braces, or a name with a comma in braces, stays as it is."""
    if PART.match(raw):
        parts = {found[1]: texts.name(found[2].strip()) for found in PART.finditer(raw)}
        return people.author(people.of_parts(*(parts.get(key, "") for key in PARTS)), marks)
    if people.is_others(raw):
        return people.author(raw.strip("{}"))
    if _is_group(raw):
        return people.whole(texts.name(raw[1:-1]) + marks)
    words = [texts.name(part) for part in _split(raw, ",")]
    is_protected = any("," in word for word in words)  # by braces, as in Barnes{,} Inc.
    return people.whole(", ".join(words) + marks) if is_protected else people.author(", ".join(words), marks)


def _is_group(raw: str) -> bool:
    """Return whether braces surround a whole name, as in {Barnes and Noble, Inc.}; braces of an accent do not count."""
    if not re.match(r"\{(?!\\['`^\"~=.uvHckrdb])", raw) or not raw.endswith("}"):
        return False
    depth = 0
    for brace in re.finditer(r"(?<!\\)[{}]", raw[:-1]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return False
    return True


def _split(text: str, separator: str) -> list[str]:
    """Return a text split at " and " or at commas, but not inside braces."""
    parts, start, depth = [], 0, 0
    text = text.strip()
    for token in TOKEN.finditer(text):
        sign = token[0].strip()
        depth = max(0, depth + {"{": 1, "}": -1}.get(sign, 0))
        if depth == 0 and sign.lower() == separator.strip():
            parts.append(text[start : token.start()])
            start = token.end()
    return [*parts, text[start:]]
