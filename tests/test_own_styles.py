"""Styles that others wrote: each is used, or refused in a sentence with its place, in little time."""

from base64 import b64encode

import pytest

from cvgen.build.compile import load_look
from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.composers import composer
from cvgen.problems import InputError, Location
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import DocumentOptions
from cvgen.writers import layout_engine, style
from tests.bounds import run
from tests.conftest import CASES


def compose(path):
    return composer("cv")(profile_yaml.load(path.read_text("utf-8")).profile, "November 2026", None)


def problems(css):
    """What is wrong with a style: (line, column, message, hint)."""
    with pytest.raises(InputError) as caught:
        style.load("mine.css", own=css)
    return [(*(one.place or (0, 0))[:2], one.message, one.hint) for one in caught.value.problems]


@pytest.mark.parametrize(
    ("token", "message", "hint"),
    [
        ("text-size: 1e9pt", "--text-size: 1e9pt is not a length", "write a number and pt, mm, cm, in or px: 10pt"),
        ("text-size: nan", "--text-size: nan is not a length", "10pt"),
        ("text-size: 10", "--text-size: 10 is not a length", "10pt"),
        ("text-size: 2em", "--text-size: 2em is not a length", "10pt"),
        ("text-size: ٣pt", "--text-size: ٣pt is not a length", "10pt"),
        ("text-size: 0", "--text-size: 0 is too small", "from 5pt to 30pt"),
        ("text-size: -5pt", "--text-size: -5pt is too small", "from 5pt to 30pt"),
        ("text-size: 1000mm", "--text-size: 1000mm is too large", "from 5pt to 30pt"),
        ("margin-side: 2000mm", "--margin-side: 2000mm is too large", "from 0mm to 60mm"),
        ("leading: 14pt", "--leading: 14pt is not a number", "write a number without a unit: 1.34"),
        ("leading: 0", "--leading: 0 is too small", "from 0.8 to 4"),
        ("accent-color: #-1-1-1", "--accent-color: #-1-1-1 is not a color", "write # and six of 0-9 and a-f: #1d4a73"),
        ("accent-color: #ggg", "--accent-color: #ggg is not a color", "#1d4a73"),
        ("accent-color: red", "--accent-color: red is not a color", "#1d4a73"),
        ("accent-color: #1234567", "--accent-color: #1234567 is not a color", "#1d4a73"),
        ("accent-color: 1d4a73", "--accent-color: 1d4a73 is not a color", "#1d4a73"),
        ("text-font: 12pt", "--text-font: 12pt is not the name of a font", '"Source Serif 4"'),
        ("text-font: url(x)", "--text-font: url(x) is not the name of a font", '"Source Serif 4"'),
        ("text-font:", "--text-font:  is not the name of a font", '"Source Serif 4"'),
    ],
)
def test_a_token_out_of_range_is_reported_where_it_is(token, message, hint):
    ((line, column, said, how),) = problems(f"h2 {{ color: red }}\n:root {{\n  --{token};\n}}\n")

    assert (line, column, said) == (3, 3, message)
    assert hint in how


def test_all_mistakes_are_reported_at_once():
    css = ":root { --text-size: nan }\n:root { --acent-color: red; --quiet-color: blue }"

    assert [(line, column) for line, column, *_ in problems(css)] == [(1, 9), (2, 9), (2, 29)]


@pytest.mark.parametrize("value", ["5pt", "30pt", "0.2in", "+7.5pt", "12px", "3mm"])
def test_lengths_in_range_are_used(value):
    assert 5 <= style.load("mine.css", own=f":root {{ --text-size: {value} }}").points("text-size") <= 30


@pytest.mark.parametrize("color", ["#fff", "#1D4A73", "#000000"])
def test_colors_are_used(color):
    assert len(style.load("mine.css", own=f":root {{ --text-color: {color} }}").color("text-color")) == 3


@pytest.mark.parametrize("name", style.names())
def test_the_bundled_styles_keep_to_the_rules_of_own_ones(name):
    css = (style.STYLES / f"{name}.css").read_text("utf-8")

    assert style.load("mine.css", own=css).tokens == style.load(name).tokens


@pytest.mark.parametrize(
    ("css", "place"),
    [
        ("p { color: red }\nh2 { color: red", (2, 1)),
        ("h2 { content: 'a }", (1, 1)),
        ("\n  /* p { color: red }", (2, 3)),
        ("p { background: url(x ", (1, 1)),
        ("@media print( { p { color: red } }", (1, 1)),
    ],
)
def test_what_never_ends_is_reported_where_it_begins(css, place):
    ((*found, message, hint),) = problems(css)

    assert tuple(found) == place
    assert message == "this is not closed"
    assert hint == "add the missing }, ), quote or */"


