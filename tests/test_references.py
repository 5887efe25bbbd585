"""References in plain text are read right, or not at all: the figures of annotated lines in eight styles."""

import random

import pytest

from bench.references import FIELDS, lines, measure
from cvgen.importers.mapping.references import parse_reference

pytestmark = pytest.mark.long
LINES = list(lines())
HELD = [line for line in LINES if line.held]  # they were written before the parser was tuned
KNOWN = [line for line in LINES if not line.held]
STYLES = sorted({line.style for line in LINES if line.is_reference})
MIN_RECALL, MAX_WRONG = 0.95, 0.01


def total(counts, what):
    return sum(counts[style, name, what] for style in STYLES for name in FIELDS)


@pytest.mark.parametrize("style", STYLES)
def test_recall_on_held_back_lines(style):
    counts, wrong = measure([line for line in HELD if line.style == style])

    assert total(counts, "expected") > 200
    assert total(counts, "right") >= MIN_RECALL * total(counts, "expected"), "\n".join(wrong)


def test_hardly_a_field_is_wrong_without_a_warning():
    counts, wrong = measure(HELD)

    assert total(counts, "given") - total(counts, "right") <= MAX_WRONG * total(counts, "given"), "\n".join(wrong)


def test_lines_that_the_parser_was_developed_on_stay_right():
    counts, wrong = measure(KNOWN)

    assert total(counts, "right") >= 0.99 * total(counts, "expected"), "\n".join(wrong)


@pytest.mark.parametrize("line", [line for line in LINES if not line.is_reference], ids=lambda line: line.text[:40])
def test_other_lines_of_a_cv_are_no_references(line):
    assert parse_reference(line.text) is None


def test_the_owner_of_a_list_is_in_bold():
    reference = parse_reference("R. Roe, **J. Doe**, M. Moe. A study of things. In ICML 2024.")

    assert reference.bold_authors == ("J. Doe",)


def test_a_title_in_bold_with_its_authors_names_no_owner():
    reference = parse_reference("**J. Doe, R. Roe. A study of things. In ICML 2024.**")

    assert reference is None or reference.bold_authors == ()


def test_left_out_authors_are_told():
    reference = parse_reference('F. Andersen et al., "Fault location," IEEE Trans. Power Del., vol. 33, 2018.')

    assert [author.name for author in reference.authors] == ["F. Andersen"]
    assert reference.has_more_authors


def test_damaged_lines_are_read_without_an_error():
    chance = random.Random(1)
    for line in chance.sample(LINES, 150):
        at = chance.randrange(len(line.text))
        parse_reference(line.text[:at])
        parse_reference(line.text[at:] + line.text[:at])


@pytest.mark.parametrize("text", ["", " ", "Doe, J., " * 2000, "(" * 5000, "[a](" * 3000, "A. B, " * 3000 + "x"])
def test_nothing_hangs(text):
    parse_reference(text)
