"""Join the pages of a list of works to one answer; refuse a list that never ends, or is too long for one person."""

import json
from collections.abc import Callable
from typing import Any

from cvgen.online.services import FIRST_PAGE, Pages

MOST_WORKS = 5_000  # that the importers read
MOST_BYTES = 60_000_000  # of all pages


class ShapeError(Exception):
    """The answer can't be used: the message completes a sentence that begins with the service."""

    def __init__(self, message: str, hint: str = "try again later, or look it up in a browser") -> None:
        super().__init__(message)
        self.hint = hint


def joined(ask: Callable[[str], bytes], where: Pages) -> bytes:
    """Return the first page with the works of all; `ask` returns the page of a cursor.

    Raise ShapeError for an answer without a list of works, and for more than MOST_WORKS or MOST_BYTES.
    """
    data = ask(FIRST_PAGE)
    first = page = json.loads(data)
    works, size, cursors = _works(first, where), len(data), {FIRST_PAGE}
    total = _at(first, where.total)
    while len(works) <= MOST_WORKS and (cursor := _next(page, where)) and cursor not in cursors:
        if isinstance(total, int) and not len(works) < total <= MOST_WORKS:
            break
        cursors.add(cursor)
        data = ask(cursor)
        page, size = json.loads(data), size + len(data)
        if size > MOST_BYTES:
            raise ShapeError(f"sent more than {MOST_BYTES / 1e6:g} MB")
        works += _works(page, where)
    count = max(len(works), total if isinstance(total, int) else 0)
    if count > MOST_WORKS:
        message = f"lists {count:,} works, more than the {MOST_WORKS:,} that one person can have here"
        raise ShapeError(message, "check the number: it may stand for several people")
    _at(first, where.works[:-1])[where.works[-1]] = works
    return json.dumps(first, ensure_ascii=False).encode(errors="replace")


def _works(page: Any, where: Pages) -> list[Any]:
    """Return the works of a page."""
    found = _at(page, where.works)
    if not isinstance(found, list):
        raise ShapeError("gave an answer without a list of works")
    return found


def _next(page: Any, where: Pages) -> str:
    """Return the cursor of the next page; "" at the end, which some services mark by a page without works."""
    cursor = _at(page, where.cursor)
    return cursor if isinstance(cursor, str) and _works(page, where) else ""


def _at(value: Any, path: tuple[str, ...]) -> Any:
    """Return what is at a path of JSON, None if nothing is."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
