"""The text of letters that join: each cluster becomes one glyph, with the letters of the cluster as its text.

WeasyPrint gives a glyph the text that it stood for when it was first drawn, which is none for all glyphs of a cluster
but one, and moves marks to their places by gaps that programs take for spaces. Here, the text of each glyph is recorded
as it is drawn; afterwards, each cluster is drawn by one composite glyph (OpenType, glyf).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple
from unicodedata import category

import pydyf

from cvgen.writers.pdf.tags import object_of

TURNED = {"CVGen Hebrew", "CVGen Arabic"}  # from right to left
FAMILIES = TURNED | {"CVGen Devanagari", "CVGen Thai"}
TOKENS = re.compile(rb"<([0-9a-f]*)>|([-+.0-9e]+)")  # of an array of glyphs and gaps
JOINER = "\u200d"
ROUNDING = 0.05  # thousandths of the size of the font; a smaller gap is none
IN_A_BLOCK = 100  # texts of glyphs (Adobe technical note 5411)


class Part(NamedTuple):
    """A glyph and how far it is moved, in thousandths of the size of the font."""

    glyph: int
    right: int
    up: int


class Drawn(NamedTuple):
    """A glyph on a line, its place, its width, and the letters of its cluster if it is the one that has them."""

    glyph: int
    right: float
    up: float
    width: float
    text: str


class Recorder(dict[int, str]):
    """In place of WeasyPrint's texts of the glyphs of a font: keeps the text of each glyph, in the order of drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[str] = []

    def __contains__(self, glyph: object) -> bool:
        return False  # so that WeasyPrint tells the text each time

    def __setitem__(self, glyph: int, text: str) -> None:
        self.drawn.append(text)
        super().__setitem__(glyph, text)


class Fonts(dict[Any, Any]):
    """In place of the fonts of WeasyPrint's document: those of letters that join record their texts."""

    def __init__(self) -> None:
        super().__init__()
        self._recorders: dict[str, Recorder] = {}

    def __setitem__(self, key: Any, font: Any) -> None:
        if font.family in FAMILIES:
            font.to_unicode = self._recorders.setdefault(font.hash, Recorder())
        super().__setitem__(key, font)


@dataclass
class Codes:
    """The codes of a font, each a glyph with the text that it stands for, and the glyphs to be added to it."""

    font: Any
    file: Any  # as fontTools has it
    texts: Iterator[str]
    known: dict[tuple[tuple[Part, ...], int, str], int] = field(default_factory=dict)
    added: list[tuple[tuple[Part, ...], int]] = field(default_factory=list)
    spelled: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def code(self, parts: tuple[Part, ...], width: int, text: str) -> int:
        """Return the code of the glyph that is made of these parts, so wide, and stands for a text."""
        key = (parts, width, text)
        if key not in self.known:
            code = parts[0].glyph if len(parts) == 1 and parts[0][1:] == (0, 0) else 0
            if not code or code in self.spelled or self.font.widths[code] != width:
                code = self.file["maxp"].numGlyphs + len(self.added)
                self.added.append((parts, width))
            self.known[key], self.spelled[code], self.widths[code] = code, text, width
        return self.known[key]

    def array(self, line: list[Drawn], end: float) -> bytes:
        """Return the glyphs of a line up to where it ends as the operand of TJ, each cluster as one glyph."""
        found, pen = b"", 0.0
        for text, cluster in _clusters(line, self.font.family in TURNED):
            wide = [drawn for drawn in cluster if drawn.width] or cluster
            start = min(drawn.right for drawn in wide)
            width = round(max(drawn.right + drawn.width for drawn in wide) - start)
            moved, codes = 0, []
            if self.font.family in TURNED:  # programs turn text round letter by letter: each has a share of the width
                share = width // len(text)
                codes = [self.code((), share, letter) for letter in reversed(text[1:])]
                moved, text = share * (len(text) - 1), text[0]
            parts = tuple(Part(one.glyph, round(one.right - start) - moved, round(one.up)) for one in cluster)
            codes.append(self.code(parts, width - moved, text))
            found += _gap(pen - start) + b"<%s>" % b"".join(b"%04x" % code for code in codes)
            pen = start + width
        return b"[" + found + _gap(pen - end) + b"]"


def spell(pdf: Any, fonts: Any) -> None:
    """Let the glyphs on the pages of a pydyf.PDF spell their text; `fonts` are those of WeasyPrint's document."""
    recorded = [font for font in fonts.values() if isinstance(font.to_unicode, Recorder)]
    joining = {font.hash: font for font in recorded if not font.missing}
    if not joining:
        return
    from fontTools.ttLib import TTFont

    codes: dict[bytes, Codes] = {}
    for name, font in joining.items():
        data = b"".join(_file(pdf, font).stream)
        file = TTFont(BytesIO(data), recalcTimestamp=False)
        codes[f"/{name}".encode()] = Codes(font, file, iter(font.to_unicode.drawn))
    for page in pdf.page_references:
        content = object_of(pdf, object_of(pdf, page)["Contents"])
        content.stream = list(_respelled(content.stream, codes))
    for one in codes.values():
        _embed(pdf, one)
    for font in fonts.values():
        if font.hash in joining:
            font.to_unicode = codes[f"/{font.hash}".encode()].spelled


