"""The page of `cvgen preview`, driven in Chromium as a user would: see, click, edit, undo, and be told."""

import io
import re
import shutil

import pikepdf
import pytest

from cvgen.cli import main
from cvgen.composers.textbio.limit import words
from cvgen.profile.yaml import load
from tests.conftest import ROOT
from tests.preview_server import Server, serving

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.long, pytest.mark.pdf, pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed")]
expect = playwright.expect
OFFLINE = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ADA = """# Mine.
name: Ada Test   # as on my passport
positions:
  - {title: Engineer, organization: Mill}

awards:
  # the first one
  - title: First Prize
    year: 2020
  - title: Second Prize   # not the last
    year: 2021

publications:
  - title: "On Mills: a Study"
    authors: [A. Test, B. Other]
    venue: Journal of Mills
    year: 2022
"""


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as engine:
        yield engine.chromium.launch(executable_path=CHROMIUM, args=OFFLINE)


@pytest.fixture
def own_profile(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(ADA)
    return path


@pytest.fixture
def own_server(own_profile):
    with serving(own_profile.parent) as made:
        yield made


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A server for all tests that do not end theirs: to start one takes as long as a test."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "profile.yaml").write_text(ADA)
    with serving(folder) as made:
        yield made


@pytest.fixture
def server(running):
    """Give the folder of the server that runs back its first content; steps of other tests can still be undone."""
    for path in running.folder.iterdir():
        if path.name != "profile.yaml":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (running.folder / "profile.yaml").write_text(ADA)
    return running


@pytest.fixture
def profile(server):
    return server.folder / "profile.yaml"


class Tab:
    """A tab of the browser with the preview, and what went wrong in it."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(viewport={"width": 1300, "height": 900}, **options)
        self.page = self.context.new_page()
        self.faults = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(address)
        self.page.wait_for_selector(".spot")

    def _said(self, said):
        """Keep an error that the browser prints; not the answers that refuse an edit, which the page explains."""
        if said.type == "error" and not re.search("status of (409|422)", said.text):
            self.faults.append(said.text)

    def pages(self):
        """Return the names of the pictures of the pages."""
        return self.page.eval_on_selector_all("figure img", "all => all.map(one => one.dataset.name ?? '')")

    def changed(self, before):
        """Wait until other pages are shown."""
        self.page.wait_for_function(
            "before => [...document.querySelectorAll('figure img')].map(one => one.dataset.name).join() != before",
            arg=",".join(before),
        )

    def entry(self, words):
        """Return the button over an entry."""
        return self.page.get_by_role("button", name=re.compile(re.escape(words))).and_(self.page.locator(".spot"))


@pytest.fixture
def tab(browser, server):
    made = Tab(browser, server.address)
    yield made
    made.context.close()
    assert made.faults == []


def test_a_save_shows_the_new_page(tab, profile):
    before = tab.pages()
    profile.write_text(ADA.replace("First Prize", "Grand Prize"))
    tab.changed(before)

    expect(tab.entry("Grand Prize")).to_have_count(1)
    expect(tab.page.locator(".spot.lit")).to_have_attribute("aria-label", re.compile("Grand Prize"))


def test_every_page_has_its_picture(browser, tmp_path):
    shutil.copy(ROOT / "profile.yaml", tmp_path)
    server = Server(tmp_path)
    tab = Tab(browser, server.address)
    widths = "all => all.map(one => one.naturalWidth)"
    try:
        assert len(tab.pages()) >= 4
        assert min(tab.page.eval_on_selector_all("figure img", widths)) > 500
        assert tab.faults == []
    finally:
        tab.context.close()
        server.stop()


def test_a_click_shows_the_line_of_an_entry(tab):
    tab.page.get_by_role("tab", name="Text").click()
    tab.page.wait_for_selector(".cm-editor")
    tab.entry("Second Prize").click()

    expect(tab.page.locator(".cm-activeLine")).to_contain_text("title: Second Prize")


def test_the_line_of_an_entry_opens_in_the_editor_of_the_page(tab):
    tab.entry("Second Prize").click()
    tab.page.get_by_role("button", name="open in an editor").click()
    tab.page.get_by_label("Editor", exact=True).select_option("page")
    tab.page.get_by_role("button", name="Open", exact=True).click()

    expect(tab.page.locator(".cm-activeLine")).to_contain_text("title: Second Prize")


def test_a_click_on_a_problem_opens_its_line(browser, tmp_path):
    text = (ROOT / "profile.yaml").read_text("utf-8")
    (tmp_path / "profile.yaml").write_text(text)
    server = Server(tmp_path)
    tab = Tab(browser, server.address)
    try:
        (tmp_path / "profile.yaml").write_text(text.replace("    honors: ", "    honrs: ", 1))
        tab.page.locator("#problems .link").first.click()
        expect(tab.page.locator(".cm-activeLine")).to_contain_text("honrs")
        expect(tab.page.locator(".cm-activeLine")).to_be_in_viewport()
    finally:
        tab.context.close()
        server.stop()


def test_an_edit_in_the_form_changes_that_value_alone(tab, profile):
    tab.entry("Second Prize").click()
    field = tab.page.get_by_label("Title (required)")
    expect(field).to_have_value("Second Prize")
    before = tab.pages()
    field.fill("Third Prize")
    field.press("Tab")
    tab.changed(before)

    assert profile.read_text() == ADA.replace("Second Prize ", "Third Prize ")
    tab.page.get_by_role("button", name="Undo").click()
    expect(tab.entry("Second Prize")).to_have_count(1)
    assert profile.read_text() == ADA


def test_an_empty_title_is_refused_beside_its_field(tab, profile):
    tab.entry("Second Prize").click()
    tab.page.get_by_label("Title (required)").fill("")
    tab.page.keyboard.press("Tab")

    expect(tab.page.locator("#field-title-wrong")).to_be_visible()
    assert profile.read_text() == ADA


def test_who_knows_no_yaml_adds_an_award_and_makes_the_pdf(tab, profile):
    tab.page.locator("#entry").get_by_role("button", name="Awards").click()
    tab.page.get_by_label("Title (required)").fill("Ebb: a #Prize")
    tab.page.get_by_label("Years", exact=True).fill("2024")
    tab.page.get_by_role("button", name="Add", exact=True).click()
    expect(tab.entry("Ebb: a #Prize")).to_have_count(1)
    tab.page.get_by_role("button", name="Make PDF").click()
    expect(tab.page.locator("#state")).to_contain_text("Written: output/cv.pdf")

    text = profile.read_text()
    assert (profile.parent / "output/cv.pdf").read_bytes().startswith(b"%PDF")
    start, end = ADA.split("awards:\n")
    assert text.startswith(start)
    assert text.endswith(end)


@pytest.mark.parametrize(("label", "engine"), [("the fastest", "Typst"), ("WeasyPrint", "WeasyPrint")])
def test_the_file_is_made_in_the_look_that_is_shown(tab, profile, label, engine):
    tab.page.get_by_label("Set by").select_option(label=label)
    tab.page.get_by_label("Paper").select_option("letter")
    expect(tab.page.locator("#state")).to_contain_text(f"set by {engine}")
    tab.page.get_by_role("button", name="Make PDF").click()
    expect(tab.page.locator("#state")).to_contain_text("Written: output/cv.pdf", timeout=30_000)

    with pikepdf.open(profile.parent / "output/cv.pdf") as pdf:
        assert str(pdf.docinfo.Producer).startswith(engine)
        assert round(float(pdf.pages[0].mediabox[2])) == 612


def test_what_was_written_can_be_read_although_the_pages_change(tab, profile):
    before = tab.pages()
    tab.page.get_by_role("button", name="Make PDF").click()
    expect(tab.page.locator("#state")).to_contain_text("Written: output/cv.pdf", timeout=30_000)
    profile.write_text(ADA.replace("First Prize", "Grand Prize"))
    tab.changed(before)

    expect(tab.page.locator("#state")).to_contain_text("Written: output/cv.pdf")
    expect(tab.page.locator("#state")).to_contain_text("1 page", timeout=10_000)


def test_authors_and_flags_in_the_form(tab, profile):
    tab.entry("On Mills").click()
    before = tab.pages()
    tab.page.get_by_label("Authors", exact=True).fill("A. Test\nC. New\nB. Other")
    tab.page.keyboard.press("Tab")
    tab.changed(before)
    tab.page.get_by_label("Selected").check()
    tab.page.wait_for_timeout(500)

    assert "C. New" in profile.read_text()
    assert "selected: true" in profile.read_text()


def test_an_entry_is_dragged_to_another_place(tab, profile):
    tab.entry("Second Prize").drag_to(tab.entry("First Prize"))
    tab.page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.spot')].map(one => one.ariaLabel).join();"
        " return all.indexOf('Second') < all.indexOf('First') }"
    )

    text = profile.read_text()
    assert text.index("Second Prize   # not the last") < text.index("# the first one") < text.index("First Prize")
    assert sorted(text.splitlines()) == sorted(ADA.splitlines())


def test_an_entry_is_moved_and_deleted_by_keyboard_alone(tab, profile):
    tab.entry("Second Prize").focus()
    tab.page.keyboard.press("Enter")
    tab.page.get_by_role("button", name="Move up").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Move up")).to_be_disabled()
    tab.page.get_by_role("button", name="Delete").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.entry("Second Prize")).to_have_count(0)

    assert "Second Prize" not in profile.read_text()
    assert "First Prize" in profile.read_text()


def test_broken_yaml_keeps_the_last_page_and_says_where(tab, profile):
    before = tab.pages()
    profile.write_text(ADA.replace("    year: 2021", "    yera: 2021"))
    expect(tab.page.locator("#problems")).to_contain_text("yera")
    expect(tab.page.locator("#problems")).to_contain_text("line 11")

    assert tab.pages() == before
    assert tab.page.evaluate("document.body.classList.contains('failed')")
    profile.write_text(ADA)
    expect(tab.page.locator("#problems")).to_contain_text("No problems.")
    assert not tab.page.evaluate("document.body.classList.contains('failed')")


def write(tab, text):
    """Type at the end of the editor."""
    tab.page.get_by_role("tab", name="Text").click()
    tab.page.locator(".cm-content").click()
    tab.page.keyboard.press("Control+End")
    tab.page.keyboard.type(text)


def test_what_is_typed_is_shown_before_it_is_saved(tab, profile):
    write(tab, "interests: [Tides]\n")
    expect(tab.entry("Tides")).to_have_count(1)
    assert profile.read_text() == ADA
    tab.page.keyboard.press("Control+s")
    expect(tab.page.locator("#saved")).to_have_text("saved")

    assert profile.read_text() == f"{ADA}interests: [Tides]\n"


def test_a_new_entry_is_scrolled_to_and_lit(tab, profile):
    prizes = "".join(f"  - Prize {at}\n" for at in range(90))
    profile.write_text(ADA.replace("awards:\n", f"awards:\n{prizes}"))
    expect(tab.entry("Prize 89")).to_have_count(1)
    tab.page.locator("#entry").get_by_role("button", name="References").click()
    tab.page.get_by_label("Name (required)").fill("Mary Referee")
    tab.page.get_by_role("button", name="Add", exact=True).click()

    expect(tab.entry("Mary Referee")).to_be_in_viewport()
    expect(tab.entry("Mary Referee")).to_have_class(re.compile("lit"))
    expect(tab.page.get_by_role("heading", name="Mary Referee")).to_be_visible()


def test_an_entry_that_the_document_does_not_show_is_explained(tab, profile):
    tab.page.locator("#entry").get_by_role("button", name="Awards").click()
    tab.page.get_by_label("Title (required)").fill("Secret Prize")
    tab.page.get_by_label("Hidden").check()
    tab.page.get_by_role("button", name="Add", exact=True).click()
    expect(tab.page.locator("#state")).to_contain_text("does not show this entry")
    tab.page.get_by_role("tab", name="Left out").click()
    tab.page.get_by_role("button", name="Secret Prize").click()
    tab.page.get_by_label("Hidden").uncheck()

    expect(tab.entry("Secret Prize")).to_have_count(1)


def test_a_point_has_inputs_for_its_text_and_its_tags(tab, profile):
    profile.write_text(
        profile.read_text().replace("organization: Mill}", "organization: Dam, highlights: [Led a lab]}")
    )
    tab.entry("Dam").click()
    tab.page.get_by_label("Highlights 1: tags").fill("industry, hardware")
    tab.page.get_by_label("Highlights 2: text").fill("Taught a class")
    tab.page.keyboard.press("Tab")
    tab.page.wait_for_timeout(700)

    (position,) = load(profile.read_text()).profile.positions
    assert [(one.text, one.tags) for one in position.highlights] == [
        ("Led a lab", ("industry", "hardware")),
        ("Taught a class", ()),
    ]
    tab.page.get_by_label("Highlights 2: text").fill("Taught two classes")
    tab.page.keyboard.press("Tab")
    tab.page.wait_for_timeout(700)
    assert load(profile.read_text()).profile.positions[0].highlights[0].tags == ("industry", "hardware")


def test_a_text_in_several_languages_has_a_row_for_each(tab, profile):
    title, tags = "title: {en: First Prize, de: Erster Preis}", "honors: [{en: Oral, de: Vortrag}]"
    text = profile.read_text().replace("title: First Prize", title).replace("year: 2022", f"year: 2022\n    {tags}")
    profile.write_text(text + "interests: [{en: looms, de: Webstühle}, Jacquard]\n")
    tab.entry("First Prize").click()
    tab.page.get_by_label("Title 2: text").fill("Großer Preis")
    tab.page.keyboard.press("Tab")
    tab.page.wait_for_timeout(700)
    tab.page.get_by_role("button", name="All sections").click()
    tab.page.get_by_role("button", name="Name and contacts").last.click()
    tab.page.get_by_label("Interests 2: german").fill("Jacquardstuhl")
    tab.page.keyboard.press("Tab")
    tab.page.wait_for_timeout(700)
    tab.entry("On Mills").click()
    expect(tab.page.get_by_text("It has texts in several languages")).to_have_count(1)

    changed = load(profile.read_text()).profile
    assert changed.awards[0].title.texts == {"en": "First Prize", "de": "Großer Preis"}
    assert [one.texts["de"] for one in changed.interests] == ["Webstühle", "Jacquardstuhl"]
    assert changed.publications[0].honors[0].text.texts == {"en": "Oral", "de": "Vortrag"}


def test_labels_and_honors_have_inputs_of_their_own(tab, profile):
    tab.entry("On Mills").click()
    tab.page.get_by_label("Links 1: web address").fill("https://example.org/a.pdf")
    tab.page.keyboard.press("Tab")
    expect(tab.page.locator("#field-links-wrong")).to_contain_text("Write a label")
    tab.page.get_by_label("Links 1: label").fill("PDF")
    expect(tab.page.locator("#field-links-wrong")).to_be_visible()
    tab.page.get_by_label("Links 2: label").press("Tab")
    tab.page.get_by_text("More fields").click()
    tab.page.get_by_label("Honors 1: text").fill("Oral")
    tab.page.get_by_label("Honors 2: text").fill("Best Paper")
    tab.page.get_by_label("Honors 2: web address").fill("https://example.org/")
    tab.page.keyboard.press("Tab")
    expect(tab.entry("On Mills")).to_have_count(1)
    tab.page.wait_for_timeout(700)

    (paper,) = load(profile.read_text()).profile.publications
    assert paper.links == {"PDF": "https://example.org/a.pdf"}
    assert [(one.text, one.url) for one in paper.honors] == [("Oral", None), ("Best Paper", "https://example.org/")]
    assert "[Oral, {" in profile.read_text()
    assert "Text" not in tab.page.locator("#entry").inner_text()


def test_a_biography_is_written_with_its_words_counted(tab, profile):
    tab.page.locator("#entry").get_by_role("button", name="Biography").click()
    short = tab.page.get_by_label("Short")
    short.fill("Ada builds mills. 她在 Rome.")
    expect(tab.page.locator("#field-short-help")).to_contain_text("Now 6 words.")
    assert words("Ada builds mills. 她在 Rome.") == 6
    short.press("Tab")

    expect(tab.entry("Ada builds mills")).to_have_count(1)
    assert load(profile.read_text()).profile.bio.short == "Ada builds mills. 她在 Rome."


def test_an_entry_is_added_to_a_section_of_ones_own(tab, profile):
    panel = tab.page.locator("#entry")
    panel.get_by_role("button", name="Custom sections").click()
    tab.page.get_by_label("Title (required)").fill("Expeditions")
    tab.page.get_by_role("button", name="Add", exact=True).click()
    panel.get_by_role("button", name="Add an entry").click()
    expect(tab.page.get_by_role("heading", name="New entry")).to_be_visible()
    tab.page.get_by_label("Title (required)").fill("To the pole")
    tab.page.get_by_role("button", name="Add", exact=True).click()
    expect(tab.entry("To the pole")).to_have_count(1)
    panel.get_by_role("button", name="Add another").click()
    expect(tab.page.get_by_role("heading", name="New entry")).to_be_visible()
    tab.page.get_by_label("Title (required)").fill("And back")
    tab.page.get_by_role("button", name="Add", exact=True).click()
    expect(tab.entry("And back")).to_have_count(1)

    (section,) = load(profile.read_text()).profile.sections
    assert [one.title for one in section.entries] == ["To the pole", "And back"]
    panel.get_by_role("button", name="All sections").click()
    expect(panel.get_by_role("button", name="Expeditions")).to_be_visible()


def test_a_button_that_is_pressed_from_a_field_acts_on_the_new_file(tab, profile):
    """The field is written when the button takes the focus: its click is neither lost nor refused."""
    tab.entry("Second Prize").click()
    tab.page.get_by_label("Title (required)").fill("Third Prize")
    box = tab.page.get_by_role("button", name="Move up").bounding_box()
    tab.page.mouse.move(box["x"] + 5, box["y"] + 5)
    before = tab.pages()
    tab.page.mouse.down()
    tab.changed(before)
    tab.page.wait_for_timeout(300)
    tab.page.mouse.up()
    expect(tab.page.get_by_role("button", name="Move up")).to_be_disabled()

    text = profile.read_text()
    assert text.index("Third Prize") < text.index("First Prize")


def test_a_field_is_not_written_over_a_change_on_disk(tab, profile):
    tab.entry("Second Prize").click()
    field = tab.page.get_by_label("Title (required)")
    field.fill("Mine")
    profile.write_text(ADA.replace("Mill}", "Mills}"))  # elsewhere
    expect(tab.entry("Mills")).to_have_count(1)
    field.press("Tab")
    expect(tab.entry("Mine")).to_have_count(1)
    mine = profile.read_text()
    assert "Mills}" in mine

    field.fill("Mine again")
    before = tab.pages()
    profile.write_text(mine.replace("Mine ", "Theirs "))
    tab.changed(before)
    field.press("Tab")
    expect(tab.page.locator("#field-title-wrong")).to_contain_text("you wrote “Mine again”")
    expect(field).to_have_value("Theirs")
    assert "Mine again" not in profile.read_text()


def test_the_keyboard_goes_from_an_entry_to_its_form_and_back(tab):
    tab.entry("Second Prize").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("heading", name="Second Prize")).to_be_focused()
    tab.page.keyboard.press("Escape")
    expect(tab.entry("Second Prize")).to_be_focused()


def test_a_save_leaves_the_focus_on_the_entry(tab, profile):
    tab.entry("Second Prize").focus()
    before = tab.pages()
    profile.write_text(ADA.replace("First Prize", "Grand Prize"))
    tab.changed(before)

    expect(tab.entry("Second Prize")).to_be_focused()


def test_it_prints_one_sheet_for_each_page(tab, profile):
    with pikepdf.open(io.BytesIO(tab.page.pdf(prefer_css_page_size=True))) as printed:
        assert len(printed.pages) == len(tab.pages())
        assert [round(float(edge)) for edge in printed.pages[0].mediabox[2:]] == [595, 842]


def test_the_bar_names_what_the_document_has(tab):
    expect(tab.page.locator("#style option").first).to_have_text("classic (default)")
    expect(tab.page.locator("#language option").first).to_have_text("English (default)")
    tab.page.get_by_label("Language").select_option(label="German")
    expect(tab.entry("On Mills")).to_have_count(1)
    expect(tab.page.locator("#language option").first).to_have_text("default")


def test_a_note_that_is_longer_than_the_line_of_the_state(tab):
    tab.page.set_viewport_size({"width": 420, "height": 800})
    height = "one => one.getBoundingClientRect().height"
    before = tab.page.locator("#state").evaluate(height)
    tab.page.get_by_label("Document", exact=True).select_option("bio")
    expect(tab.page.locator("#state")).to_contain_text("ReportLab")
    tab.page.locator("#state").evaluate("one => { one.textContent += ' · left out for space'.repeat(9) }")

    assert tab.page.locator("#state").evaluate(height) == before


def test_a_file_that_changed_on_disk_is_not_overwritten(tab, profile):
    write(tab, "interests: [Tides]\n")
    other = ADA.replace("First Prize", "Grand Prize")
    profile.write_text(other)
    tab.page.keyboard.press("Control+s")
    expect(tab.page.locator("#conflict")).to_contain_text("Grand Prize")
    expect(tab.page.locator("#conflict")).not_to_contain_text("# the first one")  # which both have
    assert profile.read_text() == other
    tab.page.get_by_role("button", name="Save mine over it").click()
    expect(tab.page.locator("#saved")).to_have_text("saved")

    assert profile.read_text() == f"{ADA}interests: [Tides]\n"


def test_what_is_new_is_marked(browser, own_profile, monkeypatch):
    monkeypatch.chdir(own_profile.parent)
    own_profile.write_text(ADA.replace("First Prize", "Old Prize"))
    assert main(["build", "--only", "cv"]) == 0
    assert main(["sent", "output/cv.pdf", "--to", "Stanford"]) == 0
    own_profile.write_text(ADA)
    server = Server(own_profile.parent)
    tab = Tab(browser, server.address)
    option = tab.page.locator("#since option", has_text="Stanford")
    expect(option).to_have_count(1)
    tab.page.get_by_label("New since").select_option(label=option.text_content())
    tab.page.get_by_role("tab", name="Changes").click()

    expect(tab.page.locator("#state")).to_contain_text("the whole CV, compared with")
    expect(tab.page.locator("#changes")).to_contain_text("First Prize")
    expect(tab.page.locator("#changes")).to_contain_text("Old Prize")
    tab.page.locator("#changes").get_by_role("button", name="First Prize").click()
    expect(tab.entry("First Prize")).to_have_class(re.compile("lit"))
    expect(tab.page.get_by_role("heading", name="First Prize")).to_be_visible()
    tab.context.close()
    assert tab.faults == []
    server.stop()


def test_two_tabs_show_two_documents(browser, server, profile):
    one, two = Tab(browser, server.address), Tab(browser, server.address)
    two.page.get_by_label("Document", exact=True).select_option("bio")
    expect(two.page.locator("#state")).to_contain_text("ReportLab")
    profile.write_text(ADA.replace("First Prize", "Grand Prize"))

    for tab in (one, two):
        expect(tab.entry("Grand Prize")).to_have_count(1)
    expect(one.page.locator("#state")).to_contain_text("Typst")
    for tab in (one, two):
        tab.context.close()
        assert tab.faults == []


def test_no_text_of_a_profile_is_run(browser, own_profile):
    nasty = "<img src=x onerror=document.title='run'><script>document.title='run'</script>{{ 7*7 }}"
    text = f"name: '{nasty.replace(chr(39), chr(39) * 2)}'\nawards:\n  - title: '[x](javascript:alert)'\n"
    own_profile.write_text(text)
    server = Server(own_profile.parent)
    try:
        page = browser.new_page()
        page.goto(server.address)
        expect(page.locator("#problems")).to_contain_text("javascript:")
        own_profile.write_text(text.replace("[x](javascript:alert)", nasty.replace("'", "''")))
        page.locator(".spot").last.click()
        expect(page.locator("h2")).to_contain_text("<script>")
        assert page.title() == "profile.yaml – cvgen preview"
        page.close()
    finally:
        server.stop()


def test_everybody_can_use_the_page(tab, profile):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    profile.write_text(ADA + "talks: [{title: A Talk, year: 2031}]\n")
    states = ["Entry", "Text", "Problems", "Left out", "Changes"]
    tab.entry("First Prize").click()
    for name in states:
        tab.page.get_by_role("tab", name=name).click()
        tab.page.wait_for_timeout(300)
        found = axe.run(tab.page)
        assert found.violations_count == 0, found.generate_report()
    tab.page.set_viewport_size({"width": 400, "height": 800})
    assert axe.run(tab.page).violations_count == 0
    tab.page.emulate_media(color_scheme="dark")
    assert axe.run(tab.page).violations_count == 0


def test_the_page_says_that_the_preview_has_ended(browser, own_server):
    tab = Tab(browser, own_server.address)
    own_server.stop()

    expect(tab.page.locator("#state")).to_contain_text("cvgen preview has ended")
    tab.context.close()


def test_the_example_fits_every_choice_of_the_bar(browser, tmp_path):
    shutil.copy(ROOT / "profile.yaml", tmp_path)
    server = Server(tmp_path)
    tab = Tab(browser, server.address)
    try:
        for name, value in [
            ("Style", "modern"),
            ("Color", "burgundy"),
            ("Citations", "ieee"),
            ("Paper", "letter"),
            ("Language", "de"),
        ]:
            before = tab.pages()
            tab.page.get_by_label(name, exact=True).select_option(value)
            tab.changed(before)
        tab.page.get_by_label("Set by").select_option("weasyprint")
        expect(tab.page.locator("#state")).to_contain_text("set by WeasyPrint", timeout=20_000)
        assert tab.faults == []
    finally:
        tab.context.close()
        server.stop()
