"""Choose what a sidebar holds: the contacts, and the sections that are lists of words, such as interests and skills."""

from collections.abc import Iterable

from cvgen.document.tree import Document, Section, plain
from cvgen.writers.style import Style

LINE = 26  # characters of a line in the sidebar
MOST_LINES = 40  # what surely has room on the first page beside the other sections


def sidebar(document: Document, style: Style) -> tuple[Section, ...]:
    """Return the sections for the sidebar: none where the style has no sidebar, or where a page has no room for them.

    What the sidebar does not hold stays in its place, so that nothing is lost.
    """
    if style.tokens.get("sidebar") != "start":
        return ()
    chosen = tuple(section for section in document.sections if section.run_in and section.items)
    texts = [plain(item.text) for section in chosen for item in section.items]
    texts += [section.title for section in chosen] * 3 + list(map(plain, document.header.contacts))
    return chosen if _lines(texts) <= MOST_LINES else ()


def _lines(texts: Iterable[str]) -> int:
    return sum(1 + len(text) // LINE for text in texts)
