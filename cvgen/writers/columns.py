"""Compute the columns of a chart, in points; all engines draw the same picture."""

from dataclasses import dataclass

from cvgen.document.tree import Chart

WIDTH, HEIGHT = 460.0, 74.0
LABEL = 11.0  # the height for words below the columns and above the tallest
WIDEST = 22.0  # the greatest width of a column, so that two years don't fill the chart
LABELS = 16  # at most, so that they don't touch


@dataclass(frozen=True)
class Column:
    """A column: its left edge, width and height in points, and the words below and above it, "" for none."""

    left: float
    width: float
    height: float
    label: str
    value: str


def columns(chart: Chart) -> list[Column]:
    """Return the columns of a chart, the tallest as high as the chart allows; zero has no height and no number."""
    step = min(WIDTH / len(chart.bars), WIDEST * 1.4)
    unit = (HEIGHT - 2 * LABEL) / max(number for _, number in chart.bars)
    every = -(-len(chart.bars) // LABELS)
    return [
        Column(
            left=at * step + step * 0.15,
            width=step * 0.7,
            height=number * unit,
            label=label if (len(chart.bars) - 1 - at) % every == 0 else "",
            value=str(number) if number and step > 8 else "",
        )
        for at, (label, number) in enumerate(chart.bars)
    ]
