"""Colors: names for some, how well one reads on paper, and tints of the same hue."""

import re

from cvgen.problems import closest_match

RGB = tuple[float, float, float]  # red, green and blue, each from 0 to 1 (sRGB)

HEXADECIMAL = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.ASCII | re.IGNORECASE)
NAMES = {
    "blue": "#1c4b77", "navy": "#1f3b57", "teal": "#0b5e6f", "green": "#2f5d3a", "olive": "#575a1b",
    "brown": "#7a3b1d", "red": "#9b1c28", "burgundy": "#7a1f2b", "purple": "#5b2f7a", "gray": "#4d5359",
    "black": "#000000",
}  # fmt: skip
WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
BAND = (0xE9 / 255, 0xEF / 255, 0xE9 / 255)  # the darkest ground of text in our styles
LEAST_CONTRAST = 4.5  # of text (WCAG 2.2, success criterion 1.4.3)
HALVINGS = 24  # of an interval: far below what 256 steps of a color can tell apart


def parse(value: str) -> RGB | None:
    """Return the red, green and blue of a hexadecimal color, None for another value: "#f00" -> (1, 0, 0)."""
    if not HEXADECIMAL.fullmatch(value):
        return None
    digits = value[1:] if len(value) == 7 else "".join(digit * 2 for digit in value[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def spell(color: RGB) -> str:
    """Return a color in hexadecimal digits: (1, 0, 0) -> "#ff0000"."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def named(value: str) -> RGB | None:
    """Return the color that a user writes: "teal", "#0b5e6f", or 0b5e6f without its sign; None for another value."""
    known = NAMES | {"grey": NAMES["gray"]}
    return parse(known.get(value, value)) or parse(f"#{value}")


def accent(value: str) -> RGB:
    """Return the accent color that a user writes; it can be read on paper and on the bands of our styles.

    Raise ValueError with a message for another value, and a hint on its second line.
    """
    found = named(value)
    if found is None:
        near = closest_match(value.lower(), NAMES)
        hint = f"did you mean '{near}'?" if near else f"write one of {', '.join(NAMES)}, or # and six of 0-9 and a-f"
        raise ValueError(f"'{value}' is not a color\n{hint}")
    if is_light(found, BAND):
        hint = f'write a darker one: "{spell(darker(found, BAND))}"'
        raise ValueError(f"'{value}' is too light to read on paper\n{hint}")
    return found


def luminance(color: RGB) -> float:
    """Return how light a color is, from 0 to 1 (WCAG 2.2, "relative luminance")."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(color: RGB, ground: RGB = WHITE) -> float:
    """Return the contrast of a color with its ground, from 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((luminance(color), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_light(color: RGB, ground: RGB = WHITE) -> bool:
    """Tell whether a color is too light for text on its ground."""
    return contrast(color, ground) < LEAST_CONTRAST


def is_gray(color: RGB) -> bool:
    """Tell whether a color has no hue that people would notice."""
    return max(color) - min(color) < 1 / 100


def tint(color: RGB, light: float) -> RGB:
    """Return a color mixed with white or black until its luminance is `light`."""
    end = WHITE if light > luminance(color) else BLACK
    least, most = 0.0, 1.0
    for _ in range(HALVINGS):
        share = (least + most) / 2
        reached = luminance(_mixed(color, end, share))
        if (reached < light) == (end is WHITE):
            least = share
        else:
            most = share
    return _mixed(color, end, most)


def darker(color: RGB, ground: RGB = WHITE) -> RGB:
    """Return a color that is too light for text on its ground, darkened until it is not."""
    return tint(color, (luminance(ground) + 0.05) / (LEAST_CONTRAST + 0.05) - 0.05)  # a little more: digits are rounded


def _mixed(color: RGB, end: RGB, share: float) -> RGB:
    red, green, blue = (part + (other - part) * share for part, other in zip(color, end, strict=True))
    return red, green, blue
