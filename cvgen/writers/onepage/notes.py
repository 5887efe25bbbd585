"""Notes for the user about a page: what was left out, shortened or could not be drawn."""

from collections.abc import Iterator

from cvgen.document.tree import Document, Section, Spans, plain
from cvgen.writers.onepage.fit import Fitted
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.sections import LONGEST, cut_entries


def notes(document: Document, fitted: Fitted, placed: list[Placed]) -> Iterator[str]:
    """Yield the notes on a page, one line each."""
    left = [_left_out(at, section, fitted) for at, section in enumerate(fitted.sections)]
    if any(left):
        yield f"left out for space: {', '.join(filter(None, left))}"
    yield from _reworded(fitted)
    if count := cut_entries(document):
        yield f"cut: {count} {'entry' if count == 1 else 'entries'} with more than {LONGEST} characters in one text"


def _left_out(at: int, section: Section, fitted: Fitted) -> str:
    """Return how many items of a section are left out: "28 of 34 selected publications"; "" for none."""
    total = len(section.items)
    left = total - sum(candidate.section == at for candidate in fitted.kept)
    title = section.title[:1].lower() + section.title[1:]
    return f"{left} of {total} {title}" if left else ""


def _reworded(fitted: Fitted) -> Iterator[str]:
    """Yield a note for each text in a shorter wording, or cut: its number of words now and before."""
    for before, after in zip(fitted.offered, fitted.sections, strict=True):
        title = before.title[:1].lower() + before.title[1:]
        for long, short in zip(before.items, after.items, strict=True):
            if long.text == short.text:
                continue
            counts = f"{_words(short.text)} of {_words(long.text)} words"
            how = "is printed in a shorter wording" if short.text in long.shorter else "was cut"
            yield f"the {title} {how}: {counts}"


def _words(text: Spans) -> int:
    return len(plain(text).split())
