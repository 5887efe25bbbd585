"""Styles: CSS files that define the look of a document; all engines read the tokens of their :root rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from cvgen import colors
from cvgen.problems import InputError, Problem, SetupError, closest_match, origin
from cvgen.shipped import STYLES
from cvgen.writers.tokens import CHOICES, POINTS, faults, length, own_rules, tokens, wrong_tokens

Paper = Literal["a4", "letter", "a5", "slide"]

TINTED = ("name-color", "rule-color", "band-color")  # the tokens that follow an accent color
TEXT_COLORS = ("text-color", "quiet-color", "accent-color", "name-color")
CLOSER_GAPS = {"section-gap": 0.45, "entry-gap": 0.55}  # the share that a page limit may remove
SMALLEST, TIGHTEST = 9.0, 1.2  # the least text size in points and the least leading under a page limit
MM = POINTS["mm"]
NEWLINE = "\r\n|[\r\n\f]"  # CSS Syntax Module Level 3, 3.3
SIZES: dict[Paper, tuple[float, float]] = {
    "a4": (210 * MM, 297 * MM),
    "letter": (612.0, 792.0),
    "a5": (148 * MM, 210 * MM),
    "slide": (960.0, 540.0),
}
# On other papers than A4 and Letter, for which styles are made: each length of a style, in parts of it.
LENGTHS: dict[Paper, dict[str, float]] = {
    "a5": {
        "margin-top": 0.62, "margin-bottom": 0.72, "margin-side": 0.6, "name-size": 0.8, "heading-size": 0.92,
        "text-size": 0.92, "small-size": 0.92, "section-gap": 0.7, "entry-gap": 0.75, "number-width": 0.7,
        "date-width": 0.75, "heading-width": 0.7, "sidebar-width": 0.7,
    },
    "slide": {
        "margin-top": 0.95, "margin-bottom": 0.75, "margin-side": 0.9, "name-size": 1.9, "text-size": 2.1,
        "small-size": 1.9, "entry-gap": 2.0, "header-rule": 2.0,
    },
}  # fmt: skip


class StyleError(SetupError):
    """A style that does not exist or can't be used; the message is for the user."""


