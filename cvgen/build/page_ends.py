"""Choose the spacing of a document so that its last page is not almost empty."""

from collections.abc import Callable

from cvgen.writers import Layout
from cvgen.writers.style import Style

LEAST = 0.25  # of the last page that should be filled
CLOSEST, WIDEST = 0.5, -0.5  # the change of spacing that nobody notices, in the steps of Style.closer
GAIN = 0.15  # the share of its length that a document loses at Style.closer(1), at least
SPARE = 0.05  # tried beyond what is computed, as no page is filled to its last line


LayOut = Callable[[Style], tuple[Layout, str]]


def with_good_end(lay_out: LayOut, style: Style) -> tuple[Layout, str]:
    """Lay out a document; where its last page is almost empty, once more, a little closer or wider.

    Closer, if that saves the page; else wider, if that fills more of it; else as it was. Return what `lay_out` returns.
    """
    made = layout, _ = lay_out(style)
    if layout.last_page >= LEAST or layout.pages < 2:  # in this order: pages take Typst a layout
        return made
    length = layout.pages - 1 + layout.last_page
    closer = layout.last_page / length / GAIN + SPARE
    if closer <= CLOSEST:
        shorter, note = lay_out(style.closer(closer))
        if shorter.pages < layout.pages:
            return shorter, note
    wider = -(LEAST - layout.last_page) / length / GAIN - SPARE
    longer, note = lay_out(style.closer(max(wider, WIDEST)))
    return (longer, note) if longer.pages == layout.pages and longer.last_page > layout.last_page else made
