"""Styles: CSS files that define the look of a document; all engines read the tokens of their :root rules."""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from cvgen.problems import SetupError, closest_match

Paper = Literal["a4", "letter"]

PACKAGE = Path(__file__).resolve().parent.parent
FOLDER = next(folder for folder in (PACKAGE / "styles", PACKAGE.parent / "styles") if (folder / "base.css").is_file())
POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75}
CLOSER_GAPS = {"section-gap": 0.45, "entry-gap": 0.55}  # the share that a page limit may remove
SMALLEST, TIGHTEST = 9.0, 1.2  # the least text size in points and the least leading under a page limit
END = ".end {}"
# The tokens that choose between ways to set a page, each with its values. What differs from the first is said by a file
# in styles/parts, such as header-band.css.
CHOICES: dict[str, tuple[str, ...]] = {
    "header": ("left", "center", "band"),
    "align": ("left", "center"),
    "sections": ("below", "beside"),
    "heading": ("plain", "rule", "bar"),
    "case": ("normal", "caps", "small-caps"),
    "aside": ("end", "start"),
    "years": ("line", "start"),
    "publication": ("lines", "paragraph"),
    "contacts": ("text", "icons"),
    "figures": ("lining", "old-style"),
    "links": ("plain", "underlined"),
}
SIZES: dict[str, tuple[float, float]] = {"a4": (210 * POINTS["mm"], 297 * POINTS["mm"]), "letter": (612.0, 792.0)}


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

    def points(self, token: str) -> float:
        """Return the length of a token in points: "18mm" -> 51.02; a bare number as it is.

        Raise StyleError if the token is not a length.
        """
        value = self.tokens[token]
        unit = value.lstrip("+-.0123456789")
        try:
            return float(value.removesuffix(unit)) * (POINTS[unit] if unit else 1.0)
        except (KeyError, ValueError):
            units = ", ".join(POINTS)
            raise StyleError(f"style '{self.name}': --{token}: {value} is not a length ({units})") from None

    def color(self, token: str) -> tuple[float, float, float]:
        """Return the red, green and blue of a token, each from 0 to 1: "#ff0000" -> (1, 0, 0).

        Raise StyleError if the token is not a hexadecimal color.
        """
        digits = self.tokens[token].removeprefix("#")
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        try:
            red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
        except ValueError:
            raise StyleError(f"style '{self.name}': --{token} must be a color such as #1d4a73") from None
        return red, green, blue

    def family(self, token: str) -> str:
        """Return the first font family of a token: '"Source Serif 4", serif' -> "Source Serif 4"."""
        return self.tokens[token].split(",")[0].strip().strip("\"'")

    def closer(self, amount: float) -> "Style":
        """Return the style with less space, from 0, unchanged, to 1, the closest that reads well.

        Text never gets smaller than 9 points.
        """
        gaps = {name: f"{self.points(name) * (1 - share * amount):.2f}pt" for name, share in CLOSER_GAPS.items()}
        size = min(self.points("text-size"), max(SMALLEST, self.points("text-size") * (1 - 0.07 * amount)))
        leading = max(TIGHTEST, self.points("leading") - 0.1 * amount)
        own = gaps | {"text-size": f"{size:.2f}pt", "leading": f"{leading:.3f}"}
        css = "".join(f" --{name}: {value};" for name, value in own.items())
        return replace(self, css=f"{self.css}:root {{{css} }}\n", tokens=self.tokens | own)

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and height of the paper in points."""
        return SIZES[self.paper]


PLAIN = Style("plain", "", {})  # for the text writers, which ignore the style


def names() -> list[str]:
    """Return the names of the bundled styles."""
    return sorted(path.stem for path in FOLDER.glob("*.css") if path.stem != "base")


def about(name: str) -> str:
    """Return what a bundled style looks like, from the first line of its file, without the full stop."""
    first = (FOLDER / f"{name}.css").read_text("utf-8").partition("*/")[0]
    return " ".join(first.removeprefix(f"/* {name}: ").split()).rstrip(".")


def load(name: str = "classic", paper: Paper = "a4", own: str = "") -> Style:
    """Return a bundled style by name, or that of a CSS file with the text `own`, on a paper.

    A user's CSS file extends `classic`, or the style that its token --based-on names. Raise StyleError if the style
    does not exist, or sets a token that does not exist.
    """
    look = tokens(own).get("based-on", "classic").strip("\"' ") if name.endswith(".css") else name
    if look not in names():
        raise StyleError(f"there is no style '{look}'; use one of {', '.join(names())}, or a file such as mine.css")
    base, dress = ((FOLDER / f"{part}.css").read_text("utf-8") for part in ("base", look))
    known = tokens(base) | tokens(dress)
    _check_tokens(name, tokens(own), known)
    _check_end(name, own)
    chosen = known | tokens(own)
    ours = base + _parts(name, chosen) + dress
    page = f"@page {{ size: {paper} }}\n"
    first = ours.count("\n") + 1
    own_lines = range(first, first + len(own.splitlines()))
    return Style(name, ours + own + page, chosen, paper, own_lines, _rules(own))


def _parts(name: str, chosen: dict[str, str]) -> str:
    """Return the CSS of the choices of a style. Raise StyleError for one that does not exist."""
    found = ""
    for token, values in CHOICES.items():
        if chosen[token] not in values:
            raise StyleError(f"{name}: --{token}: {chosen[token]} is not known; use {', '.join(values)}")
        part = FOLDER / "parts" / f"{token}-{chosen[token]}.css"
        found += part.read_text("utf-8") if part.is_file() else ""
    return found


def _rules(css: str) -> tuple[str, ...]:
    """Return the rules of a CSS text that are more than tokens, by their selectors: ("h2", "@font-face")."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True) if css else ()
    return tuple(dict.fromkeys(_selector(rule) for rule in rules if not _has_only_tokens(rule)))


