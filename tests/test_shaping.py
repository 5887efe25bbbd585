"""Letters that change with their neighbors, and lines that run both ways, on the one-page bio."""

import io
import subprocess
import sys
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.writers import style
from cvgen.writers.onepage import fonts, thai, write
from cvgen.writers.onepage.bidi import mirrored, spots
from cvgen.writers.onepage.shaping import PRIVATE, ShapedFont, spelled
from cvgen.writers.onepage.text import Text, clean
from cvgen.writers.onepage.typography import typography
from tests.conftest import ROOT

pytestmark = pytest.mark.pdf
THAI = "ประวัติศาสตร์ของอักษรไทยในสมัยสุโขทัยและการเปลี่ยนแปลงของรูปสระวรรณยุกต์จนถึงปัจจุบัน"


def shown(text: str, rightward: bool) -> str:
    """A text as it stands from left to right, without signs that are mirrored."""
    found = spots(text, rightward)
    return "".join(text[at] for at in sorted(range(len(text)), key=lambda at: found[at].place))


def font(stem: str) -> ShapedFont:
    found = fonts.face(f"{stem}-Regular")
    assert isinstance(found, ShapedFont)
    return found


def clusters(stem: str, text: str, turned: bool = False) -> list[str]:
    """What each glyph of a text stands for, from left to right."""
    return [spelled(ord(char)) for char in font(stem).shaped(text, turned)]


def outline(stem: str, text: str, turned: bool = False) -> list[int]:
    """The numbers of the glyphs of a text."""
    face = font(stem).face
    return [face.charToGlyph[ord(char)] for char in font(stem).shaped(text, turned)]


def page(*paragraphs: str) -> Document:
    items = tuple(Item((Span(text),)) for text in paragraphs)
    return Document("Ann", "Page", Header("Ann"), (Section("Texts", items),), "Ann", "2026")


@pytest.mark.parametrize(
    ("text", "rightward", "expected"),
    [
        ("שלום (2014) b", False, ")2014( םולש b"),  # a pair of brackets among Hebrew is Hebrew (UAX 9, N0)
        ("אב (c) גד", True, "דג )c( בא"),
        ("אב (גד) smith", False, ")דג( בא smith"),
        ("script (מהדורה), 2nd", False, "script (הרודהמ), 2nd"),
        ("عدد 1,200 و 3-4 abc", False, "4-3 و 1,200 ددع abc"),
        ("abc", False, "abc"),
        ("", True, ""),
    ],
)
def test_a_line_stands_as_unicode_says(text: str, rightward: bool, expected: str) -> None:
    assert shown(text, rightward) == expected


@given(st.text(st.sampled_from("abאבגسلا () [] 12 ٣٤ ,.-% שָ é ่ที नि"), max_size=60), st.booleans())
def test_each_character_stands_where_the_library_has_it(text: str, rightward: bool) -> None:
    text = text.strip()

    assert shown(text, rightward) == get_display(text, base_dir="R" if rightward else "L")


def test_a_long_paragraph_is_put_in_order_too() -> None:
    text = "אבג abc 12 " * 1200

    assert shown(text.strip(), False) == get_display(text.strip(), base_dir="L")


def test_what_runs_from_right_to_left_is_told_and_mirrored() -> None:
    assert [spot.turned for spot in spots("a אב 12", False)] == [False, False, True, True, True, False, False]
    assert mirrored("(a] «") == "» [a)"


@pytest.mark.parametrize(
    ("stem", "text", "expected"),
    [
        ("CVGenDevanagari", "किताब", ["कि", "ता", "ब"]),
        ("CVGenDevanagari", "क्षत्रिय", ["क्ष", "त्रि", "य"]),
        ("CVGenThai", "น้ำที่", ["น้ำ", "ที่"]),
    ],
)
def test_a_cluster_is_one_glyph_with_all_of_its_letters(stem: str, text: str, expected: list[str]) -> None:
    assert clusters(stem, text) == expected
    assert len(set(outline(stem, text))) == len(expected)


