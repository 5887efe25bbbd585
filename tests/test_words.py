"""One way to fold a text, one way to split it into words, one list of the characters that need no spaces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cvgen.diff import textdiff
from cvgen.diff.word_diff import compare_words
from cvgen.document.redline import Wording, redline
from cvgen.document.tree import Document, Header, Item, Section, Span, every_item
from cvgen.profile.names import tokens
from cvgen.profile.text import fold, is_word, letters, tokenize
from tests.conftest import ROOT

KEY = ("awards", 0)


def document(text):
    item = Item(tuple(Span(part) for part in re.split("(?<=[|])", text)), key=KEY)
    return Document("T", "CV", Header("Ada"), (Section("Awards", (item,)),), "Ada", "")


def marked_in_diff(old, new):
    runs = compare_words(old, new)
    return [words(run.text for run in runs if run.op == op) for op in ("removed", "added")]


def marked_in_redline(old, new):
    found = redline(document(old), document(new), {KEY: KEY}, compare_words, Wording("Changes", (), {}))
    spans = [span for item in every_item(found.sections[1:]) for span in item.text]
    return [words(span.text for span in spans if look in span.looks) for look in ("deleted", "inserted")]


def marked_in_pdfs(old, new):
    hunks = textdiff.compare(old.split(), new.split())
    return [words(hunk.old for hunk in hunks), words(hunk.new for hunk in hunks)]


def words(texts):
    return [token for text in texts for token in tokenize(text) if is_word(token)]


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("She wrote forty papers.", "She wrote fifty papers.", ["forty"], ["fifty"]),
        ("a data-free method", "a data-rich method", ["data-free"], ["data-rich"]),
        ("Dean, 2019-2021", "Dean, 2019-2022", ["2021"], ["2022"]),
        ("Dean (2019–2021)", "Dean (2019–2022)", ["2021"], ["2022"]),
        ("input/output models", "input/outcome models", ["output"], ["outcome"]),
        ("an accuracy of 3.5% on it", "an accuracy of 3.6% on it", ["3.5"], ["3.6"]),
        ("Yao’s and O'Neil's nets", "Yao’s and O'Neill's nets", ["O'Neil's"], ["O'Neill's"]),
        ("e-mail: ada@old.org", "e-mail: ada@new.org", ["old.org"], ["new.org"]),
        ("她写了四十篇论文", "她写了五十篇论文", ["四"], ["五"]),
        ("佐々木の論文", "佐々木の著書", ["論", "文"], ["著", "書"]),
        ("AI学习 for all", "AI视觉 for all", ["学", "习"], ["视", "觉"]),
        ("one, two, three", "one, 2; 3, three", ["two"], ["2", "3"]),
        ("split at a|look of a word", "split at a|look of the word", ["a"], ["the"]),
    ],
)
def test_the_same_words_are_marked_everywhere(old, new, gone, come):
    assert marked_in_diff(old, new) == [gone, come]
    assert marked_in_redline(old, new) == [gone, come]
    assert marked_in_pdfs(old, new) == [gone, come]


def test_one_change_with_signs_in_it_is_one_run():
    runs = [("same", "Of "), ("removed", "mud, sand"), ("added", "ice, snow"), ("same", ".")]

    assert list(compare_words("Of mud, sand.", "Of ice, snow.")) == runs


TEXTS = st.text(st.sampled_from("ab é1-–.,'’ 中한々(/\n"), max_size=30)


@given(TEXTS)
def test_tokens_make_the_text_again(text):
    assert "".join(tokenize(text)) == text


@given(TEXTS, TEXTS)
def test_runs_make_both_texts_again(old, new):
    runs = compare_words(old, new)

    assert "".join(run.text for run in runs if run.op != "added") == old
    assert "".join(run.text for run in runs if run.op != "removed") == new


@pytest.mark.parametrize("text", ["Łoś–Tarski", "Søren Kierkegård", "Æsop’s ĐAN", "Straße"])
def test_names_and_titles_lose_the_same_accents(text):
    assert "".join(tokens(text)) == letters(text)


def test_a_title_loses_its_markup():
    assert fold("**Ünder** [{GPU}s](https://a.org)") == "under gpus"


def test_the_ranges_of_cjk_characters_are_written_once():
    ideograph = re.compile(r"\\u4e00|\\u3400|一-|㐀-")
    found = [path.name for path in (ROOT / "cvgen").rglob("*.py") if ideograph.search(path.read_text("utf-8"))]

    assert found == ["text.py"]
