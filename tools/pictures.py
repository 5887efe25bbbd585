"""The example's PDFs in output/ -> the pictures of them in docs/ that the README shows, and one of all styles."""

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.profile.dates import Date
from cvgen.writers import style

ROOT = Path(__file__).parent.parent
WIDTH = 760  # pixels; shown at half of it, sharp on any screen
SMALL, GAP, COLUMNS = 330, 16, 5  # of the picture of all styles
COLORS = 32  # of a black and blue page; keeps each picture near 60 KB


def picture(pdf: Path | bytes, width: int = WIDTH) -> Image.Image:
    """A PDF -> its first page with a thin border."""
    page = pypdfium2.PdfDocument(pdf)[0]
    image = page.render(scale=width / page.get_width()).to_pil().convert("RGB")
    return ImageOps.expand(image, border=1, fill="#c8c8c8")


def gallery() -> Image.Image:
    """The first page of the example's CV in every style, in the order of `cvgen styles`."""
    loaded, pages = load_profile(ROOT / "profile.yaml"), []
    for name in style.names():
        request = BuildRequest(ROOT / "profile.yaml", Date(2026, 11), names=("cv",), style=name)
        ((_, made),) = build_targets(plan_targets(loaded, request), str).items()
        pages.append(picture(made.data, SMALL))
    width, height = pages[0].width + GAP, pages[0].height + GAP
    rows = -(-len(pages) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * width - GAP, rows * height - GAP), "white")
    for at, page in enumerate(pages):
        sheet.paste(page, (at % COLUMNS * width, at // COLUMNS * height))
    return sheet


if __name__ == "__main__":
    gallery().quantize(3 * COLORS).save(ROOT / "docs" / "styles.png", optimize=True)
    for name in ("cv", "bio"):
        picture(ROOT / "output" / f"{name}.pdf").quantize(COLORS).save(ROOT / "docs" / f"{name}.png", optimize=True)
