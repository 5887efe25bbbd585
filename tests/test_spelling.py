"""Letters that join in the PDF of the CV: drawn as WeasyPrint draws them, copied as they were written."""

import io
import re
from importlib import import_module

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.writers import style, writer

pytestmark = pytest.mark.pdf
WORDS = ("سلام", "الإسلام", "שָׁלוֹם", "מגזין 12")


def page(*texts: str) -> Document:
    items = tuple(Item((Span(text),)) for text in texts)
    return Document("Ann", "Page", Header("Ann"), (Section("Texts", items),), "Ann", "2026")


def made(*texts: str) -> bytes:
    return writer("pdf")(page(*texts), style.load()).data


def picture(data: bytes):
    return pypdfium2.PdfDocument(data)[0].render(scale=3).to_pil().convert("L")


def test_each_word_is_copied_as_it_was_written():
    words = pypdf.PdfReader(io.BytesIO(made(*WORDS))).pages[0].extract_text().split("\n")

    assert [word for word in WORDS if word not in words] == []


def test_the_page_looks_as_before(monkeypatch):
    after = picture(made(*WORDS))
    monkeypatch.setattr(import_module("cvgen.writers.pdf.finish"), "spell", lambda pdf, fonts: None)
    before = picture(made(*WORDS))

    _, most = ImageChops.difference(before, after).getextrema()
    assert most < 90  # a mark may be rounded to a thousandth of the size, which shows at its edge
    assert before.getbbox() == after.getbbox()


def test_a_page_of_latin_letters_is_left_as_it_is(monkeypatch):
    found = made("abc")
    monkeypatch.setattr(import_module("cvgen.writers.pdf.finish"), "spell", lambda pdf, fonts: None)

    assert made("abc") == found


def test_every_code_of_a_font_has_a_width_and_a_text():
    with pikepdf.open(io.BytesIO(made(*WORDS))) as pdf:
        fonts = [font for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font]
        assert fonts
        for font in fonts:
            found = re.findall(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$", font.ToUnicode.read_bytes(), re.M)
            texts = {int(code, 16): text for code, text in found if code != b"0000"}
            widths = list(font.DescendantFonts[0].W)
            known = {code for first, some in zip(widths[::2], widths[1::2], strict=True)
                     for code in range(int(first), int(first) + len(some))}  # fmt: skip
            assert texts
            assert all(texts.values())
            assert texts.keys() <= known
