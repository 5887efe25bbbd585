"""Shorten given names to initials, or set those that they have alike."""

import re
from functools import lru_cache

MARKUP = re.compile(r"<[^>]*>")
PIECES = re.compile(r"(\s*[-‐–]\s*|\s+)")
DOTTED = re.compile(r"\.(?=[^\W\d_])")  # "J.R." is two initials


@lru_cache(8192)
def initials(given: str, mark: str, is_hyphened: bool, is_shortened: bool) -> str:
    """Return given names as initials: "Jean-Paul Q." with the mark ". " -> "J.-P. Q.".

    With `is_shortened` false, whole names stay and only initials get the mark.
    """
    pieces = PIECES.split(DOTTED.sub(". ", given))
    out = ""
    for n, piece in enumerate(pieces):
        if n % 2:
            continue
        before = pieces[n - 1] if n else ""
        if not piece:
            continue
        out = _added(out, before, piece, mark, is_hyphened, is_shortened)
    return out.strip()


def _added(out: str, before: str, piece: str, mark: str, is_hyphened: bool, is_shortened: bool) -> str:
    """Return the names so far with another one."""
    is_joined = bool(before.strip())
    word = MARKUP.sub("", piece)
    letter = _initial(word, is_shortened)
    if letter is None and is_joined and is_shortened:  # "Yu-chen" is one name
        return out
    if letter is None:  # a whole name, or a small word between names
        space = before if is_joined else " " if out else ""
        return f"{out.rstrip()}{space}{piece}{' ' if is_shortened else ''}"
    if MARKUP.search(piece):
        shown = piece.replace(word, letter + mark.rstrip(), 1) + mark[len(mark.rstrip()) :]
    else:
        shown = letter + mark
    if is_joined and out:
        hyphen = before.strip() if is_hyphened else ""
        if hyphen or not mark.strip():
            out = out.rstrip()
        return f"{out}{hyphen}{shown}"
    if not is_shortened and out and not out[-1].isspace() and _is_whole(out):
        out += " "
    return out + shown


def _is_whole(out: str) -> bool:
    return len(out.split()[-1].rstrip(".")) > 1


def _initial(word: str, is_shortened: bool) -> str | None:
    """Return the initial of a name; None if the name stays as it is."""
    core = word.rstrip(".")
    if not core:
        return None
    if len(core) == 1:
        return core if core.isupper() or not core.islower() else None
    if word.endswith(".") and core[0].isupper():  # "Ch."
        return core
    if not is_shortened:
        return None
    first = next((n for n, char in enumerate(core) if char.isalpha()), -1)
    if first < 0 or core[first].islower():
        return None
    if core[first : first + 2].isupper() and core[first + 2 : first + 3].islower():
        return core[first] + core[first + 1].lower()  # "TSerendorjiin": a letter that is written with two
    return core[first]
