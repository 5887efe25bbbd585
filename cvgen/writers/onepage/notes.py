"""Notes: what the user is told about a page: what was left out, shortened or could not be drawn."""

from collections.abc import Iterator

from cvgen.document.tree import Document, Section, Spans, plain
from cvgen.writers.onepage.fit import Fitted
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.sections import LONGEST, cut_entries
from cvgen.writers.onepage.text import missing


def notes(document: Document, fitted: Fitted, placed: list[Placed]) -> Iterator[str]:
    """The document, what was kept of it and where it stands -> lines for the user."""
    left = [_left_out(at, section, fitted) for at, section in enumerate(fitted.sections)]
    if any(left):
        yield f"left out for space: {', '.join(filter(None, left))}"
    yield from _reworded(fitted)
    if count := cut_entries(document):
        yield f"cut: {count} {'entry' if count == 1 else 'entries'} with more than {LONGEST} characters in one text"
    if unknown := missing("".join(thing.thing.plain for thing in placed)):
        signs = ", ".join(f"U+{ord(char):04X}" for char in unknown[:10])
        yield f"no bundled font has {signs}{' and others' if unknown[10:] else ''}: a box stands there"


def _left_out(at: int, section: Section, fitted: Fitted) -> str:
    """ "28 of 34 selected publications", or nothing when all of them are there."""
    total = len(section.items)
    left = total - sum(candidate.section == at for candidate in fitted.kept)
    title = section.title[:1].lower() + section.title[1:]
    return f"{left} of {total} {title}" if left else ""


def _reworded(fitted: Fitted) -> Iterator[str]:
    """For each text that stands there in other words, or not to its end: how many words are left of it."""
    for before, after in zip(fitted.offered, fitted.sections, strict=True):
        title = before.title[:1].lower() + before.title[1:]
        for long, short in zip(before.items, after.items, strict=True):
            if long.text == short.text:
                continue
            counts = f"{_words(short.text)} of {_words(long.text)} words"
            how = "stands in a shorter wording" if short.text in long.shorter else "was cut"
            yield f"the {title} {how}: {counts}"


def _words(text: Spans) -> int:
    return len(plain(text).split())
