"""Draw the columns of a chart by year, each stacked from its series."""

from collections.abc import Iterator

from cvgen.document.tree import Bar, Chart
from cvgen.writers.drawing.legend import legend
from cvgen.writers.drawing.shapes import LINE, WIDTH, Box, Drawing, Words, filled, width_of

HEIGHT = 76.0  # of the columns with the words above and below them
WIDEST = 22.0  # the greatest width of a column, so that two years don't fill the chart
APART = 10.0  # between labels


def draw(chart: Chart) -> Drawing:
    """Return the picture of a chart, the tallest column as high as there is room; zero has no height and no number."""
    step = min(WIDTH / len(chart.bars), WIDEST * 1.4)
    unit = (HEIGHT - 2 * LINE) / max(bar.total for bar in chart.bars)
    every = -(-max(width_of(bar.label) + APART for bar in chart.bars) // step)
    has_values = max(width_of(str(bar.total)) for bar in chart.bars) < step
    words: list[Words] = []
    boxes: list[Box] = []
    for at, bar in enumerate(chart.bars):
        column = Box(at * step + step * 0.15, HEIGHT - LINE - bar.total * unit, step * 0.7, bar.total * unit)
        middle = column.left + column.width / 2
        boxes += _stacked(bar, column, unit)
        if bar.total and has_values:
            words.append(Words(middle, column.top - 2, str(bar.total), "middle"))
        if (len(chart.bars) - 1 - at) % every == 0:
            words.append(Words(_inside(middle, bar.label), HEIGHT - 1, bar.label, "middle"))
    names, swatches, more = legend(chart.series, chart.note, HEIGHT)
    return Drawing(HEIGHT + more, (*words, *names), (*boxes, *swatches))


def _inside(middle: float, label: str) -> float:
    """Return the middle of a label, moved as far as it would be out of the picture."""
    half = width_of(label) / 2
    return min(max(middle, half), WIDTH - half)


def _stacked(bar: Bar, column: Box, unit: float) -> Iterator[Box]:
    """Yield the boxes of a column: its series from below."""
    bottom = column.top + column.height
    for pattern, value in enumerate(bar.values):
        if value:
            bottom -= value * unit
            yield from filled(Box(column.left, bottom, column.width, value * unit), pattern)
