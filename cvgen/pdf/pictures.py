"""Draw the first pages of a PDF that cvgen has just written as pictures; foreign PDFs are read by cvgen.pdf.pdfium."""

import io
from pathlib import Path

COLORS = 64  # of a picture, which makes it four times smaller


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
