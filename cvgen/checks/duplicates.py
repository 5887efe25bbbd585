"""Warn of a publication that is listed twice: under one title with a common author, or with one identifier."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.diff.match.evidence import PublicationKey
from cvgen.diff.match.people import People
from cvgen.diff.match.same_work import DUPLICATES, MOST_WORDS, same_work
from cvgen.diff.match.titles import shared_words
from cvgen.problems import Problem
from cvgen.profile.fields import EntryPath
from cvgen.profile.identifiers import NamedIdentifier, identifiers_of
from cvgen.profile.model import Publication
from cvgen.profile.status import has_appeared

# These may have the title of a paper: its poster, its data, the thesis that contains it.
OTHER_THAN_PAPERS = ("abstract", "poster", "demo", "dataset", "software", "thesis", "editorial", "book")
MOST = 30  # titles with a rare word in common that one title is compared with


def same_title(subject: Subject) -> Iterator[Problem]:
    """Warn of each publication with the title of another one; of a preprint and its paper, nearly the same will do."""
    people = People(subject.profile, subject.profile)
    paths = [path for path, paper in subject.papers if paper.type not in OTHER_THAN_PAPERS]
    keys = [PublicationKey(at, subject.profile.at(path), people) for at, path in enumerate(paths)]
    known: set[EntryPath] = set()
    for one, two in _similar([key for key in keys if not key.title.is_short and _has_named_author(key.entry)]):
        first, second = (two, one) if two.has_appeared > one.has_appeared else (one, two)
        is_new = paths[second.at] not in known and same_work(one, two, DUPLICATES)
        if is_new and not _share_identifier(one.entry, two.entry):
            known.add(paths[second.at])
            yield _duplicate(subject, paths[second.at], paths[first.at])


def _has_named_author(paper: Publication) -> bool:
    return any(not author.left_out for author in paper.authors)


def same_identifier(subject: Subject) -> Iterator[Problem]:
    """Warn of each publication with the DOI, arXiv number or PubMed number of an earlier one."""
    seen: dict[NamedIdentifier, EntryPath] = {}
    for path, paper in subject.papers:
        for key, number in _identifiers(paper):
            first = seen.setdefault((key, number), path)
            if first != path:
                line = subject.line((*first, key))
                message = f"{number} is also the number in {line}"
                yield subject.warn((*path, key), message, "keep one of the two entries, or fix the number")
                break


def _similar(keys: list[PublicationKey]) -> Iterator[tuple[PublicationKey, PublicationKey]]:
    """Yield the pairs with the same letters, or at least MOST_WORDS of their words, in the order of the file.

    Only the rarest words of a title are looked up: of n words, two titles that share 80 % have one in common
    among the rarest fifth and one more of each ("prefix filtering", Chaudhuri et al., ICDE 2006).
    """
    known = Counter(word for key in keys for word in key.title.words)
    holders: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        rarest = sorted(key.title.words, key=lambda word: (known[word], word))
        prefix = {*rarest[: len(rarest) - int(MOST_WORDS * len(rarest) + 0.999) + 1], key.title.letters}
        pairs = {other for word in prefix for other in holders[word][-MOST:]}
        for word in prefix:
            holders[word].append(at)
        yield from ((keys[other], key) for other in sorted(pairs) if _is_similar(keys[other], key))


def _is_similar(one: PublicationKey, two: PublicationKey) -> bool:
    return one.title.letters == two.title.letters or shared_words(one.title, two.title) >= MOST_WORDS


def _duplicate(subject: Subject, path: EntryPath, first: EntryPath) -> Problem:
    """Return the warning for an entry that is the same as another: a published paper stays, else the first entry."""
    paper, kept = subject.profile.at(path), subject.profile.at(first)
    line = subject.line((*first, "title"))
    if has_appeared(kept) and not has_appeared(paper):
        message = f"this seems to be the paper of {line}, which has been published"
        hint = f"keep that one{_take_along(paper, kept)}; delete this one, or hide it:  hidden: true"
        return subject.warn((*path, "title"), message, hint)
    return subject.warn((*path, "title"), f"this paper is also in {line}", "keep one of the two entries")


def _take_along(paper: Publication, kept: Publication) -> str:
    """Name what the entry to keep lacks, as a part of the hint."""
    return f' and give it  arxiv: "{paper.arxiv}"' if paper.arxiv and not kept.arxiv else ""


def _share_identifier(one: Publication, two: Publication) -> bool:
    """Return whether `same_identifier` warns of the pair."""
    return bool(set(_identifiers(one)) & set(_identifiers(two)))


def _identifiers(paper: Publication) -> list[NamedIdentifier]:
    """List the identifiers that only one publication has; the chapters of a book share its ISBN."""
    return [(key, number) for key, number in identifiers_of(paper).items() if key != "isbn"]
