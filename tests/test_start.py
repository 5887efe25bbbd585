"""The quick import of WeasyPrint: the same bytes as the stock one, and back to that on any doubt."""

import os
import subprocess
import sys

import pytest

from cvgen.writers.pdf import declarations, fast_import
from tests.conftest import CASES, ROOT

pytestmark = pytest.mark.pdf
REPORT = "import sys; print('fontTools' in sys.modules, type(sys.modules['weasyprint.text.ffi'].ffi).__module__)"
QUICK, STOCK = "False _cffi_backend", "True cffi.api"
suits = pytest.mark.skipif(
    fast_import.digest() != declarations.SOURCE or sys.platform != "linux",
    reason="made for another WeasyPrint; python tools/declarations.py makes it for this one",
)


def imported(before="", **environment):
    """Import WeasyPrint in a new process -> how that went."""
    code = f"{before}\nfrom cvgen.writers.pdf import fast_import\nfast_import.weasyprint()\n{REPORT}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=os.environ | environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@suits
def test_it_is_quick():
    assert imported() == QUICK


def test_it_can_be_switched_off():
    assert imported(CVGEN_STOCK_IMPORT="1") == STOCK


def test_another_weasyprint_is_imported_as_it_is():
    assert imported("from cvgen.writers.pdf import declarations\ndeclarations.SOURCE = 'x'") == STOCK


def test_what_goes_wrong_leads_to_the_stock_import():
    assert imported("from cvgen.writers.pdf import declarations\ndel declarations.ffi") == STOCK


def test_without_declarations_too():
    assert imported("import sys; sys.modules['cvgen.writers.pdf.declarations'] = None") == STOCK


LOOKS = {"names": "classic", "scripts": "classic", "hostile": "modern", "senior": "compact"}
BUILDS = [
    ["build", str(CASES[case]), "--only", "cv", "--chart", "--style", look, "--date", "2026-11", "-o", case]
    for case, look in LOOKS.items()
]


@suits
def test_the_same_bytes_both_ways(tmp_path):
    code = f"from cvgen.cli import main\nfor words in {BUILDS!r}:\n    assert main(words) == 0\n{REPORT}"
    made = {}
    for switch, kind in (("", "_cffi_backend"), ("1", "cffi.api")):
        (folder := tmp_path / kind).mkdir()
        environment = os.environ | {"CVGEN_STOCK_IMPORT": switch, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=folder, env=environment)
        assert done.stdout.split()[-1] == kind
        made[kind] = {path.parent.name: path.read_bytes() for path in folder.glob("*/cv.pdf")}

    assert made["_cffi_backend"].keys() == LOOKS.keys()
    assert made["_cffi_backend"] == made["cffi.api"]


@suits
def test_a_stand_in_gives_way_to_what_it_stands_for():
    code = (
        "from cvgen.writers.pdf import fast_import\nw = fast_import.weasyprint()\nfrom weasyprint.pdf import fonts\n"
        "fonts.TTFont()\nfrom fontTools.ttLib import TTFont, TTLibError\n"
        "assert (fonts.TTFont, fonts.TTLibError) == (TTFont, TTLibError)\nassert fonts.subset.Options"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@suits
def test_the_declarations_are_those_of_weasyprint():
    code = "from tools.declarations import OUT, generated; assert OUT.read_text('utf-8') == generated()"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
