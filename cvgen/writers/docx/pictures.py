"""Put pictures into a Word file: the photo, and charts as PNG, each with its description."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring, register_namespace

from cvgen.document.tree import Chart, Photo
from cvgen.shipped import STYLES
from cvgen.writers.docx.elements import R, clean, w
from cvgen.writers.style import MM, Style

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

    from cvgen.writers.drawing.shapes import Drawing, Words

SCALE = 4  # pixels to a point of a chart
EMU = 12700  # English Metric Units to a point
PHOTO = 30 * MM  # its width
FIRST = "SourceSans3-Regular.ttf"
FILES = {"Source Serif 4": "SourceSerif4-Regular.ttf", "Source Sans 3": "SourceSans3-Regular.ttf"}
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}  # as Pillow names them: on the baseline
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
for prefix, namespace in (("wp", WP), ("a", A), ("pic", PIC)):
    register_namespace(prefix, namespace)
GRAPHIC = """<a:graphic xmlns:a="{A}" xmlns:pic="{PIC}" xmlns:r="{R}"><a:graphicData uri="{PIC}"><pic:pic>\
<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>\
<pic:blipFill><a:blip r:embed="{identifier}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"""
INLINE = """<wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>\
<wp:docPr id="{number}" name="{name}"/>{graphic}</wp:inline>"""
ANCHOR = """<wp:anchor xmlns:wp="{WP}" distT="0" distB="0" distL="114300" distR="0" simplePos="0" relativeHeight="1" \
behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>\
<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>\
<wp:positionV relativeFrom="margin"><wp:align>top</wp:align></wp:positionV>\
<wp:extent cx="{width}" cy="{height}"/><wp:wrapSquare wrapText="left"/>\
<wp:docPr id="{number}" name="{name}"/>{graphic}</wp:anchor>"""


@dataclass
class Pictures:
    """Makes the pictures of a file; `keep` stores the bytes of one and gives its identifier."""

    style: Style
    width: float  # of the text, in points
    keep: Callable[[bytes, str], str]
    count: int = field(default=0)

    def photo(self, photo: Photo) -> Element:
        """Return a photo at the right margin, level with the name."""
        height = PHOTO * photo.height / max(photo.width, 1)
        return self._drawn(ANCHOR, self.keep(photo.data, "jpeg"), PHOTO, height, photo.description)

    def chart(self, chart: Chart) -> Element:
        """Return a chart as a picture in the text, as wide as it."""
        from cvgen.writers.drawing import draw  # here, because few documents have charts
        from cvgen.writers.drawing.shapes import WIDTH

        drawing = draw(chart)
        width = min(self.width, WIDTH)
        data = png(drawing, self.style)
        return self._drawn(INLINE, self.keep(data, "png"), width, width * drawing.height / WIDTH, chart.description)

    def _drawn(self, form: str, identifier: str, width: float, height: float, description: str) -> Element:
        """Return a run with a picture; sizes are in points."""
        self.count += 1
        values = {
            "A": A, "PIC": PIC, "R": R, "WP": WP, "number": self.count, "name": f"Picture {self.count}",
            "identifier": identifier, "width": round(width * EMU), "height": round(height * EMU),
        }  # fmt: skip
        found = fromstring(form.format(**values, graphic=GRAPHIC.format(**values)))
        next(found.iter(f"{{{WP}}}docPr")).set("descr", clean(description))
        return w("r", w("drawing", found))


def png(drawing: "Drawing", style: Style) -> bytes:
    """Return a drawing in the accent color of a style as PNG."""
    from PIL import Image, ImageDraw

    from cvgen.writers.drawing.shapes import WIDTH

    color = style.tokens["accent-color"]
    image = Image.new("RGB", (round(WIDTH * SCALE), max(1, round(drawing.height * SCALE))), "white")
    pen = ImageDraw.Draw(image)
    for line in drawing.lines:
        ends = [line.x1 * SCALE, line.y1 * SCALE, line.x2 * SCALE, line.y2 * SCALE]
        pen.line(ends, fill=color, width=max(1, round(line.width * SCALE)))
    for dot in drawing.dots:
        pen.circle((dot.x * SCALE, dot.y * SCALE), dot.radius * SCALE, fill=color)
    for box in drawing.boxes:
        corner = [box.left * SCALE, box.top * SCALE]
        pen.rectangle([*corner, corner[0] + box.width * SCALE - 1, corner[1] + box.height * SCALE - 1], fill=color)
    for one in drawing.words:
        _write(pen, one, color, style)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG")
    return out.getvalue()


def _write(pen: "ImageDraw", one: "Words", color: str, style: Style) -> None:
    font = _font(_file_for(one.text, style.family("text-font")))
    pen.text((one.x * SCALE, one.baseline * SCALE), clean(one.text), color, font, ANCHORS[one.anchor])


def _file_for(text: str, family: str) -> str:
    """Return the font file for words: that of the style, or ours for the script of the first foreign letter."""
    from cvgen.writers.script_language import runs

    languages = {language for _, language in runs(text) if language}
    return next((SCRIPTS[one] for one in sorted(languages) if one in SCRIPTS), FILES.get(family, FIRST))


SCRIPTS = {
    "zh": "CVGenCJK-Regular.ttf", "ja": "CVGenCJK-Regular.ttf", "ko": "CVGenHangul-Regular.ttf",
    "he": "CVGenHebrew-Regular.ttf", "ar": "CVGenArabic-Regular.ttf", "hi": "CVGenDevanagari-Regular.ttf",
    "th": "CVGenThai-Regular.ttf",
}  # fmt: skip


@cache
def _font(file: str) -> "FreeTypeFont":
    from PIL import ImageFont

    from cvgen.writers.drawing.shapes import SIZE

    return ImageFont.truetype(str(STYLES / "fonts" / file), SIZE * SCALE)
