"""The engine Typst makes the same pages as WeasyPrint, keeps the same promises, and refuses what it can't keep."""

import io
import json
import re
import shutil
import subprocess
import sys
import zlib
from dataclasses import replace
from unicodedata import category, normalize

import page
import pikepdf
import pypdfium2
import pytest
import typst

from cvgen.build.loader import load_text
from cvgen.build.request import BuildRequest
from cvgen.build.targets import plan_targets
from cvgen.cli import main
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.pdf import attachment
from cvgen.pdf.streams import ends_unambiguously
from cvgen.writers import EngineMissingError, style, typ, writer
from cvgen.writers import typst as engine
from cvgen.writers.typst import NO_SIDEBAR, objects
from tests import built
from tests.conftest import CASES

pytestmark = pytest.mark.pdf
STANDARDS = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
SAME = ("example", "hostile", "senior", "small")  # the cases without letters that are left to WeasyPrint
LETTERS = ("names", "scripts")

FOOT = re.compile(r"^.* / \d+\s*\Z", re.MULTILINE)
each_style = pytest.mark.parametrize("look", style.names())


def failures(data):
    return {failure.rule_id for one in STANDARDS for failure in page.validate_pdf_bytes(data, profile=one).failures}


def pages(data):
    return [one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(data)]


def letters(data):
    """Return all that a PDF says without feet, spaces and what nobody sees; lines and pages may end elsewhere."""
    said = normalize("NFC", "".join(FOOT.sub("", one) for one in pages(data)))
    return "".join(char for char in said if not char.isspace() and category(char) not in ("Cc", "Cf", "Cn"))


def unhyphenated(data):
    """Return the letters without hyphens: PDFium drops one where it is at the end of a line."""
    return letters(data).replace("-", "")


def in_any_order(data, look):
    """Return the letters of a PDF, sorted; with a sidebar, lines are where a text has signs, which do not count."""
    return sorted(filter(str.isalnum, letters(data)) if look == "sidebar" else unhyphenated(data))


def document(*texts, **more):
    items = tuple(Item((Span(text),)) for text in texts)
    return replace(Document("T", "L", Header("Ada Poe"), (Section("Talks", items),), "Ada Poe", "2026"), **more)


def made(*texts, look="classic"):
    return writer("typst")(document(*texts), style.load(look)).data


@each_style
@pytest.mark.parametrize("case", SAME)
def test_it_says_what_weasyprint_says_on_as_many_pages(case, look):
    usual = built.pdf(case, "cv", look)
    other = built.pdf(case, "cv", look, engine="typst")

    assert abs(other.pages - usual.pages) <= 1
    assert len(pages(other.data)) == other.pages
    if look == "sidebar":  # what WeasyPrint sets beside the text is in the text
        assert other.notes == (NO_SIDEBAR,)
        assert in_any_order(other.data, look) == in_any_order(usual.data, look)
    else:
        assert other.notes == ()
        assert letters(other.data) == letters(usual.data)


@pytest.mark.parametrize("look", ["classic", "sidebar", "humanities"])
def test_the_chart_says_the_same(look):
    """The columns and their numbers are in another order in the file."""
    usual, other = (built.pdf("example", "cv", look, chart=True, engine=name).data for name in ("weasyprint", "typst"))

    assert in_any_order(other, look) == in_any_order(usual, look)


@each_style
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("case", SAME)
def test_every_page_conforms(case, paper, look):
    written = built.pdf(case, "cv", look, paper, chart=True, engine="typst")

    assert failures(written.data) == set()


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh"])
def test_every_language_is_the_same(language):
    usual, other = (built.pdf("senior", "cv", language=language, engine=name).data for name in ("weasyprint", "typst"))

    assert unhyphenated(other) == unhyphenated(usual)


