"""`make quick` runs the files of tests that are quick, told from how they begin."""

import pytest

from tests.conftest import ROOT, SLOW_FILE

QUICK = {path.stem for path in ROOT.glob("tests/test_*.py") if not SLOW_FILE.search(path.read_text("utf-8"))}


def test_every_part_has_quick_tests():
    parts = {"cases", "charts", "citations", "dates", "diff", "documents", "errors", "languages", "match", "names"}

    assert parts < {name.removeprefix("test_") for name in QUICK}


@pytest.mark.parametrize("name", ["typst", "preview_page", "exporters", "processes", "references", "fork"])
def test_what_takes_long_is_left_out(name):
    assert f"test_{name}" not in QUICK


@pytest.mark.parametrize(
    ("line", "is_slow"),
    [
        ("import subprocess", True),
        ("from hypothesis import given", True),
        ("from tests.built import pdf", True),
        ("pytestmark = pytest.mark.pdf", True),
        ("pytestmark = [pytest.mark.pdf, pytest.mark.long]", True),
        ("pytestmark = pytest.mark.golden", False),
        ("@pytest.mark.pdf", False),
        ("    import subprocess", False),
        ("import subprocesses", False),
    ],
)
def test_a_line_that_tells(line, is_slow):
    assert bool(SLOW_FILE.search(f"import os\n{line}\n")) == is_slow
