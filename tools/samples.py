"""Every case x document x style x paper x engine -> PDFs in output/samples/, and one page of thumbnails to look at.

python tools/samples.py [--validate] [--some]

--validate also checks each PDF against PDF/UA-1 and PDF/A-3a; --some leaves out every second paper.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from multiprocessing import Pool
from pathlib import Path
from typing import get_args

import page
import pypdfium2

from cvgen.build.loader import load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import Target, build_targets, plan_targets
from cvgen.profile import dates
from cvgen.profile.document_options import DocumentOptions, Engine
from cvgen.writers import style

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "output" / "samples"
CASES = {"example": ROOT / "profile.yaml"} | {
    path.parent.name: path for path in ROOT.glob("tests/cases/*/profile.yaml")
}
VERAPDF = ROOT.parent / "shared" / "tools" / "verapdf"
PAPERS: dict[style.Paper, tuple[str, ...]] = {
    "a4": ("cv", "bio"), "letter": ("cv", "bio"), "a5": ("bio",), "slide": ("slide",)
}  # fmt: skip
STANDARDS = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
THUMBNAIL = 0.32  # of 72 dpi


@dataclass(frozen=True)
class Sample:
    case: str
    look: str
    paper: style.Paper
    engine: Engine
    chart: bool = True

    def build(self, folder: Path = FOLDER) -> list[Path]:
        """Make the CV and once the bio or slide, which have an engine of their own, in a folder -> where they are."""
        made = build_targets(self.targets(), str, side_by_side=False)
        paths = []
        for name, written in made.items():
            engine = "typst-" if self.engine == "typst" else ""
            paths.append(folder / f"{self.case}-{self.look}-{self.paper}-{engine}{name}")
            paths[-1].write_bytes(written.data)
        return paths

    def targets(self) -> list[Target]:
        path, today = CASES[self.case], dates.Date(2026, 11)
        if self.paper == "slide":
            request = BuildRequest(path, today, style=self.look)
            return [Target(load_profile(path), request, "slide", "pdf", DocumentOptions(kind="slide"))]
        names = tuple(name for name in PAPERS[self.paper] if name == "cv" or self.engine == "weasyprint")
        request = BuildRequest(
            path, today, names=names, style=self.look, paper=self.paper, chart=self.chart, engine=self.engine
        )
        return plan_targets(load_profile(path), request)


def samples(some: bool = False) -> Iterator[Sample]:
    """All samples, or some: of each case each style on every second paper in turn."""
    for at, case in enumerate(sorted(CASES)):
        for number, look in enumerate(style.names()):
            for place, paper in enumerate(PAPERS):
                if some and (at + number + place) % 2:
                    continue
                for engine in get_args(Engine) if "cv" in PAPERS[paper] else ("weasyprint",):
                    yield Sample(case, look, paper, engine)


def build(some: bool) -> list[Path]:
    """All samples or some, on the cores there are -> their paths."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Pool() as pool:
        return [path for paths in pool.imap(Sample.build, samples(some)) for path in paths]


def complaints(pdf: Path) -> list[str]:
    """A PDF -> what page-validation finds wrong in it."""
    found = []
    for standard in STANDARDS:
        report = page.validate_pdf(str(pdf), profile=standard)
        found += [f"{pdf.name}: {standard.name}: {failure}" for failure in report.failures]
    return found


def contact_sheet(paths: list[Path]) -> Path:
    """PDFs -> a web page with a thumbnail of each of their first pages."""
    rows = []
    for path in paths:
        pictures = []
        for number, sheet in zip(range(3), pypdfium2.PdfDocument(path), strict=False):
            thumbnail = path.with_suffix(f".{number}.png")
            sheet.render(scale=THUMBNAIL * 2).to_pil().save(thumbnail)
            pictures.append(f'<img src="{escape(thumbnail.name)}" alt="page {number + 1}" width="190">')
        rows.append(
            f'<figure><figcaption><a href="{path.name}">{path.stem}</a></figcaption>{"".join(pictures)}</figure>'
        )
    css = "body{font:13px sans-serif;background:#ddd} figure{display:inline-block;margin:8px} img{margin-right:4px}"
    index = FOLDER / "index.html"
    index.write_text(f"<!DOCTYPE html><meta charset=utf-8><title>Samples</title><style>{css}</style>{''.join(rows)}")
    return index


def validate(paths: list[Path]) -> int:
    """PDFs -> exit code 1 when a validator refuses any; veraPDF is asked where it and a JDK are at hand."""
    with Pool() as pool:
        wrong = [line for lines in pool.imap(complaints, paths) for line in lines]
    print("\n".join(wrong), f"{len(paths)} PDFs checked by page-validation, {len(wrong)} complaints", sep="\n")
    if not (VERAPDF.exists() and shutil.which("java")):
        print("veraPDF was not asked: it or a JDK is not at hand")
        return bool(wrong)
    done = subprocess.run([VERAPDF, "-fua1", "-f3a", *paths], stdout=subprocess.PIPE, text=True)
    lines = [line for line in done.stdout.splitlines() if " PASS " not in line]
    print(*lines, f"{len(paths)} PDFs checked by veraPDF, {'some refused' if lines else 'all pass'}", sep="\n")
    return bool(wrong or done.returncode)


if __name__ == "__main__":
    made = build("--some" in sys.argv)
    if "--validate" in sys.argv:
        sys.exit(validate(made))
    print(f"{len(made)} PDFs; look at them: {contact_sheet(made)}")
