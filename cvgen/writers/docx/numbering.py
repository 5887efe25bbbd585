"""Number publications as Word does, so that one that is added gets its number; points have a dash."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from cvgen.writers.docx.elements import twips, w

NUMBER = re.compile(r"(\D*)(\d{1,9})(\D*)")
DASH = "–"
BULLETS = 1  # the number of the list of points


@dataclass
class Numbering:
    """The lists of a file: one for each run of numbers that go up by one.

    Word can't count down: each number of a list that does begins another list. Lengths are in points.
    """

    left: float
    gap: float
    points_left: float
    points_hanging: float
    color: str
    shapes: dict[tuple[str, str], int] = field(default_factory=dict)
    lists: list[tuple[int, int]] = field(default_factory=list)  # the shape of each, and its first number
    _next: tuple[str, int, str] | None = None

    def list_of(self, number: str) -> int:
        """Return the number of the list for an item that prints a number such as "12." or "[12]"; 0 for none."""
        found = NUMBER.fullmatch(number)
        before, value, after = (found[1], int(found[2]), found[3]) if found else (number, -1, "")
        if self._next != (before, value, after) or value < 0:
            shape = self.shapes.setdefault((before, after if found else "\0"), len(self.shapes) + 2)
            self.lists.append((shape, value))
        self._next = (before, value + 1, after)
        return BULLETS + len(self.lists)

    def part(self) -> Element:
        """Return numbering.xml."""
        shapes = (self._shape(number, *shape) for shape, number in self.shapes.items())
        points = w("lvlText", val=DASH)
        bullet = _level("bullet", points, "left", self.points_left, self.points_hanging, self.color)
        lists = (self._list(BULLETS + 1 + at, *one) for at, one in enumerate(self.lists))
        return w(
            "numbering",
            w("abstractNum", w("multiLevelType", val="singleLevel"), bullet, abstractNumId=1),
            *shapes,
            w("num", w("abstractNumId", val=1), numId=BULLETS),
            *lists,
        )

    def _shape(self, number: int, before: str, after: str) -> Element:
        """Return what surrounds the numbers of lists, or the sign in their place."""
        is_sign = after == "\0"
        text = before if is_sign else f"{before}%1{after}"
        form = "bullet" if is_sign else "decimal"
        level = _level(form, w("lvlText", val=text), "right", self.left, self.gap, self.color)
        return w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=number)

    @staticmethod
    def _list(number: int, shape: int, first: int) -> Element:
        begins = w("lvlOverride", w("startOverride", val=first), ilvl=0) if first >= 0 else None
        return w("num", w("abstractNumId", val=shape), begins, numId=number)


def _level(form: str, text: Element, side: str, left: float, hanging: float, color: str) -> Element:
    place = w("pPr", w("ind", left=twips(left), hanging=twips(hanging)))
    letters = w("rPr", w("b", val=0), w("bCs", val=0), w("color", val=color))
    return w(
        "lvl", w("start", val=1), w("numFmt", val=form), w("suff", val="tab"), text, w("lvlJc", val=side), place,
        letters, ilvl=0,
    )  # fmt: skip
