"""The homepage and the web page of a CV in Chromium: they fit a phone, ask nobody for anything, and suit everybody."""

import pytest

from cvgen.cli import main
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.profile import yaml as profile_yaml
from cvgen.site import files
from cvgen.writers import style
from tests.conftest import CASES

pytestmark = pytest.mark.long
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
def axe():
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


@pytest.mark.parametrize("case", ["example", "small", "senior", "hostile", "scripts"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_a_phone_and_is_readable(browser, axe, tmp_path, case, scheme):
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
    found = axe.run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("style", style.names())
def test_the_web_page_of_a_cv_fits_a_phone_in_every_style(browser, axe, tmp_path, style):
    for case in ("senior", "hostile"):
        words = ["--only", "cv", "--to", "html", "--style", style, "-o", str(tmp_path), "-q"]
        assert main(["build", str(CASES[case]), *words]) == 0
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto((tmp_path / "cv.html").as_uri())

        assert page.evaluate("document.documentElement.scrollWidth") == 390
        outside = (
            "[...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().left < 0).length"
        )
        assert page.evaluate(outside) == 0
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        page.close()
