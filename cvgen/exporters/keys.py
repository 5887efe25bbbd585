"""Choose the key of each entry in a bibliography, the same in every export."""

import re
from collections.abc import Iterator, Sequence

from cvgen.profile.ids import id_candidates
from cvgen.profile.model import Patent, Publication

ILLEGAL = re.compile(r"[\s\"#%'(),={}~\\@<>&`^$]+")  # in a BibTeX key


def keys(entries: Sequence[Publication | Patent]) -> list[str]:
    """Return the ids of publications and patents, or keys like those of `cvgen id`; all keys are unique."""
    given = [_legal(entry.id) if entry.id else "" for entry in entries]
    taken = {key.lower() for key in given}
    seen: set[str] = set()
    found = []
    for key, entry in zip(given, entries, strict=True):
        choices, others = (_numbered(key), seen) if key else (_plain(entry), seen | taken)
        found.append(next(choice for choice in choices if choice.lower() not in others))
        seen.add(found[-1].lower())
    return found


def _legal(key: str) -> str:
    """Return an id in which signs that BibTeX does not allow in keys become hyphens."""
    return ILLEGAL.sub("-", key).strip("-") if ILLEGAL.search(key) else key


def _plain(entry: Publication | Patent) -> Iterator[str]:
    """Yield ASCII keys for an entry without an id, such as "yao2020-knowledge"."""
    for proposal in id_candidates(entry):
        key = re.sub("-+", "-", re.sub("[^a-z0-9-]", "", proposal)).strip("-")
        yield key if key[:1].isalpha() else f"anonymous{key}"


def _numbered(key: str) -> Iterator[str]:
    """Yield a key, then the same key with a number; the iterator is infinite."""
    yield key
    number = 2
    while True:
        yield f"{key}-{number}"
        number += 1
