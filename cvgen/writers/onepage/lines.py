"""Lines of a wrapped text: runs in one typeface, grouped into stretches of one direction and one structure element."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth

from cvgen.writers import script_language
from cvgen.writers.onepage import fonts
from cvgen.writers.onepage.bidi import Spot, mirrored, spots
from cvgen.writers.onepage.letters import DressedFont
from cvgen.writers.onepage.shaping import ShapedFont
from cvgen.writers.onepage.text import Text


@dataclass(frozen=True)
class Run:
    """Words in one typeface, in reading order; `turned` is whether they are right-to-left.

    `link` is the same object for all runs of one link, with its URL last.
    """

    text: str
    face: str
    size: float
    color: Any
    rise: float
    link: tuple[Any, str] | None
    language: str = ""
    turned: bool = False

    @property
    def width(self) -> float:
        return float(stringWidth(self.text, self.face, self.size))

    @property
    def tracking(self) -> float:
        """Return the space after each letter, in points."""
        font = fonts.face(self.face)
        return font.tracking * self.size if isinstance(font, DressedFont) else 0.0

    def glyphs(self) -> str:
        """Return the characters to draw, from left to right."""
        font = fonts.face(self.face)
        if isinstance(font, ShapedFont):
            return font.shaped(self.text, self.turned)
        return mirrored(self.text) if self.turned else self.text


@dataclass(frozen=True)
class Stretch:
    """Adjacent runs of one direction and one element, in reading order.

    `rank` orders the stretches of a line from left to right. `tail` is text at the end that is not drawn.
    """

    runs: tuple[Run, ...]
    rank: int
    tail: str = ""

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).replace("\xa0", " ") + self.tail

    @property
    def turned(self) -> bool:
        return self.runs[0].turned

    @property
    def width(self) -> float:
        return sum(run.width for run in self.runs)


def lines(text: Text, own: str) -> Iterator[list[Stretch]]:
    """Return the wrapped lines, each as stretches in reading order.

    `own` is the language of the document; runs in it have no language.
    """
    found = list(_spaced(text))
    if not text.turned:
        yield from (_parted(line, own) for line in found)
        return
    places = iter(spots("".join(run.text for line in found for run in line), text.rightward))
    for line in found:
        yield _ordered(line, list(islice(places, sum(len(run.text) for run in line))), text.rightward, own)


def _spaced(text: Text) -> Iterator[list[Run]]:
    """Yield the wrapped lines, with the spaces at which they broke."""
    read = 0  # how far the lines up to here reach in the words of the text
    for line in _wrapped(text):
        said = "".join(run.text for run in line)
        read = text.plain.find(said.rstrip(), read) + len(said.rstrip())
        if line and text.plain[read : read + 1] == " ":
            line[-1] = replace(line[-1], text=line[-1].text.rstrip() + " ")
        yield line


def _parted(line: list[Run], own: str) -> list[Stretch]:
    """Split a left-to-right line into stretches of one language and one link."""
    parts = (
        replace(run, text=words, language=found) for run in line for words, found in script_language.runs(run.text, own)
    )
    groups = groupby(parts, lambda run: (run.link, run.language))
    return [Stretch(tuple(group), rank) for rank, (_, group) in enumerate(groups)]


def _ordered(line: list[Run], places: list[Spot], rightward: bool, own: str) -> list[Stretch]:
    """Split a line into stretches of one direction and one link, by the spots of its characters."""
    owners, tail = [run for run in line for _ in run.text], ""
    if line and line[-1].text.endswith(" "):  # it has the direction of the paragraph (rule L1)
        places[-1] = Spot(max(places).place + 1, False)
        if rightward:
            tail = " "
            del places[-1]
    order = sorted(range(len(places)), key=lambda at: places[at].place)
    ranks = {at: rank for rank, at in enumerate(order)}
    words = "".join(run.text for run in line)
    found: list[Stretch] = []
    for group in _groups(owners, places, ranks):
        language = script_language.language(words[group[0] : group[-1] + 1], own)
        runs = []
        for _, same in groupby(group, lambda at: id(owners[at])):
            some = list(same)
            text, turned = "".join(words[at] for at in some), places[some[0]].turned
            runs.append(replace(owners[some[0]], text=text, turned=turned, language=language))
        found.append(Stretch(tuple(runs), ranks[group[0]]))
    return [*found[:-1], replace(found[-1], tail=tail)] if found else []


def _groups(owners: list[Run], places: list[Spot], ranks: dict[int, int]) -> Iterator[list[int]]:
    """Yield lists of the indices of adjacent characters with the same direction and link."""
    group: list[int] = []
    for at, (_, turned) in enumerate(places):
        beside = group and places[at - 1].turned == turned and ranks[at] - ranks[at - 1] == (-1 if turned else 1)
        if group and not (beside and owners[at].link == owners[at - 1].link):
            yield group
            group = []
        group.append(at)
    if group:
        yield group


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
