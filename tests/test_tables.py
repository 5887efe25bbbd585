"""Grants, talks and courses as tables: their columns, their rows, and what machines read in them."""

import io
import re
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest

from cvgen.build.loader import load_text
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.composers.cv import compose
from cvgen.document.tree import FEWEST_ROWS, ROW, Section, is_row, is_table, plain
from cvgen.writers import style, writer
from cvgen.writers.tables import all_columns, table_columns
from tests import built
from tests.conftest import CASES, ROOT
from tests.test_extraction import EXTRACTORS, layout, pdfium, pdfminer_text
from tests.test_typst import pages

STANDARDS = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)
ENGINES = ("weasyprint", "typst")
ROW_BY_ROW = [one for one in EXTRACTORS.values() if one != pdfminer_text]  # which reads columns by columns
LOOKS = [name for name in style.names() if style.load(name).tokens["tables"] == "yes"]
both_engines = pytest.mark.parametrize("engine", ENGINES)
LONG = "a long note " * 20
PROFILE = Path("profile.yaml")
SENIOR = CASES["senior"].read_text("utf-8")


def grant(number, more=""):
    about = f"title: Grant {number}, funder: Fund {number}, amount: {number}000, currency: EUR, year: 20{number}"
    return f"- {{{about}{more}}}"


def profile(count, *others):
    """Return the text of a profile with grants that are alike, and with others."""
    return "\n".join(["name: Ada Poe", "grants:", *(grant(10 + at, ", role: PI") for at in range(count)), *others])


def section(text, at=0, **options):
    return compose(load_text(text, PROFILE).profile, "", **options).sections[at]


def made(text, look="engineer", form="pdf", **options):
    path = CASES["senior"] if text == SENIOR else PROFILE
    request = BuildRequest(path, built.TODAY, names=("cv",), formats=(form,), style=look, **options)
    return build_targets(plan_targets(load_text(text, path), request), str)[f"cv.{form}"]


