"""Cut a document down to the items that a page has room for."""

from collections.abc import Iterable
from dataclasses import replace

from cvgen.document.tree import Document, Item, ItemKey, Section, Span


def cut_down(document: Document, kept: Iterable[Item]) -> Document:
    """Return a document with the items `kept` alone, in the wording that they have there.

    Where items of one paragraph are left out, their number is said: "and 5 more".
    """
    known = {item.key: item for item in kept}
    sections = (_cut_section(section, known) for section in document.sections)
    return replace(document, sections=tuple(section for section in sections if section.items or section.sections))


def _cut_section(section: Section, known: dict[ItemKey, Item]) -> Section:
    items = tuple(known[item.key] for item in section.items if item.key in known)
    left = len(section.items) - len(items)
    if section.run_in and items and left and section.more:
        items += (Item((Span(section.more.replace("{}", str(left))),), kind="word"),)
    return replace(section, items=items, sections=tuple(_cut_section(one, known) for one in section.sections))
