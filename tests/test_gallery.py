"""A profile in every style, with a page of pictures to choose from."""

import re

import pytest

from cvgen.cli import main
from cvgen.writers import style
from tests.conftest import CASES

pytestmark = pytest.mark.pdf


@pytest.fixture
def built(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(CASES["small"]), "--style", "all", "-o", "looks", "--date", "2026-11"]) == 0
    return tmp_path / "looks", capsys.readouterr().out


def test_every_style_has_its_documents(built):
    folder, said = built

    assert sorted(path.parent.name for path in folder.glob("*/cv.pdf")) == style.names()
    assert sorted(path.parent.name for path in folder.glob("*/bio.pdf")) == style.names()
    assert f"index.html: {len(style.names())} styles to choose from" in said


def test_the_page_shows_and_links_them(built):
    folder, _ = built
    page = (folder / "index.html").read_text("utf-8")

    for link in re.findall(r'href="([^"]+)"', page):
        assert (folder / link).is_file()
    for name in style.names():
        assert f"cvgen build --style {name}<" in page
        assert f'alt="{name}/cv.pdf, page 1"' in page
    assert "http://" not in page
    assert "https://" not in page


def test_what_is_there_is_not_built_again(built, capsys):
    folder, _ = built
    before = {path: path.stat().st_mtime_ns for path in folder.glob("*/*.pdf")}

    assert main(["build", str(CASES["small"]), "--style", "all", "-o", "looks", "--date", "2026-11"]) == 0
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*/*.pdf")} == before


def test_the_styles_are_listed(capsys):
    assert main(["styles"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[0] for line in lines] == style.names()
    assert all(len(line) > 30 for line in lines)
