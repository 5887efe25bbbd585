"""Draw the bars of a chart below each other, each behind its label and before its number."""

from cvgen.document.tree import Chart
from cvgen.writers.drawing.shapes import LINE, WIDTH, Box, Drawing, Words, fitted, width_of

STEP = 13.0  # from one bar to the next
THICK = 8.0
WIDEST = 170.0  # a label
BESIDE = 6.0  # between a label and its bar
LONGEST = 240.0  # bar, as long bars are hard to compare over a page


def draw(chart: Chart) -> Drawing:
    """Return the picture of a chart, a bar for each row, the longest as long as there is room."""
    labels = [fitted(bar.label, WIDEST) for bar in chart.bars]
    left = max(map(width_of, labels)) + BESIDE
    room = min(LONGEST, WIDTH - left - max(width_of(str(bar.total)) for bar in chart.bars) - BESIDE)
    unit = room / max(bar.total for bar in chart.bars)
    words: list[Words] = []
    boxes: list[Box] = []
    for at, (bar, label) in enumerate(zip(chart.bars, labels, strict=True)):
        baseline = at * STEP + LINE - 2
        boxes.append(Box(left, baseline - THICK + 1, bar.total * unit, THICK))
        words.append(Words(left - BESIDE, baseline, label, "end"))
        words.append(Words(left + bar.total * unit + 3, baseline, str(bar.total), "start"))
    return Drawing(len(chart.bars) * STEP, tuple(words), tuple(boxes))