def elements(data):
    """Return the elements of the tags of a PDF in reading order, each with its depth, kind, and attributes."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        return list(_below(opened.Root.StructTreeRoot.K, 0))


def _below(kids, depth):
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield depth, str(kid.S), dict(_attributes(kid))
            yield from _below(kid.get("/K", pikepdf.Array()), depth + 1)


def _attributes(element):
    found = element.get("/A", pikepdf.Array())
    for one in found if isinstance(found, pikepdf.Array) else [found]:
        yield from ((name, value) for name, value in one.items())


def kinds(data, *wanted):
    return [kind for _, kind, _ in elements(data) if kind in wanted]


# ---- which sections are tables -------------------------------------------------------------------


def test_the_columns_are_those_that_have_cells():
    found = section(profile(FEWEST_ROWS))

    assert [column.label for column in found.columns] == ["Dates", "Project", "Role", "Amount"]
    assert [plain(cell) for cell in found.items[0].cells] == ["Grant 10, Fund 10", "PI", "EUR\u00a010,000"]
    assert is_table(found)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("talks: [{title: A, event: B, kind: invited}]", ["Dates", "Talk", "Event", "Kind"]),
        ("talks: [{title: A, location: B}]", ["Dates", "Talk", "Event"]),
        ("teaching: [{course: A, role: B, institution: C}]", ["Dates", "Course", "Role", "Institution"]),
        ("grants: [{title: A, amount: 5, share: 3}]", ["Dates", "Project", "Amount", "Own share"]),
        ("awards: [A]", []),
    ],
)
def test_each_section_has_its_own_columns(text, labels):
    assert [column.label for column in section(f"name: Ada Poe\n{text}").columns] == labels


def test_few_entries_are_a_list():
    assert not is_table(section(profile(FEWEST_ROWS - 1)))


def test_entries_with_nothing_but_a_title_are_a_list():
    assert not is_table(section("name: Ada Poe\ntalks: [A, B, C, D, {title: E, event: F}]"))


def test_entries_without_dates_are_a_list():
    assert not is_table(section("name: Ada Poe\ntalks:\n" + "- {title: A, event: B}\n" * 4))


def test_a_long_entry_is_no_row():
    found = section(profile(4, grant(50, f", note: {LONG}")))

    assert [is_row(item, found) for item in found.items] == [True] * 4 + [False, False]  # the last is the total
    assert len(plain(found.items[4].cells[0])) > ROW
    assert is_table(found)


def test_many_long_entries_make_a_list():
    assert not is_table(section(profile(3, *(grant(50 + at, f", note: {LONG}") for at in range(2)))))


def test_a_change_needs_a_list():
    found = section(profile(4))
    changed = replace(found, items=(replace(found.items[0], change="changed"), *found.items[1:]))

    assert is_table(found)
    assert not is_table(changed)


def test_a_style_decides():
    found = section(profile(4))

    assert table_columns(found, style.load("engineer"))
    assert table_columns(found, style.load("classic")) == ()
    assert "<table" not in made(profile(4), "classic", "html").data.decode()


def test_dates_are_as_wide_as_they_need():
    short, long = (
        all_columns(section("name: Ada Poe\ntalks:\n" + f"- {{title: A, event: B, date: {date}}}\n" * 3))[0].width
        for date in ("2024", "2024-05-12")
    )

    assert short < long


# ---- what is written -----------------------------------------------------------------------------


def test_a_web_page_has_a_table_with_headers_of_columns():
    text = made(profile(4, grant(50, f", note: {LONG}")), form="html").data.decode()

    assert re.findall(r'<th class="(\w+)" scope="col">(.*?)</th>', text) == [
        ("dates", "Dates"), ("text", "Project"), ("word", "Role"), ("amount", "Amount"),
    ]  # fmt: skip
    assert '<td class="amount">EUR\u00a010,000</td>' in text
    assert text.count('<td colspan="3">') == 2
    assert '<tr class="total">' in text


def test_text_and_markdown_say_the_same_in_every_style():
    for form in ("txt", "md"):
        assert made(profile(4), "engineer", form).data == made(profile(4), "classic", form).data


@pytest.mark.parametrize("language", ["de", "es", "fr", "ja", "zh"])
def test_every_language_names_the_columns(language):
    english = set(re.findall(r"<th.*?>(.*?)<", made(SENIOR, form="html").data.decode()))
    other = set(re.findall(r"<th.*?>(.*?)<", made(SENIOR, form="html", language=language).data.decode()))

    assert len(other) == len(english) == 10
    assert not (other & english) - {"Dates", "Type"}


def test_a_template_has_the_same_values():
    starter = ROOT / "cvgen" / "templates" / "starters" / "cv.html.j2"
    ours, own = (made(SENIOR, form="html", template=one).data.decode() for one in ("", str(starter)))

    for pattern in (r"<th.*?>(.*?)<", r'<td class="(?:word|amount)">(.*?)<', r'colspan="(\d)"'):
        assert re.findall(pattern, own) == re.findall(pattern, ours)


@pytest.mark.pdf
@both_engines
def test_a_screen_reader_finds_rows_and_headers(engine):
    found = elements(made(profile(8, grant(50, f", note: {LONG}")), engine=engine).data)
    headers = [attributes for _, kind, attributes in found if kind == "/TH"]
    cells = [attributes for _, kind, attributes in found if kind == "/TD"]

    assert [kind for _, kind, _ in found if kind in ("/Table", "/THead", "/TBody")] == ["/Table", "/THead", "/TBody"]
    assert [kind for _, kind, _ in found].count("/TR") == 1 + 8 + 2
    assert [str(one["/Scope"]) for one in headers] == ["/Column"] * 4
    assert len(cells) == 8 * 4 + 2 * 2
    assert [int(one["/ColSpan"]) for one in cells if "/ColSpan" in one] == [3, 3]


@pytest.mark.pdf
@both_engines
def test_each_page_repeats_the_headings(engine):
    written = made(profile(80), engine=engine)
    text = pages(written.data)

    assert written.notes == ()
    assert len(text) == 2
    assert [one.count("Project") for one in text] == [1, 1]


@pytest.mark.pdf
@pytest.mark.parametrize("look", LOOKS)
def test_both_engines_say_the_same(look):
    said = [normalized(made(profile(9) + TALKS, look, engine=engine).data) for engine in ENGINES]

    assert said[0] == said[1]


def normalized(data):
    return "".join(pdfium(data).split())


TALKS = """
talks:
- {title: On Looms, event: Loom Week, location: Lisbon, kind: keynote, date: 2024-05}
- {title: On Lace, event: Lace Week, location: Galway, kind: invited, date: 2023-05}
- {title: On Silk, event: Silk Week, location: Turin, kind: invited, date: 2022-05}
"""


@pytest.mark.pdf
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("paper", ["a4", "letter"])
@both_engines
def test_every_table_conforms(look, paper, engine):
    data = made(profile(60, grant(90, f", note: {LONG * 300}")) + TALKS, look, paper=paper, engine=engine).data

    assert [one.rule_id for name in STANDARDS for one in page.validate_pdf_bytes(data, profile=name).failures] == []


@pytest.mark.pdf
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("extract", ROW_BY_ROW, ids=lambda extract: extract.__name__)
@both_engines
def test_a_row_is_read_as_one(look, extract, engine):
    page = " ".join(extract(made(profile(9) + TALKS, look, engine=engine).data).split())

    for number in range(10, 19):
        assert f"20{number} Grant {number}, Fund {number} PI EUR {number},000" in page
    assert "May 2024 On Looms Loom Week, Lisbon keynote" in page


@pytest.mark.pdf
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("extract", [one for one in ROW_BY_ROW if one != layout], ids=lambda extract: extract.__name__)
@both_engines
def test_a_long_title_is_read_with_its_amount(look, extract, engine):
    text = profile(9, grant(50, f", role: co-PI, note: {'some words of a note ' * 5}"))
    page = " ".join(extract(made(text, look, engine=engine).data).split())

    assert f"2050 Grant 50, Fund 50, {('some words of a note ' * 5).strip()} co-PI EUR 50,000" in page


@pytest.mark.pdf
@pytest.mark.parametrize("look", LOOKS)
@both_engines
def test_a_short_table_is_on_one_page(look, engine):
    """Whatever is before it: its headings are never alone, and neither is a row."""
    for lines in range(30, 60):
        awards = "\nawards: [" + ", ".join(["A"] * lines) + "]"
        order = "\ndocuments: {cv: {sections: [awards, talks]}}\n"
        text = pages(made("name: Ada Poe" + awards + TALKS + order, look, engine=engine).data)
        (found,) = (" ".join(one.split()) for one in text if "On Looms" in one)
        assert "Talk Event Kind" in found
        assert "On Silk" in found


@pytest.mark.pdf
def test_dates_are_last_where_a_style_has_them_at_the_end_of_lines():
    own = style.load("mine.css", own=":root { --tables: yes }")
    found = compose(load_text(profile(9, grant(50, f", note: {LONG}")) + TALKS, PROFILE).profile, "2026")
    said = [writer(name)(found, own).data for name in ("pdf", "typst")]

    assert "".join(pdfium(said[0]).split()) == "".join(pdfium(said[1]).split())
    for data in said:
        assert "Grant 10, Fund 10 PI EUR 10,000 2010" in " ".join(pdfium(data).split())
        assert [one for name in STANDARDS for one in page.validate_pdf_bytes(data, profile=name).failures] == []


def test_other_sections_and_long_dates_are_no_rows():
    item = section(profile(4)).items[0]

    assert is_row(item, section(profile(4)))
    assert not is_row(item, Section("Talks", (item,)))
    assert not is_row(replace(item, aside="2010, " * 40), section(profile(4)))


@pytest.mark.long
def test_a_profile_with_thousands_of_rows_is_set():
    text = profile(0, *(grant(10 + at % 90) for at in range(2000)))

    assert made(text, form="html").data.count(b"<tr") == 2002
