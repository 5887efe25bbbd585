"""Texts made to take time: they are read, compared and laid out in seconds."""

import pytest

from cvgen.diff.word_diff import compare_words
from cvgen.document.markdown import plain_text, spans
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from tests.bounds import processor_time, run

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


@pytest.mark.long
@pytest.mark.pdf
@pytest.mark.parametrize("text", LAID_OUT.values(), ids=LAID_OUT)
def test_the_longest_texts_are_built_in_seconds(tmp_path, text):
    lines = f"name: Ada Poe\nbio: '{text}'\npublications: [{{title: '{text}', year: 2020, selected: true}}]\n"
    (tmp_path / "profile.yaml").write_text(lines, "utf-8")
    done = run(tmp_path, "build", "--to", "pdf,txt,md,html")

    assert done.code == 0, done.err
    assert done.seconds < 20
    assert done.megabytes < 500
