"""Check the PDFs of the gallery while the site is built, and write the results as tables for its page of evidence."""

import shutil
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from multiprocessing import Pool
from subprocess import run

import page as page_validation

from cvgen.build.loader import load_profile
from cvgen.profile.model import Publication
from tools.docs.gallery import ENGINES, Shot
from tools.extraction import EXTRACTORS, missing, published
from tools.samples import CASES, STANDARDS

NAMES = {page_validation.ValidationProfile.PDF_UA_1: "PDF/UA-1", page_validation.ValidationProfile.PDF_A_3A: "PDF/A-3a"}
DISTRIBUTIONS = {"PDFium": "pypdfium2", "pypdf": "pypdf", "pdfminer.six": "pdfminer.six"}


def measured(shots: list[Shot]) -> str:
    """Return two tables: how many PDFs conform, and how many publications each program reads whole and in order."""
    cvs = [shot for shot in shots if shot.document == "cv" and shot.sample.paper == "a4"]
    with Pool() as pool:
        failures = pool.map(_failures, shots)
        counts = pool.map(_whole, cvs)
    return "\n\n".join([_conformance(failures), _extraction(cvs, counts)])


def _failures(shot: Shot) -> list[int]:
    """Return the number of rules that a PDF breaks in each standard."""
    reports = (page_validation.validate_pdf(str(shot.pdf), profile=one) for one in STANDARDS)
    return [len(report.failures) for report in reports]


def _conformance(failures: list[list[int]]) -> str:
    program = f"page-validation {version('page-validation')}"
    rows = "\n".join(
        f"| {NAMES[standard]} | {broken.count(0)} of {len(broken)} | {sum(broken)} |"
        for standard, broken in zip(STANDARDS, zip(*failures, strict=True), strict=True)
    )
    return (
        f"**Conformance**, checked by {program} in every PDF of the [gallery](gallery.md):\n\n"
        f"| standard | PDFs that conform | rules broken |\n|---|---:|---:|\n{rows}"
    )


@cache
def _papers() -> list[Publication]:
    """Return the publications that each CV must have."""
    return published(load_profile(CASES["example"]).profile.publications)


def _whole(shot: Shot) -> list[int]:
    """Return how many publications each program reads whole and in order in a CV."""
    data = shot.pdf.read_bytes()
    return [len(_papers()) - len(missing(extract(data), _papers())) for _, extract in _programs()]


def _programs() -> Iterator[tuple[str, object]]:
    """Yield the programs that are installed: pdftotext may not be."""
    return ((name, one) for name, one in EXTRACTORS.items() if "pdftotext" not in name or shutil.which("pdftotext"))


def _extraction(cvs: list[Shot], counts: list[list[int]]) -> str:
    heads = " | ".join(f"{name} {_version(name)}" for name, _ in _programs())
    bars = "---:|" * len(list(_programs()))
    rows = "\n".join(
        f"| {shot.sample.look} | {ENGINES[shot.sample.engine]} | {' | '.join(map(str, row))} |"
        for shot, row in zip(cvs, counts, strict=True)
    )
    return (
        f"**Copying**: of the {len(_papers())} published works in the CV of the example, how many each program reads "
        "whole and in order, with the title, all authors and their marks:\n\n"
        f"| style | engine | {heads} |\n|---|---|{bars}\n{rows}"
    )


def _version(name: str) -> str:
    """Return the version of a program for extracting text."""
    if name in DISTRIBUTIONS:
        return version(DISTRIBUTIONS[name])
    return run(["pdftotext", "-v"], capture_output=True, text=True).stderr.split()[2]
