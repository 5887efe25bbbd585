"""Choose the spacing of a document so that its last page is not almost empty."""

from collections.abc import Callable, Iterator

from cvgen.writers import Layout
from cvgen.writers.style import Style

LEAST = 0.26  # of the last page that should be filled: a quarter, and the space below its last line
UNNOTICED, MOST = 0.5, 1.0  # the change of spacing that nobody notices, and the largest, in the steps of Style.closer
GAIN = 0.15  # the share of its length that a document loses at Style.closer(1), at least
SPARE = 0.05  # tried beyond what is computed, as no page is filled to its last line


LayOut = Callable[[Style], tuple[Layout, str]]


def with_good_end(lay_out: LayOut, style: Style) -> tuple[Layout, str]:
    """Lay out a document; where its last page is almost empty, again, a little closer or wider.

    Closer, if that saves the page; else wider, if that fills more of it; else as it was. Return what `lay_out` returns.
    """
    best = lay_out(style)
    if _is_good(best[0]):
        return best
    for amount in _amounts(best[0]):
        made = lay_out(style.closer(amount))
        if made[0].pages <= best[0].pages and _is_good(made[0]):
            return made
        best = min(best, made, key=lambda one: (one[0].pages, -one[0].last_page))
    return best


def _is_good(layout: Layout) -> bool:
    """Tell whether a document has one page, or enough on its last one."""
    return layout.last_page >= LEAST or layout.pages < 2


def _amounts(layout: Layout) -> Iterator[float]:
    """Yield the changes of spacing that may help: those that nobody notices first, and closer before wider."""
    length = layout.pages - 1 + layout.last_page
    closer = layout.last_page / length / GAIN + SPARE
    wider = (LEAST - layout.last_page) / length / GAIN + SPARE
    changes = ((min(closer, MOST), 1), (min(wider, MOST), -1))
    yield from (amount * sign for amount, sign in sorted(changes, key=lambda change: change[0] > UNNOTICED))
