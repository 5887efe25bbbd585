"""Render one name: the order of its parts, particles, initials and the looks of family and given names."""

from collections.abc import Mapping
from typing import NamedTuple

from cvgen.citations import people
from cvgen.citations.decorate import Look
from cvgen.citations.initials import initials
from cvgen.citations.people import Person, spaced
from cvgen.citations.rich_text import parse
from cvgen.citations.tokens import Text, Tokens


class NameStyle(NamedTuple):
    """How names are written: the attributes of `cs:name` with what it inherits."""

    is_long: bool
    is_initialized: bool
    mark: str | None  # behind initials; None if names stay whole
    is_hyphened: bool
    sort_separator: str
    demote: str  # "never", "sort-only" or "display-and-sort"
    family: Look | None
    given: Look | None


def name_style(given: Mapping[str, str], looks: Mapping[str, Look], is_hyphened: bool, demote: str) -> NameStyle:
    """Return how names are written, from attributes and the looks of name parts."""
    return NameStyle(
        given.get("form", "long") != "short",
        given.get("initialize", "true") != "false",
        given.get("initialize-with"),
        is_hyphened,
        given.get("sort-separator", ", "),
        demote,
        looks.get("family"),
        looks.get("given"),
    )


def render_name(person: Person, style: NameStyle, is_inverted: bool, is_sorting: bool) -> Tokens:
    """Return a name, family name first if it is inverted."""
    if person.is_literal or not (person.given or person.non_dropping or person.dropping or person.suffix):
        return _part(person.family or person.given, style.family, "family")
    given = _given(person, style)
    if person.is_eastern:
        return _eastern(person, given, style)
    if not style.is_long:
        return _part(_short_family(person, style, is_sorting), style.family, "family")
    if not person.family:
        return _part(spaced(person.non_dropping, given), style.given, "given")
    return _inverted(person, given, style, is_sorting) if is_inverted else _straight(person, given, style)


def _given(person: Person, style: NameStyle) -> str:
    if style.mark is None or not person.given:
        return person.given
    return initials(person.given, style.mark, style.is_hyphened, style.is_initialized)


def _short_family(person: Person, style: NameStyle, is_sorting: bool) -> str:
    if is_sorting and style.demote != "never":
        return person.family
    return spaced(person.non_dropping, person.family)


def _eastern(person: Person, given: str, style: NameStyle) -> Tokens:
    if not style.is_long:
        return _part(person.family, style.family, "family")
    space = " " if not people.EASTERN.search(person.family) else ""
    last = [Text(space), *_part(person.given, style.given, "given")] if person.given else []
    return [*_part(person.family, style.family, "family"), *last]


def _straight(person: Person, given: str, style: NameStyle) -> Tokens:
    """Return "Ludwig van Beethoven Jr."."""
    dropping, family = person.dropping, spaced(person.non_dropping, person.family)
    if dropping and dropping[-1] in people.APOSTROPHES:
        family, dropping = dropping + family, ""
    first = _part(given, style.given, "given")
    if dropping:
        first = [*first, Text(" "), *_particle(dropping, style.given)] if first else _particle(dropping, style.given)
    out = _row(first, _part(family, style.family, "family"), " ")
    if person.suffix:
        out += [Text(", " if person.has_comma else " "), *parse(person.suffix, "suffix")]
    return out


def _particle(text: str, look: Look | None) -> Tokens:
    """Return a particle, which has the case and the font of its name, without affixes."""
    return _part(text, look.without(prefix=True, suffix=True) if look else None, "given")


def _inverted(person: Person, given: str, style: NameStyle, is_sorting: bool) -> Tokens:
    """Return "Beethoven, Ludwig van, Jr.", or "van Beethoven, Ludwig" where particles stay with the family name."""
    is_demoted = style.demote == "display-and-sort" or (is_sorting and style.demote == "sort-only")
    family = person.family if is_demoted else spaced(person.non_dropping, person.family)
    after = spaced(person.dropping, person.non_dropping) if is_demoted else person.dropping
    first = _part(given, style.given, "given")
    if after:
        first = [*first, Text(" "), *_particle(after, style.given)] if first else _particle(after, style.given)
    out = _part(family, style.family, "family")
    for part in (first, list(parse(person.suffix, "suffix")) if person.suffix else []):
        if part:
            out = _row(out, part, style.sort_separator)
    return out


def _row(left: Tokens, right: Tokens, between: str) -> Tokens:
    """Return two parts of a name with a text between, none behind an apostrophe."""
    if not left or not right:
        return [*left, *right]
    return [*left, Text(between), *right]


def _part(text: str, look: Look | None, source: str) -> Tokens:
    if not text:
        return []
    tokens = list(parse(text, source))
    return look.apply(tokens, False) if look else tokens
