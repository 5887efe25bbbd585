"""Draw a chart as an SVG element of a web page."""

from xml.etree.ElementTree import Element

from cvgen.document.tree import Chart
from cvgen.writers.columns import HEIGHT, LABEL, WIDTH, Column, columns
from cvgen.writers.markup import SVG, element
from cvgen.writers.style import Style


def svg_chart(chart: Chart, style: Style) -> Element:
    """Return a chart as inline SVG with its description as title; in WeasyPrint, style sheets don't apply inside it."""
    color, font = style.tokens.get("accent-color", "#000"), style.tokens.get("text-font", "").strip('"')
    looks = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "fill": color, "font-family": font, "font-size": "8"}
    found = element(f"{SVG}svg", element(f"{SVG}title", chart.description), **looks)
    for bar in columns(chart):
        top = HEIGHT - bar.height - LABEL
        place = {"x": f"{bar.left:.2f}", "y": f"{top:.2f}", "width": f"{bar.width:.2f}", "height": f"{bar.height:.2f}"}
        found.append(element(f"{SVG}rect", **place))
        texts = ((top - 2, bar.value), (HEIGHT - 1, bar.label))
        found.extend(_svg_text(bar, baseline, words) for baseline, words in texts if words)
    return found


def _svg_text(bar: Column, baseline: float, words: str) -> Element:
    place = {"x": f"{bar.left + bar.width / 2:.2f}", "y": f"{baseline:.2f}", "text-anchor": "middle"}
    return element(f"{SVG}text", words, **place)
