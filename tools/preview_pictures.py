"""`cvgen preview` of the example, driven in Chromium -> docs/preview.png, a strip of four pictures."""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
SIZE = {"width": 1240, "height": 800}  # of the window, in pixels
WIDTH, GAP, COLORS = 760, 14, 96  # of each picture
PAUSE = 700  # milliseconds until everything is drawn


def scenes(page: Page, profile: Path) -> Iterator[None]:
    """Yield after each step that is shown: the pages, a form, a problem in the text, what is new."""
    yield
    page.locator(".spot", has=page.locator("xpath=self::*[contains(@aria-label, 'Morse')]")).first.click()
    yield
    text = profile.read_text("utf-8")
    profile.write_text(
        text.replace(
            "    venue: International Conference on Machine", "    venu: International Conference on Machine", 1
        )
    )
    page.get_by_role("tab", name="Problems").click()
    page.locator("#problems .link").first.click()
    yield
    new = "  - title: Prize for Efficient Computing\n    years: [2026]\n    organization: Example Society\n"
    profile.write_text(re.sub(r"(?m)^awards:.*\n", lambda found: found[0] + new, text))
    page.get_by_label("New since").select_option(index=1)
    page.get_by_role("tab", name="Changes").click()
    page.wait_for_timeout(3 * PAUSE)
    page.locator(".spot[aria-label^=Prize]").scroll_into_view_if_needed()
    yield


def pictures() -> Iterator[Image.Image]:
    """Yield the pictures, in order."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        profile = Path(folder) / "profile.yaml"
        shutil.copy(ROOT / "profile.yaml", profile)
        _commit(folder)
        command = [sys.executable, "-m", "cvgen", "preview", "--no-browser", "--date", "2026-11"]
        server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
            page.goto(_address(server))
            page.wait_for_selector(".spot")
            for _ in scenes(page, profile):
                page.wait_for_timeout(PAUSE)
                yield Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        finally:
            browser.close()
            server.terminate()


def _address(server: "subprocess.Popen[str]") -> str:
    assert server.stdout
    found = re.search(r"http://\S+", server.stdout.readline())
    assert found
    return found[0]


def _commit(folder: str) -> None:
    """Commit the profile, so that there is an older version to compare with."""
    who: list[Any] = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "The CV that I sent"]):
        subprocess.run(["git", *words], cwd=folder, check=True)


def strip() -> Image.Image:
    """Return the pictures two by two."""
    small = [ImageOps.expand(one.resize((WIDTH, WIDTH * one.height // one.width)), 1, "#777") for one in pictures()]
    width, height = small[0].width + GAP, small[0].height + GAP
    sheet = Image.new("RGB", (2 * width - GAP, 2 * height - GAP), "white")
    for at, one in enumerate(small):
        sheet.paste(one, (at % 2 * width, at // 2 * height))
    return sheet


if __name__ == "__main__":
    strip().quantize(COLORS).save(ROOT / "docs" / "preview.png", optimize=True)
