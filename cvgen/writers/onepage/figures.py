"""The figures beside the text: photo, QR code of the website, chart, and the rule under the header."""

from io import BytesIO
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from cvgen.document.tree import Chart, Photo
from cvgen.writers.columns import HEIGHT, LABEL, WIDTH, columns
from cvgen.writers.onepage import fonts
from cvgen.writers.onepage.text import Role, safe
from cvgen.writers.onepage.typography import Typography

PHOTO = (34 * mm, 28 * mm)  # the width and height of the box for a photo
COARSEST = 100 / 72  # pixels per point; below that a small photo is drawn smaller
CODE = 19 * mm
LONGEST_ADDRESS = 134  # characters of a code of 49 modules, the most that a phone reads from paper at this size


class Rule(Flowable):  # type: ignore[misc]
    """A thin line across the page."""

    role: Role = "Artifact"
    plain = ""

    def __init__(self, width: float, color: str) -> None:
        super().__init__()
        self.width, self.height, self.color = width, 0.6, HexColor(color)

    def draw(self) -> None:
        """Draw the line; ReportLab calls this."""
        self.canv.setFillColor(self.color)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)


class Picture(Flowable):  # type: ignore[misc]
    """A photo in its proportions. Raise ValueError if its bytes are not a picture."""

    role: Role = "Figure"

    def __init__(self, photo: Photo) -> None:
        super().__init__()
        self.plain = photo.description
        try:
            self.image = ImageReader(BytesIO(photo.data))
            pixels = self.image.getSize()
            self.image.getRGBData()
        except Exception as error:  # Pillow raises many kinds of errors for damaged bytes
            raise ValueError("the photo, which is not a readable picture") from error
        scale = min(PHOTO[0] / pixels[0], PHOTO[1] / pixels[1], 1 / COARSEST)
        self.width, self.height = pixels[0] * scale, pixels[1] * scale

    def draw(self) -> None:
        """Draw the photo; ReportLab calls this."""
        self.canv.drawImage(self.image, 0, 0, self.width, self.height, mask="auto")


class Bars(Flowable):  # type: ignore[misc]
    """A chart, as wide as its column."""

    role: Role = "Figure"
    baseline = LABEL  # of its first line, in points: the words above the tallest column

    def __init__(self, chart: Chart, look: Typography) -> None:
        super().__init__()
        self.chart, self.look, self.plain = chart, look, chart.description
        self.width, self.height = WIDTH, HEIGHT

    def tall(self, width: float) -> float:
        """Set the width in points and return the height."""
        self.width, self.height = width, HEIGHT * width / WIDTH
        return self.height

    def draw(self) -> None:
        """Draw the columns with their words; ReportLab calls this."""
        self.canv.scale(self.width / WIDTH, self.width / WIDTH)
        self.canv.setFillColor(HexColor(self.look.accent))
        face = fonts.face(f"{self.look.text}-Regular").fontName
        for column in columns(self.chart):
            if column.height:
                self.canv.rect(column.left, LABEL, column.width, column.height, stroke=0, fill=1)
            for words, baseline in ((column.label, 1), (column.value, LABEL + column.height + 2)):
                self.canv.setFont(face, 8)
                self.canv.drawCentredString(column.left + column.width / 2, baseline, words)


class Code(Flowable):  # type: ignore[misc]
    """The QR code of an address. Raise ValueError if the address is unsafe or too long."""

    role: Role = "Figure"

    def __init__(self, url: str, color: str) -> None:
        super().__init__()
        address = safe(url)
        if not address or len(address) > LONGEST_ADDRESS:
            raise ValueError("the website's address is too long for a QR code" if address else "no address")
        self.address, self.color, self.plain = address, HexColor(color), f"QR code: {address}"
        self.width = self.height = CODE
        self.code: Any = QRCode(None, QRErrorCorrectLevel.M)
        self.code.addData(address)
        self.code.make()

    def draw(self) -> None:
        """Draw the dark modules; ReportLab calls this."""
        count = self.code.getModuleCount()
        side = CODE / count
        path = self.canv.beginPath()
        for row in range(count):
            modules = [self.code.isDark(row, column) for column in range(count)]
            for dark, group in groupby(range(count), modules.__getitem__):
                columns = list(group)
                if dark:  # a run of modules is one box, drawn a little into the next row: no hairlines on a screen
                    top = CODE - row * side
                    below = min(side * 1.04, top)
                    path.rect(columns[0] * side, top - below, len(columns) * side, below)
        self.canv.setFillColor(self.color)
        self.canv.drawPath(path, stroke=0, fill=1)
