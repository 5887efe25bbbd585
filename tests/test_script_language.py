"""Which parts of a text are in which language, by their script."""

import pytest

from cvgen.writers.script_language import runs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [("plain", "")]),
        ("on 文字 (해서)", [("on ", ""), ("文字", "zh"), (" (", ""), ("해서", "ko"), (")", "")]),
        ("on हिन्दी लिपि, ไทย", [("on ", ""), ("हिन्दी लिपि", "hi"), (", ", ""), ("ไทย", "th")]),
        ("כתב, עת", [("כתב, עת", "he")]),
        ("الكتابة، 1,200 سنة", [("الكتابة، 1,200 سنة", "ar")]),  # or the number would stand on the wrong side
        ("מגזין, 2022", [("מגזין", "he"), (", 2022", "")]),
        ("שנת 12 a", [("שנת", "he"), (" 12 a", "")]),
        ("מא 12 서", [("מא", "he"), (" 12 ", ""), ("서", "ko")]),
        ("第12回", [("第", "zh"), ("12", ""), ("回", "zh")]),
    ],
)
def test_a_text_is_parted_by_language(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(runs(text)) == expected
