"""Kits: the texts of a form to paste into a portal, as plain text and as a page; each with its count and its line."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from cvgen.build.form_check import check_form
from cvgen.build.loader import load_text
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.forms.counts import last_words, measured, overrun
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from tests.conftest import CASES, ROOT

TODAY = Date(2026, 11, 29)
KITS = ROOT / "tests/kits"
FORM = (KITS / "looms.yaml").read_text("utf-8")
PROFILE = (KITS / "profile.yaml").read_text("utf-8")
ATTACK = "</textarea></title><script>alert(1)</script><img src=x onerror=alert(2)>"


def files(folder, profile=PROFILE, form=FORM, formats=("pdf",), **more):
    """Build the kit of a form and a profile -> the files by their names."""
    (folder / "looms.yaml").write_text(form, "utf-8")
    path = folder / "profile.yaml"
    path.write_text(profile, "utf-8")
    request = BuildRequest(path, TODAY, names=(), form=str(folder / "looms.yaml"), formats=formats, **more)
    return build_targets(plan_targets(load_text(profile, path, TODAY), request), str)


def kit(folder, profile=PROFILE, form=FORM):
    """Build the page of a kit as a draft -> its HTML."""
    return files(folder, profile, form, draft=True)["looms.html"].data.decode()


class Page(HTMLParser):
    """The elements of a page in order, and the text of each textarea by its id."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.areas, self.inside = [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag == "textarea":
            self.inside = dict(attributes)["id"]
            self.areas[self.inside] = ""

    def handle_endtag(self, tag):
        self.inside = None if tag == "textarea" else self.inside

    def handle_data(self, data):
        if self.inside:
            self.areas[self.inside] += data


def test_the_text_of_a_kit_is_readable(golden, tmp_path):
    made = files(tmp_path, draft=True)["looms.txt"]

    golden(KITS / "looms.txt", made.data.decode())


def test_a_kit_has_two_files_and_a_portal_takes_no_other(tmp_path):
    assert list(files(tmp_path, draft=True)) == ["looms.html", "looms.txt"]
    assert list(files(tmp_path, draft=True, formats=("html",))) == ["looms.html"]
    with pytest.raises(InputError, match="the portal takes no file"):
        files(tmp_path, formats=("docx",))


def test_a_form_that_is_a_document_as_well_has_its_kit_as_a_page(tmp_path):
    both = FORM.replace("makes: [kit]", "makes: [document, kit]")
    document = FORM.replace("makes: [kit]", "makes: [document]")

    made = files(tmp_path, form=both, formats=("html", "md"), draft=True)
    assert b"<textarea" in made["looms.html"].data
    assert b"Draft, not for submission" in made["looms.md"].data
    assert b"<textarea" not in files(tmp_path, form=document, formats=("html",), draft=True)["looms.html"].data


def test_a_kit_that_breaks_a_limit_is_a_draft_and_says_so(tmp_path):
    with pytest.raises(InputError) as caught:
        files(tmp_path)

    messages = [(one.message, one.place.line) for one in caught.value.problems]
    assert messages == [
        ("looms: Honors: 59 characters, 50 allowed", 8),
        ("looms takes no metrics such as 'h-index'", 13),
        ("looms: Major achievements: 123 characters, 100 allowed", 13),
    ]
    assert caught.value.problems[-1].hint.endswith("build it with  --draft")
    assert all("a draft: it breaks 3 limits" in one.notes[0] for one in files(tmp_path, draft=True).values())


def test_a_kit_without_a_fault_has_no_mark(tmp_path):
    form = (
        FORM.replace("chars: 100", "chars: 200").replace("forbids: [metrics]\n", "").replace("chars: 50", "chars: 80")
    )

    made = files(tmp_path, form=form)
    assert " ! " not in made["looms.txt"].data.decode()
    assert made["looms.txt"].notes[0] == "'ORCID iD' is missing; add orcid"


def test_the_page_has_each_text_once_in_the_order_of_the_form(tmp_path):
    page = Page(kit(tmp_path))

    labels = [found["for"] for tag, found in page.elements if tag == "label" and "for" in found]
    assert labels == list(page.areas)
    assert [text.strip()[:14] for text in page.areas.values()] == [
        "Lovelace", "Ada", "+44 1632 960 0", "Oct 2001 – Feb", "1999: B.Sc. in", "I showed that ", "On Looms\nAda L",
        "I trained fort", "I ask what mac", "A notation for", "2019: Golden S",
    ]  # fmt: skip
    assert page.areas["box-4-1-1"] == (
        '\nI ask what machines can weave.\n\nMy answers are patterns & proofs: 1 < 2, "quoted", 研究者 and naïve café.'
    )


def test_the_page_shows_what_is_wrong_where_it_is(tmp_path):
    text = re.sub(r"<[^>]+>", "", kit(tmp_path))

    for said in (
        "Fix first: ORCID iD, Achievement 2, Contributions to society",
        "ORCID iD: missing; add orcid.",
        "Missing; add to statements:  answers: society.",
        "profile.yaml:6: the month is missing in 1999; write it as in 1999-05",
        "profile.yaml:13: looms takes no metrics such as 'h-index'",
        "Together: 123 of 100 characters: 23 too many, after “…forty weavers, and my h-i”",
        "59 of 50 characters: 9 too many, after “…2012: Silver Shuttle, Guild o”",
        "All statements: 47 of 60 words",
    ):
        assert said in text.replace("&#x27;", "'"), said


