"""Build the example in every style, document, paper and engine, and a page of pictures that link to the PDFs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from html import escape
from itertools import groupby
from multiprocessing import Pool
from pathlib import Path

import pypdfium2

from cvgen.pdf.pictures import first_pages
from cvgen.writers import style
from tools.samples import Sample, samples

FOLDER = "gallery"  # of the site, for PDFs and pictures
WIDTH = 360  # pixels of a picture, which is shown at half of it or less
DOCUMENTS = {"cv": "CV", "bio": "Bio", "slide": "Slide"}
PAPER_NAMES = {"a4": "A4", "letter": "Letter", "a5": "A5", "slide": "16:9"}
ENGINES = {"weasyprint": "WeasyPrint", "typst": "Typst"}
INTRO = """# Gallery

The example, [`profile.yaml`](profile.yaml), in {styles} styles. A picture shows the first page and leads to the PDF;
these {count} PDFs were built together with this page. [Looks](looks.md) explains how to change a style, and
[two engines](pdf.md#two-engines) how WeasyPrint and Typst differ. The bio and the slide have an engine of their own.
"""


@dataclass(frozen=True)
class Shot:
    """A PDF of the gallery and how it was built."""

    sample: Sample
    pdf: Path
    pages: int

    @property
    def document(self) -> str:
        """Return the name of the document: cv, bio or slide."""
        return self.pdf.stem.rpartition("-")[2]

    @property
    def label(self) -> str:
        """Return what tells the picture from its neighbours: "CV, A4, Typst"."""
        engine = [ENGINES[self.sample.engine]] if self.document == "cv" else []
        return ", ".join([DOCUMENTS[self.document], PAPER_NAMES[self.sample.paper], *engine])


def example_samples(some: bool) -> Iterator[Sample]:
    """Yield the example in everything, or with `some` each style once and each paper and engine in turn."""
    found = [replace(sample, chart=False) for sample in samples() if sample.case == "example"]
    for number, (_, looks) in enumerate(groupby(found, lambda sample: sample.look)):
        row = list(looks)
        yield from row[number % len(row) :][:1] if some else row


def build(folder: Path, some: bool) -> list[Shot]:
    """Write the PDFs and their pictures to a folder, on all cores. Return them in the order of the page."""
    folder.mkdir(parents=True)
    with Pool() as pool:
        return [shot for shots in pool.imap(partial(_shots, folder), example_samples(some)) for shot in shots]


def _shots(folder: Path, sample: Sample) -> list[Shot]:
    """Build one sample with its pictures."""
    shots = []
    for pdf in sample.build(folder):
        pdf.with_suffix(".png").write_bytes(first_pages(pdf, 1, WIDTH)[0])
        with pypdfium2.PdfDocument(pdf) as opened:
            shots.append(Shot(sample, pdf, len(opened)))
    return shots


def page(shots: list[Shot]) -> str:
    """Return the page of pictures, a section for each style."""
    order = {name: at for at, name in enumerate(DOCUMENTS)}
    parts = [INTRO.format(styles=len(style.names()), count=len(shots))]
    for look, row in groupby(shots, lambda shot: shot.sample.look):
        figures = "\n".join(map(_figure, sorted(row, key=lambda shot: order[shot.document])))
        about = style.about(look)
        text = f"{about[:1].upper() + about[1:]}: `cvgen build --style {look}`"
        parts.append(f'## {look}\n\n{text}\n\n<div class="gallery">\n{figures}\n</div>\n')
    return "\n".join(parts)


def _figure(shot: Shot) -> str:
    """Return a picture with its caption; a reader who can't see it learns what it shows."""
    path = f"{FOLDER}/{shot.pdf.stem}"
    alternative = f"PDF: {shot.label}, in the style {shot.sample.look}, first page"
    pages = f"{shot.pages} pages" if shot.pages > 1 else "1 page"
    return (
        f'<figure><a href="{path}.pdf"><img src="{path}.png" alt="{escape(alternative)}" loading="lazy"></a>'
        f"<figcaption>{escape(shot.label)}, {pages}</figcaption></figure>"
    )
