"""Fixtures: golden files that a person can read, refreshed by `make accept` and never by CI."""

import difflib
import io
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cvgen.writers.pdf.diagnostics import NOT_ABOUT_STYLES

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "tests" / "seeds"
CASES = {"example": ROOT / "profile.yaml"} | {
    path.parent.name: path for path in sorted(ROOT.glob("tests/cases/*/profile.yaml"))
}
# A shell starts what it puts into the background deaf to Ctrl-C, and so would be every command that a test runs.
signal.signal(signal.SIGINT, signal.default_int_handler)
# Where the shell forbids to keep compiled modules, each of some hundred commands would compile cvgen again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


SHARED = "CVGEN_TESTS_BUILT"  # the folder that shared_documents makes
QUIET_CHROMIUM = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                  "--disable-sync"]  # fmt: skip

# A file of tests that begins like this takes long: it starts processes, searches for counterexamples, or builds PDFs.
SLOW_FILE = re.compile(
    r"^(?:import|from) (?:hypothesis|playwright|subprocess|tests\.(?:built|preview_server))\b"
    r"|^pytestmark = .*mark\.(?:long|pdf)\b",
    re.MULTILINE,
)
SLOW_TESTS = "pdf or long or hypothesis"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite golden files with what the code says now")
    parser.addoption("--quick", action="store_true", help="leave out slow files, unread, and slow tests")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--quick"):
        config.option.markexpr = f"not ({SLOW_TESTS})"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With --quick, leave out a slow file without importing it; None leaves the decision to pytest."""
    is_slow = config.getoption("--quick") and collection_path.suffix == ".py"
    return True if is_slow and SLOW_FILE.search(collection_path.read_text("utf-8")) else None


@pytest.fixture(scope="session", autouse=True)
def shared_documents(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Name the folder in which the processes of a run share the documents that they build."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = tmp_path_factory.getbasetemp().parent / "built"
        folder.mkdir(exist_ok=True)
        os.environ[SHARED] = str(folder)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return Chromium, in which a test opens pages of its own, without what Chromium does by itself on the network."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not (chromium := shutil.which("chromium")):
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=QUIET_CHROMIUM)
        yield running
        running.close()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; on a difference show it, and with --accept write the text there."""

    def compare(path: Path, text: str) -> None:
        expected = path.read_text("utf-8") if path.exists() else ""
        if text == expected and path.exists():
            return
        if request.config.getoption("--accept"):
            path.write_text(text, "utf-8")
            return
        name = path.relative_to(ROOT)
        lines = difflib.unified_diff(expected.splitlines(), text.splitlines(), f"{name} (golden)", "now", lineterm="")
        pytest.fail("\n".join(lines) + "\n\nIf this is right:  make accept, and read the change", pytrace=False)

    return compare


def engine_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what WeasyPrint has logged in this test, in its words, about the page and its style."""
    log = [record.getMessage() for record in caplog.records if record.name == "weasyprint"]
    return [message for message in log if not NOT_ABOUT_STYLES.match(message)]


def unpacked(data: bytes) -> bytes:
    """The bytes of a PDF with its object streams unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()
