"""The example's PDFs in output/ -> the pictures of them in docs/ that the README shows."""

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).parent.parent
WIDTH = 760  # pixels; shown at half of it, sharp on any screen
COLORS = 32  # of a black and blue page; keeps each picture near 60 KB


def picture(pdf: Path) -> Image.Image:
    """A PDF -> its first page with a thin border, small enough for a repository."""
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    return ImageOps.expand(image, border=1, fill="#c8c8c8").quantize(COLORS)


if __name__ == "__main__":
    for name in ("cv", "bio"):
        picture(ROOT / "output" / f"{name}.pdf").save(ROOT / "docs" / f"{name}.png", optimize=True)
