"""Words of any PDF: layout alone makes no difference, and every real one is found."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from cvgen.diff.textdiff import Hunk, compare
from cvgen.pdf.text import words
from cvgen.problems import InputError

PROSE = """Ada Poe studies rivers that remember, and the state-of-the-art gauges on them. She has written forty papers
about ice, mud and the long memory of tidal channels, among them a much-cited survey of estuaries.
Associate Professor of Hydrology, University of Carrow
Ice on Rivers, Journal of Ice, 2024
Mud in Motion, Journal of Rivers, 2022
Reviewer for Floods, Estuaries and the Annals of Silt"""
TEXT = PROSE.split()


def printed(words, width=60, head="", foot="", marker="", hyphens=False, lines_a_page=6):
    """Words -> a PDF as another program may have made it: other lines, pages, running lines, markers, hyphens."""
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) >= width:
            room = width - len(line) - 2
            if hyphens and word.isalpha() and len(word) > 8 and room > 3:
                lines.append(f"{line} {word[: min(room, 5)]}-")
                line = word[min(room, 5) :]
                continue
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5)
    pages = [lines[at : at + lines_a_page] for at in range(0, len(lines), lines_a_page)]
    for number, page in enumerate(pages, start=1):
        texts = [head, *(f"{marker}{text}" for text in page), foot and f"{foot} {number} / {len(pages)}"]
        for at, text in enumerate(filter(None, texts)):
            canvas.drawString(20, 560 - 14 * at, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


LAYOUTS = [
    {"width": 40},
    {"width": 90, "lines_a_page": 3, "foot": "Ada Poe, page"},
    {"width": 50, "head": "Curriculum Vitae of Ada Poe", "foot": "Page"},
    {"width": 34, "hyphens": True},
    {"width": 60, "marker": "• "},
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_layout_alone_makes_no_hunk(layout):
    assert compare(words(printed(TEXT)), words(printed(TEXT, **layout))) == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_a_real_change_is_one_hunk_in_any_layout(layout):
    changed = [word.replace("Associate", "Full").replace("forty", "fifty") for word in TEXT]

    hunks = compare(words(printed(TEXT)), words(printed(changed, **layout)))
    assert [(hunk.old, hunk.new) for hunk in hunks] == [("forty", "fifty"), ("Associate", "Full")]


def test_a_column_that_is_read_later_is_no_change():
    """Some programs write the years of a column behind all the titles."""
    old = ["Ice", "on", "Rivers", "2024", "Mud", "in", "Motion", "2022", "Silt", "2020"]
    new = ["Ice", "on", "Rivers", "Mud", "in", "Motion", "Silt", "2024", "2022", "2020"]

    assert compare(old, new) == []


def test_chinese_is_compared_sign_by_sign():
    assert compare(["机器学", "习"], ["机器", "学习"]) == []
    assert compare(["机器学习"], ["机器视觉"]) == [Hunk("机器", "学习", "视觉")]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["ice", "mud", "silt", "flood", "gauge"]), max_size=12), st.data())
def test_a_stream_is_itself_and_a_new_word_is_found(words, data):
    at = data.draw(st.integers(0, len(words)))

    assert compare(words, words) == []
    assert [(one.old, one.new) for one in compare(words, [*words[:at], "NEW", *words[at:]])] == [("", "NEW")]


def test_a_picture_has_no_words():
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()

    with pytest.raises(InputError, match="no text"):
        words(out.getvalue())


def test_what_is_no_pdf_is_told():
    with pytest.raises(InputError, match="not a readable PDF"):
        words(b"%PDF-1.7 but not really")


def test_a_name_under_each_title_and_a_year_above_are_no_running_lines():
    pages = [[f"Study {at} of ice", "Ada Poe", f"Ice, {2012 - at}"] for at in range(1, 5)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5)
    for number, page in enumerate(pages, start=1):
        for at, text in enumerate([f"{2012 - 3 * number}", *page, f"Ada Poe · Curriculum Vitae · {number} / 4"]):
            canvas.drawString(20, 560 - 14 * at, text)
        canvas.showPage()
    canvas.save()

    expected = [
        word for at, page in enumerate(pages, 1) for text in [f"{2012 - 3 * at}", *page] for word in text.split()
    ]
    assert words(out.getvalue()) == expected