@dataclass(frozen=True)
class Style:
    """The CSS of a look on a paper, and its tokens: {"text-size": "10pt"} for `--text-size: 10pt`."""

    name: str
    css: str
    tokens: dict[str, str]
    paper: Paper = "a4"
    own_lines: range = range(0)  # the lines of `css` from the user's file
    own_rules: tuple[str, ...] = ()  # the selectors of the rules in the user's file, except those of tokens
    smallest: float = SMALLEST  # the least text size under a page limit
    tightest: float = TIGHTEST  # the least leading under a page limit
    own: str = ""  # the text of the user's file

    def points(self, token: str) -> float:
        """Return the length of a token in points: "18mm" -> 51.02; a bare number as it is.

        Raise StyleError if the token is not a length.
        """
        found = length(self.tokens[token])
        if found is None:
            raise StyleError(f"style '{self.name}': --{token}: {self.tokens[token]} is not a length")
        return found

    def color(self, token: str) -> colors.RGB:
        """Return the color of a token; raise StyleError if it is not a hexadecimal color."""
        found = colors.parse(self.tokens[token])
        if found is None:
            raise StyleError(f"style '{self.name}': --{token}: {self.tokens[token]} is not a color")
        return found

    def family(self, token: str) -> str:
        """Return the first font family of a token: '"Source Serif 4", serif' -> "Source Serif 4"."""
        return self.tokens[token].split(",")[0].strip().strip("\"'")

    def closer(self, amount: float) -> "Style":
        """Return the style with less space, from 0, unchanged, to 1, the closest that reads well.

        Text never gets smaller than 9 points, or than `smallest`.
        """
        gaps = {name: f"{self.points(name) * (1 - share * amount):.2f}pt" for name, share in CLOSER_GAPS.items()}
        size = min(self.points("text-size"), max(self.smallest, self.points("text-size") * (1 - 0.07 * amount)))
        leading = max(self.tightest, self.points("leading") - 0.1 * amount)
        return self.with_tokens(gaps | {"text-size": f"{size:.2f}pt", "leading": f"{leading:.3f}"})

    def in_color(self, accent: colors.RGB) -> "Style":
        """Return the style with another accent color, and tints of it for all that has a hue now."""
        hued = {name: now for name in TINTED if not colors.is_gray(now := self.color(name))}
        tints = {name: colors.tint(accent, colors.luminance(now)) for name, now in hued.items()}
        same = {name: accent for name, now in hued.items() if now == self.color("accent-color")}
        chosen = tints | same | {"accent-color": accent}
        return self.with_tokens({name: colors.spell(one) for name, one in chosen.items()})

    @property
    def hard_to_read(self) -> str:
        """Return a note on the text colors of the user's file that are too light for paper, "" without any."""
        text = {name: self.color(name) for name in TEXT_COLORS if f"--{name}" in self.own}
        fixes = [f"--{name}: {colors.spell(colors.darker(one))}" for name, one in text.items() if colors.is_light(one)]
        return f"{self.name} has text that is too light to read on paper; use {', '.join(fixes)}" if fixes else ""

    def with_tokens(self, values: dict[str, str]) -> "Style":
        """Return the style with other values of some tokens."""
        css = "".join(f" --{name}: {value};" for name, value in values.items())
        added = f":root {{{css} }}\n" if values else ""
        return replace(self, css=self.css + added, tokens=self.tokens | values)

    def up_to(self, line: int, column: int) -> "Style":
        """Return the style without what begins at a place of the user's file, or behind it."""
        head = "".join(self.css.splitlines(keepends=True)[: self.own_lines.start - 1])
        lines = re.split(NEWLINE, self.own)[:line]
        kept = "\n".join([*lines[:-1], lines[-1][: column - 1]])
        return replace(self, css=head + kept + self.css[len(head) + len(self.own) :], own=kept)

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and height of the paper in points."""
        return SIZES[self.paper]


PLAIN = Style("plain", "", {})  # for the text writers, which ignore the style


def names() -> list[str]:
    """Return the names of the bundled styles."""
    return sorted(path.stem for path in STYLES.glob("*.css") if path.stem != "base")


def about(name: str) -> str:
    """Return what a bundled style looks like, from the first line of its file, without the full stop."""
    first = (STYLES / f"{name}.css").read_text("utf-8").partition("*/")[0]
    return " ".join(first.removeprefix(f"/* {name}: ").split()).rstrip(".")


def load(name: str = "classic", paper: Paper = "a4", own: str = "") -> Style:
    """Return a bundled style by name, or that of a CSS file with the text `own`, on a paper.

    A user's CSS file extends `classic`, or the style that its token --based-on names. Raise StyleError if the style
    does not exist, and InputError with every problem of the user's file.
    """
    with origin(name, own):
        return _load(name, paper, own)


def _load(name: str, paper: Paper, own: str) -> Style:
    fail_on(faults(own))
    look = tokens(own).get("based-on", "classic").strip("\"' ") if name.endswith(".css") else name
    if look not in names():
        near = closest_match(look, names())
        hint = f"did you mean '{near}'?" if near else f"use one of {', '.join(names())}, or a file such as mine.css"
        raise StyleError(f"there is no style '{look}'; {hint}")
    base, dress = ((STYLES / f"{part}.css").read_text("utf-8") for part in ("base", look))
    known = tokens(base) | tokens(dress)
    fail_on(wrong_tokens(own, known))
    chosen = known | tokens(own)
    ours = base + _parts(chosen) + dress
    width, height = SIZES[paper]
    page = f"@page {{ size: {width:.2f}pt {height:.2f}pt }}\n" if paper == "slide" else f"@page {{ size: {paper} }}\n"
    first = ours.count("\n") + 1
    own_lines = range(first, first + len(re.split(NEWLINE, own)))
    made = Style(name, ours + own + page, chosen, paper, own_lines, own_rules(own), own=own)
    return made.with_tokens({one: f"{made.points(one) * part:.2f}pt" for one, part in LENGTHS.get(paper, {}).items()})


def _parts(chosen: dict[str, str]) -> str:
    """Return the CSS of the choices of a style."""
    files = [STYLES / "parts" / f"{token}-{chosen[token]}.css" for token in CHOICES]
    return "".join(file.read_text("utf-8") for file in files if file.is_file())


def fail_on(problems: Iterable[Problem]) -> None:
    """Raise InputError if there are problems."""
    if found := list(problems):
        raise InputError(found)
