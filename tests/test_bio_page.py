"""The page of a bio: its header and headings as the style asks for, and facts that the profile bears out."""

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest

from cvgen.composers import languages
from cvgen.composers.facts import facts
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.document.tree import Document, Header, Item, Section, Span, plain
from cvgen.profile.dates import Date
from cvgen.profile.model import Award, Education, Mentee, Profile, Publication
from cvgen.profile.yaml import load
from cvgen.writers import style
from cvgen.writers.onepage import write
from cvgen.writers.onepage.letters import DressedFont
from tests import built

pytestmark = pytest.mark.pdf
CONTACTS = tuple((Span(text, url=url),) for text, url in (("a@b.example", "mailto:a@b.example"), ("b.example", None)))
PAGE = Document(
    "t", "Bio", Header("Ada Poe", contacts=CONTACTS), (Section("Awards 19", (Item((Span("Ebb Prize"),)),)),), "a", "d"
)


def drawn(tokens, document=PAGE):
    """Return the page of a document in the classic style with other tokens."""
    look = style.load("mine.css", own=f":root {{ {tokens} }}")
    return pypdfium2.PdfDocument(write(document, look).data)[0]


def place(page, words):
    """Return left, bottom, right and top of some words on a page."""
    text = page.get_textpage()
    index, count = text.search(words).get_next()
    boxes = [text.get_charbox(at) for at in range(index, index + count)]
    return (*(min(box[at] for box in boxes) for at in (0, 1)), *(max(box[at] for box in boxes) for at in (2, 3)))


def kinds(page):
    """Return how many texts, paths and pictures are on a page."""
    found = [thing.type for thing in page.get_objects()]
    return found.count(1), found.count(2), found.count(3)


def test_a_centered_header_is_in_the_middle():
    left, _, right, _ = place(drawn("--header: center;"), "Ada Poe")

    assert (left + right) / 2 == pytest.approx(595.28 / 2, abs=1)


def test_a_band_is_as_wide_as_the_paper_and_under_white_letters():
    page = drawn("--header: band;")
    band = next(page.get_objects())

    assert band.get_bounds() == pytest.approx((0, band.get_bounds()[1], 595.28, 841.89), abs=1)
    assert band.get_bounds()[1] < place(page, "Ada Poe")[1]
    pixel = page.render(scale=1).to_pil().convert("RGB").crop((20, 5, 21, 6)).getpixel((0, 0))
    assert pixel == (0x1B, 0x1B, 0x1B)


@pytest.mark.parametrize(
    ("tokens", "more"), [("--heading: rule;", 1), ("--heading: bar;", 1), ("--heading: plain;", 0)]
)
def test_headings_have_the_line_or_band_of_the_style(tokens, more):
    assert kinds(drawn(tokens))[1] == kinds(drawn(""))[1] + more


def test_headings_are_above_the_text_or_beside_it():
    above, beside = drawn("--sections: below;"), drawn("--sections: beside;")

    assert place(above, "Awards")[1] > place(above, "Ebb Prize")[3]
    assert place(beside, "Awards")[2] < place(beside, "Ebb Prize")[0]
    assert place(beside, "Awards")[1] == pytest.approx(place(beside, "Ebb Prize")[1], abs=3)


@pytest.mark.parametrize("case", ["caps", "small-caps"])
def test_capitals_are_copied_as_they_were_written(case):
    page = drawn(f"--case: {case}; --figures: old-style;")

    assert "Awards 19" in page.get_textpage().get_text_range()
    plain_width, width = ((box := place(one, "wards"))[2] - box[0] for one in (drawn(""), page))
    assert width > 1.1 * plain_width


def test_other_glyphs_keep_the_letters():
    from cvgen.writers.onepage import fonts

    usual, caps, small, old = (fonts.face(f"SourceSerif4-Semibold{dress}") for dress in
                               ("", ".caps", ".small-caps", ".old-style"))  # fmt: skip
    glyph = [one.face.charToGlyph for one in (usual, caps, small, old)]

    assert all(isinstance(one, DressedFont) for one in (caps, small, old))
    assert glyph[1][ord("é")] == glyph[0][ord("É")]
    assert glyph[1][ord("ß")] == glyph[0][0x1E9E]
    assert len({one[ord("w")] for one in glyph}) == 3
    assert glyph[3][ord("7")] != glyph[0][ord("7")]


