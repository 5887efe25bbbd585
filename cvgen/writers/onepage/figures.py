"""The figures beside the text: photo, QR code of the website, chart; and what is drawn for the eye: rules, icons."""

import re
from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from cvgen.document.tree import Chart, Photo, Span
from cvgen.writers.drawing import draw
from cvgen.writers.drawing.shapes import LINE, WIDTH, Words
from cvgen.writers.drawing.shapes import SIZE as SIZE_OF_WORDS
from cvgen.writers.icons import DRAWINGS, SIZE
from cvgen.writers.icons import WIDTH as WIDTH_OF_PEN
from cvgen.writers.onepage.paint import ascent, paint
from cvgen.writers.onepage.text import Role, Text, safe
from cvgen.writers.onepage.typography import Typography

WIDE = 1.0  # the most width of a photo, in parts of its height
COMMAND = re.compile(r"([MLCZ])([^MLCZ]*)")  # of the paths of icons
COARSEST = 100 / 72  # pixels per point; below that a small photo is drawn smaller
CODE = 19 * mm
QUIET = 4  # modules of white around a code that is not on white (ISO/IEC 18004, 6.3.8)
LONGEST_ADDRESS = 134  # characters of a code of 49 modules, the most that a phone reads from paper at this size


class Rule(Flowable):  # type: ignore[misc]
    """A line or a band of color; lengths are in points."""

    role: Role = "Artifact"
    plain = ""

    def __init__(self, width: float, color: str, height: float = 0.6) -> None:
        super().__init__()
        self.width, self.height, self.color = width, height, HexColor(color)

    def draw(self) -> None:
        """Draw the line; ReportLab calls this."""
        self.canv.setFillColor(self.color)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)


class Icon(Flowable):  # type: ignore[misc]
    """The drawing before a contact, which repeats what the contact says; `size` is its side in points."""

    role: Role = "Artifact"
    plain = ""

    def __init__(self, name: str, color: str, size: float) -> None:
        super().__init__()
        self.width = self.height = size
        self.commands = COMMAND.findall(DRAWINGS[name])
        self.color = HexColor(color)

    def draw(self) -> None:
        """Draw the path of the icon; ReportLab calls this."""
        canvas, scale = self.canv, self.width / SIZE
        canvas.transform(scale, 0, 0, -scale, 0, self.height)  # the path counts from the upper left corner
        canvas.setStrokeColor(self.color)
        canvas.setLineWidth(WIDTH_OF_PEN)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for command, numbers in self.commands:
            draw[command](*map(float, numbers.split()))
        canvas.drawPath(path, stroke=1, fill=0)


class Picture(Flowable):  # type: ignore[misc]
    """A photo in its proportions, at most as high as `height` points. Raise ValueError if it is not a picture."""

    role: Role = "Figure"

    def __init__(self, photo: Photo, height: float) -> None:
        super().__init__()
        self.plain = photo.description
        try:
            self.image = ImageReader(BytesIO(photo.data))
            pixels = self.image.getSize()
            self.image.getRGBData()
        except Exception as error:  # Pillow raises many kinds of errors for damaged bytes
            raise ValueError("the photo, which is not a readable picture") from error
        scale = min(WIDE * height / pixels[0], height / pixels[1], 1 / COARSEST)
        self.width, self.height = pixels[0] * scale, pixels[1] * scale

    def draw(self) -> None:
        """Draw the photo; ReportLab calls this."""
        self.canv.drawImage(self.image, 0, 0, self.width, self.height, mask="auto")


class Bars(Flowable):  # type: ignore[misc]
    """A chart, as wide as its column."""

    role: Role = "Figure"
    baseline = LINE  # of its first line, in points

    def __init__(self, chart: Chart, look: Typography) -> None:
        super().__init__()
        self.drawing, self.look, self.plain = draw(chart), look, chart.description
        self.width, self.height = WIDTH, self.drawing.height

    def tall(self, width: float) -> float:
        """Set the width in points and return the height."""
        self.width, self.height = width, self.drawing.height * width / WIDTH
        return self.height

    def draw(self) -> None:
        """Draw the picture; ReportLab calls this."""
        canvas, height = self.canv, self.drawing.height  # whose origin is the lower left corner
        canvas.scale(self.width / WIDTH, self.width / WIDTH)
        canvas.setFillColor(HexColor(self.look.accent))
        canvas.setStrokeColor(HexColor(self.look.accent))
        for line in self.drawing.lines:
            canvas.setLineWidth(line.width)
            canvas.line(line.x1, height - line.y1, line.x2, height - line.y2)
        for dot in self.drawing.dots:
            canvas.circle(dot.x, height - dot.y, dot.radius, stroke=0, fill=1)
        for box in self.drawing.boxes:
            canvas.rect(box.left, height - box.top - box.height, box.width, box.height, stroke=0, fill=1)
        for words in self.drawing.words:
            self._write(words)

    def _write(self, words: Words) -> None:
        text = Text((Span(words.text),), self.look.drawn(SIZE_OF_WORDS), "Artifact", self.look)
        width = text.wide()
        before = {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
        self.canv.saveState()
        self.canv.translate(words.x - before, self.drawing.height - words.baseline - text.height + ascent(text))
        paint(self.canv, text, None)
        self.canv.restoreState()


class Code(Flowable):  # type: ignore[misc]
    """The QR code of an address, on a white tile if it is `tiled`. Raise ValueError for an unsafe or too long address.

    `side` is its width and height in points.
    """

    role: Role = "Figure"

    def __init__(self, url: str, color: str, side: float = CODE, tiled: bool = False) -> None:
        super().__init__()
        address = safe(url)
        if not address or len(address) > LONGEST_ADDRESS:
            raise ValueError("the website's address is too long for a QR code" if address else "no address")
        self.address, self.color, self.plain = address, HexColor(color), f"QR code: {address}"
        self.code: Any = QRCode(None, QRErrorCorrectLevel.M)
        self.code.addData(address)
        self.code.make()
        self.module = side / self.code.getModuleCount()
        self.quiet = QUIET * self.module if tiled else 0.0
        self.width = self.height = side + 2 * self.quiet

    def draw(self) -> None:
        """Draw the dark modules; ReportLab calls this."""
        if self.quiet:
            self.canv.setFillColor(HexColor("#ffffff"))
            self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        count, side = self.code.getModuleCount(), self.module
        path = self.canv.beginPath()
        for row in range(count):
            modules = [self.code.isDark(row, column) for column in range(count)]
            for dark, group in groupby(range(count), modules.__getitem__):
                columns = list(group)
                if dark:  # a run of modules is one box, drawn a little into the next row: no hairlines on a screen
                    top = self.quiet + (count - row) * side
                    below = min(side * 1.04, top - self.quiet)
                    path.rect(self.quiet + columns[0] * side, top - below, len(columns) * side, below)
        self.canv.setFillColor(self.color)
        self.canv.drawPath(path, stroke=0, fill=1)
