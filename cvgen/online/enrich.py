"""A profile, and what databases say of its works -> what is empty in the one and known to the others.

Nothing is asked here, and nothing that somebody wrote is changed: neither a key that has a value, nor `status` and
`type`, whose defaults say something too. Where a database seems to know better, a Problem says so.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from types import MappingProxyType
from typing import Any

from cvgen.problems import Location, Problem
from cvgen.profile.dates import year_of
from cvgen.profile.fields import EntryPath, PublicationType
from cvgen.profile.identifiers import bare_doi, identifiers_in_link, identifiers_of
from cvgen.profile.model import Profile, Publication
from cvgen.profile.names import tokens
from cvgen.profile.status import has_appeared, is_preprint

ALWAYS = ("authors", "doi")
WHERE = ("venue", "year", "volume", "issue", "pages")
OF_BOOKS = ("publisher", "isbn", "editors")
EXPECTED: Mapping[PublicationType | None, tuple[str, ...]] = {  # a work that lacks one of them is worth a question
    **dict.fromkeys(("journal", "review", "editorial"), ("venue", "year", "volume", "pages")),
    **dict.fromkeys(("conference", "workshop", "chapter"), ("venue", "year", "pages")),
    "book": ("publisher", "year"),
    None: ("venue", "year"),
}
KINDS: Mapping[PublicationType | None, str] = {  # works of different kinds may share a title, but no pages
    **dict.fromkeys(("journal", "review", "editorial"), "article"),
    **dict.fromkeys(("conference", "workshop", "chapter", "abstract", "poster", "demo"), "paper in a volume"),
    "book": "book", "thesis": "thesis", "report": "report", "dataset": "dataset", "software": "software",
}  # fmt: skip
OF_THE_PAPER = re.compile(r"paper|article|doi|journal|publisher|proceedings|version|published", re.IGNORECASE)
ALIKE, SHORT = 0.9, 20  # of titles: reworded a little; fewer letters may begin many titles
LONGEST = 1000  # characters of a title that are compared
LATER = 1  # years between what appeared online and in print


@dataclass(frozen=True)
class Completion:
    """A key that is empty: the path of its entry, the key, the value for it, and the identifier that led to it."""

    path: EntryPath
    key: str
    value: Any
    by: str


@dataclass
class Enrichment:
    """What can be filled in, and what somebody should look at."""

    fills: list[Completion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def missing(profile: Profile) -> list[tuple[EntryPath, str]]:
    """The entries that lack something, or may have appeared since, each with the identifier to ask about."""
    papers = ((("publications", at), paper) for at, paper in enumerate(profile.publications) if _is_open(paper))
    return [(path, found[0]) for path, paper in papers if (found := identifiers(paper))]


def enrich(
    profile: Profile, answers: Mapping[str, Profile], places: Mapping[EntryPath, Location] = MappingProxyType({})
) -> Enrichment:
    """A profile, and the imported answers by identifier -> what they fill in, and what is doubtful."""
    result = Enrichment()
    for at, paper in enumerate(profile.publications):
        if not paper.hidden:
            work = _Completing(("publications", at), paper, places)
            work.look_into(answers)
            result.fills += work.fills
            result.problems += work.problems.values()
    return result


def complete(
    profile: Profile, ask: Callable[[str], Profile | None], places: Mapping[EntryPath, Location] = MappingProxyType({})
) -> Enrichment:
    """Ask until nothing new comes to light: arXiv may know the DOI of a work, and Crossref the pages of that."""
    answers: dict[str, Profile] = {}
    asked: set[str] = set()
    result = Enrichment()
    while new := [name for name in _open_questions(profile, result) if name not in asked]:
        asked.update(new)
        answers |= {name: answer for name in dict.fromkeys(new) if (answer := ask(name))}
        result = enrich(profile, answers, places)
    return result


def _open_questions(profile: Profile, result: Enrichment) -> Iterator[str]:
    """What to ask about next: what is missing, and each DOI that arXiv has named, which may be of another version."""
    yield from (name for _, name in missing(with_completions(profile, result.fills)))
    dois = (fill.value for fill in result.fills if fill.key == "doi" and fill.by.startswith("arxiv:"))
    yield from map(_doi_query, dois)


def _doi_query(doi: str) -> str:
    return f"doi:{bare_doi(doi).lower()}"


def with_completions(profile: Profile, fills: Iterable[Completion]) -> Profile:
    """A profile with its empty keys filled."""
    papers = list(profile.publications)
    for fill in fills:
        at = int(fill.path[1])
        papers[at] = replace(papers[at], **{fill.key: fill.value})
    return replace(profile, publications=tuple(papers))


def identifiers(paper: Publication) -> list[str]:
    """What a publication can be asked about by: "doi:10.1145/1", "arxiv:2402.02377"; its links may say so too."""
    found = identifiers_of(paper)
    for label, url in paper.links.items():
        linked = identifiers_in_link(url)
        if not OF_THE_PAPER.search(label):
            linked.pop("doi", None)  # the data and the code of a paper have DOIs of their own
        found = linked | found
    return [f"{scheme}:{found[scheme]}" for scheme in ("doi", "arxiv") if scheme in found]


def _is_open(paper: Publication) -> bool:
    """Whether a question may bring something; nobody is told of hidden works."""
    expected = (*ALWAYS, *EXPECTED.get(paper.type, ("year",)))
    return not paper.hidden and (not has_appeared(paper) or any(_is_empty(paper, key) for key in expected))


def _is_empty(paper: Publication, key: str) -> bool:
    return year_of(paper) is None if key == "year" else not getattr(paper, key)


class _Completing:
    """A publication on its way to being filled."""

    def __init__(self, path: EntryPath, paper: Publication, places: Mapping[EntryPath, Location]) -> None:
        self.path, self.paper, self._written, self._places = path, paper, paper, places
        self.fills: list[Completion] = []
        self.problems: dict[str, Problem] = {}

    def look_into(self, answers: Mapping[str, Profile]) -> None:
        """Fill from each answer about it, also from one that an answer before has led to."""
        done: set[str] = set()
        while name := next((one for one in identifiers(self.paper) if one in answers and one not in done), ""):
            done.add(name)
            others = answers[name].publications
            other = next((one for one in others if _is_same(self.paper, one)), None)
            if other:
                self._fill(other, name)
            elif others:
                self._refuse(others[0], name)

    def _fill(self, other: Publication, name: str) -> None:
        empty = [key for key in self._keys(other, name) if _is_empty(self.paper, key) and getattr(other, key)]
        both_out = has_appeared(self.paper) and has_appeared(other)
        if both_out and (empty or self._gave(name)) and (doubt := _other_version(self.paper, other)):
            self._doubt("version", name, *doubt)
            self._take_back(name)
            return
        self.fills += [Completion(self.path, key, getattr(other, key), name) for key in empty]
        self.paper = replace(self.paper, **{key: getattr(other, key) for key in empty})

    def _keys(self, other: Publication, name: str) -> tuple[str, ...]:
        """Which keys an answer may fill: pages go with the version of the work that the entry is about."""
        by_arxiv = name.startswith("arxiv:")
        if has_appeared(other) and has_appeared(self.paper):
            is_book = (self.paper.type or other.type) in ("book", "chapter")
            return (*ALWAYS, *WHERE, *(OF_BOOKS if is_book else ()))
        if has_appeared(other):
            where = ", ".join(str(part) for part in (other.venue, year_of(other)) if part) or "the meantime"
            hint = f"if so, say  status: published  and  type: {other.type or 'journal'},  and where; then enrich again"
            self._doubt("appeared", name, f"'{self._written.title}' has appeared in {where}", hint)
            return ALWAYS
        if has_appeared(self.paper):
            self._tell_of_preprint(other, name)
            return ALWAYS if by_arxiv else ("authors",)  # a preprint's DOI is no DOI of the paper; arXiv names that
        return (*ALWAYS, "venue", "year") if is_preprint(self.paper) else ALWAYS

    def _tell_of_preprint(self, other: Publication, name: str) -> None:
        if self._is_own(name) and name.startswith("doi:"):
            self._doubt("preprint", name, f"{name} is the DOI of a preprint", "put in that of the paper")
        elif not (self.paper.venue or self.paper.type or other.doi):
            hint = "say where it appeared, or  type: preprint  with  status: preprint"
            self._doubt("preprint", name, f"'{self._written.title}' is known as a preprint only", hint)

    def _refuse(self, other: Publication, name: str) -> None:
        """An answer about another work: nothing is filled from it, nor its number, if an answer before gave that."""
        gave = self._gave(name)
        if self._is_own(name) or gave:
            hint = f"{gave.by} says so, and may be wrong" if gave else "mend the number"
            message = f"{name} is {_named(other)}, not {_named(self._written)}"
            self._doubt(name, name, message, f"{hint}; nothing was filled in from it")
        self._take_back(name)

    def _gave(self, name: str) -> Completion | None:
        """What an answer before has filled in, and has led to this one."""
        return next((fill for fill in self.fills if fill.key == "doi" and name == _doi_query(fill.value)), None)

    def _take_back(self, name: str) -> None:
        if gave := self._gave(name):
            self.fills.remove(gave)
            self.paper = replace(self.paper, doi=None)

    def _is_own(self, name: str) -> bool:
        """Whether the number stands in a key of the entry; one in a link may be of something else."""
        return name in identifiers(replace(self._written, links={}))

    def _doubt(self, kind: str, name: str, message: str, hint: str) -> None:
        """Tell of something, of each kind once."""
        keys = ("status",) if kind == "appeared" else (name.partition(":")[0],)
        place = next((self._places[at] for at in ((*self.path, *keys), self.path) if at in self._places), None)
        self.problems.setdefault(kind, Problem(message, place, hint, "warning"))


def _other_version(paper: Publication, other: Publication) -> tuple[str, str] | None:
    """Why pages of the one can't be those of the other, and what to do."""
    kinds = KINDS.get(paper.type), KINDS.get(other.type)
    years = (year_of(paper) or year_of(other), year_of(other))
    apart = abs((years[0] or 0) - (years[1] or 0)) if all(years) else 0
    if (not all(kinds) or kinds[0] == kinds[1]) and apart <= LATER:
        return None
    named = ", ".join(str(part) for part in (other.type, other.venue, year_of(other)) if part)
    message = f"'{paper.title}' is another version than this entry tells of: {named}"
    return message, "if that is right, put in what is missing by hand; else mend type, year or number"


