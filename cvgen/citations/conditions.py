"""Compile the conditions of `cs:if` and `cs:else-if`."""

from collections.abc import Callable
from typing import Any

from cvgen.citations.context import Context
from cvgen.citations.numbers import is_numeric
from cvgen.xml import Element

Test = Callable[[Context], bool]


def condition(element: Element) -> Test:
    """Return the test of an `if`: all, any or none of what its attributes ask for."""
    match = element.attributes.get("match", "all")
    tests = [test for name, value in element.attributes.items() for test in _tests(name, value)]
    if len(tests) == 1 and match != "none":
        return tests[0]
    if match == "any":
        return lambda ctx: any(test(ctx) for test in tests)
    if match == "none":
        return lambda ctx: not any(test(ctx) for test in tests)
    return lambda ctx: all(test(ctx) for test in tests)


def needs_type_alone(element: Element) -> bool:
    """Return whether nothing but the type of an item decides a condition."""
    return set(element.attributes) <= {"type", "match"}


def _tests(name: str, value: str) -> list[Test]:
    words = value.split()
    if name == "type":  # of which an item has one, so that one of several is enough whatever `match` says
        types = frozenset(words)
        return [lambda ctx: ctx.type in types]
    maker = TESTS.get(name)
    if maker is None:
        return []
    tests = [maker(word) for word in words]
    return [lambda ctx: any(test(ctx) for test in tests)] if name in ("position", "locator") else tests


def _has_variable(word: str) -> Test:
    def test(ctx: Context) -> bool:
        found = ctx.present.get(word)
        if found is None:
            found = ctx.present[word] = has_value(ctx, word)
        return found

    return test


def has_value(ctx: Context, name: str) -> bool:
    """Return whether an item has a variable; names and dates must have a name or a date in them."""
    found = ctx.item.get(name)
    if found is None:
        return bool(ctx.given(name))
    if isinstance(found, dict):
        return bool(ctx.date(name))
    if isinstance(found, list):
        return bool(found)
    return bool(found != "")


def _is_numeric(word: str) -> Test:
    def test(ctx: Context) -> bool:
        value = ctx.given(word)
        return bool(value) and is_numeric(value)

    return test


def _is_uncertain(word: str) -> Test:
    return lambda ctx: ctx.date(word).is_uncertain


def _has_locator(word: str) -> Test:
    wanted = word.replace("sub verbo", "sub-verbo")

    def test(ctx: Context) -> bool:
        label: Any = ctx.item.get("label") or "page"
        return bool(ctx.item.get("locator")) and str(label).replace("sub verbo", "sub-verbo") == wanted

    return test


def _has_position(word: str) -> Test:
    return lambda ctx: ctx.position == word


def _is_disambiguated(word: str) -> Test:
    return lambda ctx: ctx.is_disambiguated


TESTS: dict[str, Callable[[str], Test]] = {
    "variable": _has_variable,
    "is-numeric": _is_numeric,
    "is-uncertain-date": _is_uncertain,
    "locator": _has_locator,
    "position": _has_position,
    "disambiguate": _is_disambiguated,
}
