"""Sort references by the keys of a style."""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cmp_to_key
from typing import Any, NamedTuple

from cvgen.citations.context import Context, Render
from cvgen.citations.dates import sort_digits
from cvgen.citations.elements import NUMBERS, Compiler
from cvgen.citations.numbers import is_numeric
from cvgen.citations.rich_text import parse
from cvgen.citations.tokens import plain
from cvgen.xml import Element

NAMES = frozenset((
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
))  # fmt: skip
DATES = frozenset(("accessed", "available-date", "event-date", "issued", "original-date", "submitted"))
NUMBER = "citation-number"
LIMITS = {"names-min": "et-al-min", "names-use-first": "et-al-use-first", "names-use-last": "et-al-use-last"}
Item = Mapping[str, Any]


class Key(NamedTuple):
    """A sort key: what gives its words for an item, and whether the order is turned around."""

    words: Callable[[Context], str]
    is_descending: bool


def compile_keys(area: Element, compiler: Compiler) -> list[Key]:
    """Return the keys of a bibliography or of citations."""
    return [
        Key(_key(key, compiler), key.attributes.get("sort") == "descending") for key in area.first("sort").all("key")
    ]


def counts_down(area: Element, macros: Mapping[str, Element]) -> bool:
    """Return whether the first key of a bibliography is the number of its entries, falling."""
    key = next(iter(area.first("sort").all("key")), area)
    given = key.attributes
    if given.get("sort") != "descending":
        return False
    return given.get("variable") == NUMBER or (given.get("macro", "") in macros and _has_number(macros[given["macro"]]))


def _has_number(element: Element) -> bool:
    return element.attributes.get("variable") == NUMBER or any(map(_has_number, element.children()))


def _key(element: Element, compiler: Compiler) -> Callable[[Context], str]:
    given = element.attributes
    limits = {LIMITS[name]: given[name] for name in LIMITS if name in given}
    if "macro" in given:
        return _macro(compiler.macro(given["macro"], element), limits)
    name = given.get("variable", "")
    if name in NAMES:
        fake = {"variable": name}
        long = Element("name", {"form": "long", "name-as-sort-order": "all"}, element.place)
        render = compiler.compiled(Element("names", fake, element.place, [long]))
        return _macro(render, limits)
    if name in DATES:
        return lambda ctx: sort_digits(ctx.date(name)) if ctx.date(name) else ""
    return lambda ctx: _value(ctx.value(name), name)


def _macro(render: Render, limits: dict[str, str]) -> Callable[[Context], str]:
    def words(ctx: Context) -> str:
        ctx.is_sorting = True
        ctx.limits = limits
        found = plain(render(ctx))
        ctx.hidden = set()
        return found

    return words


def _value(value: str, name: str) -> str:
    if name in NUMBERS and is_numeric(value):
        digits = "".join(char if char.isdecimal() else " " for char in value).split()
        return " ".join(number.zfill(10) for number in digits) or value
    return plain(list(parse(value, name)))


def in_order(items: list[Item], keys: list[Key], context: Callable[[Item, int], Context]) -> list[Item]:
    """Return items sorted by keys; an item without a key comes last, and equal ones keep their order."""
    if not keys:
        return items
    rows: list[tuple[list[tuple[str, str]], Item]] = []
    for n, item in enumerate(items):
        rows.append(([folded(key.words(context(item, n + 1))) for key in keys], item))

    def compare(one: tuple[list[tuple[str, str]], Item], other: tuple[list[tuple[str, str]], Item]) -> int:
        return _compare(one[0], other[0], keys)

    rows.sort(key=cmp_to_key(compare))
    return [item for _, item in rows]


def _compare(one: list[tuple[str, str]], other: list[tuple[str, str]], keys: list[Key]) -> int:
    for left, right, key in zip(one, other, keys, strict=True):
        if left == right:
            continue
        if not left[0] or not right[0]:
            return 1 if not left[0] else -1
        result = -1 if left < right else 1
        return -result if key.is_descending else result
    return 0


def folded(text: str) -> tuple[str, str]:
    """Return what a text is sorted by: without case, accents and signs first, then with them."""
    plain_text = unicodedata.normalize("NFD", text.casefold())
    letters = "".join(char for char in plain_text if not unicodedata.combining(char))
    kept = "".join(char if char.isalnum() or char.isspace() else "!" for char in letters)
    return " ".join(kept.lstrip("! ").split()), letters
