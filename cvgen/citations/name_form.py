"""Render one name: the order of its parts, particles, initials and the looks of family and given names."""

from collections.abc import Mapping
from typing import NamedTuple

from cvgen.citations import people
from cvgen.citations.decorate import Look
from cvgen.citations.initials import initials
from cvgen.citations.people import Person
from cvgen.citations.rich_text import parse
from cvgen.citations.tokens import Text, Tokens

PLAIN = Look({})


class NameStyle(NamedTuple):
    """How names are written: the attributes of `cs:name` with what it inherits."""

    is_long: bool
    is_initialized: bool
    mark: str | None  # behind initials; None if names stay whole
    is_hyphened: bool
    sort_separator: str
    demote: str  # "never", "sort-only" or "display-and-sort"
    family: "PartLook"
    given: "PartLook"


class PartLook(NamedTuple):
    """How the family names or the given names look: each word inside, affixes around all of them."""

    inner: Look
    outer: Look


def name_style(given: Mapping[str, str], looks: Mapping[str, Look], is_hyphened: bool, demote: str) -> NameStyle:
    """Return how names are written, from attributes and the looks of name parts."""
    return NameStyle(
        given.get("form", "long") != "short",
        given.get("initialize", "true") != "false",
        given.get("initialize-with"),
        is_hyphened,
        given.get("sort-separator", ", "),
        demote,
        _part_look(looks.get("family", PLAIN)),
        _part_look(looks.get("given", PLAIN)),
    )


def _part_look(look: Look) -> PartLook:
    affixes = Look({"prefix": look.prefix, "suffix": look.suffix})
    return PartLook(look.without(prefix=True, suffix=True), affixes)


def render_name(person: Person, style: NameStyle, is_inverted: bool, is_sorting: bool) -> Tokens:
    """Return a name, family name first if it is inverted."""
    if person.is_literal or not person.family:
        return _part([person.dropping, person.non_dropping, person.family or person.given], style.family, "family")
    if person.is_eastern:
        return _eastern(person, style)
    if not style.is_long:
        is_demoted = is_sorting and style.demote != "never"
        return _part(["" if is_demoted else person.non_dropping, person.family], style.family, "family")
    given = _given(person, style)
    return _inverted(person, given, style, is_sorting) if is_inverted else _straight(person, given, style)


def _given(person: Person, style: NameStyle) -> str:
    if style.mark is None or not person.given:
        return person.given
    return initials(person.given, style.mark, style.is_hyphened, style.is_initialized)


def _eastern(person: Person, style: NameStyle) -> Tokens:
    """Return a name whose family name always comes first, in Chinese characters without a space."""
    family = _part([person.family], style.family, "family")
    if not style.is_long or not person.given:
        return family
    space = "" if people.EASTERN.search(person.family) else " "
    return [*family, Text(space), *_part([person.given], style.given, "given")]


def _straight(person: Person, given: str, style: NameStyle) -> Tokens:
    """Return "Ludwig van Beethoven Jr."."""
    dropping = style.given.inner.apply(list(parse(person.dropping, "given")), False) if person.dropping else []
    family = _words([person.non_dropping, person.family], style.family.inner, "family")
    between = "" if person.dropping[-1:] in people.APOSTROPHES else " "
    out = _row(dropping, family, between)
    if person.suffix:
        out += [Text(", " if person.has_comma else " "), *parse(person.suffix, "suffix")]
    return _row(_part([given], style.given, "given"), style.family.outer.apply(out, False), " ")


def _inverted(person: Person, given: str, style: NameStyle, is_sorting: bool) -> Tokens:
    """Return "Beethoven, Ludwig van, Jr.", or "van Beethoven, Ludwig" where particles stay with the family name."""
    is_demoted = style.demote == "display-and-sort" or (is_sorting and style.demote == "sort-only")
    before, after = ("", person.non_dropping) if is_demoted else (person.non_dropping, "")
    out = _part([before, person.family], style.family, "family")
    first = _part([given, person.dropping, after.strip()], style.given, "given", style.family.inner if after else None)
    for part in (first, list(parse(person.suffix, "suffix")) if person.suffix else []):
        out = _row(out, part, style.sort_separator)
    return out


def _row(left: Tokens, right: Tokens, between: str) -> Tokens:
    """Return two parts of a name with a text between them."""
    if not left or not right:
        return [*left, *right]
    return [*left, Text(between), *right]


def _part(words: list[str], look: PartLook, source: str, of_last: Look | None = None) -> Tokens:
    """Return the words of a part of a name with its affixes; `of_last` is the look of the last word, if it differs."""
    out = _words(words, look.inner, source, of_last)
    return look.outer.apply(out, False) if out else out


def _words(words: list[str], look: Look, source: str, of_last: Look | None = None) -> Tokens:
    """Return the words of a part of a name, without a space behind an apostrophe or a hyphen.

    `of_last` is the look of the last word, if it differs.
    """
    out: Tokens = []
    last = ""
    for place, word in enumerate(words, 1):
        if not word:
            continue
        if out and last[-1] not in "'’-– ":
            out.append(Text(" "))
        of_word = of_last if of_last and place == len(words) else look
        out += of_word.apply(list(parse(word, source)), False)
        last = word
    return out
