"""Shaping: HarfBuzz chooses the glyphs of scripts whose letters change with their neighbors.

A letter and its marks are a cluster, which HarfBuzz turns into one or more glyphs with positions. Here, each cluster
becomes one composite glyph of these glyphs (OpenType, glyf) with the letters of the cluster as its text. ReportLab
measures and draws it like any other character, and programs that copy text get the letters in order. ReportLab can
shape text itself, but then copied text has private-use characters and spaces within words.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from struct import pack, pack_into
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFont

PRIVATE = 0xF0000  # the first private-use character that stands for a glyph with its text
WORDS, OFFSETS, MORE = 1, 2, 32  # flags of a component: 16-bit arguments, which are offsets; another component follows
MOST_DEPTH, MOST_PARTS, MOST_POINTS = 4, 64, 0x7FFF  # limits of composite glyphs in the maxp table

_codes: dict[tuple[str, int, str], int] = {}
_texts: dict[int, str] = {}


class Part(NamedTuple):
    """A component of a composite glyph and its offset, in font units."""

    glyph: int
    right: int
    up: int

    def moved(self, right: int) -> "Part":
        return self._replace(right=self.right + right)


class ShapedFont(TTFont):  # type: ignore[misc]
    """A TrueType font for one script ("Arab") and one language ("ar")."""

    def __init__(self, name: str, path: Path, script: str, language: str) -> None:
        super().__init__(name, path, asciiReadable=0, shapable=False)
        self.path, self.script, self.language = path, script, language
        self.turned = script in ("Arab", "Hebr")
        self._loaded: Any = None
        self._composites: dict[tuple[tuple[Part, ...], int], int] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Return the width of a text in points, by which ReportLab breaks lines."""
        return float(super().stringWidth(self.shaped(text, self.turned), size, encoding))

    def shaped(self, text: str, turned: bool) -> str:
        """Return a text as private-use characters in visual order; `turned` is whether it is right-to-left."""
        return text if text[:1] >= chr(PRIVATE) else _shaped(self, text, turned)

    def code(self, glyph: int, text: str) -> str:
        """Return the private-use character for a glyph with a text."""
        key = (self.fontName, glyph, text)
        if key not in _codes:
            code = _codes[key] = PRIVATE + len(_codes)
            _texts[code] = text
            self.face.charToGlyph[code] = glyph
            self.face.charWidths[code] = self.face._pdfScale(self.face.hmetrics[glyph][0])
        return chr(_codes[key])

    def glyph(self, parts: tuple[Part, ...], advance: int) -> int:
        """Return the id of the glyph that consists of these parts and has this advance width."""
        if len(parts) == 1 and parts[0][1:] == (0, 0) and self.face.hmetrics[parts[0].glyph][0] == advance:
            return parts[0].glyph
        if (parts, advance) not in self._composites:
            self._composites[parts, advance] = self._add(parts, advance)
        return self._composites[parts, advance]

    def clusters(self, text: str, turned: bool) -> Iterator[tuple[str, tuple[Part, ...], int]]:
        """Shape a text and yield its clusters from left to right: the letters, the glyphs, the advance width."""
        buffer = self._buffer(text, turned)
        glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        starts = sorted({info.cluster for info, _ in glyphs})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        for start, cluster in groupby(glyphs, lambda glyph: glyph[0].cluster):
            parts, advance = [], 0
            for info, position in cluster:
                parts.append(Part(info.codepoint, advance + position.x_offset, position.y_offset))
                advance += position.x_advance
            yield text[start : ends[start]], tuple(parts), advance

    def _buffer(self, text: str, turned: bool) -> Any:
        """Shape a text; the result does not depend on the locale of the host."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        buffer.direction, buffer.script, buffer.language = "rtl" if turned else "ltr", self.script, self.language
        uharfbuzz.shape(self._harfbuzz(), buffer)
        return buffer

    def _harfbuzz(self) -> Any:
        """Return the font for HarfBuzz, loaded at the first call."""
        if self._loaded is None:
            import uharfbuzz

            self._loaded = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(self.path)))
            _extensible(self.face)
        return self._loaded

    def _add(self, parts: tuple[Part, ...], advance: int) -> int:
        """Add a composite glyph to ReportLab's font in memory and return its id."""
        sizes = [(part, self._harfbuzz().get_glyph_extents(part.glyph)) for part in parts]
        inked = [(part, size) for part, size in sizes if size.width]
        left = min((part.right + size.x_bearing for part, size in inked), default=0)
        right = max((part.right + size.x_bearing + size.width for part, size in inked), default=0)
        top = max((part.up + size.y_bearing for part, size in inked), default=0)
        bottom = min((part.up + size.y_bearing + size.height for part, size in inked), default=0)
        data = pack(">5h", -1, left, bottom, right, top) if inked else b""  # an empty glyph has no outline
        for at, (part, _) in enumerate(inked, 1):
            data += pack(">2H2h", WORDS | OFFSETS | (MORE if at < len(inked) else 0), *part)
        face = self.face
        face._ttf_data += data
        face.table["glyf"]["length"] += len(data)
        face.glyphPos.append(face.glyphPos[-1] + len(data))
        face.hmetrics.append((advance, left & 0xFFFF))
        return len(face.hmetrics) - 1


def alternatives(path: Path, letters: str, feature: str) -> dict[str, int]:
    """Return the glyph of each letter under a feature of the font, such as "smcp" for small capitals."""
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(letters)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.CHARACTERS
    uharfbuzz.shape(font, buffer, {feature: True, "liga": False, "ccmp": False})
    return {letters[info.cluster]: info.codepoint for info in buffer.glyph_infos}


def spelled(code: int) -> str:
    """Return the text of a private-use character's glyph; any other character is its own text."""
    return _texts.get(code) or chr(code)


@lru_cache(maxsize=10_000)
def _shaped(font: ShapedFont, text: str, turned: bool) -> str:
    found = ""
    for letters, parts, width in font.clusters(text.replace("\xa0", " "), turned):  # ReportLab does this in other fonts
        if turned:  # programs reverse copied text letter by letter: each letter gets a glyph and a share of the width
            share = width // len(letters)
            empty = font.glyph((), share)
            found += "".join(font.code(empty, letter) for letter in reversed(letters[1:]))
            moved = share * (len(letters) - 1)
            letters, parts, width = letters[0], tuple(part.moved(-moved) for part in parts), width - moved
        found += font.code(font.glyph(parts, width), letters)
    return found


def _extensible(face: Any) -> None:
    """Move the outlines of ReportLab's font in memory to the end, and raise its limits for composite glyphs."""
    start, length = face.get_table_pos("glyf")
    maxp, _ = face.get_table_pos("maxp")
    data = bytearray(face._ttf_data)
    pack_into(">2H", data, maxp + 10, MOST_POINTS, MOST_POINTS)  # points and contours of a composite glyph
    pack_into(">2H", data, maxp + 28, MOST_PARTS, MOST_DEPTH)
    face.table["glyf"]["offset"] = len(data)
    face._ttf_data = data + data[start : start + length]
