"""The footer of the one-page bio: name and kind of document on the left, the date on the right. Measures in points."""

from collections.abc import Iterator

from cvgen.document.tree import Document, Span, Spans, foot
from cvgen.writers.onepage.cut import fitting, shortened
from cvgen.writers.onepage.placed import Placed
from cvgen.writers.onepage.text import Text
from cvgen.writers.onepage.typography import Typography

FOOT = 7 * 72 / 25.4  # the distance of the foot below the text area, as in the full CV
LONGEST_DATE = 40  # characters
GAP = 15.0  # between the name and the date


def footer(document: Document, look: Typography, left: float, start: float, width: float) -> Iterator[Placed]:
    """Yield the name and kind of document at the left and the date at the right, each on one line."""

    def set_foot(some: Spans) -> Text:
        return Text(some, look.aside(), "Artifact", look)

    short = shortened((Span(document.date),), LONGEST_DATE)
    date = set_foot(fitting(short, lambda some: set_foot(some).wide() <= width / 2))
    room = width - date.wide() - GAP
    words = (Span(foot(document)),)
    yield Placed(set_foot(fitting(words, lambda some: set_foot(some).wide() <= room)), left, start, width)
    yield Placed(date, left + width - date.wide(), start, date.wide() + 1)
