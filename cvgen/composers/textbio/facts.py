"""The facts that a biography consists of, in the order of reading, each with its weight and its wordings."""

from collections.abc import Callable
from typing import NamedTuple

from cvgen.composers.textbio import career, record, service, works
from cvgen.composers.textbio.story import Story


class Fact(NamedTuple):
    """How much a fact says about a person, and its sentences, the longest wording first; none if nothing is known."""

    weight: float
    wordings: Callable[[Story], list[str]]

    @property
    def name(self) -> str:
        """Return the name of the fact, which is that of its function."""
        return self.wordings.__name__


# Weights decide what is kept where space is short: twice the weight is worth twice the words.
FACTS = (
    Fact(100, career.role),
    Fact(34, career.work),
    Fact(75, career.degree),
    Fact(45, career.interests),
    Fact(48, works.papers),
    Fact(30, works.honors),
    Fact(29, works.book_honors),
    Fact(26, works.forthcoming),
    Fact(40, record.awards),
    Fact(32, service.service),
    Fact(24, record.mentoring),
    Fact(22, record.patents),
    Fact(20, career.earlier),
    Fact(13, record.talks),
    Fact(12, record.grants),
    Fact(11, career.memberships),
    Fact(10, career.achievements),
    Fact(9, works.selected),
    Fact(8, career.further_degrees),
    Fact(7, record.teaching),
)
