"""The pages of forms keep to what the funder asks of them: sizes, leading, margins, typeface and color, measured."""

import io
import re
import zipfile
from collections import defaultdict
from ctypes import byref, c_uint, create_string_buffer

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.forms import library
from cvgen.writers.tokens import length
from tests.built import TODAY, loaded
from tests.conftest import CASES

pytestmark = pytest.mark.pdf
FORMS = [name for name in library.names() if library.shipped(name).page]
FOOT = re.compile(r" / \d+$")
STYLE_ID = re.compile(r'w:styleId="([^"]+)"')
ROUNDING = 0.4  # points; letters reach over the edge of their boxes by less


def made(case, name, engine, style="compact"):
    """Build a form of a case with an engine, in the style with the smallest letters and margins."""
    suffix = "docx" if engine == "docx" else "pdf"
    chosen = None if engine == "docx" else engine
    request = BuildRequest(CASES[case], TODAY, names=(), form=name, formats=(suffix,), engine=chosen, style=style,
                           draft=True)  # fmt: skip
    [found] = build_targets(plan_targets(loaded(case), request), str, False).values()
    return found.data


def letters(data):
    """Yield the letters of each page of a PDF above its foot: size in points, box, font, color; and the page's size."""
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        lines = defaultdict(list)
        for at in range(text.count_chars()):
            if char := text.get_text_range(at, 1).strip():
                matrix = pdfium.FS_MATRIX()
                pdfium.FPDFText_GetMatrix(text.raw, at, byref(matrix))
                size = pdfium.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d)
                red, green, blue, alpha = (c_uint() for _ in range(4))
                pdfium.FPDFText_GetFillColor(text.raw, at, byref(red), byref(green), byref(blue), byref(alpha))
                ink = (red.value, green.value, blue.value)
                lines[round(matrix.f)].append((char, size, text.get_charbox(at), ink))
        foot = min(lines)
        assert FOOT.search("".join(char for char, *_ in lines[foot]).replace("/", " / "))
        yield [one for base, line in lines.items() if base > foot + 1 for one in line], page.get_size()


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
@pytest.mark.parametrize("name", FORMS)
def test_letters_are_as_large_and_margins_as_wide_as_the_funder_asks(name, engine):
    asked = library.shipped(name).page
    least = {one: length(value) - ROUNDING for one, value in vars(asked).items() if value and "margin" in one}
    for found, (width, height) in letters(made("senior", name, engine)):
        sizes = [size for _, size, _, _ in found]
        assert min(sizes) >= length(asked.text_size) - 0.01
        boxes = [box for _, _, box, _ in found]
        assert min(left for left, *_ in boxes) >= least.get("margin_side", 0)
        assert max(right for _, _, right, _ in boxes) <= width - least.get("margin_side", 0)
        assert max(top for *_, top in boxes) <= height - least.get("margin_top", 0)
        assert min(bottom for _, bottom, *_ in boxes) >= least.get("margin_bottom", 0) - 3  # below the line: g, y
        if asked.color == "black":
            assert {ink for *_, ink in found} == {(0, 0, 0)}


@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
@pytest.mark.parametrize("name", [name for name in FORMS if library.shipped(name).page.font])
def test_the_typeface_is_of_the_kind_that_the_funder_asks_for(name, engine):
    kind = {"sans": "SourceSans3", "serif": "SourceSerif4"}[library.shipped(name).page.font]
    style = "classic" if kind == "SourceSans3" else "compact"  # which is of the other kind
    data = made("senior", name, engine, style)
    names = set()
    for page in pypdfium2.PdfDocument(data):
        for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            buffer = create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(one.raw), buffer, 200)
            names.add(buffer.value.decode())

    assert names
    assert all(kind in one.replace("-", "") for one in names)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", library.names())
def test_a_form_is_made_of_every_case(case, name):
    form = library.shipped(name)
    kinds = [("docx", None), ("pdf", "typst")] * ("document" in form.makes) + [("html", None)] * ("kit" in form.makes)
    for one, engine in kinds:
        request = BuildRequest(CASES[case], TODAY, names=(), form=name, formats=(one,), engine=engine, draft=True)
        assert all(found.data for found in build_targets(plan_targets(loaded(case), request), str, False).values())


@pytest.mark.parametrize("name", FORMS)
def test_a_word_file_has_these_sizes_and_margins(name):
    asked = library.shipped(name).page
    with zipfile.ZipFile(io.BytesIO(made("senior", name, "docx"))) as package:
        parts = {one: package.read(one).decode() for one in ("word/document.xml", "word/styles.xml")}
    text, styles = parts["word/document.xml"], parts["word/styles.xml"]
    used = [
        one
        for one in re.findall(r"<w:style .*?</w:style>", styles, re.DOTALL)
        if f'"{STYLE_ID.search(one)[1]}"' in text
    ]
    halves = [int(size) for one in (text, *used) for size in re.findall(r'<w:sz w:val="(\d+)"', one)]
    margin = re.search(r"<w:pgMar [^>]*>", text)[0]
    twentieths = {one: int(re.search(rf'w:{one}="(\d+)"', margin)[1]) for one in ("left", "right", "top", "bottom")}

    assert min(halves) / 2 >= length(asked.text_size) - 0.25  # Word counts in halves of a point
    for side, key in (("left", "side"), ("right", "side"), ("top", "top"), ("bottom", "bottom")):
        wanted = getattr(asked, f"margin_{key}")
        assert twentieths[side] / 20 >= (length(wanted) if wanted else 0) - 0.1
