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


@suits
@pytest.mark.parametrize(
    ("case", "style"), [("names", "classic"), ("scripts", "classic"), ("hostile", "modern"), ("senior", "compact")]
)
def test_the_same_bytes_both_ways(case, style, tmp_path):
    options = ["--only", "cv", "--chart", "--style", style, "--date", "2026-11", "-o", str(tmp_path)]
    made = []
    for switch in ("", "1"):
        environment = os.environ | {"CVGEN_STOCK_IMPORT": switch}
        command = [sys.executable, "-m", "cvgen", "build", str(CASES[case]), *options, "--force"]
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=environment)
        made.append((tmp_path / "cv.pdf").read_bytes())

    assert made[0] == made[1]


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