def _has_only_tokens(rule: Any) -> bool:
    import tinycss2

    if rule.type != "qualified-rule" or tinycss2.serialize(rule.prelude).strip() != ":root":
        return False
    parts = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return all(part.type == "declaration" and part.name.startswith("--") for part in parts)


def _selector(rule: Any) -> str:
    """Return what a rule of CSS applies to, or the name of an at-rule."""
    import tinycss2

    if rule.type == "at-rule":
        return f"@{rule.lower_at_keyword}"
    return " ".join(tinycss2.serialize(rule.prelude).split()) if rule.type == "qualified-rule" else "a faulty rule"


def _check_tokens(name: str, own: dict[str, str], known: dict[str, str]) -> None:
    """Raise StyleError for an unknown token: CSS would ignore it silently, and nothing would change."""
    for token in own:
        if token not in known and token != "based-on":
            near = closest_match(token, known)
            hint = f"did you mean --{near}?" if near else f"use one of {', '.join(f'--{one}' for one in known)}"
            raise StyleError(f"{name}: unknown token --{token}; {hint}")


def _check_end(name: str, own: str) -> None:
    """Raise StyleError where the last rule is not closed: it would swallow the rules for the page that follow."""
    import tinycss2

    parsed = tinycss2.parse_stylesheet(f"{own}\n{END}", skip_comments=True, skip_whitespace=True)
    if own and (not parsed or parsed[-1].serialize() != END):
        line = parsed[-1].source_line if parsed else 1
        raise StyleError(
            f"{name}: the rule that starts in line {line} is not closed; add the missing }}, ), quote or */"
        )


def contrast(color: tuple[float, float, float]) -> float:
    """Return the contrast of a color on white paper, from 1 to 21 (WCAG 2.2, "contrast ratio"); text needs 4.5."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


@lru_cache(maxsize=16)
def tokens(css: str) -> dict[str, str]:
    """Return the custom properties of the :root rules of a CSS text, without their leading dashes."""
    import tinycss2  # here, because `cvgen check` needs this module's folder and none of its CSS

    found: dict[str, str] = {}
    if ":root" not in css:
        return found  # as in base.css, which is long
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule" and tinycss2.serialize(rule.prelude).strip() == ":root":
            for part in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                if part.type == "declaration" and part.name.startswith("--"):
                    found[part.name[2:]] = tinycss2.serialize(part.value).strip()
    return found