@pytest.mark.long
@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p { margin: " + "(" * 90_000, "nested too deeply"),
        ("@media print {" * 1000 + "}" * 1000, "nested too deeply"),
        ("p { color: red }\n" * 20_000, "too long"),
        ("a" * 1_000_000, "too long"),
        ("@font-face { src: url(data:," + "A" * 9_000_000 + ") }", "too long"),
        ("* { " + "0001" * 5000 + ": red }", "a number with more than"),
        (":root { --leading: " + "9" * 5000 + " }", "a number with more than"),
    ],
)
def test_what_no_style_needs_is_refused(css, message):
    assert message in problems(css)[0][2]


@pytest.mark.long
def test_an_embedded_font_may_be_large():
    font = "@font-face { font-family: x; src: url(data:font/ttf;base64," + "A" * 2_000_000 + ") }"

    assert style.load("mine.css", own=font).own_rules == ("@font-face",)


def test_rules_that_tinycss2_does_not_understand_are_left_to_the_engine():
    assert style.load("mine.css", own="} ) ] p { color: red }\n@page { ] }").name == "mine.css"


def test_a_style_in_the_folder_of_a_profile_is_named(tmp_path):
    (tmp_path / "mine.css").write_text(":root { --text-size: 0 }")
    request = BuildRequest(tmp_path / "profile.yaml", Date(2026, 11))

    with pytest.raises(InputError) as caught:
        load_look(request, DocumentOptions(style="mine.css"))
    assert caught.value.name == "mine.css"
    assert caught.value.problems[0].place == Location(1, 9, 14)


def test_the_terminal_shows_the_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text(":root {\n  --text-size: 0;\n}\n")

    assert main(["build", str(CASES["small"]), "--style", "mine.css"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "mine.css:2:3: error: --text-size: 0 is too small",
        "    2 |   --text-size: 0;",
        "      |   ^^^^^^^^^^^^^^ use a value from 5pt to 30pt",
        "1 error",
    ]


# What makes WeasyPrint fail, after a rule that it can use, with the place of the one that it can't.
FATAL = {
    "h2 { color: red }\n\n  html { font-size: 1e9pt }": "mine.css:3:3",
    "@page { margin: 20mm }\n.aside { color: red } p { letter-spacing: 1e300pt } a { color: red }": "mine.css:2:23",
}


@pytest.mark.pdf
@pytest.mark.parametrize("css", FATAL)
def test_a_rule_on_which_the_engine_fails_is_named(tmp_path, monkeypatch, capsys, css):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text(css)

    assert main(["build", str(CASES["small"]), "--style", "mine.css", "--only", "cv"]) == 1
    err = capsys.readouterr().err
    assert f"{FATAL[css]}: error: WeasyPrint can't set pages with this rule" in err
    assert "internal error" not in err


@pytest.mark.pdf
def test_lines_are_those_of_css(tmp_path, monkeypatch, capsys):
    """U+2028 ends a line in Python, not in CSS."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text("/* a\u2028b */\nhtml { font-size: 1e9pt }\nh3 { color: red }\n", "utf-8")

    assert main(["build", str(CASES["small"]), "--style", "mine.css", "--only", "cv"]) == 1
    assert "mine.css:2:1" in capsys.readouterr().err


@pytest.mark.pdf
def test_a_failure_without_any_rule_stays_an_internal_error(monkeypatch):
    monkeypatch.setattr("cvgen.writers.pdf.page", lambda document, style: 1 / 0)
    document = compose(CASES["small"])

    with pytest.raises(ZeroDivisionError):
        layout_engine("pdf")(document, style.load("mine.css", own="h2 { color: red }"))


# What makes it lay out pages, boxes or columns without end.
USES = "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 9))
BOMB = f'<svg xmlns="http://www.w3.org/2000/svg"><g id="a0"><path d="M0 0h1v1"/></g>{USES}</svg>'
ENDLESS = [
    "@page { size: 1pt 1pt }",
    "@page { margin: 500mm }",
    "p { font-size: 1e5pt }",
    "body { columns: 1000000 }",
    f"h2 {{ background: url(data:image/svg+xml;base64,{b64encode(BOMB.encode()).decode()}) }}",
]


@pytest.mark.pdf
@pytest.mark.long
@pytest.mark.parametrize("css", ENDLESS)
def test_work_without_end_ends_in_a_sentence(tmp_path, css):
    (tmp_path / "mine.css").write_text(css)
    done = run(tmp_path, "build", CASES["small"], "--style", "mine.css", "--only", "cv")

    assert done.seconds < 10
    assert done.megabytes < 500
    assert done.code == 0 or done.err.startswith("mine.css: error: this style takes too ")
