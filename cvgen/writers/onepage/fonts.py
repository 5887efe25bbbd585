"""Fonts: the bundled faces, each loaded when the first character needs it, and which of them has a character."""

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from cvgen.shipped import STYLES
from cvgen.writers.font_coverage import BOX
from cvgen.writers.onepage.letters import DressedFont
from cvgen.writers.onepage.shaping import PRIVATE, ShapedFont
from cvgen.writers.style import Style, StyleError

FILES = STYLES / "fonts"
# Asked in this order for what the face of the text lacks; each is read when it is asked, so the largest come last.
FALLBACKS = (
    "SourceSerif4-Regular",
    "SourceSans3-Regular",
    "CVGenSymbols-Regular",
    "CVGenHebrew-Regular",
    "CVGenArabic-Regular",
    "CVGenDevanagari-Regular",
    "CVGenThai-Regular",
    "CVGenHangul-Regular",
    "CVGenCJK-Regular",
    "CVGenCJKRare-Regular",
)
# Unicode's names of the letters of a script begin with its name; no other face has them, and none is read for them.
HOMES = {
    "CJK": ("CVGenCJK-Regular", "CVGenCJKRare-Regular"),
    "HIRAGANA": ("CVGenCJK-Regular",),
    "KATAKANA": ("CVGenCJK-Regular",),
    "HANGUL": ("CVGenHangul-Regular",),
    "HEBREW": ("CVGenHebrew-Regular",),
    "ARABIC": ("CVGenArabic-Regular",),
    "DEVANAGARI": ("CVGenDevanagari-Regular",),
    "THAI": ("CVGenThai-Regular",),
}
SPACES, JOINERS = " \xa0", "\u200c\u200d"  # a joiner makes the letters beside it join, or not
# Typefaces whose letters change with their neighbors: the script (ISO 15924) and the language to shape them for.
SHAPED = {
    "CVGenHebrew-Regular": ("Hebr", "he"),
    "CVGenArabic-Regular": ("Arab", "ar"),
    "CVGenDevanagari-Regular": ("Deva", "hi"),
    "CVGenThai-Regular": ("Thai", "th"),
}


def family(style: Style, token: str) -> str:
    """The token of a font family -> how the names of its files begin: "Source Serif 4" -> "SourceSerif4"."""
    name = style.family(token)
    stem = name.replace(" ", "")
    if not (FILES / f"{stem}-Regular.ttf").is_file():
        raise StyleError(f"style '{style.name}': --{token}: there is no font '{name}' in {FILES}")
    return stem


def dressed(stem: str, *dresses: str) -> str:
    """Return the name of a face with other letters: "SourceSerif4-Regular", "old-style" -> the two with a dot."""
    return ".".join((stem, *filter(None, dresses)))


def plain(stem: str) -> str:
    """Return the name of a face without what its letters look like."""
    return stem.partition(".")[0]


def in_weight(stem: str, weight: str) -> str:
    """Return the name of the face of another weight or slope: "A-Regular.old-style", "It" -> "A-It.old-style"."""
    name, *dresses = stem.split(".")
    return ".".join((f"{name.split('-')[0]}-{weight}", *dresses))


@cache
def face(stem: str) -> TTFont:
    """The name of a font file without its ending -> the face, which ReportLab knows by that name from now on.

    The name may be followed by what its letters look like: "SourceSerif4-Regular.old-style".
    """
    file, *dresses = stem.split(".")
    path = FILES / f"{file}.ttf"
    if dresses:
        font = DressedFont(stem, path, tuple(dresses))
    elif stem in SHAPED:
        font = ShapedFont(stem, path, *SHAPED[stem])
    else:  # asciiReadable would put all of ASCII into every face: twice the size of the file
        font = TTFont(stem, path, asciiReadable=0)
    pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(stem, stem, stem, stem, stem)  # else <font name=...> does not take it
    return font


@cache
def face_for(char: str, stem: str) -> str | None:
    """The face that draws a character: the one asked for, else the first fallback that has it, else None."""
    if ord(char) >= PRIVATE:
        return None  # `shaping` uses it for glyphs
    script = unicodedata.name(char, "").partition(" ")[0]
    asked = (stem, *HOMES.get(script, FALLBACKS))
    return next((name for name in asked if ord(char) in face(name).face.charToGlyph), None)


def runs(text: str, stem: str) -> list[tuple[str, str]]:
    """Text -> (face, text) in turn; what no face has becomes a box."""
    if text and face(stem).face.charToGlyph.keys() >= set(map(ord, text)):
        return [(stem, text)]
    found: list[tuple[str, str]] = []
    for char, name in zip(text, _faces(text, stem), strict=True):
        char, name = (char, name) if name else (BOX, face_for(BOX, stem) or stem)
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1] + char)
        else:
            found.append((name, char))
    return found


def _faces(text: str, stem: str) -> list[str | None]:
    """Return the face of each character; joiners and spaces between letters of a shaped face are in that face."""
    names = [None if char in JOINERS else face_for(char, stem) for char in text]
    for at, char in enumerate(text):
        before = names[at - 1] if at else None
        if char in JOINERS or (char in SPACES and before in SHAPED and names[at + 1 : at + 2] == [before]):
            names[at] = before
    return names
