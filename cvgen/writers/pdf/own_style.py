"""Bound what a user's style may take of WeasyPrint, and find the rule on which it fails."""

from collections.abc import Callable
from typing import TypeVar

from cvgen import limits
from cvgen.problems import InputError, Location, Problem, SetupError, origin
from cvgen.writers.style import Style
from cvgen.writers.tokens import rules

SECONDS, PER_ITEM = 3.0, 0.05  # of the processor; our styles take 0.2 and 0.01
MEGABYTES, PER_THOUSAND = 250, 1000  # a document with 2,000 items takes 900
TOO_MUCH = "this style takes too {} to set pages"
HINT = "remove rules until it works; look at the sizes of pages and texts, at margins, columns and positions"

Result = TypeVar("Result")


def bounded(work: Callable[[], Result], again: Callable[[Style], object], style: Style, items: int) -> Result:
    """Return what `work` returns for a document with that number of items; `again` does the same in another style.

    Raise InputError about the user's style where its rules take too much, or WeasyPrint fails on them. Tokens can't do
    that, as they were checked.
    """
    if not style.own_rules:
        return work()
    seconds, megabytes = SECONDS + PER_ITEM * items, MEGABYTES + PER_THOUSAND * items // 1000
    with (
        origin(style.name, style.own),
        limits.memory(megabytes, TOO_MUCH.format("much memory"), HINT),
        limits.effort(seconds, TOO_MUCH.format("long"), HINT),
    ):
        try:
            return work()
        except (InputError, SetupError, MemoryError):
            raise
        except Exception as error:
            place = _blamed(again, style)
            if place is None:
                raise
            hint = "remove it, or one of its declarations; other rules may stay"
            raise InputError([Problem("WeasyPrint can't set pages with this rule", place, hint)]) from error


def _blamed(again: Callable[[Style], object], style: Style) -> Location | None:
    """Return the place of the first rule on which `again` fails, None if it fails without any of them."""
    own = rules(style.own)
    if _fails(again, style.up_to(own[0].source_line, own[0].source_column)):
        return None
    good, bad = 0, len(own)
    while bad - good > 1:
        middle = (good + bad) // 2
        next_one = own[middle]
        if _fails(again, style.up_to(next_one.source_line, next_one.source_column)):
            bad = middle
        else:
            good = middle
    return Location(own[good].source_line, own[good].source_column)


def _fails(again: Callable[[Style], object], style: Style) -> bool:
    try:
        again(style)
    except (InputError, SetupError, MemoryError):
        raise
    except Exception:
        return True
    return False
