"""Curves -> a plot as SVG, and as bars for a terminal."""

from html import escape
from math import floor, log10

Points = list[tuple[float, float]]
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 400, 60, 50, 20
COLORS = ("#1a5fb4", "#c64600", "#26a269", "#813d9c")
TICKS = 6  # at most so many on an axis
BAR = 50  # characters of the longest bar


def svg(curves: dict[str, Points], across: str, up: str) -> str:
    """Curves by their names, and what the axes are -> the plot; both axes are linear and start at nothing."""
    far = max((x for points in curves.values() for x, _ in points), default=1)
    high = max((y for points in curves.values() for _, y in points), default=1)

    def place(x: float, y: float) -> tuple[float, float]:
        right, down = LEFT + x / far * (WIDTH - LEFT - 20), HEIGHT - BOTTOM - y / high * (HEIGHT - BOTTOM - TOP)
        return round(right, 1), round(down, 1)

    left, foot = place(0, 0)
    right, top = place(far, high)
    parts = [f'<path d="M{left} {top}V{foot}H{right}" fill="none" stroke="#000"/>']
    for x in ticks(far):
        at = place(x, 0)[0]
        parts.append(f'<text x="{at}" y="{foot + 18}" text-anchor="middle">{x:g}</text>')
    for y in ticks(high):
        at = place(0, y)[1]
        parts.append(f'<path d="M{left} {at}H{right}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 6}" y="{at + 4}" text-anchor="end">{y:g}</text>')
    parts.append(f'<text x="{(left + right) / 2}" y="{foot + 38}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="{left}" y="{top - 6}">{escape(up)}</text>')
    for number, (name, points) in enumerate(curves.items()):
        color = COLORS[number % len(COLORS)]
        spots = [place(x, y) for x, y in sorted(points)]
        line = " ".join(f"{x},{y}" for x, y in spots)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3" fill="{color}"/>' for x, y in spots]
        parts.append(f'<text x="{left + 15}" y="{top + 20 + 18 * number}" fill="{color}">{escape(name)}</text>')
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12">'
    return "\n".join([head, f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>', *parts, "</svg>\n"])


def ticks(most: float) -> list[float]:
    """The end of an axis -> round numbers from nothing up to it."""
    unit = 10 ** floor(log10(most)) / 10
    step = next(unit * times for times in (1, 2, 5, 10, 20, 50, 100) if most / (unit * times) < TICKS)
    return [round(step * at, 10) for at in range(int(most / step) + 1)]


def bars(curves: dict[str, Points]) -> str:
    """Curves -> a line for each point, with a bar as long as it is high."""
    high = max(y for points in curves.values() for _, y in points)
    lines = [
        f"{name:>12} {x:6g} {y:8.2f} {'#' * max(1, round(y / high * BAR))}"
        for name, points in curves.items()
        for x, y in points
    ]
    return "\n".join(["```", *lines, "```"])
