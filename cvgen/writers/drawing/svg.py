"""Write the picture of a chart as SVG for web pages, which WeasyPrint lays out, too."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cvgen.document.tree import Chart
from cvgen.writers.drawing import draw
from cvgen.writers.drawing.shapes import SIZE, WIDTH, Drawing
from cvgen.writers.elements import SVG, element
from cvgen.writers.style import Style

# Letters that take their shape or place from those beside them: WeasyPrint draws the letters of SVG one by one.
JOINED = re.compile(r"[\u0300-\u036f\u0590-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc]")


def svg(chart: Chart, style: Style) -> Element:
    """Return a chart as inline SVG with its description as title; in WeasyPrint, style sheets don't apply inside it."""
    color, font = style.tokens.get("accent-color", "#000"), style.tokens.get("text-font", "").strip('"')
    drawing = draw(chart)
    looks = {"viewBox": f"0 0 {WIDTH} {drawing.height:.2f}", "role": "img", "fill": color}
    looks |= {"font-family": font, "font-size": f"{SIZE:g}"}
    return element(f"{SVG}svg", element(f"{SVG}title", chart.description), *_shapes(drawing, color), **looks)


def over(chart: Chart) -> Iterator[tuple[str, str]]:
    """Yield the words that are not in the SVG but over it, each with its place as CSS: "left: 75%; top: 30%"."""
    drawing = draw(chart)
    for words in drawing.words:
        if JOINED.search(words.text):
            side, part = ("right", 1 - words.x / WIDTH) if words.anchor == "end" else ("left", words.x / WIDTH)
            yield words.text, f"{side}: {part:.2%}; top: {words.baseline / drawing.height:.2%}"


def _shapes(drawing: Drawing, color: str) -> Iterator[Element]:
    """Yield the elements of a picture, lines below dots."""
    for line in drawing.lines:
        ends = {"x1": line.x1, "y1": line.y1, "x2": line.x2, "y2": line.y2, "stroke-width": line.width}
        yield _shape("line", ends, stroke=color)
    for dot in drawing.dots:
        yield _shape("circle", {"cx": dot.x, "cy": dot.y, "r": dot.radius})
    for box in drawing.boxes:
        yield _shape("rect", {"x": box.left, "y": box.top, "width": box.width, "height": box.height})
    for words in drawing.words:
        if not JOINED.search(words.text):
            yield _shape("text", {"x": words.x, "y": words.baseline}, words.text, **{"text-anchor": words.anchor})


def _shape(tag: str, place: dict[str, float], *words: str, **looks: str) -> Element:
    return element(SVG + tag, *words, **{name: f"{number:.2f}" for name, number in place.items()}, **looks)
