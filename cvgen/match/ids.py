"""Ids for publications that have none, such as `yao2020-knowledge`: with them, versions of a CV match for certain."""

import re
from collections.abc import Iterator

from cvgen.match.standing import year_of
from cvgen.match.texts import fold, words
from cvgen.names import given_first, tokens
from cvgen.profile import Entry, Profile, Publication

Key = tuple[str | int, ...]  # ("publications", 3)
SMALL_WORDS = frozenset(
    ["a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how", "in", "into", "is", "it",
     "its", "of", "on", "or", "our", "the", "their", "to", "toward", "towards", "under", "using", "via", "what", "when",
     "where", "which", "why", "with", "without"]
)  # fmt: skip


def mint(profile: Profile) -> dict[Key, str]:
    """A profile -> an id for each publication without one: family name of the first author, year, word of the title.

    An id that is taken gets further words of the title, then a number; ids that are there stay as they are.
    """
    taken = {entry.id for entry in _entries(profile) if entry.id}
    minted: dict[Key, str] = {}
    for at, paper in enumerate(profile.publications):
        if not paper.id:
            minted["publications", at] = next(name for name in _names(paper) if name not in taken)
            taken.add(minted["publications", at])
    return minted


def _names(paper: Publication) -> Iterator[str]:
    """Ids for a publication, the shortest first."""
    author = tokens(given_first(paper.authors[0].name))[-1:] if paper.authors else ()
    head = f"{fold(''.join(author))}{year_of(paper) or ''}"
    said = [re.sub(r"_", "", word) for word in words(paper.title)]
    told = [word for word in said if word and word not in SMALL_WORDS] or said or ["untitled"]
    for count in range(1, len(told) + 1):
        yield "-".join(filter(None, (head, *told[:count])))
    number = 2
    while True:
        yield "-".join(filter(None, (head, told[0], str(number))))
        number += 1


def _entries(profile: Profile) -> Iterator[Entry]:
    """Every entry that may have an id."""
    for value in vars(profile).values():
        yield from (entry for entry in value if isinstance(entry, Entry)) if isinstance(value, tuple) else ()
    for section in profile.sections:
        yield from section.entries
