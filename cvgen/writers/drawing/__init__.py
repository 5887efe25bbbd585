"""Draw a chart with boxes, lines, dots and words, in points; all engines make the same picture of them."""

from cvgen.document.tree import Chart
from cvgen.writers.drawing import bars, columns, network
from cvgen.writers.drawing.shapes import Drawing

DRAWN = {"columns": columns.draw, "bars": bars.draw, "network": network.draw}


def draw(chart: Chart) -> Drawing:
    """Return the picture of a chart."""
    return DRAWN[chart.kind](chart)
