"""Who should be there and is not: the owner among the authors, those whom a mark calls mentees among the mentees."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Author
from cvgen.profile.names import same_person, tokens

MANY = 3  # lists without the owner: from here on, one word about the name does instead of one about each
MOST = 50  # names, the most frequent ones, among which the owner's other name is looked for
UNNAMED = re.compile(
    r"\bet al\b|\bothers?\b|…|\.\.\.|\b(collaboration|consortium|initiative|network|group|team)\b", re.I
)
OTHERS = re.compile(r"\b(at the time|team|colleagues?|collaborators?|members?|visitors?|others?|staff|not)\b", re.I)


def owner_missing(subject: Subject) -> Iterator[Problem]:
    """Publications without the owner among the authors or editors; with many of them, the name is to blame."""
    if not any(tokens(name) for name in subject.profile.names):
        return  # a name of signs alone is found in no list
    signed = [(path, paper) for path, paper in subject.papers if paper.authors]
    missing = [(path, paper.authors) for path, paper in signed if not _has_owner(subject, paper.authors, paper.editors)]
    if len(missing) >= MANY and len(missing) * 2 > len(signed):
        names = Counter(author.name for _, authors in missing for author in authors)
        yield _signs_otherwise(subject, names, f"{len(signed) - len(missing)} of {len(signed)}")
    else:
        yield from (_is_missing(subject, path, authors) for path, authors in missing)


def _signs_otherwise(subject: Subject, names: Counter[str], share: str) -> Problem:
    form = _form(subject, [name for name, _ in names.most_common(MOST)]) or "the form in them"
    message = f"{subject.profile.name} is in {share} author lists"
    return subject.warn(("name",), message, f"if you sign in another way, add  aliases: [{form}]")


def _is_missing(subject: Subject, path: EntryPath, authors: tuple[Author, ...]) -> Problem:
    names = [author.name for author in authors]
    message = f"{subject.profile.name} is not among the authors"
    if form := _form(subject, names):
        hint = f"if '{form}' is you, mend it, or add  aliases: [{form}]"
        return subject.warn((*path, "authors", names.index(form)), message, hint)
    return subject.warn((*path, "authors"), message, "add yourself, or delete the entry")


def mentees_missing(subject: Subject) -> Iterator[Problem]:
    """Those whom a mark calls a mentee and who are not in the list of mentees, each once, if there is such a list."""
    known: dict[str, set[str]] = defaultdict(set)
    for mentee in subject.profile.mentees:
        _remember(mentee.name, known)
    for path, author, legend in _marked(subject) if known else ():
        alike = set[str]().union(*(known[part] for part in _parts(author.name)))
        if not any(same_person(author.name, name) for name in alike):
            message = f"{author.name} is marked as '{legend}' and is not among the mentees"
            yield subject.warn(path, message, "add them to the mentees, or take the mark off")
            _remember(author.name, known)


def _remember(name: str, known: dict[str, set[str]]) -> None:
    for part in _parts(name):
        known[part].add(name)


def _parts(name: str) -> set[str]:
    """What two forms of a name have in common at least once: its words, and its last ones written as one."""
    words = tokens(name)
    return {*words, *("".join(words[at:]) for at in range(-4, 0))}


def _marked(subject: Subject) -> Iterator[tuple[EntryPath, Author, str]]:
    """Each author of another name whose mark speaks of mentees and of nobody else, with the mark's legend."""
    legends = {mark: subject.profile.marks[mark] for mark in subject.profile.mentee_marks}
    claims = {mark: text for mark, text in legends.items() if not OTHERS.search(text)}
    seen = set(subject.forms_of_owner)
    for path, paper in subject.papers if claims else ():
        for index, author in enumerate(paper.authors):
            legend = next((claims[mark] for mark in author.marks if mark in claims), None)
            if legend and author.name not in seen and tokens(author.name):
                seen.add(author.name)
                yield (*path, "authors", index), author, legend


def _has_owner(subject: Subject, authors: tuple[Author, ...], editors: tuple[Author, ...]) -> bool:
    """Whether the owner is, or may be, among them: "et al.", a collaboration or a lone mark may be anybody."""
    names = [author.name for author in authors + editors]
    return any(not name or name in subject.forms_of_owner or UNNAMED.search(name) for name in names)


def _form(subject: Subject, names: list[str]) -> str:
    """The name in a list that is likest to the owner's, "" when none is like it."""
    from difflib import get_close_matches  # here, as few profiles need it

    owner = subject.profile.name
    parts = {part for part in tokens(owner) if len(part) > 1}
    if near := get_close_matches(owner, names, n=1, cutoff=0.75):
        return near[0]
    return next((name for name in names if parts & set(tokens(name))), "")
