"""Both engines make PDF/UA-1 and PDF/A-3a files; `make validate` checks every case, style and paper, this a part."""

import io
from importlib import import_module

import page
import pikepdf
import pytest

from cvgen.document.tree import Document, Header
from cvgen.writers import style, writer
from tests import built
from tests.conftest import CASES

pytestmark = pytest.mark.pdf
STANDARDS = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


def failures(data):
    return {failure.rule_id for one in STANDARDS for failure in page.validate_pdf_bytes(data, profile=one).failures}


def made(case, look="classic", paper="a4", **options):
    return {f"{name}.pdf": built.pdf(case, name, look, paper, **options) for name in ("cv", "bio")}


@pytest.mark.parametrize("case", sorted(set(CASES) - {"many"}))
def test_every_case_conforms(case):
    for written in made(case, chart=True).values():
        assert failures(written.data) == set()


@pytest.mark.parametrize("look", style.names())
@pytest.mark.parametrize("case", ["names", "scripts"])
def test_every_style_conforms(case, look):
    for written in made(case, look, "letter").values():
        assert failures(written.data) == set()
        assert not [note for note in written.notes if "left out" not in note and "wording" not in note]


def test_without_source_too():
    for written in made("small", source=False).values():
        assert failures(written.data) == set()


@pytest.mark.parametrize("kind", ["pdf", "onepage"])
def test_an_empty_document_conforms(kind):
    empty = Document("T", "L", Header("N"), (), "N", "2026")

    assert failures(writer(kind)(empty, style.load()).data) == set()


def broken(data, damage):
    with pikepdf.open(io.BytesIO(data)) as opened:
        damage(opened)
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


def untag(pdf):
    del pdf.Root.StructTreeRoot


def skip_a_heading(pdf):
    next(
        found for found in pdf.objects if isinstance(found, pikepdf.Dictionary) and found.get("/S") == "/H2"
    ).S = pikepdf.Name.H4


def lose_the_title(pdf):
    del pdf.Root.ViewerPreferences


@pytest.mark.parametrize("damage", [untag, skip_a_heading, lose_the_title])
@pytest.mark.parametrize("name", ["cv.pdf", "bio.pdf"])
def test_a_broken_tag_is_found(name, damage):
    assert failures(broken(made("small" if damage is untag else "senior")[name].data, damage))


def test_metadata_that_name_no_standard_are_found(monkeypatch):
    monkeypatch.setattr(import_module("cvgen.writers.pdf.finish"), "_set_metadata", lambda pdf, packet: None)

    assert failures(built.fresh_pdf("small").data)


def test_the_example_is_light():
    written = made("example")

    assert len(written["cv.pdf"].data) < 150_000
    assert len(written["bio.pdf"].data) < 100_000


def test_the_chart_is_told_in_words():
    for written in made("example", chart=True).values():
        with pikepdf.open(io.BytesIO(written.data)) as opened:
            figures = [found for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/Alt" in found]
            assert any("8 in 2020" in str(figure.Alt) for figure in figures)


@pytest.mark.parametrize(("case", "told"), [("names", "zh ja ko ar he el"), ("scripts", "hi th ar he")])
def test_the_language_of_each_run_is_told(case, told):
    for written in made(case).values():
        with pikepdf.open(io.BytesIO(written.data)) as opened:
            elements = [found for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/Lang" in found]
            languages = {str(found.Lang) for found in elements if found.get("/Type") == "/StructElem"}

        assert languages == set(told.split())


def test_links_say_where_they_lead():
    with pikepdf.open(io.BytesIO(made("example")["bio.pdf"].data)) as opened:
        annotations = list(opened.pages[0].obj.Annots)

    assert annotations
    assert all(str(one.Contents) == str(one.A.URI) for one in annotations)
