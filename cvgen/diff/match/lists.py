"""Two lists of entries -> which of them are the same, in whatever order they stand."""

from collections.abc import Hashable, Sequence

from cvgen.diff.match import entries, papers
from cvgen.diff.match.evidence import publication_keys
from cvgen.diff.match.groups import regrouped
from cvgen.diff.match.pairing import Matching, pair_up
from cvgen.diff.match.people import People
from cvgen.profile.model import Entry, Publication

Homes = Sequence[Hashable]


def match_publications(old: Sequence[Publication], new: Sequence[Publication], people: People) -> Matching:
    """Two lists of publications -> what became of each."""
    return pair_up(publication_keys(old, people), publication_keys(new, people), papers.edges)


def match_entries(
    old: Sequence[Entry], new: Sequence[Entry], people: People, homes: tuple[Homes, Homes] = ((), ())
) -> Matching:
    """Two lists of one other kind of entry, and the sections they stand in, if several -> what became of each."""
    mine, theirs = entries.entry_keys(old, people, homes[0]), entries.entry_keys(new, people, homes[1])
    return pair_up(mine, theirs, entries.edges, regrouped)
