"""Entries -> the key of each in a bibliography, the same at every export."""

import re
from collections.abc import Sequence

from cvgen.names import SUFFIXES, given_first, tokens
from cvgen.profile import Author, Patent, Publication

ILLEGAL = re.compile(r"[\s\"#%'(),={}~\\@]+")  # in a key of BibTeX
SMALL_WORDS = """
    a an the on of in for to and or with from by at as is are do does can what when where why how
    der die das ein eine le la les un une des el los las
"""


def keys(entries: Sequence[Publication | Patent]) -> list[str]:
    """Publications and patents -> their ids, or minted keys where they have none; no key twice."""
    given = [_legal(entry.id) if entry.id else "" for entry in entries]
    taken = {key.lower() for key in given}
    seen: set[str] = set()
    found = []
    for key, entry in zip(given, entries, strict=True):
        found.append(_unique(key, seen) if key else _unique(minted(entry), seen | taken))
        seen.add(found[-1].lower())
    return found


def _legal(key: str) -> str:
    """An id -> itself; signs that BibTeX can't have in a key become hyphens."""
    return ILLEGAL.sub("-", key).strip("-") if ILLEGAL.search(key) else key


def minted(entry: Publication | Patent) -> str:
    """An entry -> "yao2020-knowledge": the first author's family name, the year, the first word that counts."""
    people = entry.authors if isinstance(entry, Publication) else entry.inventors
    year = (isinstance(entry, Publication) and entry.year) or (entry.date.year if entry.date else "")
    word = next((word for word in map(_ascii, entry.title.split()) if word and word not in SMALL_WORDS.split()), "")
    return f"{_family(people)}{year}-{word}".strip("-")


def _family(people: Sequence[Author]) -> str:
    """The family name of the first author, as far as it is written in Latin letters."""
    name = given_first(people[0].name) if people else ""
    words = [word for word in tokens(name) if word not in SUFFIXES]
    return next((word for word in map(_ascii, reversed(words)) if word), "anonymous")


def _ascii(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", "".join(tokens(word)))


def _unique(key: str, taken: set[str]) -> str:
    number, found = 2, key
    while found.lower() in taken:
        found, number = f"{key}-{number}", number + 1
    return found