def _respelled(stream: list[Any], fonts: dict[bytes, Codes]) -> Iterator[Any]:
    """The operators of a page -> the same with the clusters of these fonts as one glyph each."""
    line: list[Drawn] = []
    codes, size, pen, up = None, 1.0, 0.0, 0.0
    for operator in stream:
        kind = operator.rpartition(b" ")[2] if isinstance(operator, bytes) else b""
        if codes and kind == b"TJ":
            pen = _draw(line, operator, codes, pen, up)
            continue
        if codes and kind == b"Ts":
            up = 1000 * float(operator.split()[0]) / size
            continue
        if codes and (line or pen):
            yield codes.array(line, pen) + b" TJ"
            line, pen = [], 0.0
        if kind == b"Tf":
            codes, size = fonts.get(operator.split()[0]), float(operator.split()[1])
        yield operator


def _draw(line: list[Drawn], operator: bytes, codes: Codes, pen: float, up: float) -> float:
    """Add the glyphs of a TJ operator to a line, where the pen stands -> where it stands then."""
    for glyphs, gap in TOKENS.findall(operator.removesuffix(b" TJ")):
        for at in range(0, len(glyphs), 4):
            glyph = int(glyphs[at : at + 4], 16)
            line.append(Drawn(glyph, pen, up, codes.font.widths[glyph], next(codes.texts)))
            pen += line[-1].width
        pen -= float(gap or 0)
    return pen


def _clusters(line: list[Drawn], turned: bool) -> list[tuple[str, list[Drawn]]]:
    """Glyphs from left to right -> the letters and glyphs of each cluster in that order, marks with what they stand on.

    Of the glyphs of a cluster, WeasyPrint has its letters at the one that is read last.
    """
    clusters: list[tuple[str, list[Drawn]]] = []
    glyphs: list[Drawn] = []
    for drawn in reversed(line) if turned else line:
        glyphs.append(drawn)
        if clusters and drawn.text and all(category(char) == "Mn" for char in drawn.text):
            clusters[-1] = (clusters[-1][0] + drawn.text, clusters[-1][1] + glyphs)
        elif drawn.text:
            clusters.append((drawn.text, glyphs))
        else:
            continue
        glyphs = []
    if glyphs:  # the letters of the last cluster were at a joiner, which is not drawn
        clusters.append((JOINER, glyphs))
    return clusters[::-1] if turned else clusters


def _gap(width: float) -> bytes:
    return f"{width:.2f}".rstrip("0").rstrip(".").encode() if abs(width) > ROUNDING else b""


def _dictionary(pdf: Any, font: Any) -> Any:
    return next(
        found
        for found in pdf.objects
        if isinstance(found, dict) and found.get("BaseFont") == font.name and found["Subtype"] == "/Type0"
    )


def _file(pdf: Any, font: Any) -> Any:
    descendant = object_of(pdf, _dictionary(pdf, font)["DescendantFonts"][0])
    return object_of(pdf, object_of(pdf, descendant["FontDescriptor"])["FontFile2"])


def _embed(pdf: Any, codes: Codes) -> None:
    """Write the glyphs that were added, and the widths and texts of all, into the objects of the font."""
    dictionary = _dictionary(pdf, codes.font)
    stream = _file(pdf, codes.font)
    stream.stream = [_extended(codes.file, codes.added)]
    stream.extra["Length1"] = len(stream.stream[0])
    widths = pydyf.Array()
    for code in sorted(codes.widths):
        widths += [code, pydyf.Array([codes.widths[code]])]
    object_of(pdf, dictionary["DescendantFonts"][0])["W"] = widths
    cmap = object_of(pdf, dictionary["ToUnicode"])
    head, tail = cmap.stream[: cmap.stream.index(b"endcodespacerange") + 1], cmap.stream[-4:]
    lines = [b"<%04x> <%s>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in codes.spelled.items()]
    for block in (lines[at : at + IN_A_BLOCK] for at in range(0, len(lines), IN_A_BLOCK)):
        head += [b"%d beginbfchar" % len(block), *block, b"endbfchar"]
    cmap.stream = head + tail


def _extended(file: Any, added: list[tuple[tuple[Part, ...], int]]) -> bytes:
    """A font of fontTools, glyphs that are made of others, and their widths -> the font with these glyphs."""
    from fontTools.ttLib.tables._g_l_y_f import ARGS_ARE_XY_VALUES, Glyph, GlyphComponent

    order, outlines, metrics = list(file.getGlyphOrder()), file["glyf"], file["hmtx"].metrics
    for parts, width in added:
        glyph = Glyph()
        glyph.numberOfContours, glyph.components = (-1 if parts else 0), []
        for part in parts:
            component = GlyphComponent()
            component.glyphName, component.x, component.y = order[part.glyph], part.right, part.up
            component.flags = ARGS_ARE_XY_VALUES
            glyph.components.append(component)
        order.append(f"cluster{len(order)}")
        outlines[order[-1]] = glyph
        glyph.recalcBounds(outlines)
        metrics[order[-1]] = (width, getattr(glyph, "xMin", 0))
    file.setGlyphOrder(order)
    out = BytesIO()
    file.save(out)
    return out.getvalue()
