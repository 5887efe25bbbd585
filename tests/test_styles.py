"""Every look sets the same tokens, keeps its contrast, and can be changed by a few lines of CSS."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvgen import colors
from cvgen.cli import main
from cvgen.composers import composer
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.pdf.text import lines as lines_of
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.writers import style, tokens, writer
from cvgen.writers.compounds import split
from cvgen.writers.icons import DRAWINGS, icon, svg
from tests import built
from tests.conftest import CASES, engine_log

COLORS = ("text-color", "quiet-color", "accent-color", "name-color")
MINE = ":root { --based-on: modern; --accent-color: #7a1f2b; --text-size: 10.5pt }"


@pytest.fixture(scope="module")
def cv():
    return composer("cv")(profile_yaml.load(CASES["senior"].read_text("utf-8")).profile, "November 2026", None)


def test_they_are_listed():
    assert style.names() == [
        "banner",
        "classic",
        "compact",
        "engineer",
        "europass",
        "humanities",
        "ink",
        "modern",
        "sidebar",
    ]


@pytest.mark.parametrize("name", style.names())
def test_every_choice_is_one_that_exists(name):
    for token, values in tokens.CHOICES.items():
        assert style.load(name).tokens[token] in values


@pytest.mark.parametrize(
    ("url", "text", "name"),
    [
        ("mailto:ada@example.org", "ada@example.org", "email"),
        (None, "+44 20 7946 0000", "phone"),
        ("https://ada.github.io/", "ada.github.io", "website"),
        ("https://www.github.com/ada", "GitHub", "code"),
        ("https://orcid.org/0000-0002-1825-0097", "ORCID", "orcid"),
        ("https://example.org/a-list", "My list", "link"),
    ],
)
def test_a_contact_has_its_drawing(url, text, name):
    assert icon((Span(text, url=url),)) == name


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_a_picture(name):
    assert ElementTree.fromstring(svg(name, "#1c4b77"))[0].get("stroke") == "#1c4b77"


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("An Order-Aware Net", [("An ", False), ("Order-Aware", True), (" Net", False)]),
        ("State-of-the-art: it", [("State-of-the-art:", True), (" it", False)]),
        ("No compound – here", [("No compound – here", False)]),
        (f"A {'very-' * 9}long one", [(f"A {'very-' * 9}long one", False)]),
    ],
)
def test_hyphenated_words_of_a_title_are_found(title, parts):
    assert [(part.text, is_whole) for part, is_whole in split(Span(title))] == parts


@pytest.mark.pdf
def test_deleted_words_of_a_title_have_one_pair_of_brackets(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    title = "An Order-Aware Network for Two Views of a Scene"
    text = f"name: Ada Poe\npublications:\n- {{title: {title}, authors: [Ada Poe], year: 2020, venue: Ice}}\n"
    (tmp_path / "old.yaml").write_text(text)
    (tmp_path / "new.yaml").write_text(text.replace("An Order-Aware", "A Fast"))

    assert main(["diff", "old.yaml", "new.yaml", "-o", "r.pdf"]) == 1
    said = " ".join(pypdfium2.PdfDocument(tmp_path / "r.pdf")[0].get_textpage().get_text_range().split())
    assert "[An Order-Aware]" in said


def test_every_part_belongs_to_a_choice():
    parts = {path.stem for path in (style.STYLES / "parts").iterdir()}

    assert parts <= {f"{token}-{value}" for token, values in tokens.CHOICES.items() for value in values}


@pytest.mark.parametrize("name", style.names())
def test_every_look_sets_every_token(name):
    assert style.load(name).tokens.keys() == style.load("classic").tokens.keys()


@pytest.mark.parametrize("token", COLORS)
@pytest.mark.parametrize("name", style.names())
def test_text_stands_out_from_the_paper_and_from_a_band(name, token):
    look = style.load(name)

    assert colors.contrast(look.color(token)) >= 4.5
    assert colors.contrast(look.color(token)) / colors.contrast(look.color("band-color")) >= 4.5


@pytest.mark.parametrize("name", style.names())
def test_a_name_stands_out_from_the_paper_and_white_from_a_header_of_its_color(name):
    assert colors.contrast(style.load(name).color("name-color")) >= 4.5


@pytest.mark.parametrize("name", style.names())
def test_headings_can_be_read_on_bands(name):
    look = style.load(name)

    assert colors.luminance(look.color("band-color")) >= colors.luminance(colors.BAND)
    assert not colors.is_light(look.color("accent-color"), look.color("band-color"))


@pytest.mark.parametrize("chosen", colors.NAMES)
@pytest.mark.parametrize("name", style.names())
def test_every_style_can_be_read_in_every_color(name, chosen):
    before = style.load(name)
    look = before.in_color(colors.accent(chosen))

    assert look.tokens["accent-color"] == colors.NAMES[chosen]
    assert not colors.is_light(look.color("accent-color"), look.color("band-color"))
    assert not colors.is_light(look.color("name-color"))
    changed = {token for token in look.tokens if look.tokens[token] != before.tokens[token]}
    assert changed <= {"accent-color", "name-color", "rule-color", "band-color"}
    assert f"--accent-color: {colors.NAMES[chosen]}" in look.css


def test_a_color_changes_what_has_the_accent_color_and_tints_of_it():
    look = style.load("modern").in_color(colors.accent("#7a1f2b"))

    assert [look.tokens[f"{name}-color"] for name in ("name", "rule", "accent")] == ["#7a1f2b"] * 3
    assert look.tokens["band-color"] == "#f6eff0"  # as light as #eef1f4
    assert style.load("ink").in_color(colors.accent("teal")).tokens["name-color"] == "#000000"


@pytest.mark.parametrize(
    ("written", "message", "hint"),
    [
        ("tael", "'tael' is not a color", "did you mean 'teal'?"),
        ("12345", "'12345' is not a color", "write one of blue, navy, teal"),
        ("#ffcc00", "'#ffcc00' is too light to read on paper", 'write a darker one: "#836800"'),
        ("", "'' is not a color", "write one of"),
    ],
)
def test_a_color_that_can_not_be_read_is_refused(written, message, hint):
    with pytest.raises(ValueError, match=re.escape(f"{message}\n{hint}")):
        colors.accent(written)


@given(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)))
def test_a_darker_color_can_always_be_read(light):
    if colors.is_light(light, colors.BAND):
        written = colors.spell(colors.darker(light, colors.BAND))

        assert colors.accent(written) == colors.parse(written)


@pytest.mark.pdf
def test_a_document_has_a_color_and_the_command_line_another(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(
        'name: Ada Test\npositions: [{title: T, organization: O}]\ndocuments:\n  cv: {color: "#7a1f2b"}\n'
    )

    assert main(["build", "--to", "html", "--only", "cv"]) == 0
    assert "--accent-color: #7a1f2b" in (tmp_path / "output/cv.html").read_text()
    assert main(["build", "--to", "html", "--only", "cv", "--color", "teal"]) == 0
    assert "--accent-color: #0b5e6f" in (tmp_path / "output/cv.html").read_text()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("#7a1f2b", 'quote it, as # begins a comment: "#7a1f2b"'),
        ("tael", "did you mean 'teal'?"),
        ("'#fc0'", 'write a darker one: "#836800"'),
    ],
)
def test_a_wrong_color_of_a_document_is_shown_at_its_place(written, said):
    with pytest.raises(InputError) as caught:
        profile_yaml.load(f"name: Ada Test\ndocuments:\n  cv: {{style: ink}}\n  short:\n    color: {written}\n")

    (problem,) = caught.value.problems
    assert said in problem.hint
    assert problem.place.line == 5


@pytest.mark.pdf
def test_a_color_of_the_user_that_is_hard_to_read_is_noted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text(":root { --based-on: classic; --accent-color: #ffcc00 }")

    assert main(["build", str(CASES["small"]), "--style", "mine.css"]) == 0
    assert (
        "mine.css has text that is too light to read on paper; use --accent-color: #8f7300" in capsys.readouterr().out
    )


def test_contrast_is_the_one_of_wcag():
    assert colors.contrast((0, 0, 0)) == pytest.approx(21)
    assert colors.contrast((1, 1, 1)) == pytest.approx(1)
    assert colors.contrast((0x76 / 255,) * 3) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", style.names())
def test_no_text_is_too_small_to_read(name):
    look = style.load(name)

    assert look.points("text-size") >= 9
    assert look.points("small-size") >= 8


@pytest.mark.pdf
@pytest.mark.parametrize("paper", style.SIZES)
@pytest.mark.parametrize("name", style.names())
def test_weasyprint_knows_every_rule(cv, name, paper, caplog):
    """WeasyPrint reads each rule whatever the page says, so one section is enough on all papers but one."""
    document = cv if paper == "a4" else replace(cv, sections=cv.sections[:1])
    assert writer("pdf")(document, style.load(name, paper)).notes == ()
    assert engine_log(caplog) == []


@pytest.mark.pdf
@pytest.mark.parametrize("name", style.names())
def test_nothing_reaches_into_the_margins(name):
    look = style.load(name)
    width = look.size[0]
    pages = pypdfium2.PdfDocument(built.pdf("senior", "cv", name).data)
    assert len(pages) > 1
    for page in pages:
        text = page.get_textpage()
        boxes = [text.get_rect(at) for at in range(text.count_rects())]
        assert min(left for left, *_ in boxes) >= look.points("margin-side") - 1
        assert max(right for _, _, right, _ in boxes) <= width - look.points("margin-side") + 1


@pytest.mark.pdf
@pytest.mark.parametrize("engine", ["pdf", "typst"])
def test_dates_are_whole_in_their_column(engine):
    items = [
        Item((Span("Reader"),), aside=aside) for aside in ("2022 – expected Mar 2027", "12 Oct 2020 – 23 Nov 2021")
    ]
    document = Document("T", "en", Header("Ada"), (Section("Life", tuple(items)),), "Ada", "")
    lines = lines_of(writer(engine)(document, style.load("modern")).data)

    assert {"2022 –", "expected Mar 2027", "12 Oct 2020 –", "23 Nov 2021"} <= {" ".join(one.split()) for one in lines}


def test_a_file_of_ones_own_is_laid_over_a_look():
    mine = style.load("mine.css", own=MINE)

    assert mine.color("accent-color") == (0x7A / 255, 0x1F / 255, 0x2B / 255)
    assert mine.points("text-size") == 10.5
    assert mine.tokens["aside"] == style.load("modern").tokens["aside"]
    assert mine.css.index("--based-on") > mine.css.index("narrow column")


@pytest.mark.pdf
def test_it_dresses_both_documents(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text(MINE)

    assert main(["build", str(CASES["small"]), "--style", "mine.css"]) == 0
    for name in ("cv", "bio"):
        page = pypdfium2.PdfDocument(tmp_path / "output" / f"{name}.pdf")[0]
        colors = {found.get_fill_color()[:3] for found in text_objects(page)}
        assert (0x7A, 0x1F, 0x2B) in colors


def text_objects(page):
    import pypdfium2.raw as raw

    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        yield Filled(found.raw)


class Filled:
    def __init__(self, raw):
        self.raw = raw

    def get_fill_color(self):
        import ctypes

        import pypdfium2.raw as raw

        parts = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(self.raw, *parts)
        return tuple(part.value for part in parts)


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("css", "complaint"),
    [
        (":root { --acent-color: red }", "did you mean --accent-color?"),
        (":root { --based-on: baroque }", "there is no style 'baroque'"),
        (":root { --accent-color: red }", "mine.css:1:9: error: --accent-color: red is not a color"),
        (":root { --header: top }", "mine.css:1:9: error: --header: top is not known"),
        (":root { --margin-side: wide }", "is not a length"),
        ("p { color: red }\nh2 { color: red", "mine.css:2:1: error: this is not closed"),
        ("@media print( { p { color: red } }", "mine.css:1:1: error: this is not closed"),
        ("h2 { content: 'a }", "mine.css:1:1: error: this is not closed"),
        ("/* p { color: red }", "mine.css:1:1: error: this is not closed"),
    ],
)
def test_a_mistake_in_it_is_told(tmp_path, monkeypatch, capsys, css, complaint):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text(css)

    assert main(["build", str(CASES["small"]), "--style", "mine.css", "--only", "bio"]) == 1
    assert complaint in capsys.readouterr().err


def test_one_that_is_not_there_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert main(["build", str(CASES["small"]), "--style", "none.css", "--to", "html"]) == 1
    assert "none.css: error: this file does not exist" in capsys.readouterr().err


@pytest.mark.pdf
def test_nothing_outside_is_read(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text("TOP-SECRET")
    (tmp_path / "mine.css").write_text(f"h2 {{ background: url({(tmp_path / 'secret.txt').as_uri()}) }}")

    assert main(["build", str(CASES["small"]), "--style", "mine.css", "--only", "cv"]) == 0
    out = capsys.readouterr().out
    assert "a style cannot load files; embed it as url(data:...)" in " ".join(out.split())
    assert "Failed" not in out


@pytest.mark.pdf
def test_a_short_word_before_a_link_is_not_broken():
    """WeasyPrint breaks it where any word may be broken, as in 2026."""
    page = pypdfium2.PdfDocument(built.pdf("example", "cv", "engineer").data)
    said = "\n".join(one.get_textpage().get_text_range() for one in page)

    assert said.count("Among Most") + said.count("Among\r\nMost") >= 6
