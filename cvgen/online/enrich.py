"""Fill the empty keys of publications with what databases know about them.

Nothing that somebody wrote is changed: neither a key with a value, nor `status` and `type`, whose defaults say
something too. Where a database seems to know better, a Problem says so. This module sends no request itself.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from cvgen.diff.match.evidence import PublicationKey
from cvgen.diff.match.people import People
from cvgen.diff.match.same_work import ANSWERS, same_work
from cvgen.problems import Location, Problem
from cvgen.profile.dates import year_of
from cvgen.profile.fields import EntryPath, PublicationType
from cvgen.profile.identifiers import bare_doi, identifiers_in_link, identifiers_of
from cvgen.profile.model import Profile, Publication
from cvgen.profile.status import has_appeared, is_preprint
from cvgen.profile.yaml.edit import SetKey, apply_edits

ALWAYS = ("authors", "doi")
WHERE = ("venue", "year", "volume", "issue", "pages")
OF_BOOKS = ("publisher", "isbn", "editors")
EXPECTED: Mapping[PublicationType | None, tuple[str, ...]] = {  # a work without one of these keys is incomplete
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
LATER = 1  # years between the online and the printed version

Places = Mapping[EntryPath, Location]
Ask = Callable[[str], Profile | None]  # a query -> the imported answer, or None


@dataclass(frozen=True)
class Completion:
    """A value for an empty key: the path of the entry, the key, the value, and the query that gave it."""

    path: EntryPath
    key: str
    value: Any
    by: str


@dataclass
class Enrichment:
    """The values for empty keys, and what the owner should check."""

    fills: list[Completion] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def missing(profile: Profile) -> list[tuple[EntryPath, str]]:
    """List the entries that are incomplete, or may have appeared since, each with the query to send."""
    papers = ((("publications", at), paper) for at, paper in enumerate(profile.publications) if _is_open(paper))
    return [(path, found[0]) for path, paper in papers if (found := queries(paper))]


def enrich(profile: Profile, answers: Mapping[str, Profile], places: Places = MappingProxyType({})) -> Enrichment:
    """Return what the answers fill in, and what is doubtful; each answer is imported, and is found by its query."""
    result = Enrichment()
    people = People(profile, profile)
    for at, paper in enumerate(profile.publications):
        if not paper.hidden:
            work = _Completing(("publications", at), paper, people, places)
            work.apply_answers(answers)
            result.fills += work.fills
            result.problems += work.problems.values()
    return result


def complete(profile: Profile, ask: Ask, places: Places = MappingProxyType({})) -> Enrichment:
    """Send queries until nothing new is found: arXiv may know the DOI of a work, and Crossref the pages of that."""
    answers: dict[str, Profile] = {}
    asked: set[str] = set()
    result = Enrichment()
    while new := [query for query in _open_queries(profile, result) if query not in asked]:
        asked.update(new)
        answers |= {query: answer for query in dict.fromkeys(new) if (answer := ask(query))}
        result = enrich(profile, answers, places)
    return result


def with_completions(profile: Profile, fills: Iterable[Completion]) -> Profile:
    """Return a profile with its empty keys filled."""
    papers = list(profile.publications)
    for fill in fills:
        at = int(fill.path[1])
        papers[at] = replace(papers[at], **{fill.key: fill.value})
    return replace(profile, publications=tuple(papers))


def apply_completions(data: bytes, profile: Profile, fills: Sequence[Completion]) -> bytes:
    """Return a profile.yaml with its empty keys filled, and nothing else changed; InputError if that fails."""
    edits = [SetKey(one.path, one.key, one.value) for one in reversed(fills)]
    return apply_edits(data, edits, with_completions(profile, fills))


def queries(paper: Publication) -> list[str]:
    """List the queries for a publication, by its keys or its links: "doi:10.1145/1", "arxiv:2402.02377"."""
    found = identifiers_of(paper)
    for label, url in paper.links.items():
        linked = identifiers_in_link(url)
        if not OF_THE_PAPER.search(label):
            linked.pop("doi", None)  # the data and the code of a paper have other DOIs
        found = linked | found
    return [f"{scheme}:{found[scheme]}" for scheme in ("doi", "arxiv") if scheme in found]


def _open_queries(profile: Profile, result: Enrichment) -> Iterator[str]:
    """Yield what to query next: what is missing, and each DOI that arXiv named, which may be of another version."""
    yield from (query for _, query in missing(with_completions(profile, result.fills)))
    yield from (_query(fill.value) for fill in result.fills if fill.key == "doi" and fill.by.startswith("arxiv:"))


def _query(doi: str) -> str:
    return f"doi:{bare_doi(doi).lower()}"


def _is_open(paper: Publication) -> bool:
    """Return whether a query may bring something; hidden works are not queried."""
    expected = (*ALWAYS, *EXPECTED.get(paper.type, ("year",)))
    return not paper.hidden and (not has_appeared(paper) or any(_is_empty(paper, key) for key in expected))


def _is_empty(paper: Publication, key: str) -> bool:
    return year_of(paper) is None if key == "year" else not getattr(paper, key)


class _Completing:
    """A publication while its empty keys are filled."""

    def __init__(self, path: EntryPath, paper: Publication, people: People, places: Places) -> None:
        self.path, self.paper, self._written, self._people, self._places = path, paper, paper, people, places
        self.fills: list[Completion] = []
        self.problems: dict[str, Problem] = {}

    def apply_answers(self, answers: Mapping[str, Profile]) -> None:
        """Fill from each answer about the publication, also from one that an earlier answer led to."""
        done: set[str] = set()
        while query := next((one for one in queries(self.paper) if one in answers and one not in done), ""):
            done.add(query)
            others = answers[query].publications
            other = next((one for one in others if self._is_same(one)), None)
            if other:
                self._fill(other, query)
            elif others:
                self._refuse(others[0], query)

    def _is_same(self, other: Publication) -> bool:
        mine, theirs = (PublicationKey(0, one, self._people) for one in (self.paper, other))
        return same_work(mine, theirs, ANSWERS)

    def _fill(self, other: Publication, query: str) -> None:
        empty = [key for key in self._keys(other, query) if _is_empty(self.paper, key) and getattr(other, key)]
        both_out = has_appeared(self.paper) and has_appeared(other)
        if both_out and (empty or self._gave(query)) and (doubt := _other_version(self.paper, other)):
            self._doubt("version", query, *doubt)
            self._take_back(query)
            return
        self.fills += [Completion(self.path, key, getattr(other, key), query) for key in empty]
        self.paper = replace(self.paper, **{key: getattr(other, key) for key in empty})

    def _keys(self, other: Publication, query: str) -> tuple[str, ...]:
        """Return the keys that an answer may fill: pages belong to the version of the work that the entry is about."""
        if has_appeared(other) and has_appeared(self.paper):
            is_book = (self.paper.type or other.type) in ("book", "chapter")
            return (*ALWAYS, *WHERE, *(OF_BOOKS if is_book else ()))
        if has_appeared(other):
            self._warn_of_publication(other, query)
            return ALWAYS
        if has_appeared(self.paper):
            self._warn_of_preprint(other, query)
            # The DOI of a preprint is not that of the paper; arXiv names the DOI of the paper.
            return ALWAYS if query.startswith("arxiv:") else ("authors",)
        return (*ALWAYS, "venue", "year") if is_preprint(self.paper) else ALWAYS

    def _warn_of_publication(self, other: Publication, query: str) -> None:
        where = ", ".join(str(part) for part in (other.venue, year_of(other)) if part) or "the meantime"
        hint = f"if so, set  status: published,  type: {other.type or 'journal'}  and the venue, then run cvgen enrich"
        self._doubt("appeared", query, f"'{self._written.title}' has appeared in {where}", hint)

    def _warn_of_preprint(self, other: Publication, query: str) -> None:
        if self._is_own(query) and query.startswith("doi:"):
            self._doubt("preprint", query, f"{query} is the DOI of a preprint", "write the DOI of the paper")
        elif not (self.paper.venue or self.paper.type or other.doi):
            hint = "add the venue, or set  type: preprint  and  status: preprint"
            self._doubt("preprint", query, f"'{self._written.title}' is known only as a preprint", hint)

    def _refuse(self, other: Publication, query: str) -> None:
        """Reject an answer about another work: it fills nothing, and a DOI that led to it is taken back."""
        gave = self._gave(query)
        if self._is_own(query) or gave:
            hint = f"{gave.by} gives this DOI, and may be wrong" if gave else "fix the identifier"
            message = f"{query} is {_named(other)}, not {_named(self._written)}"
            self._doubt(query, query, message, f"{hint}; nothing was filled in from it")
        self._take_back(query)

    def _gave(self, query: str) -> Completion | None:
        """Return the DOI that an earlier answer filled in, if it is this query."""
        return next((fill for fill in self.fills if fill.key == "doi" and query == _query(fill.value)), None)

    def _take_back(self, query: str) -> None:
        if gave := self._gave(query):
            self.fills.remove(gave)
            self.paper = replace(self.paper, doi=None)

    def _is_own(self, query: str) -> bool:
        """Return whether an identifier is in a key of the entry; one in a link may be of something else."""
        return query in queries(replace(self._written, links={}))

    def _doubt(self, kind: str, query: str, message: str, hint: str) -> None:
        """Add a warning, one of each kind."""
        keys = ("status",) if kind == "appeared" else (query.partition(":")[0],)
        place = next((self._places[at] for at in ((*self.path, *keys), self.path) if at in self._places), None)
        self.problems.setdefault(kind, Problem(message, place, hint, "warning"))


def _other_version(paper: Publication, other: Publication) -> tuple[str, str] | None:
    """Return why the pages of one can't be those of the other, and a hint; None if they can be."""
    kinds = KINDS.get(paper.type), KINDS.get(other.type)
    years = (year_of(paper) or year_of(other), year_of(other))
    apart = abs((years[0] or 0) - (years[1] or 0)) if all(years) else 0
    if (not all(kinds) or kinds[0] == kinds[1]) and apart <= LATER:
        return None
    named = ", ".join(str(part) for part in (other.type, other.venue, year_of(other)) if part)
    message = f"'{paper.title}' is another version than the one in this entry: {named}"
    return message, "if it is, add what is missing by hand; else fix the type, the year or the identifier"


def _named(paper: Publication) -> str:
    """Name a work: "'Salt in the fjord' by Zoë Brightwater and others"."""
    by = f" by {paper.authors[0].name}" if paper.authors else ""
    return f"'{paper.title}'{by}{' and others' if len(paper.authors) > 1 else ''}"
