"""Text that was wrapped -> drawn line by line, each run of words marked with what it is and the language it is in."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from cvgen.writers import script_language
from cvgen.writers.onepage.bidi import letters, pictures
from cvgen.writers.onepage.tags import Element, Tags
from cvgen.writers.onepage.text import Text

LINK_BELOW, LINK_ABOVE = 0.2, 0.8  # of the size: how far the clickable area reaches below and above the baseline


@dataclass(frozen=True)
class Run:
    """Words in one face; `link` is the same object for all runs of one link, with its URL last."""

    text: str
    face: str
    size: float
    color: Any
    rise: float
    link: tuple[Any, str] | None
    language: str = ""

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.face, self.size))


@dataclass(frozen=True)
class Place:
    """Where runs belong: the tags, the element of the text, and the elements of its links so far."""

    tags: Tags
    element: Element
    links: dict[tuple[Any, str], Element] = field(default_factory=dict)

    def owner(self, link: tuple[Any, str] | None, language: str) -> Element:
        """The element for words of a link, or of none, in a language; a link broken over lines stays one."""
        owner = self.element
        if link:
            owner = self.links.get(link) or self.element.add("Link")
            self.links[link] = owner
        return owner.add("Span", language=language) if language else owner


def paint(canvas: Canvas, text: Text, place: Place | None) -> None:
    """Draw a wrapped text with its lower left corner at the origin; without a place it belongs to nothing."""
    style = text.style
    baseline = text.height - _ascent(text)
    for at, line in enumerate(_lines(text, place.tags.language if place else "")):
        left = style.leftIndent + (0 if at else style.firstLineIndent)
        if style.alignment == TA_RIGHT:
            left = text.width - style.rightIndent - sum(run.width for run in line)
        line_base = baseline - at * style.leading
        if place is None:
            _paint_runs(canvas, _turned(line, text.rightward) if text.turned else line, left, line_base)
        elif text.turned and not any(run.link for run in line):
            _paint_turned(canvas, line, left, line_base, place, text.rightward)
        else:
            _paint_line(canvas, line, left, line_base, place)


def _paint_line(canvas: Canvas, line: list[Run], left: float, baseline: float, place: Place) -> None:
    for (link, language), group in groupby(line, lambda run: (run.link, run.language)):
        runs = list(group)
        with place.tags.content(canvas, place.owner(link, language)):
            width = _paint_runs(canvas, runs, left, baseline)
        if link:
            size = max(run.size for run in runs)
            box = (left, baseline - LINK_BELOW * size, left + width, baseline + LINK_ABOVE * size)
            place.tags.link(canvas, place.links[link], link[1], box)
        left += width


def _paint_turned(canvas: Canvas, line: list[Run], left: float, baseline: float, place: Place, rightward: bool) -> None:
    """Draw a line whose glyphs are not in the order of its letters; screen readers and copying get the letters."""
    spoken = letters("".join(run.text for run in line)) + " "
    with place.tags.content(
        canvas, place.element.add("Span", language=script_language.language(spoken, place.tags.language)), spoken
    ):
        _paint_runs(canvas, _turned(line, rightward), left, baseline)


def _paint_runs(canvas: Canvas, runs: list[Run], left: float, baseline: float) -> float:
    """Draw runs one behind the other -> the width they take."""
    start = left
    for run in runs:
        pen = canvas.beginText(left, baseline)
        pen.setFont(run.face, run.size)
        pen.setFillColor(run.color)
        if run.rise:
            pen.setRise(run.rise)
        pen.textOut(run.text)
        canvas.drawText(pen)
        left += run.width
    return left - start


def _ascent(text: Text) -> float:
    """How far below its top ReportLab puts the first baseline."""
    para = text.blPara
    first = para if para.kind == 0 else para.lines[0]
    return float(getattr(first, "ascent", text.style.fontSize))


def _lines(text: Text, own: str) -> Iterator[list[Run]]:
    """The lines as they were wrapped, each parted by language; the space at which a line broke stays on it."""
    read = 0  # how far the lines up to here reach in the words of the text
    for line in _wrapped(text):
        if text.turned:
            yield line
            continue
        said = "".join(run.text for run in line)
        read = text.plain.find(said.rstrip(), read) + len(said.rstrip())
        if line and text.plain[read : read + 1] == " ":
            line[-1] = replace(line[-1], text=line[-1].text.rstrip() + " ")
        yield [
            replace(run, text=words, language=found)
            for run in line
            for words, found in script_language.runs(run.text, own)
        ]


def _wrapped(text: Text) -> Iterator[list[Run]]:
    """What ReportLab made of a text: words of one face, or fragments of several."""
    para = text.blPara
    for line in para.lines:
        if para.kind == 0:
            yield [_run(text.frags[0], " ".join(line[1]))]
        else:
            yield [_run(part, part.text) for part in line.words if part.text]


def _run(fragment: Any, words: str) -> Run:
    link = fragment.link[0] if fragment.link else None
    return Run(words, fragment.fontName, fragment.fontSize, fragment.textColor, fragment.rise, link)


def _turned(line: list[Run], rightward: bool) -> list[Run]:
    """A line with right-to-left words -> its runs from left to right, with the characters in that order."""
    owners = [run for run in line for _ in run.text]
    shown = pictures("".join(run.text for run in line).rstrip(), rightward)
    groups = [list(group) for _, group in groupby(shown, lambda picture: id(owners[picture[0]]))]
    return [replace(owners[group[0][0]], text="".join(char for _, char in group)) for group in groups]
