"""Turn a style into numbers, colors and choices for the Typst template."""

from typing import Any

from cvgen import colors
from cvgen.writers.icons import DRAWINGS, contact_color, svg
from cvgen.writers.style import Style, StyleError
from cvgen.writers.tokens import CHOICES

# What the fonts say of themselves, in parts of the size: the height above and below the line, and their own leading.
METRICS = {
    "Source Serif 4": {"ascent": 1.036, "descent": 0.335, "normal": 1.371},
    "Source Sans 3": {"ascent": 1.0, "descent": 0.326, "normal": 1.326},
}
# Where a family lacks a character, these are tried in order, as in fonts.conf.
FALLBACK = ("Source Serif 4", "Source Sans 3", "CVGen Symbols", "CVGen CJK", "CVGen Hangul", "CVGen CJK Rare",
            "CVGen Hebrew", "CVGen Arabic", "CVGen Devanagari", "CVGen Thai")  # fmt: skip
LENGTHS = ("text-size", "small-size", "name-size", "heading-size", "margin-top", "margin-bottom", "margin-side",
           "section-gap", "entry-gap", "number-width", "date-width", "heading-width",
           "header-rule")  # fmt: skip
COLORS = ("text-color", "quiet-color", "accent-color", "name-color", "rule-color", "band-color")
REFUSED = "Typst reads the tokens in :root and no other rule; remove {}, or use --engine weasyprint"
CHANGES = {"inserted": "#0b5f2a", "deleted": "#9b1c28", "changed": "#7a5200", "moved": "#1d4a73"}
HANGING = 4 * 72 / 25.4  # of points behind their dash, and of items in two columns
ASIDE_GAP = 2 * 72 / 25.4  # between a date in a column and the text beside it


def look(style: Style) -> dict[str, Any]:
    """Return the numbers, in points, the colors and the choices of a style.

    Raise StyleError for a token that has neither, and for a user's file with other rules than tokens.
    """
    if style.own_rules:
        raise StyleError(f"{style.name}: {REFUSED.format(', '.join(style.own_rules))}")
    found: dict[str, Any] = {name: style.points(name) for name in LENGTHS}
    found |= {name: _hex(style, name) for name in COLORS}
    found |= {name: style.tokens[name] for name in CHOICES}
    return found | {
        "text-font": _family(style, "text-font"),
        "heading-font": _family(style, "heading-font"),
        "leading": style.points("leading"),
        "aside-gap": ASIDE_GAP,
        "hanging": HANGING,
        "drawings": {name: svg(name, contact_color(style)) for name in DRAWINGS},
        "page": style.size,
        "metrics": METRICS,
        "fallback": FALLBACK,
        "changes": CHANGES,
        "other-fonts": False,
    }  # fmt: skip


def _family(style: Style, token: str) -> str:
    """Return the font family of a token, or the first of ours where it names another: no other is at hand."""
    family = style.family(token)
    return family if family in METRICS else FALLBACK[0]


def _hex(style: Style, token: str) -> str:
    """Return a color as Typst reads it: "#1c4b77"."""
    return colors.spell(style.color(token))
