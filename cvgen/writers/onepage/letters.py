"""Faces whose letters look different from what they say: capitals, small capitals, old-style figures.

The text of each glyph stays that of the profile: "Awards" in capitals is copied and read aloud as "Awards".
"""

from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

from cvgen.writers.onepage.shaping import alternatives

CAPS, SMALL_CAPS, OLD_STYLE = "caps", "small-caps", "old-style"
FEATURES = {SMALL_CAPS: "smcp", OLD_STYLE: "onum"}  # of OpenType
TRACKING = {CAPS: 0.06, SMALL_CAPS: 0.04}  # of the size: the space after each letter, as in the full CV
FIGURES = "0123456789"
CAPITAL_SHARP_S = "\u1e9e"


class DressedFont(TTFont):  # type: ignore[misc]
    """A TrueType font with other glyphs for some characters, and with space between letters."""

    def __init__(self, name: str, path: Path, dresses: tuple[str, ...]) -> None:
        super().__init__(name, path, asciiReadable=0, shapable=False)
        self.tracking = max((TRACKING.get(dress, 0.0) for dress in dresses), default=0.0)
        self.face.name += "".join(f".{dress}" for dress in dresses).encode()  # ReportLab takes equal names for one font
        for dress in dresses:
            _dress(self.face, path, dress)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Return the width of a text in points, with the space between its letters."""
        return float(super().stringWidth(text, size, encoding)) + self.tracking * size * len(text)


def _dress(face: Any, path: Path, dress: str) -> None:
    """Give the letters of a ReportLab face other glyphs."""
    known = face.charToGlyph
    if dress == CAPS:
        found = {char: known[ord(capital)] for char in map(chr, known) if (capital := _capital(char, known))}
    else:
        letters = FIGURES if dress == OLD_STYLE else "".join(filter(str.islower, map(chr, known)))
        found = alternatives(path, letters, FEATURES[dress])
    for char, glyph in found.items():
        known[ord(char)] = glyph
        face.charWidths[ord(char)] = face._pdfScale(face.hmetrics[glyph][0])


def _capital(char: str, known: dict[int, int]) -> str:
    """Return the capital of a small letter where the face has it as one letter, else ""."""
    capital = CAPITAL_SHARP_S if char == "ß" else char.upper()
    return capital if capital != char and len(capital) == 1 and ord(capital) in known else ""
