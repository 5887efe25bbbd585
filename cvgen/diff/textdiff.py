"""Compare the words of two PDFs, whatever their layout."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cvgen.diff.match.alignment import aligned
from cvgen.profile.text import CJK, is_word, tokenize

PLAIN_SIGNS = str.maketrans("‘’‚‛“”„«»‹›′″‐‑‒–—―−", '\'\'\'\'"""""""\'"-------')
IGNORED = "'\"()[]{}.,;:·|。、"  # around a word: layout adds and drops them
BETWEEN_CJK = re.compile(rf"(?<=[{CJK}]) (?=[{CJK}])")
NEAR = 60  # words; a date in a column may be so far from its place in a line
FEWEST_MOVED = 4  # words in a row; if only their place differs, that is layout, at any distance
MOST_MOVED, MOST_ROWS = 4_000, 300  # words among which such rows are searched, and how many rows
CONTEXT = 6  # words


@dataclass(frozen=True)
class Hunk:
    """Removed words, the words in their place, and the words before them."""

    before: str
    old: str
    new: str


def compare(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Return the places, in order, where two lists of words differ; a word has no space in it."""
    mine, theirs = ([part for word in words for part in _parts(word)] for words in (old, new))
    opcodes = aligned([_key(word) for word in mine], [_key(word) for word in theirs])
    gone = [at for tag, a, b, _, _ in opcodes if tag != "equal" for at in range(a, b)]
    come = [at for tag, _, _, c, d in opcodes if tag != "equal" for at in range(c, d)]
    moved_old, moved_new = _moved(mine, theirs, gone, come)
    return list(_hunks(opcodes, mine, theirs, moved_old, moved_new))


def _parts(chunk: str) -> Iterator[str]:
    """Split a chunk without spaces into words, each with the signs around it, and add a space at the end."""
    chunk = unicodedata.normalize("NFKC", chunk)
    part, at = "", 0
    for token in tokenize(chunk.translate(PLAIN_SIGNS)):
        if is_word(token) and is_word(part):
            yield part
            part = ""
        part += chunk[at : at + len(token)]
        at += len(token)
    if is_word(part):
        yield f"{part} "


def _key(word: str) -> str:
    """Remove from a word what layout changes: hyphens, curly quotation marks, and the signs around it."""
    return word.translate(PLAIN_SIGNS).replace("-", "").replace("\u00ad", "").strip().strip(IGNORED)


def _moved(mine: list[str], theirs: list[str], gone: list[int], come: list[int]) -> tuple[set[int], set[int]]:
    """Find the words that only moved: one program reads a table by columns, another by rows."""
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
    """Find the longest row of words that both lists have: its places in either, and its length."""
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
    """Join words to a text; there is no space between CJK characters."""
    return BETWEEN_CJK.sub("", "".join(words)).strip()