@pytest.mark.parametrize("case", LETTERS)
def test_letters_that_are_copied_wrongly_are_left_to_weasyprint(case):
    written = built.pdf(case, "cv", engine="typst")

    assert [note for note in written.notes if note.startswith("set by WeasyPrint")]
    assert letters(written.data) == letters(built.pdf(case, "cv").data)


def test_what_looks_like_typst_is_text(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    marked = [
        f'#read("{secret}")',
        "$x^2$ *b* _i_ `c` \\u{41} \\ ~ --- ...",
        '#panic() #import "@preview/cetz:0.2.0"',
        "<label> @label // no comment /* nor this */",
        "= Heading",
        "- item [body] {code}",
    ]
    said = letters(made(*marked))

    assert [text for text in marked if text.replace(" ", "") not in said] == []
    assert "canary" not in said


def test_nothing_outside_its_folder_can_be_read(tmp_path):
    (tmp_path / "secret.txt").write_text("canary")
    for path in (tmp_path / "secret.txt", "../__init__.py", "../../../../../../../../etc/hosts", "/etc/hosts"):
        with pytest.raises(typst.TypstError):
            engine.compiler().compile({"main.typ": f'#read("{path}")'.encode()}, format="pdf")


def test_the_template_imports_no_package():
    assert "@" not in engine.TEMPLATE.read_text("utf-8").replace("name@example", "")
    assert [path.name for path in engine.TEMPLATE.parent.iterdir()] == ["template.typ"]


def test_only_the_bundled_fonts_are_used():
    with pikepdf.open(io.BytesIO(built.pdf("senior", "cv", engine="typst").data)) as opened:
        fonts = {str(one.BaseFont).partition("+")[2] for one in opened.objects
                 if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"}  # fmt: skip

    assert fonts
    assert {name for name in fonts if not name.startswith(("SourceSerif4", "CVGen", "SourceSans3"))} == set()


@pytest.mark.parametrize(
    ("tag", "written"), [("pt-BR", "pt-BR"), ("zh-Hans-CN", "zh-CN"), ("gsw", "gsw"), ("x-own", "en")]
)
def test_every_language_tag_is_taken(tag, written):
    data = writer("typst")(document("A", language=tag), style.load()).data

    with pikepdf.open(io.BytesIO(data)) as opened:
        assert str(opened.Root.Lang) == written


def test_a_link_that_is_too_long_is_text():
    long = Item((Span("far", url=f"https://a.example/{'x' * 9000}"), Span("near", url="https://a.example")))
    data = writer("typst")(document(sections=(Section("Links", (long,)),)), style.load()).data

    with pikepdf.open(io.BytesIO(data)) as opened:
        assert len(opened.pages[0].Annots) == 1
    assert "farnear" in letters(data)


def test_a_character_without_a_glyph_is_a_box():
    said = letters(made("Winner 🎉 of 𞄀"))

    assert "Winnerof□" in said


def test_a_long_word_stays_on_the_page():
    word = "Pneumonoultramicroscopic" * 20

    assert word in letters(made(word))


FEW = """
import sys
import zlib
from tests import built
sys.stdout.buffer.write(built.pdf("senior", "cv", engine="typst").data)
"""


def test_two_processes_write_the_same_bytes():
    done = [
        subprocess.run([sys.executable, "-c", FEW], capture_output=True, check=True, env=extra).stdout
        for extra in ({"SOURCE_DATE_EPOCH": "1"}, {"TZ": "Asia/Tokyo"})
    ]

    assert done[0] == done[1] == built.pdf("senior", "cv", engine="typst").data


def test_the_profile_travels_inside():
    data = built.pdf("senior", "cv", engine="typst").data

    assert attachment.extract(data) == attachment.extract(built.pdf("senior", "cv").data)
    assert attachment.identity(data).document == "cv"
    assert not attachment.has_changed_pages(data)
    assert not attachment.carries(built.pdf("senior", "cv", engine="typst", source=False).data)


@pytest.mark.parametrize("title", ["Life", "a\u2028b", "/Keywords(9, 1pt)"])
def test_writing_finds_the_end_that_a_query_finds(title):
    found = document(*["One of many entries"] * 120, title=title)
    asked, written = (engine.lay_out(found, style.load(), source) for source in (None, b"name: \xc3\x89va\n"))

    assert (asked.pages, asked.last_page) == (written.pages, written.last_page)
    assert asked.render(written.source) == written.render(written.source)
    assert attachment.extract(written.render(written.source).data) == "name: \u00c9va\n"


def test_a_changed_page_is_noticed():
    with pikepdf.open(io.BytesIO(built.pdf("small", "cv", engine="typst").data)) as opened:
        opened.pages[0].Contents.write(opened.pages[0].Contents.read_bytes() + b"0 0 10 10 re f\n")
        out = io.BytesIO()
        opened.save(out)

    assert attachment.has_changed_pages(out.getvalue())


def test_an_ambiguous_end_of_a_stream_is_changed():
    content = next(text for number in range(256) if not ends_unambiguously(text := b"a" * number))
    found = objects.stream(b"/Filter/FlateDecode", zlib.compress(content))
    attached = objects.stream(b"/Type/EmbeddedFile/Filter/FlateDecode", zlib.compress(content))

    assert found.endswith(objects.AMBIGUOUS)
    assert not objects.unambiguous(found).endswith(objects.AMBIGUOUS)
    assert zlib.decompress(objects.parts(objects.unambiguous(found))[1]) == content + b"\n"
    assert objects.parts(objects.unambiguous(attached))[1] == content


def entry(number, lines):
    return Item((Span(f"First of {number}"),), tuple((Span(f"Line {at} of {number}"),) for at in range(2, lines)),
                points=((Span(f"Last of {number}"),),), kind="publication", number=f"{number}.")  # fmt: skip


@each_style
def test_entries_stay_whole_and_headings_are_not_last(look):
    numbers = iter(range(1000))
    years = tuple(
        Section(f"{1900 + at}", tuple(entry(next(numbers), 2 + at % 4) for _ in range(1 + at % 3)), kind="year")
        for at in range(60)
    )
    found = document(sections=(Section("Publications", sections=years),))
    sheets = pages(writer("typst")(found, style.load(look)).data)

    assert len(sheets) > 4
    for said in sheets:
        assert re.findall(r"First of (\d+)", said) == re.findall(r"Last of (\d+)", said)
        for number in (int(at[1]) for at in re.finditer(r"\b19(\d\d)\s", said)):
            first = sum(1 + at % 3 for at in range(number))
            assert re.search(rf"First of {first}\b", said)


@each_style
def test_an_entry_that_is_longer_than_a_page_loses_nothing(look):
    words = [f"word{at:04}" for at in range(2000)]
    points = tuple((Span(f"point{at:03} of many"),) for at in range(150))
    items = (Item((Span(" ".join(words)),), kind="prose"), Item((Span("Countess"),), points=points, aside="1840"))
    paper = "a5" if look == "classic" else "a4"
    found = document(sections=(Section("Summary", items),))
    said = "".join(pages(writer("typst")(found, style.load(look, paper)).data))

    assert sorted(set(re.findall(r"word\d{4}", said))) == words
    assert len(set(re.findall(r"point\d{3}", said))) == 150


@each_style
def test_marks_stay_behind_the_name_of_the_owner(look):
    name = (Span("Ada Poe", frozenset({"bold"})), Span("*", frozenset({"raised"})), Span(" and others"))
    lines = [(Span("a " * number), *name) for number in range(60, 140)]
    items = tuple(Item((Span("Title"),), (line,), kind="publication") for line in lines)
    said = "".join(pages(writer("typst")(document(sections=(Section("Works", items),)), style.load(look)).data))

    assert said.count("Ada Poe*") == len(items)


@each_style
def test_no_last_page_has_a_single_entry(look):
    counts = []
    for number in range(40, 80):
        entries = ["One of many entries, each of which needs the whole width of the page"] * number
        sheets = pages(writer("typst")(document(*entries), style.load(look)).data)
        counts.append([said.count("One of many") for said in sheets])

    assert min(found[-1] for found in counts if len(found) > 1) == 3
    assert [sum(found) for found in counts] == list(range(40, 80))


def test_headings_are_one_tree():
    with pikepdf.open(io.BytesIO(built.pdf("senior", "cv", engine="typst").data)) as opened:
        kinds = [str(one.S) for one in opened.objects
                 if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"]  # fmt: skip

    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/L", "/LI", "/P", "/Link"} <= set(kinds)


LIMITED = "\ndocuments:\n  short: {max_pages: 2, fit: true, engine: typst}\n"


def test_a_page_limit_is_kept():
    loaded = load_text(CASES["senior"].read_text("utf-8").replace("\ndocuments:\n", LIMITED), CASES["senior"])
    target = plan_targets(loaded, BuildRequest(CASES["senior"], built.TODAY, names=("short",)))[0]
    written = target.render()

    assert target.engine == "typst"
    assert written.pages == len(pages(written.data)) == 2
    assert [note for note in written.notes if note.startswith("left out to keep 2 pages")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "profile.yaml").write_text("name: Ada Poe\ntalks: [{title: On Looms, year: 2024}]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


BUILD = ["build", "--only", "cv", "--engine", "typst"]


def test_tokens_reach_it(folder):
    (folder / "mine.css").write_text(":root { --accent-color: #ff0000; --based-on: modern }")

    assert main([*BUILD, "--style", "mine.css"]) == 0
    data = (folder / "output/cv.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert b"1 0 0 scn" in opened.pages[0].Contents.read_bytes()
    assert "SourceSans3" in str([str(font.BaseFont) for font in fonts_of(data)])


def fonts_of(data):
    with pikepdf.open(io.BytesIO(data)) as opened:
        yield from (one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one)


def test_rules_are_refused_by_name(folder, capsys):
    (folder / "mine.css").write_text(":root { --accent-color: #ff0000 }\nh2 { color: red }\n@font-face { src: x }")

    assert main([*BUILD, "--style", "mine.css"]) == 1
    assert "remove h2, @font-face, or use --engine weasyprint" in capsys.readouterr().err
    assert main(["build", "--only", "cv", "--to", "html", "--style", "mine.css"]) == 0
    (folder / "mine.css").write_text(":root { --accent-color: #ff0000; color: red }")
    assert main([*BUILD, "--style", "mine.css"]) == 1
    assert "remove :root, or" in capsys.readouterr().err


def test_where_typst_is_missing_it_says_what_to_install(folder, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    engine.compiler.cache_clear()

    assert main(BUILD) == 1
    engine.compiler.cache_clear()
    assert "Typst is not installed" in (err := capsys.readouterr().err)
    assert "pip install '.[typst]'" in err


def without_pango():
    raise EngineMissingError("the PDF of the CV needs Pango, which is not installed", "install it")


def test_where_pango_is_missing_typst_is_chosen(folder, capsys, monkeypatch):
    monkeypatch.setattr("cvgen.writers.pdf._engine", without_pango)

    assert main(["build"]) == 0
    assert "set by Typst, because Pango is not installed" in capsys.readouterr().out
    assert b"Typst" in (folder / "output/cv.pdf").read_bytes()
    assert main(["build", "--only", "cv", "--engine", "weasyprint", "--force"]) == 1
    assert "needs Pango" in capsys.readouterr().err


def test_where_pango_is_missing_letters_that_need_it_are_an_error(folder, capsys, monkeypatch):
    monkeypatch.setattr("cvgen.writers.pdf._engine", without_pango)
    (folder / "profile.yaml").write_text("name: Ada Poe\nnative_name: ליאור\n", "utf-8")

    assert main(["build", "--only", "cv"]) == 1
    assert "needs Pango" in capsys.readouterr().err


def test_another_engine_is_another_file(folder, capsys):
    assert main(BUILD) == main(BUILD) == 0
    assert "up to date" in capsys.readouterr().out
    first = (folder / "output/cv.pdf").read_bytes()
    assert main(["build", "--only", "cv"]) == 0
    assert "up to date" not in capsys.readouterr().out
    assert (folder / "output/cv.pdf").read_bytes() != first


@each_style
def test_the_file_for_typst_can_be_compiled_alone(look):
    document = built_document("senior", look)
    text = writer("typ")(document, style.load(look)).data
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(style.STYLES / "fonts")]
    )
    alone = typst.Compiler(font_paths=fonts, ignore_system_fonts=True).compile(text, format="pdf")

    assert letters(alone) == letters(writer("typst")(document, style.load(look)).data)


def test_a_title_adds_nothing_to_the_file_for_typst():
    text = writer("typ")(document("A", title="T\n#panic()", name="cv\r#panic()"), style.load()).data.decode()

    assert not [line for line in text.splitlines() if line.startswith("#panic")]


def built_document(case, look):
    request = BuildRequest(CASES[case], built.TODAY, names=("cv",), style=look, chart=True)
    return plan_targets(built.loaded(case), request)[0].compiled.document


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (["a"], '("a",)'), ([], "()"), ({}, "(:)"), ({"a-b": None, "A 4": True}, '(a-b: none, "A 4": true)'),
        ('"\\#{x}\n', '"\\"\\\\#{x}\\n"'), ([1.5, -2], "(1.5, -2)"),
    ],
)  # fmt: skip
def test_values_are_written_as_typst_reads_them(value, said):
    assert typ.literal(value) == said
    assert json.loads(typst.Compiler(b"").eval(f"({said})")) == value


def test_a_document_names_its_engine(folder):
    with (folder / "profile.yaml").open("a") as file:
        file.write("documents: {cv: {engine: typst}}\n")

    assert main(["build", "--only", "cv"]) == 0
    assert b"Typst" in (folder / "output/cv.pdf").read_bytes()
    assert main(["diff", "output/cv.pdf", "profile.yaml"]) == 0


@pytest.mark.long
def test_batch_builds_with_it(folder):
    done = subprocess.run(
        [sys.executable, "-m", "cvgen", "batch", "profile.yaml", "--jobs", "2", "--only", "cv", "--engine", "typst"],
        capture_output=True, timeout=60,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert [b"Typst" in path.read_bytes() for path in folder.rglob("cv.pdf")] == [True]


@pytest.mark.parametrize("look", ["classic", "sidebar", "humanities"])
def test_a_redline_says_what_weasyprint_says(folder, look):
    shutil.copy(CASES["senior"], "old.yaml")
    new = CASES["senior"].read_text("utf-8").replace("2019", "2020").replace("Award", "Prize")
    (folder / "new.yaml").write_text(new, "utf-8")
    for name in ("weasyprint", "typst"):
        assert main(["diff", "old.yaml", "new.yaml", "-o", f"{name}.pdf", "--engine", name, "--style", look]) == 1
    usual, other = ((folder / f"{name}.pdf").read_bytes() for name in ("weasyprint", "typst"))

    assert b"Typst" in other
    assert in_any_order(other, look) == in_any_order(usual, look)  # the words in the margin are elsewhere in the file
    assert failures(other) == set()


def test_a_report_is_set_by_it(folder):
    assert main(["report", "--since", "2024", "--by-dates", "-o", "report.pdf", "--engine", "typst"]) == 0
    assert "OnLooms" in letters((folder / "report.pdf").read_bytes())
    assert b"Typst" in (folder / "report.pdf").read_bytes()
