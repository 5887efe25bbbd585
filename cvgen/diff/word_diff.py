"""Compare two texts word by word."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from cvgen.diff.match.alignment import Opcode, aligned
from cvgen.profile.text import is_word, tokenize

MOST_COMPARED = 1_000_000  # pairs of tokens, spaces among them: two texts of five hundred words
RunOp = Literal["same", "removed", "added"]


class Run(NamedTuple):
    """A stretch of text that is in both texts, only in the old one or only in the new one."""

    op: RunOp
    text: str


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """Split two texts into runs: the same and removed ones make the old text, the same and added ones the new."""
    before, after = tokenize(old), tokenize(new)
    runs: list[Run] = []
    for op, start, end, other_start, other_end in _opcodes(before, after):
        gone, come = "".join(before[start:end]), "".join(after[other_start:other_end])
        runs += [Run("same", gone)] if op == "equal" else [Run("removed", gone), Run("added", come)]
    return tuple(_joined(runs))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[Opcode]:
    """Return how one list of tokens becomes the other; difflib finds the rows that a reader sees, but not quickly."""
    if len(old) * len(new) > MOST_COMPARED:
        return aligned(old, new)
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Join changes with no word between them: "old, words" -> "new, text" is one change, not two."""
    split: list[Run] = []
    for at, run in enumerate(runs):
        is_gap = run.op == "same" and not is_word(run.text) and 0 < at < len(runs) - 1
        split += [Run("removed", run.text), Run("added", run.text)] if is_gap else [run]
    for is_same, group in groupby(split, key=lambda run: run.op == "same"):
        found = list(group)
        sides: tuple[RunOp, ...] = ("same",) if is_same else ("removed", "added")
        texts = ((op, "".join(run.text for run in found if run.op == op)) for op in sides)
        yield from (Run(op, text) for op, text in texts if text)
