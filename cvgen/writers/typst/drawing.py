"""Draw the pages of a document as SVG, and find where its items are on them, for a preview."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cvgen.document.tree import Document, every_section
from cvgen.writers import HEADER, Spot
from cvgen.writers.style import Style
from cvgen.writers.typst import NO_DATE, Pages, compiler, query
from cvgen.writers.typst.content import Data

# Typst tells where a label is only within the document: its last, invisible element collects what was found.
EDGES = b"""
#context [#metadata(query(<edge>).map(found => {
  let place = found.location().position()
  (..found.value, place.page, place.x.pt(), place.y.pt())
})) <edges>]
"""
NOWHERE = "https://example.org/"  # Typst does not escape addresses in SVG; without links, letters would move
GUTTER = 4.0  # points between two items of a row


@dataclass(frozen=True)
class Drawing:
    """The pages of a document, each as SVG, and where its items are."""

    pages: tuple[bytes, ...]
    spots: tuple[Spot, ...]


class DrawnPages(Pages):
    """A document that Typst lays out for a preview, on the pages that it has as a PDF."""

    def draw(self) -> Drawing:
        """Draw the pages; raise EngineMissingError without Typst."""
        files = self._sources()
        found = compiler().compile(files, format="svg", timestamp=NO_DATE)
        pages = found if isinstance(found, list) else [found]
        return Drawing(tuple(pages), tuple(_spots(query(files, "<edges>"), self.style)))

    def _sources(self, more: bytes = b"") -> dict[str, bytes]:
        return super()._sources(EDGES + more)

    def _data(self) -> dict[str, Any]:
        data = super()._data()
        _mark(self.document, data["content"])
        data["look"]["all-links"] = NOWHERE
        return data


def _mark(document: Document, content: Data) -> None:
    """Number the items of a document in the data of the template; one paragraph of several has the first's number."""
    content["header"]["mark"] = HEADER
    number = 0
    for section, data in zip(every_section(document.sections), _every_section(content["sections"]), strict=True):
        for at, item in enumerate([*data["items"], *data["prose"]], number):
            item["mark"] = at
        if data["run-in"]:
            data["mark"] = number
        number += len(section.items)


def _every_section(sections: Sequence[Data]) -> Iterator[Data]:
    for section in sections:
        yield section
        yield from _every_section(section["sections"])


def _spots(edges: Sequence[Any], style: Style) -> Iterator[Spot]:
    """Yield the boxes between the edges of items: two for an item that goes on on the next page."""
    width, height = style.size
    right = width - style.points("margin-side")
    for (page, _), row in groupby(_paired(edges), key=lambda pair: (pair[0][2], pair[0][4])):  # side by side
        pairs = list(row)
        rights = [*(start[3] - GUTTER for start, _ in pairs[1:]), right]
        for (start, end), limit in zip(pairs, rights, strict=True):
            (number, _, _, left, top), (_, _, last, _, bottom) = start, end
            if last == page:
                yield Spot(number, page - 1, left, top, limit - left, bottom - top)
            else:
                lowest, highest = height - style.points("margin-bottom"), style.points("margin-top")
                yield Spot(number, page - 1, left, top, limit - left, lowest - top)
                yield Spot(number, last - 1, left, highest, limit - left, bottom - highest)


def _paired(edges: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the start and the end of each item."""
    starts = {edge[0]: edge for edge in edges if edge[1] == "start"}
    for edge in edges:
        if edge[1] == "end":
            yield starts[edge[0]], edge
