"""The example's documents hold every fact of the pages they come from."""

import json
import re
import shutil
import subprocess
from collections import Counter

import pytest

from cvgen.composers import composer
from cvgen.composers.entries import SHORT_NOTE
from cvgen.document.tree import every_item, plain
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import show_years
from cvgen.writers import writer
from tests import built
from tests.conftest import ROOT, SEEDS

WORD = re.compile(r"[^\W_]+")
PLACEHOLDER = "https://yaoanbang.github.io/"  # where the page has no link of its own


@pytest.fixture(scope="module")
def truth():
    return json.loads((SEEDS / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def profile():
    return profile_yaml.load((ROOT / "profile.yaml").read_text("utf-8")).profile


@pytest.fixture(scope="module")
def cv(profile):
    return composer("cv")(profile, "November 2026", None)


def folded(text):
    """Text with its white space folded and one kind of dash."""
    return " ".join(text.replace("–", "-").split())


def statements(truth, profile):
    """What must be found, in the order in which the CV says it: a list for each part of the page."""
    papers = truth["publications"]
    published = sorted((p for p in papers if p["status"] == "published"), key=lambda p: -p["year"])
    rest = [p for p in papers if p["status"] == "preprint"] + [p for p in papers if p["status"] == "submission"]
    awards = [
        (one.title, note, years) if len(note) <= SHORT_NOTE else (one.title, years, note)
        for one in profile.awards
        for note, years in [(one.note or "", show_years(one.years))]
    ]
    return {
        "awards": [text for award in awards for text in award],
        "titles and venues": [text for paper in published + rest for text in (paper["title"], paper["venue"])],
        "interns": [f"{one['name']}, {one['affiliation']}" for one in truth["interns"] if not one["hidden"]],
        "service": [line["text"] for line in truth["service"]],
    }


def assert_in_order(texts, page):
    assert texts
    at = 0
    for text in map(folded, texts):
        found = page.find(text, at)
        assert found >= 0, f"not found after position {at}: {text}"
        at = found + len(text)


@pytest.mark.pdf
def test_the_pdf_says_everything_in_order(truth, profile, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    file = tmp_path / "cv.pdf"
    file.write_bytes(built.pdf("example").data)
    for part, texts in statements(truth, profile).items():
        order = "-raw" if part == "interns" else "-layout"  # the interns are in two columns
        text = subprocess.run(["pdftotext", order, file, "-"], capture_output=True, text=True, check=True).stdout
        lines = [line for line in text.splitlines() if not re.match(r"\s*Anbang Yao · Curriculum Vitae|\f", line)]
        assert_in_order(texts, folded("\n".join(lines).replace("\f", "\n")))


def test_every_award_has_the_words_and_the_years_of_the_page(truth, cv, profile):
    """The years are in a column of their own, so that the words of an award may be in any order."""
    items = [item for item in every_item(cv.sections) if item.kind == "award"]

    assert len(items) == len(truth["awards"])
    for item, entry, fact in zip(items, profile.awards, truth["awards"], strict=True):
        said, written = (WORD.findall(text) for text in (" ".join(map(plain, (item.text, *item.lines))), fact["text"]))
        years = WORD.findall(fact["years_raw"][0])
        assert set(Counter(written) - Counter(said) - Counter(years)) <= {"in", "1"}
        assert Counter(said) <= Counter(written)
        assert (list(entry.years), item.aside) == (fact["years"], show_years(entry.years))


def test_the_text_says_everything_in_order(truth, profile, cv):
    page = folded(writer("txt")(cv, None).data.decode())

    for texts in statements(truth, profile).values():
        assert_in_order(texts, page)


def test_every_publication_has_the_facts_of_the_page(truth, profile):
    assert len(profile.publications) == len(truth["publications"]) == 45
    for paper, fact in zip(profile.publications, truth["publications"], strict=True):
        assert paper.title == fact["title"]
        assert [(a.name, a.marks) for a in paper.authors] == [(a["name"], a["marks"]) for a in fact["authors"]]
        assert (paper.venue, paper.year) == (fact["venue"], fact["year"])
        assert (paper.volume, paper.issue) == (fact["volume"], fact["issue"])
        assert folded(paper.pages or "") == folded(fact["pages"] or "")
        assert paper.arxiv == fact["arxiv"]
        assert paper.doi == (fact["doi"] or fact["ids"].get("doi"))
        assert paper.links == {link["label"]: link["url"] for link in fact["links"] if link["url"] != PLACEHOLDER}
        assert paper.selected == (fact["section"] == "Selected Publications" and not fact["hidden"])
        assert [folded(honor.text) for honor in paper.honors] == [folded(h["text"]) for h in fact["honours"]]


def test_counts(truth, profile):
    assert sum(len(paper.authors) for paper in profile.publications) == truth["counts"]["authorships"]
    assert sum(paper.selected for paper in profile.publications) == 34
    assert len(profile.mentees) == truth["counts"]["interns_visible"]
    assert len(profile.awards) == truth["counts"]["awards_lines"]
    assert len(profile.news) == truth["counts"]["news_visible"]
    assert "戈登·摩尔奖" in profile.bio.long
    assert [round(len(text.split()), -1) for text in profile.bio.longest_first()] == [210, 100, 50]
