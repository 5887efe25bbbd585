"""Add the charts that a document asks for: publications by year and by type, mentees by year, co-authors."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from cvgen.composers.charts.counts import mentees, types, years
from cvgen.composers.charts.network import network
from cvgen.composers.languages.phrases import Phrases
from cvgen.document.tree import Chart, Document, Item, Section, Span
from cvgen.profile.document_options import ChartName
from cvgen.profile.model import Profile

RANK = 2  # near the top: a user who asks for a chart wants to see it

Builder = Callable[[Profile, int, Phrases], Chart | None]

# Each chart: the phrase of its heading, the kind of the section that it is before, and what makes it.
CHARTS: dict[ChartName, tuple[str, str, Builder]] = {
    "years": ("publications_by_year", "publications", years),
    "types": ("publications_by_type", "publications", types),
    "mentees": ("mentees_by_year", "mentees", mentees),
    "coauthors": ("coauthors", "publications", network),
}


def with_charts(
    names: Iterable[ChartName], profile: Profile, document: Document, this_year: int, words: Phrases
) -> Document:
    """Return the document with charts of what its profile shows, each before the section that it is about.

    A chart that would have one column or bar, or fewer than three people, is left out. What lasts, lasts to
    `this_year`.
    """
    for name in names:
        phrase, kind, build = CHARTS[name]
        if chart := build(profile, this_year, words):
            document = _before(kind, document, _section(getattr(words, phrase), chart))
    return document


def _section(title: str, chart: Chart) -> Section:
    """Return the section of a chart; its item has the words for other formats, and the rank."""
    item = Item((Span(chart.description),), kind="chart", rank=RANK)
    return Section(title, (item,), chart=chart, kind="chart")


def _before(kind: str, document: Document, chart: Section) -> Document:
    """Return the document with a section before the first one of a kind, or at the end."""
    sections = document.sections
    at = next((at for at, one in enumerate(sections) if one.kind == kind), len(sections))
    return replace(document, sections=(*sections[:at], chart, *sections[at:]))
