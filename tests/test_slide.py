"""The slide and the handout on A5: one page that conforms, whatever it holds; and pictures of pages."""

import io
from functools import cache

import page
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from cvgen.build.loader import load_profile, load_text
from cvgen.build.request import BuildRequest
from cvgen.build.target import Target
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.pdf.attachment import extract
from cvgen.pdf.streams import end_unambiguously, ends_unambiguously
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.writers import Rendered, style
from cvgen.writers.onepage import lay_out, write
from tests.conftest import CASES
from tests.test_conformance import failures
from tests.test_extraction import EXTRACTORS
from tests.test_onepage import picture

pytestmark = pytest.mark.pdf
DOCUMENTS = "\ndocuments:\n  slide: {kind: slide}\n  handout: {kind: bio, paper: a5}\n"
each_look = pytest.mark.parametrize("look", style.names())


@cache
def built(case, name, look="classic", form="pdf"):
    """Build one of DOCUMENTS for a case, instead of its own documents."""
    path = CASES[case]
    loaded = load_text(path.read_text("utf-8").partition("\ndocuments:")[0] + DOCUMENTS, path)
    request = BuildRequest(path, Date(2026, 11), names=(name,), formats=(form,), style=look)
    return build_targets(plan_targets(loaded, request), str)[f"{name}.{form}"]


def words(written):
    (sheet,) = pypdfium2.PdfDocument(written.data)
    return " ".join(sheet.get_textpage().get_text_range().split())


@each_look
@pytest.mark.parametrize("name", ["slide", "handout"])
@pytest.mark.parametrize("case", ["hostile", "small"])
def test_every_style_conforms(case, name, look):
    assert failures(built(case, name, look).data) == set()


@pytest.mark.parametrize(("name", "size"), [("slide", (960, 540)), ("handout", (419.53, 595.28))])
def test_pages_have_their_size(name, size):
    (sheet,) = pypdfium2.PdfDocument(built("small", name).data)

    assert sheet.get_size() == pytest.approx(size, abs=0.1)


@each_look
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_a_slide_says_who_speaks(look, extract):
    shown = " ".join(extract(built("example", "slide", look).data).split())

    for said in ("Anbang Yao", "Intel Labs China", "16 awards", "26 mentees", "Ph.D., Tsinghua University, 2010"):
        assert said in shown


def test_a_slide_has_the_paper_of_slides_whatever_is_requested():
    request = BuildRequest(CASES["small"], Date(2026, 11), paper="letter")
    target = Target(load_profile(CASES["small"]), request, "slide", "pdf", DocumentOptions(kind="slide"))

    assert target.style.size == (960.0, 540.0)


def test_a_row_of_a_slide_that_is_cut_is_told():
    awards = Section("Awards", tuple(Item((Span("A medal of a very long name " * 4),)) for _ in range(3)))
    shown = write(Document("t", "l", Header("Ada"), (awards,), "a", "d"), style.load("classic", "slide"))

    assert [note for note in shown.notes if note.startswith("cut on the slide: Awards: A medal")]


def test_a_picture_is_of_the_pdf_beside_it(monkeypatch):
    path, laid_out = CASES["small"], []
    request = BuildRequest(path, Date(2026, 11), names=("bio",), formats=("pdf", "png"))
    targets = plan_targets(load_profile(path), request)
    monkeypatch.setattr(Target, "laid_out", lambda self: laid_out.append(self.file))
    monkeypatch.setattr(Target, "_printed", lambda self, found: Rendered(b"%PDF", 1))
    monkeypatch.setattr("cvgen.pdf.pictures.picture", lambda data: b"picture of " + data)

    assert build_targets(targets, str)["bio.png"].data == b"picture of %PDF"
    assert laid_out == ["bio.pdf"]


def test_an_attachment_that_would_end_badly_is_padded():
    texts = (f"name: Ada {'a' * length}\n".encode() for length in range(256))
    source = next(text for text in texts if not ends_unambiguously(text))
    data = lay_out(Document("t", "l", Header("Ada"), (), "a", "d"), style.load()).render(source).data

    assert end_unambiguously(data)
    assert extract(data).rstrip("\n") == source.decode().rstrip("\n")


