"""Tell who wrote the works of the owner with them; forms of one name are one person."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from cvgen.profile.model import Profile, Publication
from cvgen.profile.names import UMLAUTS, given_first, readings, same_person, tokens

BESIDE = re.compile(r"^(?:with|and|mit|avec|con) +(?=\w)", re.IGNORECASE)  # "with Ann Lee"


class People:
    """The persons whom names mean, numbered as they come; `names` has the longest form of each name.

    A name is compared only with those that share a word or a family name with it, so that thousands of authors take
    no longer than their lists.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sharing: defaultdict[str, set[int]] = defaultdict(set)

    def number(self, name: str) -> int:
        """Return the number of the person with this name: of the first one whom it may mean, else a new one."""
        if name not in self._numbers:
            keys = set(_keys(name))
            near = sorted(set().union(*(self._sharing[key] for key in keys)))
            at = next((one for one in near if same_person(self.names[one], name)), len(self.names))
            self.names += [name] if at == len(self.names) else []
            self.names[at] = max(self.names[at], name, key=len)
            self._numbers[name] = at
            for key in keys:
                self._sharing[key].add(at)
        return self._numbers[name]


def coauthors(papers: Iterable[Publication], profile: Profile) -> tuple[list[str], list[tuple[Publication, set[int]]]]:
    """Return the names of those who wrote works with the owner, and for each work the numbers of its co-authors.

    Hidden works and those of others count nothing. A number is the place of a name in the first list.
    """
    people = People()
    joint = [
        (paper, {people.number(name) for name in dict.fromkeys(_names(paper, profile))})
        for paper in papers
        if not paper.hidden and profile.wrote(paper)
    ]
    return people.names, joint


def _names(paper: Publication, profile: Profile) -> Iterator[str]:
    """Yield the names of those who wrote a publication with the owner, or edited it with them."""
    has_edited = any(is_owner(one.name, profile) for one in paper.editors)
    for person in (*paper.authors, *paper.with_authors, *(paper.editors if has_edited else ())):
        if person.name and not person.left_out and not is_owner(person.name, profile):
            yield given_first(BESIDE.sub("", person.name))


def is_owner(name: str, profile: Profile) -> bool:
    """Return whether a name in a list of authors may be one of the owner's."""
    return any(same_person(name, form) for form in profile.names)


def _keys(name: str) -> Iterator[str]:
    """Yield what two names share if they may mean one person: a word, a family name, or all letters."""
    for form in {name, name.translate(UMLAUTS)}:
        words = tokens(form)
        yield "".join(words)
        yield from (word for word in words if len(word) > 1)
        yield from (family for _, family in readings(form))
