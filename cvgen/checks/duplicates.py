"""The same publication twice: by its title and an author, or by its number."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.dates import year_of
from cvgen.profile.fields import EntryPath
from cvgen.profile.identifiers import identifiers_of
from cvgen.profile.model import Publication
from cvgen.profile.names import given_first, tokens
from cvgen.profile.status import has_appeared

SMALL_WORDS = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "via", "with"])
# These may well share the title of a paper: the poster of it, its data, the thesis that it became.
OTHER_THAN_PAPERS = ("abstract", "poster", "demo", "dataset", "software", "thesis", "editorial", "book")
NEARLY = 0.8  # words shared, of all words of two titles
SHORTEST = 12  # letters; shorter titles, such as Introduction, come twice without being twice the same
MOST = 30  # titles that one is compared with for a word: five hundred of the same are told all the same


class Title:
    """A publication as far as comparing it needs; what is costly is done when it is asked for."""

    def __init__(self, path: EntryPath, paper: Publication) -> None:
        self.path, self.paper = path, paper
        folded = unicodedata.normalize("NFKD", paper.title.casefold())
        folded = "".join(char for char in folded if not unicodedata.combining(char))
        self.words = frozenset(re.findall(r"\w+", folded)) - SMALL_WORDS
        self.letters = "".join(re.findall(r"\w+", folded))

    @cached_property
    def people(self) -> set[tuple[str, ...]]:
        """The family names among the authors: given names may be initials in one of two lists."""
        return {tokens(given_first(author.name))[-1:] for author in self.paper.authors} - {()}

    @cached_property
    def numerals(self) -> frozenset[str]:
        """What tells the parts of a series from each other: "2", "iv"."""
        return frozenset(word for word in self.words if re.fullmatch(r"\d+|[ivx]+", word))

    @cached_property
    def is_on_its_way(self) -> bool:
        """Whether a published version may take its place."""
        return not has_appeared(self.paper)


def same_title(subject: Subject) -> Iterator[Problem]:
    """Pairs of the same, or for a preprint nearly the same, title with an author in common."""
    titles = [Title(path, paper) for path, paper in subject.papers if paper.type not in OTHER_THAN_PAPERS]
    told: set[EntryPath] = set()
    for one, two in _similar([title for title in titles if len(title.letters) >= SHORTEST and title.people]):
        first, second = (two, one) if one.is_on_its_way and not two.is_on_its_way else (one, two)
        if _is_same(one, two) and second.path not in told and not _share_number(one.paper, two.paper):
            told.add(second.path)
            yield _twice(subject, second, first)


def same_number(subject: Subject) -> Iterator[Problem]:
    """Publications with the DOI, arXiv number or PubMed number of an earlier one."""
    seen: dict[tuple[str, str], EntryPath] = {}
    for path, paper in subject.papers:
        for key, number in _numbers(paper):
            first = seen.setdefault((key, number), path)
            if first != path:
                line = subject.line((*first, key))
                hint = "keep one of the two entries, or mend the number"
                yield subject.warn((*path, key), f"{number} is also the number in {line}", hint)
                break


def _similar(titles: list[Title]) -> Iterator[tuple[Title, Title]]:
    """Pairs that share their letters, or at least NEARLY of their words, in the order of the file.

    Only the rarest words of a title are looked up: of n words, two titles that share 80 % have one in common
    among the rarest fifth and one more of each ("prefix filtering", Chaudhuri et al., ICDE 2006).
    """
    known = Counter(word for title in titles for word in title.words)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, title in enumerate(titles):
        rarest = sorted(title.words, key=lambda word: (known[word], word))
        prefix = rarest[: len(rarest) - int(NEARLY * len(rarest) + 0.999) + 1]
        pairs = {other for word in (*prefix, title.letters) for other in holders[word][-MOST:]}
        for word in {*prefix, title.letters}:
            holders[word].append(at)
        yield from ((titles[other], title) for other in sorted(pairs) if _near(titles[other], title))


def _near(one: Title, two: Title) -> bool:
    return one.letters == two.letters or len(one.words & two.words) >= NEARLY * len(one.words | two.words)


def _is_same(one: Title, two: Title) -> bool:
    """Whether two similar titles are one paper: conference and journal may each have a paper of the same title."""
    alike = 1 if one.letters == two.letters else min(2, len(one.people), len(two.people))
    if one.numerals != two.numerals or len(one.people & two.people) < alike:
        return False
    if one.is_on_its_way != two.is_on_its_way:
        return True
    if one.letters != two.letters:
        return False
    a, b = one.paper, two.paper
    return one.is_on_its_way or year_of(a) == year_of(b) or a.venue == b.venue or not (a.venue and b.venue)


def _twice(subject: Subject, late: Title, first: Title) -> Problem:
    """The warning at the entry that should go, or at the second of two equal ones."""
    line = subject.line((*first.path, "title"))
    if late.is_on_its_way and not first.is_on_its_way:
        message = f"this seems to be the paper of {line}, which has been published"
        hint = f"keep that one{_take_along(late.paper, first.paper)}; delete this one, or hide it:  hidden: true"
        return subject.warn((*late.path, "title"), message, hint)
    return subject.warn((*late.path, "title"), f"this paper stands in {line} too", "keep one of the two entries")


def _take_along(late: Publication, kept: Publication) -> str:
    """What the entry to be kept lacks, as a part of the hint."""
    return f' and give it  arxiv: "{late.arxiv}"' if late.arxiv and not kept.arxiv else ""


def _share_number(one: Publication, two: Publication) -> bool:
    """Whether `same_number` tells the pair."""
    return bool(set(_numbers(one)) & set(_numbers(two)))


def _numbers(paper: Publication) -> list[tuple[str, str]]:
    """The numbers that only one publication can have; the chapters of a book share its ISBN."""
    return [(key, number) for key, number in identifiers_of(paper).items() if key != "isbn"]