@pytest.mark.parametrize("case", ["senior", "hostile", "scripts", "small"])
def test_no_text_of_a_form_becomes_a_part_of_the_page(case, tmp_path):
    profile = CASES[case].read_text("utf-8").replace("photo:", "# photo:")
    attack = FORM
    agreed = "I agree that the fund keeps my data."
    for words in ("CV for the Looms Fund", "Call of 2026", "1 Person", "ORCID iD", "Why you?", "Honors", agreed):
        attack = attack.replace(words, f'"{words} {ATTACK}"')
    plain, attacked = Page(kit(tmp_path, profile)), Page(kit(tmp_path, profile, attack))

    assert [tag for tag, _ in plain.elements] == [tag for tag, _ in attacked.elements]
    assert [tag for tag, _ in plain.elements].count("script") == 1
    assert "img" not in dict(plain.elements)


def test_no_text_of_a_profile_becomes_a_part_of_the_page(tmp_path):
    attack = PROFILE
    for words in ("+44 1632 960 018", "A notation for patterns.", "University of Looms", "Golden Shuttle", "On Looms"):
        attack = attack.replace(words, f"'{ATTACK}'")
    plain, attacked = Page(kit(tmp_path)), Page(kit(tmp_path, attack))

    assert [tag for tag, _ in plain.elements] == [tag for tag, _ in attacked.elements]
    assert sum(text.count(ATTACK) for text in attacked.areas.values()) == 5


def test_the_policy_allows_the_style_and_the_script_of_the_page_alone(tmp_path):
    text = kit(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1].replace("&#x27;", "'")

    for tag in ("style", "script"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]
        assert f"{tag}-src 'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "http" not in re.sub(r"<textarea.*?</textarea>", "", text, flags=re.DOTALL).replace("http-equiv", "")


def test_two_builds_are_equal_and_a_line_that_moves_makes_a_kit_stale(tmp_path, capsys, monkeypatch):
    assert kit(tmp_path) == kit(tmp_path)
    monkeypatch.chdir(tmp_path)
    build = ["build", "--form", "looms.yaml", "--draft", "-o", "out"]
    main(build)
    first = (tmp_path / "out/looms.html").read_text("utf-8")
    (tmp_path / "profile.yaml").write_text(f"\n\n{PROFILE}", "utf-8")
    main(build)
    capsys.readouterr()

    assert "profile.yaml:3<" in first
    assert "profile.yaml:5<" in (tmp_path / "out/looms.html").read_text("utf-8")


def test_the_language_of_texts_and_headings_is_named(tmp_path):
    page = Page(kit(tmp_path, form=f"language: de\n{FORM}"))

    assert dict(page.elements)["html"] == {"lang": "en"}
    for tag in ("textarea", "h2", "h3"):
        assert {found.get("lang") for name, found in page.elements if name == tag} == {"de"}


def test_a_field_of_one_work_has_no_number_and_one_of_an_entry_has_its_parts(tmp_path):
    """Portals have a field for each work, and for the dates and places of an entry."""
    form = FORM.replace(
        "{title: Honors, list: awards,",
        "{title: Works, list: publications, each: true}\n      - {title: Honors, list: awards,",
    )
    page = Page(kit(tmp_path, form=form))

    assert page.areas["box-4-4-1"] == "\nOn Looms\nAda Lovelace\nJournal of Looms, 2010"
    text = kit(tmp_path, form=form)
    assert re.findall("<span>([^<]*)</span> <span>([^<]*)</span></button>", text) == [
        ("Degree", "Ph.D. in Weaving"), ("Institution", "University of Looms"),
        ("Start", "Oct 2001"), ("End", "Feb 2005"),
        ("Degree", "B.Sc. in Mathematics"), ("Institution", "College of Mills"), ("End", "1999"),
    ]  # fmt: skip


def test_a_length_is_said_in_words():
    assert measured(["one"], None, "words") == "1 word"
    assert measured(["one", "two three"], 3, "words") == "3 of 3 words"
    assert measured(["one", "two three"], 2, "words") == "3 of 2 words: 1 too many, after “…two”"
    assert measured(["one", "two three"], 1, "words") == "3 of 1 words: 2 too many"
    assert overrun(["a", "bc"], 1, "characters") == (1, "")
    assert measured(["x" * 1200], 1000, "characters").startswith("1,200 of 1,000 characters: 200 too many")


def test_a_text_without_spaces_is_quoted_in_part(tmp_path):
    assert last_words("字" * 5000, 4000, "characters") == f"…{'字' * 60}"
    profile = f"name: A\nstatements: [{{answers: personal, text: {'字' * 4000}}}]\n"
    (tmp_path / "looms.yaml").write_text(FORM, "utf-8")
    path = tmp_path / "profile.yaml"
    request = BuildRequest(path, TODAY, names=(), form=str(tmp_path / "looms.yaml"))
    [problem] = [one for one in check_form(load_text(profile, path, TODAY), request) if one.is_limit]

    assert problem.hint == f"the limit is reached after '…{'字' * 60}'; shorten it by 500 characters"
