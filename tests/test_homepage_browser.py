"""The homepage in Chromium: it fits a phone, asks nobody for anything, and breaks none of its own rules."""

import shutil

import pytest

from cvgen.composers.languages.phrases import ENGLISH
from cvgen.profile import yaml as profile_yaml
from cvgen.site import files
from tests.conftest import CASES

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.long, pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")]
CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map((one) => {
      const part = one / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const page = light(getComputedStyle(document.body).backgroundColor);
  const ratios = [...document.querySelectorAll("main *, .side *")].map((one) => {
    const [low, high] = [light(getComputedStyle(one).color), page].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
  return Math.min(...ratios);
}"""  # as WCAG 2.2 defines it


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])


@pytest.mark.parametrize("case", ["example", "small", "senior", "hostile", "scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone_and_is_readable(browser, tmp_path, case, scheme):
    profile = profile_yaml.load(CASES[case].read_text("utf-8")).profile
    path = tmp_path / "index.html"
    path.write_bytes(files("html", profile, ENGLISH)["index.html"])
    page = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme).new_page()
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(CONTRAST) >= 4.5
    assert asked == [path.as_uri()]
    assert said == []
    assert page.title() == profile.name
