"""Profile, Document -> the document with a chart of its publications by year."""

from collections import Counter
from dataclasses import replace

from cvgen.composers.entries import shown
from cvgen.composers.languages.phrases import Phrases, fill_in
from cvgen.composers.publications import PUBLISHED, heading
from cvgen.document.markdown import spans
from cvgen.document.tree import Chart, Document, Item, Section
from cvgen.profile.dates import year_of
from cvgen.profile.model import Profile

RANK = 2  # who asks for a chart wants to see it


def with_chart(profile: Profile, document: Document, words: Phrases) -> Document:
    """Put the chart before the publications; a document without any, or with a single year, stays as it is."""
    published = (paper for paper in shown(profile.publications) if heading(paper) == PUBLISHED)
    years = Counter(year for paper in published if (year := year_of(paper)))
    if len(years) < 2:
        return document
    bars = tuple((str(year), years[year]) for year in range(min(years), max(years) + 1))
    title = words.publications_by_year
    said = f"{title}: {', '.join(fill_in(words.in_year, number, year) for year, number in bars if number)}"
    at = next((at for at, one in enumerate(document.sections) if one.kind == "publications"), len(document.sections))
    item = Item(spans(said), kind="chart", rank=RANK)  # what the chart says, and how long it stays where space is short
    chart = Section(title, (item,), chart=Chart(bars, said), kind="chart")
    return replace(document, sections=(*document.sections[:at], chart, *document.sections[at:]))
