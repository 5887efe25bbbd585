"""Align two sequences of words with the fewest insertions and deletions."""

from collections.abc import Sequence

Opcode = tuple[str, int, int, int, int]


def aligned(old: Sequence[str], new: Sequence[str]) -> list[Opcode]:
    """Return opcodes as difflib does: ("equal", 0, 3, 0, 3), ("delete", 3, 4, 3, 3), ..."""
    from rapidfuzz.distance import Indel

    numbers: dict[str, int] = {}
    mine, theirs = ([numbers.setdefault(word, len(numbers)) for word in words] for words in (old, new))
    found: list[Opcode] = []
    for code in Indel.opcodes(mine, theirs):
        if found and code.tag != "equal" and found[-1][0] != "equal":
            _, start, _, other, _ = found.pop()
            found.append(("replace", start, code.src_end, other, code.dest_end))
        else:
            found.append((code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return found
