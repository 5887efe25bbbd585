"""Propose ids for publications without one, such as `yao2020-knowledge`; ids match the versions of a CV reliably."""

import re
from collections.abc import Iterator

from cvgen.profile.dates import year_of
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Entry, Patent, Profile, Publication
from cvgen.profile.names import SUFFIXES, given_first, tokens
from cvgen.profile.text import SMALL_WORDS, fold, words


def propose_ids(profile: Profile) -> dict[EntryPath, str]:
    """Return an id for each publication without one: family name of the first author, year, word of the title.

    If an id is already used, more words of the title are added, then a number. Existing ids do not change.
    """
    taken = {entry.id for entry in _entries(profile) if entry.id}
    proposed: dict[EntryPath, str] = {}
    for at, paper in enumerate(profile.publications):
        if not paper.id:
            proposed["publications", at] = next(name for name in id_candidates(paper) if name not in taken)
            taken.add(proposed["publications", at])
    return proposed


def id_candidates(entry: Publication | Patent) -> Iterator[str]:
    """Yield ids for a publication or a patent, the shortest first; the iterator is infinite."""
    people = entry.people if isinstance(entry, Publication) else entry.inventors  # of an edited volume, the editors
    first = next((one.name for one in people if not one.left_out), "")
    names = [word for word in tokens(given_first(first)) if word not in SUFFIXES]
    head = f"{fold(''.join(names[-1:]))}{year_of(entry) or ''}"
    title_words = [re.sub(r"_", "", word) for word in words(entry.title)]
    distinctive = [word for word in title_words if word and word not in SMALL_WORDS] or title_words or ["untitled"]
    for count in range(1, len(distinctive) + 1):
        yield "-".join(filter(None, (head, *distinctive[:count])))
    number = 2
    while True:
        yield "-".join(filter(None, (head, distinctive[0], str(number))))
        number += 1


def _entries(profile: Profile) -> Iterator[Entry]:
    """Yield every entry that may have an id."""
    for value in vars(profile).values():
        yield from (entry for entry in value if isinstance(entry, Entry)) if isinstance(value, tuple) else ()
    for section in profile.sections:
        yield from section.entries