LONG = st.sampled_from(["", "x", "Ada Poe", "word " * 40, "x" * 300, "戈登" * 60, "שלום " * 30])
ROWS = st.lists(LONG.map(lambda text: (Span(text),)), max_size=6).map(tuple)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(LONG, ROWS, ROWS, ROWS, st.booleans(), st.sampled_from(style.names()))
def test_every_slide_fits(name, lines, facts, items, photo, look):
    header = Header(name, name, lines, (), picture() if photo else None, facts)
    sections = (Section("Awards", tuple(map(Item, items)), run_in=True),)
    document = Document("t", "l", header, sections, "a", "d", "https://example.org/")
    written = write(document, style.load(look, "slide"))

    (sheet,) = pypdfium2.PdfDocument(written.data)
    text = sheet.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    assert [box for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > 960 or box[3] > 540] == []


def test_rows_without_room_are_reported():
    header = Header("Ada", facts=tuple((Span(f"{at} things " * 60),) for at in range(9)))
    written = write(Document("t", "l", header, (), "a", "d"), style.load("classic", "slide"))

    assert any(note.startswith("left out for space: ") and note.endswith(" of 9 lines") for note in written.notes)


def test_lengths_on_a5_are_smaller_and_nothing_else_is():
    large, small = style.load("modern"), style.load("modern", "a5")

    assert small.points("margin-side") < large.points("margin-side")
    assert small.points("text-size") < large.points("text-size")
    assert {name for name in large.tokens if large.tokens[name] != small.tokens[name]} == set(style.LENGTHS["a5"])


def test_a_cv_on_a5_conforms(tmp_path):
    command = ["build", str(CASES["small"]), "--only", "cv", "--paper", "a5", "-o", str(tmp_path), "--date", "2026-11"]
    assert main(command) == 0

    data = (tmp_path / "cv.pdf").read_bytes()
    assert pypdfium2.PdfDocument(data)[0].get_size() == pytest.approx((419.53, 595.28), abs=0.1)
    assert not page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_A_3A).failures


def test_a_picture_has_a_title_and_the_words_of_its_page():
    written = built("small", "slide", form="png")
    shown = Image.open(io.BytesIO(written.data))

    assert (shown.size, shown.mode, written.pages) == ((1920, 1080), "RGB", 0)
    assert shown.text["Title"].startswith("Milo Ferreira-Lund – ")
    assert "Harbour Institute of Technology" in shown.text["Description"]
    assert "\r" not in shown.text["Description"]


def test_a_picture_is_stale_when_its_page_is(tmp_path, capsys):
    profile = tmp_path / "profile.yaml"
    profile.write_text("name: Ada Poe\n")
    command = ["build", str(profile), "--only", "bio", "--to", "png", "-o", str(tmp_path), "--date", "2026-11"]
    assert main(command) == main(command) == 0
    assert "up to date" in capsys.readouterr().out
    first = (tmp_path / "bio.png").read_bytes()
    profile.write_text("name: Ada Quill\n")
    assert main(command) == 0

    assert (tmp_path / "bio.png").read_bytes() != first


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("headline: Professor\naffiliation: Marsh College\n", "Ada Poe · Professor, Marsh College"),
        ("headline: Dean of Marsh College\naffiliation: Marsh College\n", "Ada Poe · Dean of Marsh College"),
        ("affiliation: '*Marsh* College'\n", "Ada Poe · Marsh College"),
        ("", "Ada Poe"),
    ],
)
def test_the_line_of_a_badge(keys, line, tmp_path, capsys):
    (tmp_path / "p.yaml").write_text(f"name: Ada Poe\n{keys}")

    assert main(["bio", str(tmp_path / "p.yaml"), "--badge"]) == 0
    assert capsys.readouterr().out == f"{line}\n"
