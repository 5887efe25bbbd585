"""The one-page writer: one page for every document, nothing outside the margins or on top of each other, all told."""

import io
import re
import zlib
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from cvgen.composers import composer
from cvgen.document.tree import Document, Header, Item, Look, Photo, Section, Span, plain
from cvgen.pdf.streams import end_unambiguously, ends_unambiguously, padded
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Award, Bio, Mentee, Profile, Publication
from cvgen.writers import Rendered, style
from cvgen.writers.onepage import write
from cvgen.writers.onepage.text import Text, safe
from cvgen.writers.onepage.typography import typography

pytestmark = pytest.mark.pdf
A4, LETTER = style.load("classic", "a4"), style.load("classic", "letter")
EXAMPLE = Path(__file__).parent.parent / "profile.yaml"
DATE = "November 2026"


def picture(width: int = 300, height: int = 400) -> Photo:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (90, 110, 140)).save(out, "JPEG")
    return Photo(out.getvalue(), "Portrait", width, height)


def bio(profile: Profile, photo: Photo | None = None) -> Document:
    return composer("bio")(profile, DATE, photo)


def example(photo: Photo | None = None) -> Document:
    return bio(profile_yaml.load(EXAMPLE.read_text("utf-8")).profile, photo)


def made_up(papers: int, people: int) -> Profile:
    """A profile with that many publications and mentees, every one of which can be told from the others."""
    return Profile(
        name="Ada Example",
        headline="Professor of Everything",
        website="https://ada.example.org/",
        bio=Bio(long="Ada Example studies everything. " * 20, short="Ada Example studies everything."),
        publications=tuple(
            Publication(title=f"Paper <{n}> about things that matter", venue="Journal & Co", year=2024 - n // 9)
            for n in range(papers)
        ),
        awards=tuple(Award(title=f"Award <{n}>") for n in range(papers // 8)),
        mentees=tuple(Mentee(name=f"Person <{n}>", affiliation="University") for n in range(people)),
    )


def page(written: Rendered) -> Any:
    """The only page of a PDF."""
    document = pypdfium2.PdfDocument(written.data)
    assert (written.pages, len(document)) == (1, 1)
    return document[0]


def text(written: Rendered) -> str:
    """The words of the page with single spaces; PDFium marks a hyphen at the end of a line."""
    found = page(written).get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-")
    return " ".join(found.split())


def boxes(written: Rendered) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every run of text."""
    found = page(written).get_textpage()
    return [found.get_rect(at) for at in range(found.count_rects())]


def check(written: Rendered, look: style.Style) -> None:
    """One page, all of it inside the margins, no line on another."""
    width, height = look.size
    side, foot = look.points("margin-side"), look.points("margin-bottom")
    assert page(written).get_size() == pytest.approx((width, height), abs=0.01)
    found = boxes(written)
    for left, bottom, right, top in found:
        assert left > side - 2  # a letter may lean over its edge
        assert right < width - side + 6  # as above, and marks without a letter hang over
        assert top < height - look.points("margin-top") + 6  # accents may stand above the capitals of the name
        assert bottom > foot - 3 or top < foot - 12  # the text, or the foot
    found.sort(key=lambda box: box[1])
    for at, one in enumerate(found):
        for other in takewhile(lambda box, top=one[3]: box[1] < top, found[at + 1 :]):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - other[1]
            lower = min(one[3] - one[1], other[3] - other[1])
            assert across < 3 or down < max(1.5, 0.3 * lower), (one, other)  # a letter may lean over the next


def links(written: Rendered) -> list[str]:
    """Where the links of the page lead, in order."""
    with pikepdf.open(io.BytesIO(written.data)) as pdf:
        return [str(link.A.URI) for link in pdf.pages[0].get("/Annots", [])]


def left_out(written: Rendered, what: str) -> int:
    found = re.search(rf"(\d+) of \d+ {what}", " ".join(written.notes))
    return int(found[1]) if found else 0


@pytest.mark.parametrize("look", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("photo", [None, picture()], ids=["no photo", "photo"])
@pytest.mark.parametrize(("papers", "people"), [(0, 0), (1, 0), (0, 200), (7, 3), (40, 26), (500, 200)])
def test_any_number_of_entries_is_one_page(papers: int, people: int, photo: Photo | None, look: style.Style) -> None:
    written = write(bio(made_up(papers, people), photo), look)
    check(written, look)
    words = text(written)
    for what, title, total in (
        ("Paper", "publications", papers),
        ("Award", "awards", papers // 8),
        ("Person", "mentoring", people),
    ):
        shown = len(re.findall(rf"{what} <\d+>", words))
        assert shown + left_out(written, title) == total
        assert shown >= min(total, 3)


@pytest.mark.parametrize("look", [A4, LETTER], ids=["a4", "letter"])
@pytest.mark.parametrize("photo", [None, picture()], ids=["no photo", "photo"])
def test_the_example_fills_its_page(photo: Photo | None, look: style.Style) -> None:
    written = write(example(photo), look)
    check(written, look)
    edge = look.points("margin-bottom")
    lowest = min(bottom for _, bottom, _, _ in boxes(written) if bottom > edge - 3)
    assert lowest - edge < 0.06 * look.size[1]


def test_kept_entries_are_the_first_of_each_section() -> None:
    shown = [int(n) for n in re.findall(r"Person <(\d+)>", text(write(bio(made_up(500, 200)), A4)))]
    assert shown == list(range(len(shown)))


def test_the_owners_words_are_whole_and_in_order() -> None:
    document = example()
    words = text(write(document, A4))
    wording = re.sub(r"\s+", " ", plain(document.sections[0].items[0].shorter[0]))
    heads = [document.header.name, *(section.title for section in document.sections), "Anbang Yao · Biography", DATE]
    assert wording in words
    assert re.search(".*".join(map(re.escape, heads)) + "$", words)


def test_it_is_the_same_each_time() -> None:
    assert write(example(picture()), A4) == write(example(picture()), A4)


def test_every_font_is_inside_and_none_is_helvetica() -> None:
    with pikepdf.open(io.BytesIO(write(example(), A4).data)) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.as_dict().values())
        names = sorted(str(font.BaseFont) for font in fonts)
        assert len(fonts) >= 3
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    assert all(re.match(r"/[A-Z]{6}\+(SourceSerif4|CVGenCJK)-", name) for name in names)


def test_what_the_file_says_of_itself() -> None:
    with pikepdf.open(io.BytesIO(write(example(), A4).data)) as pdf:
        assert str(pdf.docinfo.Title) == "Anbang Yao – Biography"
        assert str(pdf.docinfo.Author) == "Anbang Yao"
        assert str(pdf.Root.Lang) == "en"


def test_a_long_biography_gives_way_to_its_shorter_wording() -> None:
    profile = replace(made_up(60, 0), bio=Bio(long="A long sentence about it. " * 300, short="In short, everything."))
    written = write(bio(profile), A4)
    assert "In short, everything." in text(written)
    assert "the biography is printed in a shorter wording: 3 of 1500 words" in written.notes


def test_a_biography_without_shorter_wording_is_cut_at_a_sentence() -> None:
    written = write(bio(replace(made_up(60, 0), bio=Bio(long="A long sentence about it. " * 600))), A4)
    check(written, A4)
    assert re.search(r"about it\. Publications", text(written))
    assert any(note.startswith("the biography was cut: ") for note in written.notes)


def test_a_biography_alone_may_fill_the_page() -> None:
    written = write(bio(Profile(name="Ada", bio=Bio(long="A long sentence about it. " * 600))), A4)
    check(written, A4)
    assert min(bottom for _, bottom, _, _ in boxes(written) if bottom > 60) < A4.points("margin-bottom") + 30


def test_markup_is_printed_as_it_is() -> None:
    hostile = "<b>a</b> &amp; <img src='/etc/passwd'/> {{ x }} <font name='No'>"
    assert hostile in text(write(bio(Profile(name="Ada", headline=hostile)), A4))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "pdf:x", "document:x", "#x", "", None])
def test_only_safe_links_are_links(url: str | None) -> None:
    item = Item((Span("x", url=url),))
    document = Document("t", "l", Header("n"), (Section("s", (item,)),), "a", DATE, website=url or "")
    assert safe(url) is None
    assert links(write(document, A4)) == []


def test_links_are_links() -> None:
    profile = replace(made_up(0, 0), email="ada@example.org", links={"Köln": "https://köln.example/?a=1&b=(2)"})
    assert links(write(bio(profile), A4)) == [
        "mailto:ada@example.org",
        "https://ada.example.org/",
        "https://k%C3%B6ln.example/?a=1&b=(2)",
        "https://ada.example.org/",  # the QR code
    ]


def test_a_long_name_is_set_smaller_and_an_endless_one_is_cut_and_told() -> None:
    name = "Maria Magdalena Konstantinopolitanska-Wielkopolska von und zu Hohenzollern"
    written = write(bio(Profile(name=name), picture()), A4)
    assert text(written).startswith(name)
    assert not written.notes
    assert write(bio(Profile(name="Ada " * 200)), A4).notes == (
        "cut in the header: Ada Ada Ada Ada Ada Ada Ada Ada Ada Ada…",
    )


def test_a_sign_that_no_font_has_is_a_box() -> None:
    assert "Ada □" in text(write(bio(Profile(name="Ada 𓀀")), A4))


def test_chinese_names_are_in_a_face_that_has_them() -> None:
    assert "Ada 戈登·摩尔奖" in text(write(bio(Profile(name="Ada", native_name="戈登·摩尔奖")), A4))


def test_a_date_of_letters_that_become_words_stays_on_the_page() -> None:
    check(write(Document("t", "l", Header("Ada"), (), "a", "ﷺ" * 40), A4), A4)


def test_a_native_name_of_nothing_takes_no_room() -> None:
    header = Header("Ada", "\x00", contacts=((Span("ada@example.org"),),))
    check(write(Document("t", "l", header, (), "a", DATE), A4), A4)


def test_a_photo_is_never_blown_up() -> None:
    for width, height in ((1, 1), (40, 50), (3000, 20), (20, 3000), (3000, 4000)):
        drawn = [
            thing
            for thing in page(write(bio(Profile(name="Ada"), picture(width, height)), A4)).get_objects()
            if thing.type == 3
        ]
        (left, bottom, right, top) = drawn[0].get_bounds()
        assert max(right - left, top - bottom) < 120  # 42 mm
        assert max(right - left, top - bottom) < 73 * max(width, height) / 100


def test_a_photo_that_is_none_and_an_endless_address_are_told() -> None:
    document = replace(bio(Profile(name="Ada")), website="https://example.org/" + "x" * 500)
    written = write(replace(document, header=replace(document.header, photo=Photo(b"no", "", 1, 1))), A4)
    assert len(written.notes) == 2
    assert all(note.startswith("left out: ") for note in written.notes)


def test_measuring_again_in_another_width_changes_nothing() -> None:
    look = typography(A4)
    spans = (Span("x" * 300), Span(" and "), Span("bold 戈登" * 40, frozenset({"bold"})), Span("(a b) " * 30))
    used = Text(spans, look.body(hang=10), "LI", look)
    heights = [used.tall(width) for width in (300.0, 380.5, 411.0, 90.0)]
    assert heights == [Text(spans, look.body(hang=10), "LI", look).tall(width) for width in (300.0, 380.5, 411.0, 90.0)]


NASTY = [
    "",
    " ",
    "\t\n",
    "\x00",
    "\u200b",
    "\u202e",
    "\ud800",
    "xyz",
    "戈登",
    "שלום ",
    "سلام ",
    "हिन्दी ",
    "น้ำ",
    "เก้าอี้ใหญ่",
    "\u200c",
    "&<>\"'",
    "ﷺ",
    "e\u0301",
    "W. ",
]
WORDS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
LOOKS: tuple[Look, ...] = ("bold", "italic", "code", "raised", "label", "quiet")
SPANS = st.lists(
    st.builds(
        Span, WORDS, st.frozensets(st.sampled_from(LOOKS), max_size=2), st.sampled_from([None, "https://e.org/ö\n"])
    ),
    max_size=3,
).map(tuple)
ITEMS = st.builds(
    Item,
    SPANS,
    st.lists(SPANS, max_size=2).map(tuple),
    st.lists(SPANS, max_size=1).map(tuple),
    aside=st.sampled_from(["", "2019–2024"]),
    number=st.sampled_from(["", "1."]),
    kind=st.sampled_from(["entry", "prose", "publication", "award", "word"]),
    rank=st.integers(-3, 30),
    shorter=st.lists(SPANS, max_size=2).map(tuple),
)
SECTIONS = st.builds(
    Section,
    WORDS,
    st.lists(ITEMS, max_size=6).map(tuple),
    notes=st.lists(SPANS, max_size=1).map(tuple),
    kind=st.sampled_from(["", "prose", "publications"]),
    run_in=st.booleans(),
    more=st.sampled_from(["", "and {} more"]),
)
HEADERS = st.builds(
    Header,
    WORDS,
    WORDS,
    st.lists(SPANS, max_size=3).map(tuple),
    st.lists(SPANS, max_size=9).map(tuple),
)
DOCUMENTS = st.builds(
    Document,
    WORDS,
    WORDS,
    HEADERS,
    st.lists(SECTIONS, max_size=5).map(tuple),
    WORDS,
    WORDS,
    st.sampled_from(["", "https://example.org"]),
)


def swollen(spans: tuple[Span, ...], longer: int) -> tuple[Span, ...]:
    return tuple(replace(span, text=span.text * longer) for span in spans)


def swell(document: Document, longer: int, more: int) -> Document:
    """A small document -> one with texts that many times longer, and that many times more entries."""

    def item(one: Item) -> Item:
        return replace(one, text=swollen(one.text, longer), lines=tuple(swollen(line, longer) for line in one.lines))

    header = document.header
    header = replace(
        header,
        name=header.name * longer,
        native_name=header.native_name * longer,
        lines=tuple(swollen(line, longer) for line in header.lines),
        contacts=header.contacts * more,
    )
    sections = tuple(replace(one, items=tuple(map(item, one.items)) * more) for one in document.sections)
    return replace(document, header=header, sections=sections, date=document.date * longer)


# Without shrinking: each example takes a tenth of a second, so that a failure would take minutes to show.
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(DOCUMENTS, st.integers(1, 400), st.integers(1, 50), st.booleans(), st.sampled_from(["a4", "letter"]))
def test_every_document_is_one_page(
    document: Document, longer: int, more: int, photo: bool, paper: style.Paper
) -> None:
    look = style.load("classic", paper)
    document = swell(document, longer, more)
    header = replace(document.header, photo=picture() if photo else None)
    check(write(replace(document, header=header), look), look)


def test_selected_awards_stay_longest() -> None:
    awards = tuple(Award(title=f"Award {at}", selected=at >= 28) for at in range(30))
    words = text(write(bio(replace(made_up(60, 30), awards=awards)), A4))

    assert "Award 28 Award 29" in words
    assert "Award 27" not in words


@pytest.mark.parametrize("number", [15, 25, 204])
def test_streams_that_would_end_badly_do_not(number):
    """Of pages with any words, one in a hundred has such a stream: these have."""
    award = Award(title=f"Award {Random(number).randbytes(8).hex()}")

    assert end_unambiguously(write(bio(Profile(name="Ada", headline="Professor", awards=(award,))), A4).data)


def test_a_content_that_would_end_badly_is_padded():
    bad = [
        content
        for content in (Random(number).randbytes(9) for number in range(2000))
        if not ends_unambiguously(content)
    ]

    assert bad
    assert all(zlib.compress(content)[-1] == 13 for content in bad)
    assert all(padded(content).startswith(content) and zlib.compress(padded(content))[-1] != 13 for content in bad)
