"""Positions, education and mentees whose dates can't all be true, or were forgotten."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from cvgen.checks.subject import Subject, is_over
from cvgen.problems import Problem
from cvgen.profile.dates import PRESENT, Date, certainly_before
from cvgen.profile.fields import EntryPath
from cvgen.profile.model import Education, Mentee, Position, Profile
from cvgen.profile.names import tokens

LONG = 8  # years after which no one is a student any more
STUDENT = re.compile(r"intern|bachelor|undergrad|master|m\.?sc|ph\.?d|doctor|student", re.I)
# Held beside a post, or for so short that one date does.
SIDE = re.compile(
    r"\b(visit\w*|guest|adjunct|honorary|courtesy|affiliate\w*|part[- ]time|intern\w*|summer|consult\w*|advis[eo]r\w*|"
    r"board|member|editor|chair\w*|volunteer|secondment|sabbatical|emerit\w*|fellow\w*|associate member)\b", re.I,
)  # fmt: skip
RANKS = (  # a rank ends when the next begins
    r"ph\.?d|doctoral (student|candidate|researcher)|graduate student",
    r"post-?doc\w*|research assistant",
    r"assistant prof\w*|lecturer|instructor",
    r"associate prof\w*|reader|senior lecturer",
    r"prof\w*",
)


def overlaps(subject: Subject) -> Iterator[Problem]:
    """The same title at the same organization twice at the same time."""
    same: dict[tuple[str, ...], list[tuple[EntryPath, Position]]] = defaultdict(list)
    for path, position in _positions(subject):
        same[(*tokens(position.title), "", *tokens(position.organization or ""))].append((path, position))
    for group in same.values():
        for (first, one), (second, two) in combinations(group, 2):
            if _overlap(one, two):
                message = f"this overlaps with the same position in {subject.line(first)}"
                yield subject.warn((*second, "title"), message, "make one of the two, or mend a date")


def left(subject: Subject) -> Iterator[Problem]:
    """Positions without an end, or "present" in a lower rank, though a later position is present."""
    posts = [(path, post) for path, post in _positions(subject) if post.start and not SIDE.search(post.title)]
    later = [(path, post) for path, post in posts if post.end == PRESENT]
    for path, post in posts:
        newer = next((where for where, other in later if _follows(post, other)), None)
        if newer and post.end is None:
            message = f"no end, but the position in {subject.line(newer)} is later and present"
            yield subject.warn((*path, "title"), message, "add  end: ...  with the year, or  end: present")
        elif newer:
            message = f"present, but so is the later position in {subject.line(newer)}"
            yield subject.warn((*path, "end"), message, "write the year it ended")


def far_end(subject: Subject) -> Iterator[Problem]:
    """Positions that end more than a year from today."""
    for path, post in _positions(subject):
        if subject.today and post.end and post.end != PRESENT and post.end > _next_year(subject.today):
            message = f"the end {post.end} is more than a year ahead"
            yield subject.warn((*path, "end"), message, "write  end: present  until it ends, or mend the year")


def long_present(subject: Subject) -> Iterator[Problem]:
    """Studies and students that are present and began too long ago."""
    for path, entry in _studies(subject.profile):
        if entry.end == PRESENT and entry.start and is_over(entry.start, LONG, subject.today):
            message = f"present, though it began over {LONG} years ago, in {entry.start.year}"
            yield subject.warn((*path, "end"), message, "write the year it ended, or mend the start")


def _studies(profile: Profile) -> Iterator[tuple[EntryPath, Education | Mentee]]:
    """The owner's studies and those of mentees who were students or interns."""
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
    """Whether two positions with known dates had a time in common; the year in which one follows the other is none."""
    if not (one.start and one.end and two.start and two.end):
        return False
    if (one.start, one.end) == (two.start, two.end):
        return True
    return certainly_before(one.start, two.end) and certainly_before(two.start, one.end)


def _follows(post: Position, other: Position) -> bool:
    """Whether a present position is later than one, and of such a kind that the earlier should have ended."""
    if not (post.start and other.start and certainly_before(post.start, other.start)):
        return False
    if post.end is None:
        return tokens(post.organization or "") != tokens(other.organization or "")
    return post.end == PRESENT and -1 < _rank(post.title) < _rank(other.title)


def _rank(title: str) -> int:
    """ "Associate Professor of Biology" -> its place on the ladder; -1 for what is not on it."""
    found = (at for at, rank in enumerate(RANKS) if re.search(rf"\b({rank})\b", title, re.I))
    return next(found, -1)


def _next_year(today: Date) -> Date:
    return Date(today.year + 1, today.month or 12, today.day or 31)
