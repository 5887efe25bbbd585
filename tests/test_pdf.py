"""The full CV as a PDF: what is in it, not how its bytes are."""

import io
import re
import subprocess
import sys
from collections import Counter

import pikepdf
import pypdfium2
import pytest

from cvgen.composers import composer
from cvgen.document.tree import Document, Header, every_section
from cvgen.profile import yaml as profile_yaml
from cvgen.writers import pdf, style
from tests import built
from tests.conftest import ROOT, engine_log, unpacked

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def document():
    profile = profile_yaml.load((ROOT / "profile.yaml").read_text("utf-8")).profile
    return composer("cv")(profile, "November 2026", None)


@pytest.fixture(scope="module")
def written():
    return built.pdf("example")


@pytest.fixture(scope="module")
def opened(written):
    return pypdfium2.PdfDocument(written.data)


def text(opened):
    return "\n".join(page.get_textpage().get_text_range() for page in opened)


def test_the_outline_has_every_heading(opened, document):
    titles = [bookmark.get_title() for bookmark in opened.get_toc()]

    assert titles == [document.header.name, *(section.title for section in every_section(document.sections))]


def test_metadata_names_the_document(opened):
    assert opened.get_metadata_value("Title") == "Anbang Yao – Curriculum Vitae"
    assert opened.get_metadata_value("Author") == "Anbang Yao"


def test_every_page_says_whose_it_is_and_which(opened):
    assert len(opened) > 1
    for number, page in enumerate(opened, start=1):
        foot = page.get_textpage().get_text_range()
        assert "Anbang Yao · Curriculum Vitae" in foot
        assert f"November 2026 · {number} / {len(opened)}" in " ".join(foot.split())


def test_the_last_page_is_not_almost_empty(opened):
    words = opened[len(opened) - 1].get_textpage().get_text_range()

    assert len(words.splitlines()) > 4


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_paper_is_the_one_asked_for(paper):
    page = pypdfium2.PdfDocument(built.pdf("example", "cv", "classic", paper).data)[0]

    assert page.get_size() == pytest.approx(style.SIZES[paper], abs=0.5)


def test_links_lead_where_the_profile_says(written, document):
    found = {uri.decode() for uri in re.findall(rb"/URI \((https[^)]*)\)", unpacked(written.data))}
    wanted = {
        span.url
        for section in every_section(document.sections)
        for item in section.items
        for spans in (item.text, *item.lines)
        for span in spans
        if span.url and "(" not in span.url
    }

    assert len(wanted) > 30
    assert wanted <= found


def test_only_bundled_fonts_are_used(written):
    with pikepdf.open(io.BytesIO(written.data)) as opened:
        fonts = [found for found in opened.objects if isinstance(found, pikepdf.Dictionary) and "/BaseFont" in found]
        names = {str(font.BaseFont).split("+")[-1] for font in fonts}

    assert names
    assert all(name.startswith(("Source-Serif-4", "CVGen-CJK")) for name in names)


def test_paragraphs_hold_their_text_and_the_parent_tree_says_so(written):
    with pikepdf.open(io.BytesIO(written.data)) as opened:
        numbers = list(opened.Root.StructTreeRoot.ParentTree.Nums)
        pages = [value for value in numbers[1::2] if isinstance(value, pikepdf.Array)]
        for parents in pages:
            for mcid, element in enumerate(parents):
                assert element is None or mcid in [kid for kid in element.K if isinstance(kid, int)]
        kinds = Counter(str(element.S) for parents in pages for element in parents if element is not None)
        spans = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Span"]

    assert len(pages) == written.pages
    assert kinds["/P"] > 500
    assert spans
    assert all("/Lang" in span for span in spans)


def test_a_second_run_gives_the_same_bytes_and_weasyprint_has_no_complaints(written, caplog):
    again = built.fresh_pdf("example")

    assert again == written
    assert again.notes == ()
    assert engine_log(caplog) == []


def test_a_missing_library_is_told_with_the_way_to_get_it(monkeypatch):
    class Broken:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)  # all of it comes back afterwards
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    with pytest.raises(pdf.EngineMissingError) as caught:
        pdf.write(Document("T", "L", Header("N"), (), "N", "2026"), style.load())

    assert "brew install pango" in caught.value.hint


def test_a_process_that_has_made_a_pdf_ends_well():
    code = "import gc; from cvgen.build import runner; runner.preload_engines(); gc.collect(); gc.freeze()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
