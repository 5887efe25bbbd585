"""What machines read in the PDFs: whole titles, in order, with the authors and the marks at the right names."""

import shutil
from functools import cache
from unicodedata import normalize

import pytest

from cvgen.writers import style
from tests import built
from tools.extraction import EXTRACTORS, layout, missing, pdfium, pdfminer_text, poppler, published

pytestmark = pytest.mark.pdf


@cache
def words(extract, name, look="classic", case="example"):
    """Return the words that an extractor reads in a document, with single spaces."""
    if extract in (poppler, layout) and not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    return " ".join(extract(built.pdf(case, name, look).data).split())


@pytest.fixture(scope="module")
def profile():
    return built.loaded("example").profile


each_style = pytest.mark.parametrize("look", style.names())


@each_style
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_publications_are_whole_and_in_order(look, profile, extract):
    papers = published(profile.publications)

    assert len(papers) > 30
    assert missing(words(extract, "cv", look), papers) == []


def test_a_damaged_publication_is_missing(profile):
    page, papers = words(pdfium, "cv"), published(profile.publications)
    first, second = (paper.title for paper in papers[:2])

    assert missing(page.replace(first, first[1:]), papers) == [first]
    assert missing(page.replace(papers[1].authors[0].name, "X", 1), papers) != []
    assert missing(page.replace(second, "").replace(first, f"{second} {first}"), papers) == [second]


@each_style
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_names_dates_and_foreign_words_are_whole(look, extract):
    page = words(extract, "cv", look)

    for said in ("Anbang Yao", "戈登·摩尔奖", "yaoanbang.github.io", "Jan 2010", "3110–3122"):
        assert said in page


# pdftotext -layout prints headings that are beside the text between its lines.
@each_style
@pytest.mark.parametrize(
    "extract", [one for one in EXTRACTORS.values() if one != layout], ids=lambda extract: extract.__name__
)
def test_the_bio_is_whole(look, profile, extract):
    page, shown = words(extract, "bio", look), built.pdf("example", "bio", look).shown
    papers = [profile.publications[item.key[1]] for item in shown if item.key[0] == "publications"]

    assert any(" ".join(text.split()) in page for text in profile.bio.longest_first())
    assert len(papers) >= 3
    for paper in papers:
        assert f"{paper.title}. {', '.join(author.name for author in paper.authors)}." in page


@each_style
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_headings_and_facts_of_the_bio_are_as_written(look, extract):
    page = words(extract, "bio", look)

    for said in ("Biography", "Awards", "16 awards", "26 mentees", "Ph.D., Tsinghua University, 2010"):
        assert said in page


RIGHTWARD = ["आशा कुलकर्णी", "लिपिशास्त्र", "क्षत्रिय", "विश्वविद्यालय", "प्रोफ़ेसर", "कॢप्त", "र्द्ध", "पत्रिका",
             "हिन्दी और संस्कृत में संयुक्ताक्षर: किताब की स्मृति", "น้ำ", "ที่นี่", "สถาบันอักษรเปรียบเทียบ",
             "การเขียนและความทรงจำในน้ำ", "สมชาย ใจดี"]  # fmt: skip
POINTED = "שָׁלוֹם"
LEFTWARD = ["الإسلام", "سلام", "الكوفي", POINTED, "ليلى المرفئي", "כתב רש״י", "الكتابة والذاكرة في الإسلام"]


each_document = pytest.mark.parametrize("name", ["cv", "bio"])


@each_document
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_letters_that_join_are_whole_and_in_order(name, extract):
    page = normalize("NFC", words(extract, name, case="scripts"))

    assert [said for said in RIGHTWARD if normalize("NFC", said) not in page] == []


# pdfminer leaves Hebrew and Arabic as they stand, from left to right. PDFium turns each word round but not their order,
# and none that has points. pypdf has clusters behind Arabic in the wrong order, so that there are none in this case.
@each_document
@pytest.mark.parametrize("extract", EXTRACTORS.values(), ids=lambda extract: extract.__name__)
def test_letters_from_right_to_left_are_whole_and_in_order(name, extract):
    page = words(extract, name, case="scripts")
    asked = LEFTWARD
    if extract is pdfminer_text:
        asked = [said[::-1] for said in LEFTWARD]
    if extract is pdfium:
        asked = [word for said in LEFTWARD for word in said.split() if word != POINTED]

    assert [said for said in asked if said not in page] == []
