"""The page of a kit in Chromium: counters that count as cvgen does, copying, and what is done."""

import sys

import pytest

from cvgen.forms.counts import count, measured
from tests.test_form_kit import FORM, PROFILE, kit

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
pytestmark = pytest.mark.long
expect = playwright.expect
HOSTILE = [
    "", " ", "one", "  two\n\nwords \t", "family 👩‍👩‍👧‍👦 and flag 🇨🇭", "e\u0301tude na\u0308ive",
    "研究者は機織りの機械 が 計算する",
    "a\u00a0b\u202fc\u2003d\u3000e", "a\u200bb\ufeffc\u2060d", "a\u2028b\u2029c", "line\r\nline\rline", "👩🏽‍🚀" * 30,
    "word " * 900, "字" * 5000, "</textarea><b>&amp;</b>", "שלום עולם",
]  # fmt: skip


@pytest.fixture
def opened(browser, tmp_path):
    """Return a function that opens the page of a kit, with the clipboard, in a tab that allows no fault."""
    faults, context = [], browser.new_context(permissions=["clipboard-read", "clipboard-write"])

    def open_kit(profile=PROFILE, form=FORM, before="", context=context):
        text = kit(tmp_path, profile, form)
        path = tmp_path / "kit.html"
        path.write_text(text, "utf-8")
        tab = context.new_page()
        tab.on("console", lambda said: faults.append(said.text))
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("request", lambda request: faults.append(request.url) if request.url != path.as_uri() else None)
        tab.add_init_script(before)
        tab.goto(path.as_uri())
        return tab

    yield open_kit
    context.close()
    assert faults == []


def copied(tab):
    return tab.evaluate("navigator.clipboard.readText()")


def focused(tab):
    return tab.evaluate("document.activeElement.ariaLabel")


def test_the_counters_count_as_cvgen_does(opened):
    tab = opened()
    for text in HOSTILE:
        tab.locator("#box-4-1-1").fill(text)
        typed = text.replace("\r\n", "\n").replace("\r", "\n")  # as browsers do
        expect(tab.locator("#box-4-1-1-characters")).to_have_text(measured([typed], 3500, "characters"))
        tab.locator("#box-4-2-1").fill(text)
        expect(tab.locator("#box-4-2-1-words")).to_have_text(measured([typed], None, "words"))


def test_the_page_and_cvgen_agree_on_every_character(opened):
    """White space separates words: Python and JavaScript disagree on six characters."""
    tab = opened()
    found = tab.evaluate("""() => {
      const found = [];
      for (let one = 0; one <= 0x10ffff; one++) {
        if (count(`a${String.fromCodePoint(one)}b`, "words") === 2) found.push(one);
      }
      return found;
    }""")
    assert found == [one for one in range(sys.maxunicode + 1) if count(f"a{chr(one)}b", "words") == 2]
    assert tab.evaluate("count(String.fromCodePoint(...Array(5000).fill(0x1f600)), 'characters')") == 5000


def test_the_page_shows_at_once_what_python_counted(opened):
    tab = opened()
    before = tab.locator(".counter span").all_inner_texts()
    tab.evaluate("counters.forEach(measure)")

    assert len(before) == 7
    assert tab.locator(".counter span").all_inner_texts() == before
    assert tab.locator("#over").inner_text() == "2 limits are exceeded"


def test_a_text_that_is_shortened_fits_and_changes_can_be_undone(opened):
    tab = opened()
    area, total = tab.locator("#box-3-1-3"), tab.locator("#box-3-1-1-total")
    expect(total).to_have_class("counter error")
    area.fill("I trained forty weavers.")
    expect(total).to_have_text("Together: 89 of 100 characters")
    expect(total).to_have_class("counter")
    expect(tab.locator("#total-1")).to_have_text("All statements: 40 of 60 words")
    expect(tab.locator("#over")).to_have_text("1 limit is exceeded")
    expect(tab.locator(".field.changed")).to_have_count(1)
    expect(tab.locator("#status")).to_have_text(
        "24 of 80 characters; Together: 89 of 100 characters; All statements: 40 of 60 words"
    )

    tab.get_by_role("button", name="Undo changes of Achievement 2").click()
    expect(total).to_have_class("counter error")
    expect(tab.locator(".field.changed")).to_have_count(0)
    expect(area).to_have_value("I trained forty weavers, and my h-index is of no interest.")


def test_enter_copies_and_goes_on_to_the_next_field(opened):
    tab = opened()
    tab.get_by_role("button", name="Copy Family name").focus()
    for text, after in (("Lovelace", "Copy First name"), ("Ada", "Copy Phone"), ("+44 1632 960 018", None)):
        tab.keyboard.press("Enter")
        if after:
            expect(tab.get_by_role("button", name=after)).to_be_focused()
        expect(tab.locator("#status")).to_contain_text("Copied")
        assert copied(tab) == text
    expect(tab.locator("#done")).to_have_text("3 of 11 done")
    tab.locator("#box-4-1-1").fill("shorter\n\nand 研究者")
    tab.get_by_role("button", name="Copy Personal statement").click()
    expect(tab.locator("#status")).to_have_text("Copied: Personal statement. Now paste it.")
    tab.wait_for_timeout(1100)  # after which the counter would be heard
    expect(tab.locator("#status")).to_have_text("Copied: Personal statement. Now paste it.")
    assert copied(tab) == "shorter\n\nand 研究者"