def test_contacts_have_a_drawing_each_or_dots():
    text, icons = drawn("--contacts: text;"), drawn("--contacts: icons;")

    assert "a@b.example · b.example" in text.get_textpage().get_text_range()
    assert kinds(icons)[1] == kinds(text)[1] + len(CONTACTS)
    assert "·" not in icons.get_textpage().get_text_range().split("Awards")[0]


def test_links_are_underlined_if_the_style_says_so():
    assert kinds(drawn("--links: underlined;"))[1] == kinds(drawn(""))[1] + 1


@pytest.mark.parametrize("look", style.names())
def test_decoration_is_not_read_aloud(look):
    with pikepdf.open(io.BytesIO(built.pdf("senior", "bio", look).data)) as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]

    assert len(figures) == 2  # portrait and code


def papers(number):
    return tuple(Publication(title=f"Paper {at}", venue="Journal", year=2020) for at in range(number))


WHOLE = Profile(
    name="Ada",
    publications=papers(12),
    awards=tuple(Award(title=f"Prize {at}") for at in range(3)),
    mentees=tuple(Mentee(name=f"Person {at}") for at in range(5)),
    education=(
        Education(degree="M.A.", institution="Marsh College", end=Date(2008)),
        Education(degree="Ph.D.", institution="University of Carrow", end=Date(2012, 5)),
    ),
)


def said(profile, words=ENGLISH, beside=()):
    return [plain(fact) for fact in facts(profile, words, beside)]


def test_facts_are_what_the_profile_lists():
    assert said(WHOLE) == ["12 publications", "3 awards", "5 mentees", "Ph.D., University of Carrow, 2012"]


def test_what_is_hidden_or_has_not_appeared_does_not_count():
    hidden = (*papers(4), replace(papers(1)[0], hidden=True), replace(papers(1)[0], status="submitted"))

    assert said(replace(WHOLE, publications=hidden))[0] == "4 publications"


def test_a_degree_that_is_planned_is_not_a_fact():
    planned = Education(degree="LL.M.", institution="Quay Law School", end=Date(2030, expected=True))

    assert said(replace(WHOLE, education=(*WHOLE.education, planned)))[-1] == "Ph.D., University of Carrow, 2012"


def test_few_facts_are_none():
    assert said(Profile(name="Ada", publications=papers(30))) == []
    assert said(replace(WHOLE, awards=WHOLE.awards[:2], mentees=(), education=())) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("She wrote over 45 peer-reviewed papers.", False),
        ("She is the author of twelve publications.", False),
        ("Of her papers, two opened a field.", True),
        ("In 2020 she founded a lab. Papers followed.", True),
        ("Her work appeared in 2019.", True),
    ],
)
def test_what_the_biography_counts_is_not_counted_again(text, kept):
    assert ("12 publications" in said(WHOLE, beside=[text])) == kept


def test_three_prizes_of_one_name_are_not_all_awards():
    assert "3 awards" in said(WHOLE, beside=["She won three Gordy Awards."])


@pytest.mark.parametrize("name", languages.names())
def test_facts_have_a_phrase_in_each_language(name):
    found = said(WHOLE, languages.load(name))

    assert [number for number, fact in zip(("12", "3", "5", "2012"), found, strict=True) if number not in fact] == []
    assert all(any("bold" in span.looks for span in fact) for fact in facts(WHOLE, languages.load(name)))


def test_facts_without_room_are_left_out():
    many = tuple((Span(str(at), frozenset({"bold"})), Span(" things of some kind")) for at in range(100, 104))
    page = drawn("--margin-side: 55mm;", replace(PAGE, header=replace(PAGE.header, facts=many)))
    text = page.get_textpage().get_text_range()

    assert "101 things" in text
    assert "103 things" not in text


def test_papers_of_others_are_not_counted():
    papers = "".join(
        f"- {{title: Ice {at}, authors: [{who}], year: 2020, venue: J. Ice}}\n"
        for at, who in enumerate(["Ada Poe"] * 4 + ["Max Reed"] * 3)
    )
    profile = load(
        f"name: Ada Poe\npublications:\n{papers}awards: [{{title: A}}, {{title: B}}, {{title: C}}]\n"
    ).profile

    assert [plain(fact) for fact in facts(profile, ENGLISH)] == ["4 publications", "3 awards"]
