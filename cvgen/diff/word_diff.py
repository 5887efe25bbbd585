"""Two texts -> what was taken out and put in, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

CJK = "぀-ヿ㐀-䶿一-鿿가-힯豈-﫿"  # written without spaces: each character is a word
TOKEN = re.compile(rf"\s+|[{CJK}]|[^\W{CJK}]+(?:['’.,-][^\W{CJK}]+)*|.", re.DOTALL)


@dataclass(frozen=True)
class Run:
    """A stretch of text that stayed, was taken out or was put in."""

    op: Literal["same", "removed", "added"]
    text: str


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """Two texts -> runs whose same and removed ones make the old text, whose same and added ones the new."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    runs: list[Run] = []
    for op, start, end, other_start, other_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[other_start:other_end])
        runs += [Run("same", gone)] if op == "equal" else [Run("removed", gone), Run("added", come)]
    return tuple(_whole(runs))


def _whole(runs: list[Run]) -> Iterator[Run]:
    """Draw changes together that only a space parts: "old words" -> "new text" is one change, not two."""
    parted: list[Run] = []
    for at, run in enumerate(runs):
        is_gap = run.op == "same" and not run.text.strip() and 0 < at < len(runs) - 1
        parted += [Run("removed", run.text), Run("added", run.text)] if is_gap else [run]
    for is_same, group in groupby(parted, key=lambda run: run.op == "same"):
        found = list(group)
        sides: tuple[Literal["same", "removed", "added"], ...] = ("same",) if is_same else ("removed", "added")
        texts = ((op, "".join(run.text for run in found if run.op == op)) for op in sides)
        yield from (Run(op, text) for op, text in texts if text)
