"""The last page of a document is not almost empty: its spacing is a little closer or wider."""

from dataclasses import dataclass, field

import pypdfium2
import pytest

from cvgen.build.page_ends import LEAST, with_good_end
from cvgen.writers import style
from tests import built

HEIGHT = 0.18  # the share of its length that this document loses at Style.closer(1)


@dataclass(frozen=True)
class Look:
    amount: float = 0.0

    def closer(self, amount):
        return Look(amount)


@dataclass
class Paper:
    """Lays out a text of a length in pages, and remembers how often."""

    length: float
    tried: list[float] = field(default_factory=list)

    def __call__(self, look):
        self.tried.append(look.amount)
        length = self.length * (1 - HEIGHT * look.amount)
        return Sheets(-int(-length // 1), length % 1), ""


@dataclass(frozen=True)
class Sheets:
    pages: int
    last_page: float


def test_a_page_is_saved_where_little_is_on_it():
    paper = Paper(4.1)

    assert with_good_end(paper, Look())[0].pages == 4
    assert len(paper.tried) == 2
    assert 0 < paper.tried[-1] <= 0.5


def test_a_short_document_is_set_wider_where_a_page_can_not_be_saved():
    made, _ = with_good_end(Paper(1.2), Look())

    assert made.pages == 2
    assert made.last_page >= LEAST


def test_a_short_document_is_set_as_close_as_reads_well_where_that_saves_its_second_page():
    paper = Paper(1.16)

    assert with_good_end(paper, Look())[0].pages == 1
    assert 0.5 < paper.tried[-1] <= 1


@pytest.mark.parametrize("length", [0.1, 0.9, 1.26, 3.5, 6.99])
def test_a_good_end_is_left_alone(length):
    paper = Paper(length)
    with_good_end(paper, Look())

    assert paper.tried == [0.0]


def test_it_is_never_worse():
    for hundredths in range(101, 800):
        paper = Paper(hundredths / 100)
        (before, _), (after, _) = paper(Look()), with_good_end(paper, Look())
        assert after.pages <= before.pages
        assert after.pages < before.pages or after.last_page >= min(before.last_page, LEAST)
        assert len(paper.tried) <= 3


@pytest.mark.pdf
@pytest.mark.parametrize(("case", "look", "pages"), [("senior", "compact", 3), ("example", "compact", 4)])
def test_a_real_document_ends_well(case, look, pages):
    assert built.pdf(case, "cv", look).pages == pages


@pytest.mark.pdf
@pytest.mark.parametrize("case", ["example", "senior", "names", "scripts"])
@pytest.mark.parametrize("engine", ["weasyprint", "typst"])
@pytest.mark.parametrize("look", ["compact", "ink", "modern"])
def test_no_last_page_is_almost_empty(case, engine, look):
    pages = list(pypdfium2.PdfDocument(built.pdf(case, "cv", look, engine=engine).data))

    assert len(pages) == 1 or filled(pages[-1], style.load(look)) >= 0.25


def filled(page, look):
    """Return the share of the height between the margins down to the last line of text above the foot."""
    text = page.get_textpage()
    bottoms = [text.get_rect(at)[1] for at in range(text.count_rects())]
    height, foot = look.size[1], look.points("margin-bottom")
    lowest = min((bottom for bottom in bottoms if bottom > foot - 8), default=height)
    return (height - look.points("margin-top") - lowest) / (height - look.points("margin-top") - foot)


@pytest.mark.pdf
@pytest.mark.parametrize("amount", [-1, -0.5, 0.5, 1])
def test_another_spacing_is_one_that_reads_well(amount):
    for name in style.names():
        look = style.load(name).closer(amount)
        assert look.points("text-size") >= 9
        assert 1.2 <= look.points("leading") <= 1.5
