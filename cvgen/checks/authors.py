"""Find missing people: the owner in author lists, and in the list of mentees the authors whom a mark calls mentees."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Author
from cvgen.profile.names import PLACEHOLDER_NAME, UNEXPLAINED, same_person, tokens

MANY = 3  # author lists without the owner; from this number on, one warning about the name replaces them all
MOST = 50  # the most frequent names, among which another form of the owner's name is searched
UNNAMED = re.compile(
    r"\bet al\b|\bothers?\b|…|\.\.\.|\b(collaboration|consortium|initiative|network|group|team)\b", re.I
)
OTHERS = re.compile(r"\b(at the time|team|colleagues?|collaborators?|members?|visitors?|others?|staff|not)\b", re.I)


def placeholders(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for the name, and for the explanation of a mark, that an import left to the owner."""
    if subject.profile.name == PLACEHOLDER_NAME:
        yield subject.warn(("name",), f"'{PLACEHOLDER_NAME}' is a placeholder", "write your name")
    for mark, text in subject.profile.marks.items():
        if text == UNEXPLAINED:
            yield subject.warn(("marks", mark), f"the mark '{mark}' is not explained", "write what it means")


def owner_missing(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each publication without the owner among its authors or editors.

    If most publications lack the owner, one warning about the name replaces them all.
    """
    if subject.profile.name == PLACEHOLDER_NAME or not any(tokens(name) for name in subject.profile.names):
        return  # no list can contain a name without letters
    signed = [(path, paper) for path, paper in subject.papers if paper.authors and not paper.collaboration]
    missing = [(path, paper.authors) for path, paper in signed if not _has_owner(subject, paper.people)]
    if len(missing) >= MANY and len(missing) * 2 > len(signed):
        names = Counter(author.name for _, authors in missing for author in authors if not author.left_out)
        yield _other_signature(subject, names, f"{len(signed) - len(missing)} of {len(signed)}")
    else:
        yield from (_is_missing(subject, path, authors) for path, authors in missing)


def _other_signature(subject: Subject, names: Counter[str], share: str) -> Problem:
    form = _form(subject, [name for name, _ in names.most_common(MOST)]) or "the form in these lists"
    message = f"{subject.profile.name} is in only {share} author lists"
    return subject.warn(("name",), message, f"if you publish under another name, add  aliases: [{form}]")


def _is_missing(subject: Subject, path: EntryPath, authors: tuple[Author, ...]) -> Problem:
    names = [author.name for author in authors]
    message = f"{subject.profile.name} is not among the authors"
    if form := _form(subject, names):
        hint = f"if '{form}' is you, correct the name, or add  aliases: [{form}]"
        return subject.warn((*path, "authors", names.index(form)), message, hint)
    return subject.warn((*path, "authors"), message, "add yourself, or delete the entry")


def mentees_missing(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each author whom a mark calls a mentee but who is not among the mentees.

    Each person is reported once; nobody is if the profile has no list of mentees.
    """
    known: dict[str, set[str]] = defaultdict(set)
    for mentee in subject.profile.mentees:
        _remember(mentee.name, known)
    for path, author, legend in _marked(subject) if known else ():
        alike = set[str]().union(*(known[part] for part in _parts(author.name)))
        if not any(same_person(author.name, name) for name in alike):
            message = f"{author.name} is marked as '{legend}' but is not among the mentees"
            yield subject.warn(path, message, "add this person to the mentees, or remove the mark")
            _remember(author.name, known)


def _remember(name: str, known: dict[str, set[str]]) -> None:
    for part in _parts(name):
        known[part].add(name)


def _parts(name: str) -> set[str]:
    """Return what two forms of a name have in common at least once: its words, and its last words joined."""
    words = tokens(name)
    return {*words, *("".join(words[at:]) for at in range(-4, 0))}


def _marked(subject: Subject) -> Iterator[tuple[EntryPath, Author, str]]:
    """Yield each author other than the owner whose mark denotes mentees and nobody else, with the mark's legend."""
    legends = {mark: subject.profile.marks[mark] for mark in subject.profile.mentee_marks}
    claims = {mark: text for mark, text in legends.items() if not OTHERS.search(text)}
    seen = set(subject.forms_of_owner)
    for path, paper in subject.papers if claims else ():
        for index, author in enumerate(paper.authors):
            legend = next((claims[mark] for mark in author.marks if mark in claims), None)
            if legend and author.name not in seen and tokens(author.name):
                seen.add(author.name)
                yield (*path, "authors", index), author, legend


def _has_owner(subject: Subject, people: tuple[Author, ...]) -> bool:
    """Return whether the owner is or may be among them: "et al.", a group or a lone mark may be anybody."""
    names = [author.name for author in people]
    return any(not name or name in subject.forms_of_owner or UNNAMED.search(name) for name in names)


def _form(subject: Subject, names: list[str]) -> str:
    """Return the name in a list that is most similar to the owner's, "" if none is similar."""
    from difflib import get_close_matches  # here, because few profiles need it

    owner = subject.profile.name
    parts = {part for part in tokens(owner) if len(part) > 1}
    if near := get_close_matches(owner, names, n=1, cutoff=0.75):
        return near[0]
    return next((name for name in names if parts & set(tokens(name))), "")
