"""Lints of the biography: what it says that the lists of the profile contradict."""

from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.claims import contradictions
from cvgen.problems import Problem


def contradicted(subject: Subject) -> Iterator[Problem]:
    """Old roles given as present, and numbers of papers, awards or mentees that are wrong or out of date."""
    if subject.today is not None:
        for claim in contradictions(subject.profile, subject.today):
            yield subject.warn(claim.path, claim.message, claim.hint)
