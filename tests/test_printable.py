"""Characters that no font has: a PDF shows something else, in both engines, and never an empty glyph."""

import pytest

from cvgen.cli import main
from cvgen.pdf.text import lines
from cvgen.writers.font_coverage import missing, printable

SUBSCRIPTS = "ₐₑₒₓₔₕₖₗₘₙₚₛₜⱼᵢᵣᵤᵥᵦᵧᵨᵩᵪ"


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("plain", "plain"),
        ("χₚ of 15 M☉", "χₚ of 15 M☉"),
        ("Winner 🎉 of", "Winner of"),
        ("🎉🎉 Winner", "Winner"),
        ("Winner 🏆", "Winner "),
        ("code🔥now", "codenow"),
        ("the 👩🏽‍🔬 prize", "the prize"),
        ("a 𓀀 b", "a □ b"),
        ("🄰🄱", "AB"),
        ("a\n🎉 b", "a\nb"),
    ],
)
def test_printable(written, printed):
    assert printable(written) == printed
    assert missing(printed) == []


def test_letters_below_the_line_have_glyphs():
    assert missing(SUBSCRIPTS) == []


@pytest.mark.pdf
def test_both_engines_print_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    title = '"🎉 Winner ❤️‍🔥 of 𓀀 and χₚ"'
    (tmp_path / "profile.yaml").write_text(f"name: Ada Poe\nawards: [{{title: {title}, year: 2020}}]", "utf-8")

    assert main(["build"]) == 0
    for name in ("cv.pdf", "bio.pdf"):
        words = " ".join(lines((tmp_path / "output" / name).read_bytes()))
        assert "Winner ❤ of □ and χₚ" in " ".join(words.split()), words