def test_a_key_that_is_held_down_copies_once(opened):
    tab = opened()
    tab.get_by_role("button", name="Copy Family name").focus()
    tab.keyboard.down("Enter")
    expect(tab.get_by_role("button", name="Copy First name")).to_be_focused()
    for _ in range(3):
        tab.keyboard.down("Enter")
    tab.keyboard.up("Enter")
    tab.wait_for_timeout(100)

    assert focused(tab) == "Copy First name"
    expect(tab.locator("#done")).to_have_text("1 of 11 done")


def test_a_text_that_is_too_long_is_copied_but_not_done(opened):
    tab = opened()
    tab.get_by_role("button", name="Copy Honors").click()

    expect(tab.locator("#status")).to_have_text("Copied, but too long: Honors")
    expect(tab.locator("#done")).to_have_text("0 of 11 done")
    assert copied(tab).startswith("2019: Golden Shuttle\n2012:")
    assert focused(tab) == "Copy Honors"


@pytest.mark.parametrize("missing", ["delete Navigator.prototype.clipboard", "Clipboard.prototype.writeText = null"])
def test_without_a_clipboard_the_selection_is_copied(opened, missing):
    tab = opened(before=missing)
    tab.get_by_role("button", name="Copy Phone").click()
    expect(tab.locator("#status")).to_have_text("Copied: Phone. Now paste it.")
    area = tab.locator("#box-4-2-1")
    area.fill("")
    area.press("Control+v")
    expect(area).to_have_value("+44 1632 960 018")

    tab.get_by_role("button", name="Institution University of Looms").click()
    expect(tab.locator("#status")).to_have_text("Copied: Institution University of Looms. Now paste it.")
    area.fill("")
    area.press("Control+v")
    expect(area).to_have_value("University of Looms")
    expect(tab.locator("textarea")).to_have_count(11)


def test_a_part_of_an_entry_is_copied_alone(opened):
    tab = opened()
    tab.get_by_role("button", name="End Feb 2005").click()

    expect(tab.locator("#status")).to_have_text("Copied: End Feb 2005. Now paste it.")
    expect(tab.get_by_role("button", name="End Feb 2005")).to_be_focused()
    expect(tab.locator("#done")).to_have_text("0 of 11 done")
    assert copied(tab) == "Feb 2005"


def test_where_nothing_copies_the_page_says_which_keys_do(opened):
    broken = "delete Navigator.prototype.clipboard; document.execCommand = () => false"
    tab = opened(before=broken)
    tab.get_by_role("button", name="Copy Phone").click()

    expect(tab.locator("#status")).to_contain_text("press Ctrl+C")
    expect(tab.locator("#done")).to_have_text("0 of 11 done")
    expect(tab.locator("#box-1-1-4")).to_be_focused()
    assert tab.evaluate("getSelection().toString()") == "+44 1632 960 018"


def test_what_is_done_is_remembered_until_its_text_changes(opened):
    tab = opened()
    tab.get_by_role("button", name="Copy Phone").click()
    tab.locator("#box-1-1-1-tick").check()
    expect(tab.locator("#done")).to_have_text("2 of 11 done")
    tab.close()

    tab = opened(PROFILE.replace("1632", "1633"))
    expect(tab.locator("#done")).to_have_text("1 of 11 done")
    expect(tab.locator(".field.old")).to_have_count(1)
    expect(tab.locator(".field.old #box-1-1-4")).to_have_count(1)
    tab.get_by_role("button", name="Start again").click()
    expect(tab.locator("#done")).to_have_text("0 of 11 done")
    assert focused(tab) == "Copy Family name"
    tab.close()
    expect(opened().locator("#done")).to_have_text("0 of 11 done")


def test_a_browser_that_remembers_nothing_counts_what_is_done(opened):
    tab = opened(before="Object.defineProperty(window, 'localStorage', {get() { throw new Error('no') }})")
    tab.get_by_role("button", name="Copy Phone").click()

    expect(tab.locator("#done")).to_have_text("1 of 11 done")


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_page(browser, opened, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    tab = opened(context=context)
    found = axe.run(tab)
    assert found.violations_count == 0, found.generate_report()
    tab.get_by_role("button", name="Copy Phone").click()
    tab.locator("#box-4-2-1").fill("changed")
    expect(tab.locator("#status")).to_have_text("1 word; All statements: 44 of 60 words")
    found = axe.run(tab)

    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") == width
    context.close()
