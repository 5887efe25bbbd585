"""What the PDF engine logs reaches the user in our words, once, or not at all."""

import os
import subprocess
import sys

import pytest

from cvgen.cli import main
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.writers import pdf, style
from cvgen.writers.pdf.diagnostics import notes
from tests.conftest import CASES, ROOT, engine_log

FONTTOOLS = 'Using fontTools instead of HarfBuzz-Subset for font "Source Serif 4". This will be unsupported in future'
MINE = style.Style("mine.css", "", {}, own_lines=range(100, 120))
BUNDLED = style.Style("classic", "", {})


@pytest.mark.parametrize(
    ("logged", "note"),
    [
        ("Ignored `colour: red` at 102:6, unknown property.",
         "'colour: red' in line 3 is ignored: did you mean color?"),
        ("Ignored `zzzzzz: red` at 102:6, unknown property.",
         "'zzzzzz: red' in line 3 is ignored: there is no such property"),
        ("Ignored `font-size: 10 ` at 100:5, invalid value.",
         "'font-size: 10' in line 1 is ignored: the value is not valid or not supported"),
        ("Ignored `src: url(a.ttf)` at 119:1, Relative URI reference without a base URI: None.",
         "'src: url(a.ttf)' in line 20 is ignored: a style cannot load files; embed it as url(data:...)"),
        ("Ignored `-webkit-flow:auto` at 100:1, prefix on this attribute is not supported, use 'flow' instead.",
         "'-webkit-flow: auto' in line 1 is ignored; write flow"),
        ("Deprecated `-weasy-hyphens:auto` at 100:1, prefixes on unstable attributes are deprecated, "
         "use 'hyphens' instead.", "'-weasy-hyphens: auto' in line 1 is outdated; write hyphens"),
        ("Ignored `font-size: foo` at 12:5, invalid value.",
         "one of its tokens makes 'font-size: foo', which is ignored: the value is not valid or not supported"),
        ("Parse error at 101:3: invalid", "line 2 is not valid CSS; check its spelling and punctuation"),
        ("Error: Expected ':' at 101:3.", "line 2 is not valid CSS; check its spelling and punctuation"),
        ("Unknown rule <AtRule @view … { … }> at 101:1",
         "line 2 is ignored: not supported; check its spelling and punctuation"),
        ("Missing src descriptor in '@font-face' rule at 101:1", "@font-face in line 2 needs src"),
        ("Invalid or unsupported selector, 'h3::foo ', unknown pseudo-element: foo",
         "the selector 'h3::foo' is not supported; its rules are ignored"),
        ("Failed to load image at 'file:///x.png': ValueError: URI uses disallowed protocol",
         "'file:///x.png' is ignored: a style cannot load files; embed it as url(data:...)"),
        ("Failed to load image at 'data:image/png;base64,AAAA': cannot identify image file",
         "an embedded file cannot be read; check its data"),
        ("Font-face 'My Font' cannot be loaded", "the font 'My Font' cannot be loaded; embed it as url(data:...)"),
        ("Subgrids are unsupported", "a part of the grid layout is not supported; try flex"),
        ("What no version has said so far", "a rule has no effect, because it is not supported"),
    ],
)  # fmt: skip
def test_a_style_of_ones_own(logged, note):
    assert notes([logged, logged], MINE) == [f"mine.css: {note}"]


def test_a_long_value_is_cut():
    logged = f"Ignored `src: url(data:font/ttf;base64,{'A' * 9000})` at 100:1, invalid value."

    assert len(notes([logged], MINE)[0]) < 160


@pytest.mark.parametrize("logged", [FONTTOOLS, "Unknown rule <AtRule> at 3:1", 'Unable to subset "X" with HarfBuzz'])
def test_what_the_user_can_do_nothing_about(logged):
    assert notes([logged], MINE) == []


@pytest.mark.parametrize("logged", ["Ignored `colour: red` at 1:1, unknown property.", FONTTOOLS, "Something new"])
def test_a_bundled_style_is_a_matter_of_the_tests(logged):
    assert notes([logged], BUNDLED) == []


@pytest.mark.parametrize("look", [MINE, BUNDLED])
def test_characters_without_a_glyph_are_one_note(look):
    said = ".notdef glyph rendered for Unicode string unsupported by fonts: "
    log = [f'{said}"☃" (U+2603)', f'{said}"\n" (U+000A)', f'{said}"☃" (U+2603)']

    assert notes(log, look) == ["no font has U+2603, U+000A: a box is printed instead; use other characters"]
    many = [f'{said}"x" (U+{code:04X})' for code in range(0x2600, 0x2610)]
    assert "U+2609 and others: a box" in notes(many, look)[0]


