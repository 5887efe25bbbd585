"""What is in a column of its own has room there, and what belongs together stays on one line, in both engines."""

from itertools import pairwise

import pypdfium2
import pytest

from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.pdf.text import lines as lines_of
from cvgen.writers import headings, style, writer

pytestmark = pytest.mark.pdf
ENGINES = pytest.mark.parametrize("engine", ["pdf", "typst"])
TITLES = ("Forschungsinteressen", "Eingereichte Arbeiten und Manuskripte aus allen Jahren", "Vorträge", "Preise")
CONTACTS = ("ada.lovelace@example.org", "+44 20 7946 0000", "Google Scholar", "Semantic Scholar", "My Own Page", "Git")


ADA = Header("Ada Lovelace")


def document(*sections, header=ADA):
    return Document("T", "en", header, sections, "Ada", "")


def item(text, kind="entry", **parts):
    return Item((Span(text),), kind=kind, **parts)


def page_of(made, name, engine, paper="a4"):
    return pypdfium2.PdfDocument(writer(engine)(made, style.load(name, paper)).data)[0]


def box(page, words):
    """Return left, bottom, right and top of the only place of some words on one line."""
    text = page.get_textpage()
    found = text.search(words).get_next()
    assert found, words
    boxes = [text.get_charbox(found[0] + at, loose=True) for at in range(found[1])]
    return tuple(choose(side) for choose, side in zip((min, min, max, max), zip(*boxes, strict=True), strict=True))


@ENGINES
@pytest.mark.parametrize("name", [name for name in style.names() if style.load(name).tokens["sections"] == "beside"])
def test_a_heading_beside_its_section_touches_neither_the_text_nor_the_next_heading(name, engine):
    page = page_of(document(*(Section(title, (item("Reader at Carrow"),)) for title in TITLES)), name, engine)
    text = box(page, "Reader at Carrow")[0]
    words = [[box(page, word) for word in title.split()] for title in TITLES]

    assert max(right for title in words for _, _, right, _ in title) < text
    for above, below in pairwise(words):
        assert min(bottom for _, bottom, _, _ in above) >= max(top for *_, top in below) - 0.5


@pytest.mark.parametrize(
    ("title", "lines"),
    [("Talks", 1), ("Research interests", 1), ("Submissions and manuscripts of all years", 3), ("x" * 100, 5), ("", 1),
     ("文字学与比较文学的研究", 2), ("文字学与比较文学的研究" * 3, 4)],
)  # fmt: skip
def test_the_lines_of_a_heading_are_estimated(title, lines):
    assert headings.lines_beside(title, style.load("europass")) == lines


@ENGINES
@pytest.mark.parametrize("name", [name for name in style.names() if style.load(name).tokens["aside"] == "start"])
def test_a_period_of_months_is_on_one_line_in_the_column_of_dates(name, engine):
    periods = ["May 2020 – May 2026", "Nov 2020 – May 2026"]  # the widest
    made = document(Section("Life", tuple(item("Reader", aside=period) for period in periods)))
    said = [" ".join(line.split()) for line in lines_of(writer(engine)(made, style.load(name)).data)]

    assert [period for period in periods if not any(period in line for line in said)] == []


@ENGINES
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["classic", "humanities", "compact"])
def test_no_contact_is_broken_over_two_lines(name, paper, engine):
    header = Header("Ada Lovelace", contacts=tuple((Span(contact),) for contact in CONTACTS * 3))
    said = lines_of(writer(engine)(document(header=header), style.load(name, paper)).data)

    assert sum(" ".join(line.split()).count("Scholar") for line in said) == 6
    assert sum(" ".join(line.split()).count("Google Scholar") for line in said) == 3
    assert sum(" ".join(line.split()).count("My Own Page") for line in said) == 3


@ENGINES
def test_a_name_in_another_script_is_not_broken_over_two_lines(engine):
    header = Header("Theodora Kallimanis-Wray", native_name="Θεοδώρα Καλλιμάνη")
    said = lines_of(writer(engine)(document(header=header), style.load("classic")).data)

    assert any("Θεοδώρα Καλλιμάνη" in " ".join(line.split()) for line in said)


@ENGINES
@pytest.mark.parametrize("name", style.names())
def test_the_note_of_an_award_is_told_from_the_next_award_without_color(name, engine):
    note = (Span("for tides", frozenset({"quiet"})),)
    awards = (item("Ebb Prize", "award", lines=(note,)), item("Flow Prize", "award"))
    page = page_of(document(Section("Awards", awards)), name, engine)

    left = box(page, "Ebb Prize")[0]
    assert box(page, "Flow Prize")[0] == pytest.approx(left, abs=1)
    assert box(page, "for tides")[0] - left == pytest.approx(4 * style.MM, abs=2)


@ENGINES
@pytest.mark.parametrize("name", ["classic", "modern"])
def test_the_second_line_of_a_mentee_is_indented(name, engine):
    words = "Ann Poe, University of Carrow, Postdoc, with a long thesis on tides that no gauge had ever seen, now"
    mentees = tuple(item(f"{words} Reader at Patmouth College", "one-line") for _ in range(2))
    page = page_of(document(Section("Mentoring", mentees)), name, engine)

    others = [box(page, word)[0] for word in words.split() if len(word) > 4]
    assert min(others) > box(page, "Ann Poe")[0] + 3 * style.MM
