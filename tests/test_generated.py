"""What is generated from the code and the fonts is up to date."""

import json
import subprocess
import sys
import zipfile
from typing import get_args

import pytest

from cvgen.build import definitions
from cvgen.cli import arguments, build_commands
from cvgen.exporters import EXPORTERS
from cvgen.forms.model import Form
from cvgen.profile.document_options import Engine
from cvgen.profile.model import Profile
from cvgen.profile.yaml.json_schema import schema
from cvgen.writers import WRITERS, font_coverage, style
from tests.conftest import ROOT


@pytest.mark.parametrize(("name", "cls"), [("profile", Profile), ("form", Form)])
def test_a_schema_is_the_one_of_the_model(name, cls):
    assert json.loads((ROOT / f"{name}.schema.json").read_text("utf-8")) == schema(cls), "run: make generated"


def test_the_list_of_characters_is_the_one_of_the_fonts():
    command = [sys.executable, "-c", "from tools.coverage import listing; print(listing(), end='')"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert font_coverage.COVERAGE.read_text("ascii") == listed, "run: make generated"


def test_the_parser_knows_what_there_is():
    assert set(build_commands.DOCUMENTS) == set(definitions.STANDARD)
    assert set(arguments.FORMATS) == set(WRITERS) - {"onepage", "typst", "term"} | set(EXPORTERS) | {"png"}
    assert set(arguments.PAPERS) == set(style.SIZES) - {"slide"}
    assert get_args(Engine) == arguments.ENGINES


def test_pictures_are_small():
    for name in ("cv", "bio"):
        assert 10_000 < (ROOT / "docs" / f"{name}.png").stat().st_size < 150_000


@pytest.mark.long
def test_the_wheel_has_styles_and_fonts(tmp_path):
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(tmp_path)!r}))"
    built = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    names = set(zipfile.ZipFile(tmp_path / built.stdout.split()[-1]).namelist())

    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "styles").rglob("*") if path.is_file()}
    assert {f"cvgen/{name}" for name in shipped} <= names
    assert "cvgen/writers/typst/page/template.typ" in names
    static = [
        path.relative_to(ROOT).as_posix() for path in (ROOT / "cvgen/preview/static").rglob("*") if path.is_file()
    ]
    assert len(static) > 20
    assert set(static) <= names
    assert any(name.endswith("licenses/cvgen/preview/static/vendor/LICENSES.txt") for name in names)
    assert {f"cvgen/templates/starters/cv.{form}.j2" for form in ("html", "md", "tex")} <= names
