"""Text of joined letters: each cluster becomes one glyph with the letters of the cluster as its text.

WeasyPrint gives each glyph the text of its first use, which is empty for all but one glyph of a cluster, and moves
marks by gaps that programs take for spaces. This module records the text of each glyph as it is drawn, and then
replaces the glyphs of each cluster by one composite glyph (OpenType, glyf).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, NamedTuple
from unicodedata import category

import pydyf

from cvgen.writers.pdf.tags import object_of

TURNED = {"CVGen Hebrew", "CVGen Arabic"}  # the right-to-left ones
FAMILIES = TURNED | {"CVGen Devanagari", "CVGen Thai"}
TOKENS = re.compile(rb"<([0-9a-f]*)>|([-+.0-9e]+)")  # of the array of a TJ operator: glyph ids, gaps
JOINER = "\u200d"
ROUNDING = 0.05  # thousandths of the font size; smaller gaps are ignored
IN_A_BLOCK = 100  # lines of a CMap (Adobe technical note 5411)


class Part(NamedTuple):
    """A component of a composite glyph and its offset, in thousandths of the font size."""

    glyph: int
    right: int
    up: int


class Drawn(NamedTuple):
    """A glyph on a line: its position, its width, and the letters of its cluster or "" (see `_clusters`)."""

    glyph: int
    right: float
    up: float
    width: float
    text: str


class Recorder(dict[int, str]):
    """Replaces WeasyPrint's map of glyph ids to texts; also keeps the text of every glyph in the order of drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[str] = []

    def __contains__(self, glyph: object) -> bool:
        return False  # so that WeasyPrint sets the text each time

    def __setitem__(self, glyph: int, text: str) -> None:
        self.drawn.append(text)
        super().__setitem__(glyph, text)


class Fonts(dict[Any, Any]):
    """Replaces the fonts of a WeasyPrint document: fonts of joined letters get a Recorder."""

    def __init__(self) -> None:
        super().__init__()
        self._recorders: dict[str, Recorder] = {}

    def __setitem__(self, key: Any, font: Any) -> None:
        if font.family in FAMILIES:
            font.to_unicode = self._recorders.setdefault(font.hash, Recorder())
        super().__setitem__(key, font)


@dataclass
class Codes:
    """The codes of a font, each for a glyph with its text, and the glyphs to add to the font."""

    font: Any
    file: Any  # as fontTools has it
    texts: Iterator[str]
    known: dict[tuple[tuple[Part, ...], int, str], int] = field(default_factory=dict)
    added: list[tuple[tuple[Part, ...], int]] = field(default_factory=list)
    spelled: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)

    def code(self, parts: tuple[Part, ...], width: int, text: str) -> int:
        """Return the code of the glyph with these parts, this width and this text."""
        key = (parts, width, text)
        if key not in self.known:
            code = parts[0].glyph if len(parts) == 1 and parts[0][1:] == (0, 0) else 0
            if not code or code in self.spelled or self.font.widths[code] != width:
                code = self.file["maxp"].numGlyphs + len(self.added)
                self.added.append((parts, width))
            self.known[key], self.spelled[code], self.widths[code] = code, text, width
        return self.known[key]

    def array(self, line: list[Drawn], end: float) -> bytes:
        """Return the operand of TJ that draws a line with one glyph for each cluster, and ends at a position."""
        found, pen = b"", 0.0
        for text, cluster in _clusters(line, self.font.family in TURNED):
            wide = [drawn for drawn in cluster if drawn.width] or cluster
            start = min(drawn.right for drawn in wide)
            width = round(max(drawn.right + drawn.width for drawn in wide) - start)
            moved, codes = 0, []
            if self.font.family in TURNED:  # programs reverse text letter by letter: each gets a glyph
                share = width // len(text)
                codes = [self.code((), share, letter) for letter in reversed(text[1:])]
                moved, text = share * (len(text) - 1), text[0]
            parts = tuple(Part(one.glyph, round(one.right - start) - moved, round(one.up)) for one in cluster)
            codes.append(self.code(parts, width - moved, text))
            found += _gap(pen - start) + b"<%s>" % b"".join(b"%04x" % code for code in codes)
            pen = start + width
        return b"[" + found + _gap(pen - end) + b"]"


def spell(pdf: Any, fonts: Any) -> None:
    """Replace the clusters on all pages of a pydyf.PDF; `fonts` is the Fonts of its WeasyPrint document."""
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
    """Yield the operators of a page, with one glyph for each cluster in these fonts."""
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
    """Add the glyphs of a TJ operator to a line and return the new position of the pen."""
    for glyphs, gap in TOKENS.findall(operator.removesuffix(b" TJ")):
        for at in range(0, len(glyphs), 4):
            glyph = int(glyphs[at : at + 4], 16)
            line.append(Drawn(glyph, pen, up, codes.font.widths[glyph], next(codes.texts)))
            pen += line[-1].width
        pen -= float(gap or 0)
    return pen


def _clusters(line: list[Drawn], turned: bool) -> list[tuple[str, list[Drawn]]]:
    """Group the glyphs of a line into clusters, from left to right: the letters and the glyphs of each.

    WeasyPrint assigns the letters of a cluster to its last glyph in reading order. A mark joins the cluster before it.
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
    if glyphs:  # their letters were assigned to a joiner, which is not drawn
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
    """Write the new glyphs, and the widths and texts of all codes, to the objects of a font."""
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
    """Add composite glyphs, given by their parts and widths, to a fontTools font and return its bytes."""
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
