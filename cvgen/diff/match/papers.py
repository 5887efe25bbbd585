"""Find the pairs of publications that may be one work in two versions of a CV, and score them."""

from collections.abc import Iterator, Sequence

from cvgen.diff.match.candidates import alike, nearest, sharing
from cvgen.diff.match.evidence import PublicationEvidence, PublicationKey
from cvgen.diff.match.pairing import Edge, Match
from cvgen.diff.match.same_work import HALF, NEAR, RETITLED, ROUGH, VERSIONS

# What each fact adds to the score, which orders the pairs.
STRONG_ID, WEAK_ID, PAGES, TITLE, EQUAL_TITLE, PEOPLE, VENUE, STAGE, YEAR = 3.0, 1.0, 0.6, 2.0, 0.5, 0.5, 0.6, 0.5, 0.4
# The confidence in a pair, 0 to 1: the shares of its facts, and the least for certain facts.
TITLE_SHARE, PEOPLE_SHARE, VENUE_SHARE, YEAR_SHARE = 0.65, 0.25, 0.05, 0.05
CERTAIN = 0.99
LEAST_FOR_TITLE, LEAST_FOR_PAGES = 0.92, 0.9
LEAST_FOR_WEAK_ID = ((NEAR, 0.97), (ROUGH, 0.92), (0, 0.8))  # by the likeness of the titles
MOST_PEOPLE = 0.8  # of a manuscript and the paper that came of it


def edges(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> Iterator[Edge]:
    """Yield the pairs of two lists that may be one work, with their scores; and those that are only much alike."""
    for at, other in sorted(_candidates(old, new)):
        evidence = PublicationEvidence(old[at], new[other])
        is_alike = evidence.title >= NEAR and evidence.people >= HALF
        is_same = VERSIONS.accepts(evidence)
        if is_same or is_alike:
            match = Match(_matched_by(evidence), _confidence(evidence))
            yield Edge(old[at].at, new[other].at, score(evidence), match, is_same)


def score(found: PublicationEvidence) -> float:
    """Return how much speaks for two publications being one work."""
    return (
        STRONG_ID * bool(found.strong)
        + WEAK_ID * bool(found.weak)
        + PAGES * found.pages
        + TITLE * found.title / 100
        + EQUAL_TITLE * (found.title == 100)
        + PEOPLE * found.people
        + VENUE * found.venue
        + STAGE * (found.one.stage == found.other.stage)
        + YEAR * found.closeness
    )


def _candidates(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: with an identifier in common, titles alike, or the same people."""
    titles = alike([paper.title for paper in old], [paper.title for paper in new], ROUGH)
    found = nearest(titles, *([paper.marks for paper in papers] for papers in (old, new)))
    found |= sharing(*([paper.strong | paper.weak for paper in papers] for papers in (old, new)))
    found |= sharing(*([paper.printed_at for paper in papers] for papers in (old, new)))
    return found | _same_people(old, new)


def _same_people(old: Sequence[PublicationKey], new: Sequence[PublicationKey]) -> set[tuple[int, int]]:
    """Return the pairs by the same people of which one is published and the other is not."""
    found: set[tuple[int, int]] = set()
    for old_is_out in (True, False):
        left = [at for at, paper in enumerate(old) if paper.is_out == old_is_out and paper.authors.keys]
        right = [at for at, paper in enumerate(new) if paper.is_out != old_is_out and paper.authors.keys]
        pairs = sharing([[old[at].authors.keys] for at in left], [[new[at].authors.keys] for at in right])
        found |= {(left[at], right[other]) for at, other in pairs}
    return found


def _matched_by(found: PublicationEvidence) -> str:
    """Name what two publications are matched by: "doi", "title", "pages", or "title~" for titles that are alike."""
    if found.strong or found.weak:
        return found.strong or found.weak
    return "title" if found.title == 100 else "pages" if found.title < RETITLED and found.pages else "title~"


def _confidence(found: PublicationEvidence) -> float:
    """Return how sure it is that two publications are one work, 0 to 1."""
    if found.strong:
        return CERTAIN
    sure = TITLE_SHARE * found.title / 100 + PEOPLE_SHARE * found.people
    sure += VENUE_SHARE * (found.venue or found.has_moved) + YEAR_SHARE * found.closeness  # it moved to its venue
    return round(min(max(sure, _least_confidence(found)), CERTAIN), 2)


def _least_confidence(found: PublicationEvidence) -> float:
    """Return the confidence that certain facts give alone; 0 without one of them."""
    is_title = found.title == 100 and found.people >= HALF
    is_manuscript = found.has_moved and found.title >= NEAR and found.people >= MOST_PEOPLE
    least = LEAST_FOR_TITLE if is_title or is_manuscript else 0.0
    if found.weak:
        return max(least, next(value for title, value in LEAST_FOR_WEAK_ID if found.title >= title))
    return max(least, LEAST_FOR_PAGES) if found.pages else least
