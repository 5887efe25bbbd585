"""Find positions, education and mentees whose dates contradict each other or look forgotten."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from cvgen.checks.subject import Subject, is_over
from cvgen.problems import Problem
from cvgen.profile.dates import PRESENT, Date, certainly_before
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Mentee, Position, Profile
from cvgen.profile.names import tokens

LONG = 8  # years after which a student should have finished
STUDENT = re.compile(r"intern|bachelor|undergrad|master|m\.?sc|ph\.?d|doctor|student", re.I)
# Titles held beside another position, or so briefly that one date is enough.
SIDE = re.compile(
    r"\b(visit\w*|guest|adjunct|honorary|courtesy|affiliate\w*|part[- ]time|intern\w*|summer|consult\w*|advis[eo]r\w*|"
    r"board|member|editor|chair\w*|volunteer|secondment|sabbatical|emerit\w*|fellow\w*|associate member)\b", re.I,
)  # fmt: skip
MOST = 100  # positions that are compared with all others; nobody has as many at once
RANKS = (  # a rank ends when the next begins
    r"ph\.?d|doctoral (student|candidate|researcher)|graduate student",
    r"post-?doc\w*|research assistant",
    r"assistant prof\w*|lecturer|instructor",
    r"associate prof\w*|reader|senior lecturer",
    r"prof\w*",
)


def overlaps(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for the same title at the same organization in overlapping periods."""
    same: dict[tuple[str, ...], list[tuple[EntryPath, Position]]] = defaultdict(list)
    for path, position in _positions(subject):
        same[(*tokens(position.title), "", *tokens(position.organization or ""))].append((path, position))
    for group in same.values():
        for (first, one), (second, two) in combinations(group[:MOST], 2):
            if _overlap(one, two):
                message = f"this overlaps with the same position in {subject.line(first)}"
                yield subject.warn((*second, "title"), message, "merge the two, or correct a date")


def missing_end(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for positions without an end, or still "present" in a lower rank, beside a later present one."""
    posts = [(path, post) for path, post in _positions(subject) if post.start and not SIDE.search(post.title)]
    later = [(path, post) for path, post in posts if post.end == PRESENT][:MOST]
    for path, post in posts:
        if post.end not in (None, PRESENT):
            continue
        newer = next((where for where, other in later if _follows(post, other)), None)
        if newer and post.end is None:
            message = f"the later position in {subject.line(newer)} is present, but this one has no end"
            yield subject.warn((*path, "title"), message, "add  end: ...  with the year, or  end: present")
        elif newer:
            message = f"the later position in {subject.line(newer)} is present too"
            yield subject.warn((*path, "end"), message, "write the year this one ended")


def distant_end(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for positions that end more than a year from today."""
    for path, post in _positions(subject):
        if subject.today and post.end and post.end != PRESENT and post.end > _next_year(subject.today):
            message = f"the end {post.end} is more than a year in the future"
            yield subject.warn((*path, "end"), message, "write  end: present  until it ends, or correct the year")


def long_present(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for studies and students that are still present but began more than LONG years ago."""
    for path, entry in _studies(subject.profile):
        if entry.end == PRESENT and entry.start and is_over(entry.start, LONG, subject.today):
            message = f"still present, though it began more than {LONG} years ago, in {entry.start.year}"
            yield subject.warn((*path, "end"), message, "write the year it ended, or correct the start")


def _studies(profile: Profile) -> Iterator[tuple[EntryPath, Education | Mentee]]:
    """Yield the owner's studies, and the mentees who are students or interns."""
    for index, study in enumerate(profile.education):
        if not study.hidden:
            yield ("education", index), study
    for index, mentee in enumerate(profile.mentees):
        if not mentee.hidden and STUDENT.search(mentee.role or ""):
            yield ("mentees", index), mentee


def _positions(subject: Subject) -> list[tuple[EntryPath, Position]]:
    posts = enumerate(subject.profile.positions)
    return [(("positions", index), post) for index, post in posts if not post.hidden]


def _overlap(one: Position, two: Position) -> bool:
    """Return whether two positions with known dates overlap; a shared year of transition is not an overlap."""
    if not (one.start and one.end and two.start and two.end):
        return False
    if (one.start, one.end) == (two.start, two.end):
        return True
    return certainly_before(one.start, two.end) and certainly_before(two.start, one.end)


def _follows(post: Position, other: Position) -> bool:
    """Return whether a present position is later than another, which should therefore have ended."""
    if not (post.start and other.start and certainly_before(post.start, other.start)):
        return False
    if post.end is None:
        return tokens(post.organization or "") != tokens(other.organization or "")
    return post.end == PRESENT and -1 < _rank(post.title) < _rank(other.title)


@cache
def _rank(title: str) -> int:
    """Return the rank of a title in RANKS, -1 if it has none: "Associate Professor of Biology" -> 3."""
    found = (at for at, rank in enumerate(RANKS) if re.search(rf"\b({rank})\b", title, re.I))
    return next(found, -1)


def _next_year(today: Date) -> Date:
    return Date(today.year + 1, today.month or 12, today.day or 31)
