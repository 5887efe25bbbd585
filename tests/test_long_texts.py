"""Texts made to take time: they are read, compared and laid out in seconds."""

import re

import pypdfium2
import pytest

from cvgen.composers.textbio import Limit, compose
from cvgen.diff.word_diff import compare_words
from cvgen.document.markdown import plain_text, spans
from cvgen.document.tree import Document, Header, Item, Section, Span
from cvgen.importers import scholar_csv
from cvgen.importers.cv.contact import EMAIL
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.writers import html, style, writer
from cvgen.writers.script_language import runs
from tests.bounds import processor_time, run

pytestmark = pytest.mark.long
LONGEST_TEXT, LONGEST_WORD = 20_000, 1_000  # characters, of what is measured here
SIGNS = {
    "brackets": "[", "links": "[a](b", "links not closed": "[a](<b", "images": "![a](", "stars": "*a", "pairs": "**a *",
    "backslashes": "\\", "nested": "[[a](b)", "code": "`a ``b ", "mixed": "[*`",
}  # fmt: skip


def problems(text):
    with pytest.raises(InputError) as caught:
        profile_yaml.load(text)
    return [f"{problem.message}; {problem.hint}" for problem in caught.value.problems]


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_signs_without_end_are_read_in_linear_time(sign):
    text = sign * (60_000 // len(sign))
    with processor_time() as taken:
        assert plain_text(text) == text
    assert taken() < 0.5


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_as_many_signs_as_are_read_take_little_time(sign):
    text = sign * (2000 // sum(char in "[]*`\\" for char in sign))
    with processor_time() as taken:
        spans(text)
    assert taken() < 0.5


def test_runs_of_backticks_of_every_length():
    with processor_time() as taken:
        spans(" ".join("`" * length for length in range(3000)))
    assert taken() < 0.5


@pytest.mark.parametrize("piece", ["word ", "a b ", "李", "- ", "() "])
def test_the_longest_texts_are_compared_in_little_time(piece):
    text = piece * (LONGEST_TEXT // len(piece))
    old, new = f"first {text} last", f"{text[:9000]} middle {text[9000:]} end"
    with processor_time() as taken:
        found = compare_words(old, new)

    assert taken() < 1
    assert "".join(run.text for run in found if run.op != "added") == old
    assert "".join(run.text for run in found if run.op != "removed") == new


def test_twenty_thousand_unknown_keys():
    with processor_time() as taken:
        assert len(problems("name: A\n" + "".join(f"titel{at}: 1\n" for at in range(20_000)))) == 20_000

    assert taken() < 3


LAID_OUT = {
    "brackets": "[ " * 1_000, "stars": "*a " * 6_000, "words": "word " * 3_999, "Chinese": "李" * 9_999,
    "spaces of no width": "\u200b" * 1_000, "accents": "a\u0301" * 500, "Arabic": "سلام " * 3_999,
    "long words": f"{'a' * LONGEST_WORD} " * 4, "hyphens": "a-" * 500, "soft hyphens": "a\u00ad" * 500,
    "Thai": "สวัสดี" * 2_000,
}  # fmt: skip


@pytest.mark.pdf
@pytest.mark.parametrize("text", LAID_OUT.values(), ids=LAID_OUT)
def test_the_longest_texts_are_built_in_seconds(tmp_path, text):
    lines = f"name: Ada Poe\nbio: '{text}'\npublications: [{{title: '{text}', year: 2020, selected: true}}]\n"
    (tmp_path / "profile.yaml").write_text(lines, "utf-8")
    done = run(tmp_path, "build", "--to", "pdf,txt,md,html")

    assert done.code == 0, done.err
    assert done.seconds < 20
    assert done.megabytes < 500


def document(text, name="Ada Poe"):
    section = Section("Talks", (Item((Span(text),)), Item((Span(text, url="https://example.org/"),))))
    return Document("T", "L", Header(name), (section,), "Ada Poe", "2026")


def said(data):
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    return re.sub(r"[\s\ufffe]", "", text)


ENDLESS = {"letters": "a", "dots": ".", "no break": "a\u00a0", "narrow": "[ ", "Hebrew": "אב", "scripts": "אa"}


@pytest.mark.pdf
@pytest.mark.parametrize("engine", ["pdf", "typst"])
@pytest.mark.parametrize("piece", ENDLESS.values(), ids=ENDLESS)
def test_words_without_end_are_laid_out_in_linear_time(piece, engine):
    looks, seconds = style.load("classic", "a4"), []
    for length in (4_000, 12_000):
        with processor_time() as taken:
            writer(engine)(document(piece * (length // len(piece))), looks)
        seconds.append(taken())

    assert seconds[1] < 6
    assert seconds[1] < 6 * seconds[0] + 0.5


@pytest.mark.pdf
@pytest.mark.parametrize("engine", ["pdf", "typst"])
def test_a_name_without_end_is_cut_in_the_foot_alone(engine):
    with processor_time() as taken:
        data = writer(engine)(document("A talk", "a" * 20_000), style.load("classic", "a4")).data

    assert taken() < 10
    assert 20_000 <= said(data).count("a") < 28_000


@pytest.mark.pdf
@pytest.mark.parametrize("engine", ["pdf", "typst"])
def test_a_word_without_end_is_copied_whole(engine):
    data = writer(engine)(document("abcdefghij" * 1_234), style.load("classic", "a4")).data

    assert "\u200b" not in said(data)
    assert said(data).count("g") == said(data).count("j") == 2 * 1_234


@pytest.mark.parametrize(
    ("text", "breaks"),
    [
        ("word " * 1_900, 0),
        ("李，" * 4_000, 0),
        ("a" * 1_000, 0),
        ("a" * 3_000, 2),
        ("สวัสดี" * 1_000, 0),
        ("word " * 4_000, 19),
    ],
)
def test_only_text_that_would_take_long_gets_places_for_a_break(text, breaks):
    page = html.page(document(text), style.load("classic", "a4"))
    assert html.text(page).count("<wbr>") == 2 * breaks
    assert "".join(page.itertext()).count(text) == 2


def test_a_text_of_many_scripts_or_many_signs_is_read_in_linear_time():
    with processor_time() as taken:
        assert list(runs("אa" * 20_000)) == [("אa" * 20_000, "")]
        assert "".join(words for words, _ in runs("א" + "." * 60_000 + "a")) == "א" + "." * 60_000 + "a"
    assert taken() < 1


LONG_LISTS = {
    "awards": "awards:\n" + "".join(f"  - {{title: Medal {at}, year: 2020}}\n" for at in range(3_000)),
    "positions": "positions:\n"
    + "".join(f"  - {{title: Professor {at}, organization: Isle, start: 2020, end: present}}\n" for at in range(3_000)),
}


@pytest.mark.parametrize("lists", LONG_LISTS.values(), ids=LONG_LISTS)
def test_a_biography_of_thousands_of_entries_takes_little_time(lists):
    profile = profile_yaml.load(f"name: Ada Poe\nheadline: Professor\n{lists}").profile
    with processor_time() as taken:
        assert compose(profile, Limit(100), Date(2026, 11))

    assert taken() < 3


@pytest.mark.parametrize("run", [" ", "a", "(", "1", "a, ", "; ", "A. "])
def test_a_cell_without_end_is_imported_in_linear_time(run):
    cell = "Ada" + run * (40_000 // len(run)) + "Poe"
    with processor_time() as taken:
        scholar_csv.read(f'Authors,Title,Publication,Year\n"{cell}",A title,A journal,2020\n')

    assert taken() < 1


def test_an_address_is_sought_in_linear_time():
    with processor_time() as taken:
        assert EMAIL.search("7" * 100_000) is None
    assert taken() < 0.5
    assert EMAIL.search("write to ada.b+cv@example.org, please")[0] == "ada.b+cv@example.org"
