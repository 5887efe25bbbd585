"""Decide whether two publications are one work, with the strictness that the purpose needs.

A strictness has rules, one of which must accept, and vetoes, none of which may reject. The thresholds were measured on
real histories of CVs; each veto prevents an error that was seen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cvgen.diff.match import titles
from cvgen.diff.match.evidence import PublicationEvidence, PublicationKey
from cvgen.profile.identifiers import NamedIdentifier

# Likeness of titles, 0 to 100.
SAME = 97  # a typo apart
NEAR = 90  # a word apart
ROUGH = 78  # reworded
UNLIKE = 60  # different works by the same people have been seen up to 62
RETITLED = 55  # enough for a manuscript and the paper of the same people that came of it
MOST_WORDS = 0.8  # share of the words of two titles
# Share of authors in common, 0 to 1.
HALF = 0.5  # as well where the authors of one are unknown
MOST = 0.6
ALL = 0.99
SEVERAL = 2  # authors that nearly the same title needs; a list of one author needs that one
# Years between two versions.
SAME_YEAR, NEXT_YEAR, NEXT_BUT_ONE = 0, 1, 2
OTHER_WORKS = ("thesis", "dataset", "software", "book", "editorial", "demo")  # may share the title of a paper

Rule = Callable[[PublicationEvidence], bool]


@dataclass(frozen=True)
class Strictness:
    """Which evidence makes two publications one work, and which proves that they are two."""

    rules: tuple[Rule, ...]
    vetoes: tuple[Rule, ...]

    def accepts(self, found: PublicationEvidence) -> bool:
        """Return whether the evidence makes two publications one work."""
        return any(rule(found) for rule in self.rules) and not any(veto(found) for veto in self.vetoes)


def same_work(one: PublicationKey, other: PublicationKey, strictness: Strictness) -> bool:
    """Return whether two publications are one work."""
    return strictness.accepts(PublicationEvidence(one, other))


# ---- rules: what makes two publications one work -------------------------------------------------


def share_strong_identifier(found: PublicationEvidence) -> bool:
    """Accept the same DOI, unless neither title nor authors agree: then it is mistyped."""
    return bool(found.strong) and (found.title >= UNLIKE or found.people > HALF or found.is_translated)


def share_weak_identifier(found: PublicationEvidence) -> bool:
    """Accept the same arXiv number with a similar title or the same authors."""
    return bool(found.weak) and (found.title >= RETITLED or found.people >= MOST)


def share_pages(found: PublicationEvidence) -> bool:
    """Accept the same pages of the same volume."""
    is_placed = found.pages and found.within(SAME_YEAR)
    return is_placed and (found.is_translated or (found.venue and found.people > HALF))


def titles_agree(found: PublicationEvidence) -> bool:
    """Accept similar titles with enough beside them: short titles, and titles that many works have, need more."""
    if found.one.title.is_common or found.other.title.is_common:
        return found.title >= SAME and found.venue and found.within(SAME_YEAR)
    if found.one.title.is_short or found.other.title.is_short:
        return found.title >= SAME and found.people >= HALF and _is_near_in_time(found)
    return _is_by_the_same_people(found) or _is_at_the_same_venue(found) or is_manuscript_of(found)


def _is_near_in_time(found: PublicationEvidence) -> bool:
    return found.within(SAME_YEAR) or (found.venue and found.within(NEXT_YEAR))


def _is_by_the_same_people(found: PublicationEvidence) -> bool:
    is_near = found.title >= NEAR and found.people >= HALF
    return is_near or (found.title >= ROUGH and found.people >= MOST and found.within(NEXT_BUT_ONE))


def _is_at_the_same_venue(found: PublicationEvidence) -> bool:
    return found.title >= SAME and found.venue and found.within(NEXT_YEAR)


def is_manuscript_of(found: PublicationEvidence) -> bool:
    """Accept a manuscript and a paper, even with another title, by the same people at most a year apart."""
    return found.title >= RETITLED and found.has_moved and found.people > ALL and found.within(NEXT_YEAR)


def is_twice_in_a_list(found: PublicationEvidence) -> bool:
    """Accept the same title with a common author, except in another year at another venue: conference and journal."""
    return found.has_equal_title and found.shared_people > 0 and (found.has_appeared_since or _may_be_one(found))


def is_preprint_of(found: PublicationEvidence) -> bool:
    """Accept nearly the same title with several common authors, if only one of the two has appeared."""
    if not found.has_appeared_since:
        return False  # of two entries in a list, nearly always
    needed = min(SEVERAL, found.fewest_people)
    return found.shared_words >= MOST_WORDS and found.shared_people >= needed > 0


def answers_a_query(found: PublicationEvidence) -> bool:
    """Accept the same title, one without its subtitle or one a word apart, with a common author if both have any."""
    is_near = found.title >= NEAR and found.one.title.numerals == found.other.title.numerals
    return (found.has_equal_title or found.is_shortened or is_near) and may_share_author(found)


def is_copy(found: PublicationEvidence) -> bool:
    """Accept the same title with a common author if both have any."""
    return found.has_equal_title and may_share_author(found)


def may_share_author(found: PublicationEvidence) -> bool:
    """Accept a common author; a list without authors does not matter."""
    return found.shared_people > 0 or found.fewest_people == 0


# ---- vetoes: what proves that two publications are two works --------------------------------------


def name_other_parts(found: PublicationEvidence) -> bool:
    """Reject Part I and Part II, or a paper and its erratum, even if both have one DOI by mistake."""
    one, other = found.one.title, found.other.title
    return titles.name_other_parts(one, other) or one.is_about != other.is_about


def have_other_identifiers(found: PublicationEvidence) -> bool:
    """Reject two published works with two DOIs, unless one DOI was corrected, and two arXiv numbers of manuscripts."""
    if found.strong:
        return False
    if _differ("arxiv", found.one.weak, found.other.weak) and found.title < SAME:
        return True
    return _differ("doi", found.one.strong, found.other.strong) and not _agree_in_all_else(found)


def are_of_other_kinds(found: PublicationEvidence) -> bool:
    """Reject a thesis, its software and its paper under one title; if all else agrees, a wrong type was corrected."""
    kinds = {found.one.entry.type, found.other.entry.type}
    if found.strong or len(kinds) == 1 or None in kinds or not kinds & set(OTHER_WORKS):
        return False
    is_same_venue = found.venue or found.one.venue == found.other.venue
    return not (found.title >= SAME and found.within(SAME_YEAR) and is_same_venue)


def are_other_editions(found: PublicationEvidence) -> bool:
    """Reject the results of the 2016 challenge beside those of 2015."""
    numbers = (found.one.title.numbers, found.other.title.numbers)
    is_other = all(numbers) and numbers[0] != numbers[1]
    return not found.strong and is_other and not found.within(SAME_YEAR) and not found.has_moved


def have_other_numerals(found: PublicationEvidence) -> bool:
    """Reject titles with other numbers, such as 2 and 3: they are two works of a series."""
    return not found.has_equal_title and found.one.title.numerals != found.other.title.numerals


def _differ(kind: str, one: frozenset[NamedIdentifier], other: frozenset[NamedIdentifier]) -> bool:
    """Return whether both have identifiers of a kind, and none in common."""
    mine, theirs = ({number for name, number in numbers if name == kind} for numbers in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _agree_in_all_else(found: PublicationEvidence) -> bool:
    """Return whether two entries agree in all but the DOI, so that it was mistyped in one of them."""
    is_same = found.title >= SAME and found.venue and found.within(SAME_YEAR) and found.people > HALF
    pages = zip(found.one.pages, found.other.pages, strict=True)
    return is_same and all(one == other for one, other in pages if one and other)


def _may_be_one(found: PublicationEvidence) -> bool:
    """Return whether nothing tells two entries with one title apart: both on their way, or one year, or one venue."""
    one, other = found.one, found.other
    venues = (one.entry.venue, other.entry.venue)
    is_on_its_way = not found.has_appeared_since and one.stage != "published"
    return is_on_its_way or one.year == other.year or not all(venues) or venues[0] == venues[1]


# ---- how strict to be ----------------------------------------------------------------------------

# An entry in two versions of a CV: the best pair wins, and a doubtful one gets a question mark.
VERSIONS = Strictness(
    (share_strong_identifier, share_weak_identifier, share_pages, titles_agree),
    (name_other_parts, have_other_identifiers, are_of_other_kinds, are_other_editions),
)
# Two entries of one CV: the owner is warned, and decides.
DUPLICATES = Strictness((is_twice_in_a_list, is_preprint_of), (name_other_parts, have_other_numerals))
# The answer of a database to a query by identifier: it fills keys of the entry.
ANSWERS = Strictness((answers_a_query,), (name_other_parts,))
# A preprint and a paper in one source: the preprint's identifiers go to the paper, and its entry goes.
COPIES = Strictness((is_copy,), (name_other_parts,))
# The same where the source itself links the two, whatever their titles.
LINKED = Strictness((may_share_author,), ())
