"""Draw pages of a PDF that cvgen has just written as pictures; foreign PDFs are read by cvgen.pdf.pdfium."""

import io
from dataclasses import dataclass
from pathlib import Path

COLORS = 64  # of a picture, which makes it four times smaller
SCALE = 2  # pixels per point: a slide has 1920 of them across


def first_pages(path: Path, most: int, width: int) -> list[bytes]:
    """Return PNG pictures of at most `most` pages of a PDF, each `width` pixels wide."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        for at in range(min(most, len(document))):
            page = document[at]
            picture = page.render(scale=width / page.get_width()).to_pil()
            page.close()
            out = io.BytesIO()
            picture.quantize(COLORS).save(out, "PNG", optimize=True)
            found.append(out.getvalue())
    return found


def picture(data: bytes) -> bytes:
    """Return the first page of a PDF as a PNG picture, with its title and its words for those who can't see it."""
    import pypdfium2
    from PIL.PngImagePlugin import PngInfo

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        drawn = page.render(scale=SCALE).to_pil().convert("RGB")
        text = page.get_textpage()
        words = PngInfo()
        words.add_itxt("Title", document.get_metadata_value("Title"))
        words.add_itxt("Description", "\n".join(text.get_text_range().splitlines()))
        text.close()
        page.close()
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True, pnginfo=words, dpi=(72 * SCALE, 72 * SCALE))
    return out.getvalue()


@dataclass(frozen=True)
class DrawnPage:
    """A page as a PNG picture, its size in points, and its characters with their boxes, but for spaces.

    A box has the left, top, right and bottom edge in points from the upper left corner.
    """

    picture: bytes
    width: float
    height: float
    letters: str
    boxes: tuple[tuple[float, float, float, float], ...]


def drawn_pages(data: bytes) -> list[DrawnPage]:
    """Draw every page of a PDF, quickly: for the screen."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            out = io.BytesIO()
            page.render(scale=SCALE).to_pil().save(out, "PNG", compress_level=1)
            text, height = page.get_textpage(), page.get_height()
            said = text.get_text_range()
            places = [at for at, letter in enumerate(said) if not letter.isspace()]
            edges = (text.get_charbox(at) for at in places)
            boxes = tuple((left, height - top, right, height - bottom) for left, bottom, right, top in edges)
            letters = "".join(said[at] for at in places)
            found.append(DrawnPage(out.getvalue(), page.get_width(), height, letters, boxes))
            text.close()
            page.close()
    return found
