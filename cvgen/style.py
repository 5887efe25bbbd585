"""Style: how a document looks; a CSS file whose :root tokens both engines read."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Paper = Literal["a4", "letter"]

PACKAGE = Path(__file__).resolve().parent
FOLDER = next(folder for folder in (PACKAGE / "styles", PACKAGE.parent / "styles") if (folder / "base.css").is_file())
POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}
SIZES: dict[str, tuple[float, float]] = {"a4": (210 * POINTS["mm"], 297 * POINTS["mm"]), "letter": (612.0, 792.0)}


class StyleError(Exception):
    """A style that is not there or can't be used, in words for the user."""


@dataclass(frozen=True)
class Style:
    """The CSS of a look on a paper, and its tokens: {"text-size": "10pt"} for `--text-size: 10pt`."""

    name: str
    css: str
    tokens: dict[str, str]
    paper: Paper = "a4"

    def points(self, token: str) -> float:
        """The length of a token in points: "18mm" -> 51.02; a bare number as it is."""
        value = self.tokens[token]
        unit = value.lstrip("+-.0123456789")
        try:
            return float(value.removesuffix(unit)) * (POINTS[unit] if unit else 1.0)
        except (KeyError, ValueError):
            units = ", ".join(POINTS)
            raise StyleError(f"style '{self.name}': --{token}: {value} is not a length ({units})") from None

    def color(self, token: str) -> tuple[float, float, float]:
        """The red, green and blue of a token, each from 0 to 1: "#ff0000" -> (1, 0, 0)."""
        digits = self.tokens[token].removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        try:
            red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        except ValueError:
            raise StyleError(f"style '{self.name}': --{token} must be a color such as #1d4a73") from None
        return red, green, blue

    def family(self, token: str) -> str:
        """The first font family of a token: '"Source Serif 4", serif' -> "Source Serif 4"."""
        return self.tokens[token].split(",")[0].strip().strip("\"'")

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper in points."""
        return SIZES[self.paper]


def names() -> list[str]:
    """The styles there are."""
    return sorted(path.stem for path in FOLDER.glob("*.css") if path.stem != "base")


def load(name: str = "classic", paper: Paper = "a4") -> Style:
    """The name of a bundled style -> the style on that paper; StyleError when there is none."""
    if name not in names():
        raise StyleError(f"there is no style '{name}'; there are: {', '.join(names())}")
    base, look = ((FOLDER / f"{part}.css").read_text("utf-8") for part in ("base", name))
    page = f"@page {{ size: {paper} }}\n"
    return Style(name, base + look + page, tokens(base) | tokens(look), paper)


def tokens(css: str) -> dict[str, str]:
    """CSS text -> the custom properties of its :root rules, without their leading dashes."""
    import tinycss2  # here, because `cvgen check` needs this module's folder and none of its CSS

    found: dict[str, str] = {}
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if part.type == "declaration" and part.name.startswith("--"):
                    found[part.name[2:]] = tinycss2.serialize(part.value).strip()
    return found
