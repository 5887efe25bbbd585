"""Draw a network around an ellipse: the people on its right from above, those on its left from below."""

import math
from collections.abc import Sequence

from cvgen.document.tree import Chart
from cvgen.writers.drawing.legend import legend
from cvgen.writers.drawing.shapes import SIZE, WIDTH, Dot, Drawing, Line, Words, fitted

STEP = 13.0  # the least distance of two names, so that none is on another
LOWEST = 104.0  # the least height
ACROSS = 100.0  # from the center of the ellipse to its right end
BESIDE = 8.0  # between a dot's center and its name
SMALLEST, LARGEST = 1.8, 4.4  # dots: radius
THINNEST, THICKEST = 0.5, 2.2  # lines

Point = tuple[float, float]


def draw(chart: Chart) -> Drawing:
    """Return the picture of a chart: a dot with a name for each row, its area by the number, and lines by weight."""
    points = _points(len(chart.bars))
    most = max(bar.total for bar in chart.bars)
    dots = tuple(
        Dot(x, y, max(SMALLEST, LARGEST * math.sqrt(bar.total / most)))
        for (x, y), bar in zip(points, chart.bars, strict=True)
    )
    height = max(y for _, y in points) + STEP / 2
    note, _, more = legend((), chart.note, height)
    words = tuple(_name(point, bar.label) for point, bar in zip(points, chart.bars, strict=True))
    return Drawing(height + more, (*words, *note), lines=_lines(chart, points), dots=dots)


def _points(count: int) -> list[Point]:
    """Return the places around the ellipse, in order; on each side the heights are equally far apart."""
    right = -(-count // 2)
    height = max(right * STEP, LOWEST)

    def point(at: int, of: int, side: int) -> Point:
        down = (at + 0.5) / of
        return WIDTH / 2 + side * ACROSS * math.sqrt(1 - (2 * down - 1) ** 2), height * down

    left = count - right
    return [point(at, right, 1) for at in range(right)] + [point(at, left, -1) for at in reversed(range(left))]


def _name(point: Point, name: str) -> Words:
    """Return a name beside its dot, away from the center, cut where the picture ends."""
    x, y = point
    is_right = x > WIDTH / 2
    start = x + BESIDE if is_right else x - BESIDE
    room = WIDTH - start if is_right else start
    return Words(start, y + SIZE * 0.33, fitted(name, room), "start" if is_right else "end")


def _lines(chart: Chart, points: Sequence[Point]) -> tuple[Line, ...]:
    most = max((weight for _, _, weight in chart.links), default=1)
    return tuple(Line(*points[a], *points[b], max(THINNEST, THICKEST * weight / most)) for a, b, weight in chart.links)
