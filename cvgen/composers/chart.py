"""Add a chart of the publications by year to a document."""

from collections import Counter
from dataclasses import replace

from cvgen.composers.entries import visible_entries
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.composers.publications import PUBLISHED, heading
from cvgen.document.markdown import spans
from cvgen.document.tree import Chart, Document, Item, Section
from cvgen.profile.dates import year_of
from cvgen.profile.model import Profile

RANK = 2  # near the top: a user who asks for a chart wants to see it


def with_chart(profile: Profile, document: Document, words: Phrases) -> Document:
    """Return the document with a chart before its publications.

    Published papers with a known year are counted. With fewer than two such years the document is returned unchanged.
    """
    published = (paper for paper in visible_entries(profile.publications) if heading(paper) == PUBLISHED)
    years = Counter(year for paper in published if (year := year_of(paper)))
    if len(years) < 2:
        return document
    bars = tuple((str(year), years[year]) for year in range(min(years), max(years) + 1))
    title = words.publications_by_year
    description = f"{title}: {', '.join(fill_in(words.in_year, number, year) for year, number in bars if number)}"
    at = next((at for at, one in enumerate(document.sections) if one.kind == "publications"), len(document.sections))
    item = Item(spans(description), kind="chart", rank=RANK)  # the words for other formats, and the rank
    chart = Section(title, (item,), chart=Chart(bars, description), kind="chart")
    return replace(document, sections=(*document.sections[:at], chart, *document.sections[at:]))
