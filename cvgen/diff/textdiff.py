"""Two streams of words, as they come out of PDFs -> what differs in the words, whatever the layout."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cvgen.diff.match.alignment import aligned

CJK = "぀-ヿ㐀-䶿一-鿿가-힯豈-﫿"  # written without spaces: a line may end between any two
PARTS = re.compile(rf"[{CJK}]|[^\s{CJK}]+")
ALIKE = str.maketrans("‘’‚‛“”„«»‹›′″‐‑‒–—―−", '\'\'\'\'"""""""\'"-------')
NEAR = 60  # words: so far may a date in a column of its own be from its place in a line
FEWEST_MOVED = 4  # words in a row that stand elsewhere are a matter of layout, at any distance
MOST_MOVED, MOST_ROWS = 4_000, 300  # words among which such rows are looked for, and how many rows
CONTEXT = 6  # words


@dataclass(frozen=True)
class Hunk:
    """Words that are gone and words that have come in their place, and those before them."""

    before: str
    old: str
    new: str


def compare(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Two streams of words -> the hunks in which they differ, in order."""
    mine, theirs = _parts(old), _parts(new)
    opcodes = aligned([_key(word) for word in mine], [_key(word) for word in theirs])
    gone = [at for tag, a, b, _, _ in opcodes if tag != "equal" for at in range(a, b)]
    come = [at for tag, _, _, c, d in opcodes if tag != "equal" for at in range(c, d)]
    moved_old, moved_new = _moved(mine, theirs, gone, come)
    return list(_hunks(opcodes, mine, theirs, moved_old, moved_new))


def _parts(words: Sequence[str]) -> list[str]:
    """Words -> those that say something, Chinese and Japanese signs one by one."""
    found = (part for word in words for part in PARTS.findall(unicodedata.normalize("NFKC", word)))
    return [part for part in found if any(char.isalnum() for char in part)]


def _key(word: str) -> str:
    """A word without what layout does to it: hyphens, curly quotation marks, and the signs around it."""
    return word.translate(ALIKE).replace("-", "").replace("\u00ad", "").strip("'\"()[]{}.,;:·|")


def _moved(mine: list[str], theirs: list[str], gone: list[int], come: list[int]) -> tuple[set[int], set[int]]:
    """The places of words that are on both sides, in another order: columns are read in one or the other way."""
    old, new = set(gone), set(come)
    if len(gone) > MOST_MOVED or len(come) > MOST_MOVED:
        return set(), set()
    for _ in range(MOST_ROWS):
        left, right = (
            [(at, _key(words[at])) for at in sorted(places)] for words, places in ((mine, old), (theirs, new))
        )
        block = _longest(left, right)
        if not block:
            break
        first, second, length = block
        near = abs(first[0] - second[0]) <= NEAR + abs(len(mine) - len(theirs))
        if length < FEWEST_MOVED and not near:
            break
        old -= set(first)
        new -= set(second)
    return set(gone) - old, set(come) - new


def _longest(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> tuple[list[int], list[int], int] | None:
    """The longest row of words that both lists have."""
    from difflib import SequenceMatcher

    found = SequenceMatcher(None, [key for _, key in old], [key for _, key in new], autojunk=False).find_longest_match()
    if not found.size:
        return None
    first = [at for at, _ in old[found.a : found.a + found.size]]
    second = [at for at, _ in new[found.b : found.b + found.size]]
    return first, second, found.size


def _hunks(
    opcodes: Sequence[tuple[str, int, int, int, int]],
    mine: list[str],
    theirs: list[str],
    moved: set[int],
    came: set[int],
) -> Iterator[Hunk]:
    for tag, a, b, c, d in opcodes:
        if tag == "equal":
            continue
        old = _text(mine[at] for at in range(a, b) if at not in moved)
        new = _text(theirs[at] for at in range(c, d) if at not in came)
        if old or new:
            yield Hunk(_text(theirs[max(0, c - CONTEXT) : c]), old, new)


def _text(words: Iterable[str]) -> str:
    """Words -> a text; between Chinese and Japanese signs there are no spaces."""
    return re.sub(rf"(?<=[{CJK}]) (?=[{CJK}])", "", " ".join(words))
