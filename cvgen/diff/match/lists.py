"""Match the entries of two lists, in any order."""

from collections.abc import Hashable, Sequence

from cvgen.diff.match import entries, papers
from cvgen.diff.match.evidence import publication_keys
from cvgen.diff.match.groups import regrouped
from cvgen.diff.match.pairing import Matching, pair_up
from cvgen.diff.match.people import People
from cvgen.profile.model import Entry, Publication

Homes = Sequence[Hashable]


def match_publications(old: Sequence[Publication], new: Sequence[Publication], people: People) -> Matching:
    """Return the matching of two lists of publications."""
    return pair_up(publication_keys(old, people), publication_keys(new, people), papers.edges)


def match_entries(
    old: Sequence[Entry], new: Sequence[Entry], people: People, homes: tuple[Homes, Homes] = ((), ())
) -> Matching:
    """Return the matching of two lists of any other kind of entry; `homes` are the sections of the entries."""
    mine, theirs = entries.entry_keys(old, people, homes[0]), entries.entry_keys(new, people, homes[1])
    return pair_up(mine, theirs, entries.edges, regrouped)