def _named(paper: Publication) -> str:
    """ "'Salt in the fjord' by Zoë Brightwater and others" """
    by = f" by {paper.authors[0].name}" if paper.authors else ""
    return f"'{paper.title}'{by}{' and others' if len(paper.authors) > 1 else ''}"


def _is_same(paper: Publication, other: Publication) -> bool:
    """Whether an answer is about an entry: the titles agree, and there is an author in both."""
    names = [{word for one in work.authors for word in tokens(one.name) if len(word) > 1} for work in (paper, other)]
    return _agree(paper.title, other.title) and (not all(names) or bool(names[0] & names[1]))


def _agree(title: str, other: str) -> bool:
    """Whether two titles are one: the same letters, a subtitle left out, or a word or two changed but no number."""
    one, two = _letters(title), _letters(other)
    if one == two:
        return True
    short, whole = sorted((title, other), key=len)
    if len(_letters(short)) >= SHORT and _letters(short) == _letters(re.split(r"[:?.–—]", whole)[0]):
        return True
    numbers = [sorted(re.findall(r"\d+|\b[ivx]+\b", _folded(text))) for text in (title, other)]
    return numbers[0] == numbers[1] and SequenceMatcher(None, one, two, autojunk=False).ratio() >= ALIKE


def _letters(title: str) -> str:
    """A title -> its letters and figures."""
    return "".join(char for char in _folded(title) if char.isalnum())


def _folded(title: str) -> str:
    """A title without links, accents and case, as far as titles are compared."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title[:LONGEST])
    parts = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