def test_letters_from_right_to_left_have_a_glyph_each() -> None:
    assert clusters("CVGenArabic", "سلام", True) == ["م", "ا", "ل", "س"]
    assert clusters("CVGenHebrew", "שָׁל", True) == ["ל", "\u05c1", "\u05b8", "ש"]
    lam_alef = font("CVGenArabic").stringWidth("لا", 10)
    assert font("CVGenArabic").stringWidth("لالا", 10) == pytest.approx(2 * lam_alef, abs=0.01)
    assert lam_alef < font("CVGenArabic").stringWidth("ل ا", 10)


def test_arabic_letters_join_unless_told_not_to() -> None:
    beside, alone = outline("CVGenArabic", "ببب", True), outline("CVGenArabic", "ب", True)

    assert len({*beside, *alone}) == 4  # first, in the middle, last and alone
    assert outline("CVGenArabic", "ب\u200cب", True)[-1] == alone[0]


def test_joiners_stay_among_the_letters_that_they_are_for() -> None:
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert clean("\u200cخ a\u200db 👩\u200d🔬") == "خ ab "
    assert "no bundled font" not in "".join(write(page("می\u200cخواهم क्\u200dष"), style.load()).notes)


def test_a_character_of_private_use_is_no_glyph_of_ours() -> None:
    font("CVGenThai").shaped("น้ำ", False)

    assert [fonts.face_for(chr(code), "SourceSerif4-Regular") for code in range(PRIVATE, PRIVATE + 9)] == [None] * 9


def test_what_was_made_before_changes_nothing() -> None:
    document = page("किताब น้ำ سلام שָׁלוֹם")
    first = write(document, style.load()).data
    write(page("विश्वविद्यालय ที่นี่ الإسلام عمر"), style.load())

    assert write(document, style.load()).data == first


def test_what_reads_aloud_gets_the_letters_in_order() -> None:
    data = write(page("how שלום עולם is (الكتابة 12)"), style.load()).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = [str(found.ActualText) for found in pdf.objects if isinstance(found, pikepdf.Dictionary)
                  and "/ActualText" in found]  # fmt: skip

    assert spoken == ["שלום עולם", "الكتابة "]


def test_the_parts_of_a_thai_text_are_all_of_it_and_begin_with_a_letter() -> None:
    found = thai.parts(THAI)

    assert "".join(found) == THAI
    assert found[:3] == ["ประ", "วัติศาสตร์", "ของอักษร"]
    assert all(len(part) <= thai.LONGEST and unicodedata.category(part[0]) == "Lo" for part in found)


@given(st.text(st.sampled_from("กขคเแโไะำๆัีุ่้็์ ab(")))
def test_any_text_is_parted_between_letters_and_their_marks(text: str) -> None:
    found = thai.parts(text)

    assert "".join(found) == text
    assert not [part for part in found[1:] if unicodedata.category(part[0]) == "Mn"]


@pytest.mark.parametrize("width", [60.0, 150.0, 333.3])
def test_thai_without_spaces_fills_its_lines(width: float) -> None:
    look = typography(style.load())
    text = Text((Span(f"as {THAI} and "), Span(THAI, frozenset({"bold"}))), look.body(), "P", look)
    text.tall(width)

    rooms = [line.extraSpace for line in text.blPara.lines]
    assert min(rooms) > -0.01
    assert max(rooms[:-1]) < 60


@pytest.mark.long
def test_a_page_of_latin_letters_loads_no_library_for_others(tmp_path: Path) -> None:
    code = (
        "import sys; from cvgen.cli import main\n"
        "main(['build', '--only', 'bio', '-o', sys.argv[1]])\n"
        "loaded = {'uharfbuzz', 'bidi', 'fontTools'} & set(sys.modules)\n"
        "sys.exit(str(loaded) if loaded or 'reportlab' not in sys.modules else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