@pytest.mark.pdf
def test_the_engine_still_says_it_so(caplog):
    """The patterns are those of WeasyPrint's messages: what it logs of a bad style and an unknown character."""
    css = (
        "h1 { colour: red; background: url(file:///x.png) }\nh1::foo { color: red }\n@viewport { color: red }\n"
        "h1 { color red }\n@font-face { font-family: x; src: url(x.ttf) }\n"
    )
    first = style.load().css.count("\n") + 1
    look = style.Style("mine.css", style.load().css + css, style.load().tokens, own_lines=range(first, first + 5))
    section = Section("S", (Item((Span("\U0001f600"),)),))
    rendered = pdf.write(Document("T", "L", Header("N"), (section,), "N", "2026"), look)

    assert set(rendered.notes) == {
        "no font has U+1F600: a box is printed instead; use other characters",
        "mine.css: 'colour: red' in line 1 is ignored: did you mean color?",
        "mine.css: 'file:///x.png' is ignored: a style cannot load files; embed it as url(data:...)",
        "mine.css: the selector 'h1::foo' is not supported; its rules are ignored",
        "mine.css: line 3 is ignored: not supported; check its spelling and punctuation",
        "mine.css: line 4 is not valid CSS; check its spelling and punctuation",
        "mine.css: 'src: url(x.ttf)' in line 5 is ignored: a style cannot load files; embed it as url(data:...)",
        "mine.css: @font-face in line 5 needs src",
    }
    assert len(engine_log(caplog)) == len(rendered.notes)


@pytest.mark.pdf
def test_lines_are_those_of_the_users_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.css").write_text("/* mine */\n:root { --based-on: modern }\n\nh2 { colour: red }\n")

    assert main(["build", str(CASES["small"]), "--style", "mine.css", "--only", "cv"]) == 0
    assert "mine.css: 'colour: red' in line 4 is ignored: did you mean color?" in capsys.readouterr().out


linux = pytest.mark.skipif(sys.platform != "linux", reason="hides a library from the loader of Linux")


def without(library, folder):
    """The environment of a machine that lacks a library: an empty file of its name hides the real one."""
    folder.mkdir()
    (folder / library).touch()
    return os.environ | {"LD_LIBRARY_PATH": str(folder), "PYTHONPATH": str(ROOT)}


@pytest.mark.pdf
@linux
@pytest.mark.parametrize("stock", ["", "1"])
def test_without_pango_the_user_reads_our_words_alone(tmp_path, stock):
    environment = without("libpango-1.0.so.0", tmp_path / "lib") | {"CVGEN_STOCK_IMPORT": stock}
    command = [sys.executable, "-m", "cvgen", "build", str(CASES["small"]), "--only", "cv", "--engine", "weasyprint"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("cvgen: error: the PDF of the CV needs Pango, which is not installed\n")
    assert "WeasyPrint" not in done.stderr


@pytest.mark.pdf
@linux
@pytest.mark.parametrize("stock", ["", "1"])
def test_without_pango_the_cv_and_the_bio_are_built_all_the_same(tmp_path, stock):
    environment = without("libpango-1.0.so.0", tmp_path / "lib") | {"CVGEN_STOCK_IMPORT": stock}
    command = [sys.executable, "-m", "cvgen", "build", str(CASES["small"])]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
    assert "set by Typst, because Pango is not installed" in done.stdout
    assert sorted(path.name for path in (tmp_path / "output").glob("*.pdf")) == ["bio.pdf", "cv.pdf"]


@pytest.mark.pdf
@linux
@pytest.mark.parametrize("stock", ["", "1"])
def test_without_the_subsetter_the_user_hears_nothing_and_bytes_stay_equal(tmp_path, stock):
    environment = without("libharfbuzz-subset.so.0", tmp_path / "lib") | {
        "CVGEN_STOCK_IMPORT": stock,
        "SOURCE_DATE_EPOCH": "1700000000",
    }
    look = "from weasyprint.text.ffi import harfbuzz_subset as found; raise SystemExit(found is not None)"
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", look], env=environment).returncode == 0
    command = [sys.executable, "-W", "always::DeprecationWarning:weasyprint", "-m", "cvgen", "build", "--only", "cv"]
    made = []
    for number, epoch in enumerate(("1700000000", "1700500000")):  # two days of one month
        (folder := tmp_path / str(number)).mkdir()
        (folder / "profile.yaml").write_bytes(CASES["small"].read_bytes())
        environment["SOURCE_DATE_EPOCH"] = epoch
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        made.append((folder / "output/cv.pdf").read_bytes())

        assert (done.returncode, done.stderr) == (0, "")
        assert [line.split()[0] for line in done.stdout.splitlines()] == ["output/cv.pdf"]
    assert made[0] == made[1]
