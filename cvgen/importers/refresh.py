"""Bring a profile up to date with its sources: merge what each of them says, by the rules of import.

What the owner rejected, what the profile has already and what others seem to have written is sifted out before.
This module asks nobody and writes nothing but the memory of what the sources said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cvgen import files
from cvgen.diff.match.evidence import PublicationKey, publication_keys
from cvgen.diff.match.lists import match_publications
from cvgen.diff.match.papers import edges
from cvgen.diff.match.people import People
from cvgen.diff.match.same_work import DUPLICATES, same_work
from cvgen.importers import Imported
from cvgen.importers.plan import Plan, Source, merge_into, remember, remembered
from cvgen.importers.rejection import rejected_works
from cvgen.problems import Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile, Publication
from cvgen.profile.names import same_person

OTHER_FORM = "if you sign like that as well, add that form of your name under  aliases"


@dataclass(frozen=True)
class Answer:
    """What one of the sources said: its name, and what it gave or the problem why it gave nothing."""

    name: str
    source: Source | None = None
    problem: Problem | None = None
    note: str = ""

    @property
    def works(self) -> tuple[Publication, ...]:
        """Return the works that it gave."""
        return self.source.imported.profile.publications if self.source else ()


@dataclass
class Refreshed:
    """The profile as it is and as it would be, the plan of each source, and what was left out of each."""

    mine: Profile
    before: bytes
    after: bytes
    answers: list[Answer] = field(default_factory=list)
    plans: list[tuple[Answer, Plan]] = field(default_factory=list)
    doubtful: list[tuple[str, Publication]] = field(default_factory=list)

    @property
    def profile(self) -> Profile:
        """Return the profile with what is new."""
        return self.plans[-1][1].merged.profile if self.plans else self.mine

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.after != self.before

    @property
    def failed(self) -> list[Answer]:
        """Return the sources that gave nothing."""
        return [one for one in self.answers if one.problem]


def refresh(path: Path, answers: Iterable[Answer]) -> Refreshed:
    """Return what the answers change in the profile at a path, one after the other; nothing is written."""
    data = files.read(path)
    mine = profile_yaml.load(profile_yaml.decode(data)).profile
    checked = [_checked(one, mine, path) for one in answers]
    found = Refreshed(mine, data, data, checked)
    rejected = _rejected(mine, checked)
    for one in checked:
        if one.source:
            _merge(found, one, one.source, rejected, remembered(path, one.source))
    return found


def write(path: Path, found: Refreshed) -> None:
    """Write the profile, and remember what the sources said; InputError if the file has changed since it was read."""
    files.tidy(path.parent)
    if found.changes:
        files.replace(path, found.after, found.before)
    for answer, planned in found.plans:
        if answer.source:
            remember(path, answer.source, planned.mine)


def _merge(found: Refreshed, answer: Answer, source: Source, rejected: set[int], base: Profile | None) -> None:
    """Merge the works of a source into the profile as the sources before it left it."""
    profile = found.profile
    kept = [work for work in answer.works if id(work) not in rejected]
    kept, doubtful = _sift(profile, kept)
    known = {_name(work) for _, work in found.doubtful}
    found.doubtful += [(answer.name, work) for work in doubtful if _name(work) not in known]
    said = replace(source.imported.profile, publications=tuple(kept))
    sifted = replace(source, imported=Imported(said))
    planned = merge_into(found.after, sifted, base)
    found.plans.append((replace(answer, source=sifted), planned))
    found.after = planned.after


def _checked(answer: Answer, mine: Profile, path: Path) -> Answer:
    """Return an answer with its works alone; without them if it is about somebody else, or has suddenly none."""
    if not answer.source:
        return answer
    said = answer.source.imported.profile
    base = remembered(path, answer.source)
    if said.name and not any(same_person(form, own) for form in said.names for own in mine.names):
        message = f"{answer.name}: this is {said.name}, not {mine.name}"
        return _without_works(answer, message, f"correct the number under  sources; {OTHER_FORM}")
    if base and base.publications and not said.publications:
        message = f"{answer.name} gave no works, and {len(base.publications)} the last time"
        return _without_works(answer, message, "try again later; nothing was changed")
    works = tuple(replace(work, abstract=None) for work in said.publications)
    marks = {mark for work in works for author in work.people for mark in author.marks}
    legend = {mark: text for mark, text in said.marks.items() if mark in marks}
    bare = Profile(name=mine.name, publications=works, marks=legend)
    return replace(answer, source=replace(answer.source, imported=Imported(bare)))


def _without_works(answer: Answer, message: str, hint: str) -> Answer:
    """Return an answer that is not used."""
    return replace(answer, source=None, problem=Problem(message, None, hint, "warning"))


def _rejected(mine: Profile, answers: Sequence[Answer]) -> set[int]:
    """Return which works of all answers the owner rejected, by the identity of the object."""
    works = [work for one in answers for work in one.works]
    not_mine = mine.sources.not_mine if mine.sources else ()
    return {id(works[at]) for at in rejected_works(not_mine, works)}


def _sift(mine: Profile, works: Sequence[Publication]) -> tuple[list[Publication], list[Publication]]:
    """Return the works that may be merged, and those whose authors do not include the owner in any form.

    A new work that the profile, or the source itself, has already under another record is in neither.
    """
    people = People(mine, mine)
    new = match_publications(mine.publications, works, people).added
    keys = publication_keys(works, people)
    twice = _listed_twice(publication_keys(mine.publications, people), [keys[at] for at in new])
    doubtful = {at for at in new if not mine.wrote(works[at])} - twice
    kept = [work for at, work in enumerate(works) if at not in twice | doubtful]
    return kept, [works[at] for at in sorted(doubtful)]


def _listed_twice(old: list[PublicationKey], new: list[PublicationKey]) -> set[int]:
    """Return the places of new works that one list could not have beside an old one, or beside an earlier new one."""
    by_place = {key.at: key for key in new}
    beside_old = {edge.new for edge in edges(old, new) if _are_one(old[edge.old], by_place[edge.new])}
    pairs = {(edge.old, edge.new) for edge in edges(new, new) if edge.old < edge.new}
    return beside_old | {two for one, two in pairs if _are_one(by_place[one], by_place[two])}


def _are_one(one: PublicationKey, other: PublicationKey) -> bool:
    """Return whether a list of works that has both would have one of them twice."""
    if one.strong & other.strong or one.weak & other.weak:
        return True
    return not one.title.is_short and same_work(one, other, DUPLICATES)


def _name(work: Publication) -> str:
    """Return what tells whether two sources doubt the same work."""
    return (work.doi or work.title).lower()
