"""The bundled fonts: what they have in common, the East Asian one in three files, which file a character is from."""

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from cvgen.document.tree import Document, Header
from cvgen.writers import font_coverage, style, writer
from cvgen.writers.onepage import fonts, write

EAST_ASIAN = {"CVGenCJK": "CVGen CJK", "CVGenHangul": "CVGen Hangul", "CVGenCJKRare": "CVGen CJK Rare"}
COMPANIONS = EAST_ASIAN | {
    f"CVGen{script}": f"CVGen {script}" for script in ("Hebrew", "Arabic", "Devanagari", "Thai", "Symbols")
}
# Pango sets a space in the font of the character before it, without asking whether that font has one.
SPACES = set(map(ord, " \xa0\xad\u2002\u3000"))
FACES = {
    "常用漢字かな，１": {"CJK"},
    "한글 ㄱ": {"Hangul"},
    "龘": {"CJKRare"},
    "龘字 한글": {"CJK", "CJKRare", "Hangul"},
}


def file(stem: str) -> TTFont:
    return TTFont(style.STYLES / "fonts" / f"{stem}-Regular.ttf")


def page(text: str) -> Document:
    return Document("Ann", "Page", Header("Ann", native_name=text), (), "Ann", "2026")


def families(data: bytes) -> set[str]:
    """A PDF -> which of this program's own fonts are in it: "CJK"."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        dictionaries = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
        names = {str(found.FontName) for found in dictionaries if "/FontName" in found}
    return {re.sub(r".*CVGen|-Regular|-", "", name) for name in names if "CVGen" in name}


def text(data: bytes) -> str:
    return str(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range())


def test_no_character_but_spaces_is_in_two_of_the_files() -> None:
    common, hangul, rare = (set(file(stem).getBestCmap()) for stem in EAST_ASIAN)

    assert common & hangul == common & rare == hangul & rare == SPACES
    assert len(common | hangul | rare) == 22_144


@pytest.mark.parametrize("stem", COMPANIONS)
def test_the_files_agree_in_all_but_their_names(stem: str) -> None:
    font = file(stem)

    assert font["name"].getDebugName(1) == COMPANIONS[stem]
    assert font["name"].getDebugName(6) == f"{stem}-Regular"
    assert (font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap) == (1000, -326, 0)
    assert (font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender, font["OS/2"].sTypoLineGap) == (1000, -326, 0)
    assert (font["OS/2"].usWinAscent, font["OS/2"].usWinDescent) == (1000, 326)
    assert font["OS/2"].fsType == 0  # may be embedded


@pytest.mark.parametrize("level", ["gb2312:b0a1-f7fe", "euc_jp:b0a1-cfd3", "big5:a440-a47e"])
def test_the_characters_of_everyday_are_in_one_file(level: str) -> None:
    codec, ends = level.split(":")
    first, last = (int(end, 16) for end in ends.split("-"))
    codes = [code.to_bytes(2, "big") for code in range(first, last + 1) if code & 0xFF > 0xA0 or codec == "big5"]

    known = file("CVGenCJK").getBestCmap()
    assert [char for code in codes for char in code.decode(codec, "ignore") if ord(char) not in known] == []


@pytest.mark.pdf
def test_the_scripts_of_the_one_page_are_in_no_other_face() -> None:
    faces = [fonts.face(name).face.charToGlyph for name in fonts.FALLBACKS]
    ranges = [[int(code, 16) for code in line.split("-")] for line in font_coverage.COVERAGE.read_text("ascii").split()]
    assert len(ranges) > 100
    for code in (code for one in ranges for code in range(one[0], one[-1] + 1)):
        found = next(name for name, face in zip(fonts.FALLBACKS, faces, strict=True) if code in face)
        assert fonts.face_for(chr(code), fonts.FALLBACKS[0]) == found, unicodedata.name(chr(code))


@pytest.mark.pdf
@pytest.mark.parametrize("words", FACES)
def test_the_one_page_takes_only_the_faces_it_needs(words: str) -> None:
    data = write(page(words), style.load()).data

    assert families(data) == FACES[words]
    assert words in text(data)


@pytest.mark.pdf
@pytest.mark.parametrize("words", FACES)
def test_the_pdf_takes_only_the_faces_it_needs(words: str) -> None:
    data = writer("pdf")(page(words), style.load()).data

    assert families(data) == FACES[words]
    assert words in text(data)


@pytest.mark.pdf
@pytest.mark.parametrize(("words", "faces"), [("字★字", {"CJK"}), ("か★な", {"CJK"}), ("한★글", {"CJK", "Hangul"})])
def test_a_sign_among_east_asian_letters_is_from_their_font(words: str, faces: set[str]) -> None:
    assert families(writer("pdf")(page(words), style.load()).data) == faces
