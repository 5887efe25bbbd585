"""Forms of funders: what fills them, every limit just under and just over, and what a user's own form can say."""

import dataclasses
import io

import pikepdf
import pytest

from cvgen.build import forms
from cvgen.build.form_check import check_form
from cvgen.build.loader import load_text
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.composers.languages.phrases import ENGLISH
from cvgen.forms import library
from cvgen.forms.counts import count, last_words
from cvgen.forms.facts import academic_age, state
from cvgen.forms.fill import fill
from cvgen.pdf.attachment import extract
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.document_options import PublicationChoice
from cvgen.profile.fields import Text, required_fields
from cvgen.profile.model import Education, Profile
from tests.conftest import CASES, ROOT

TODAY = Date(2026, 11, 29)
FORMS = library.names()
GOLDENS = ROOT / "tests" / "forms"
LIMITED = ("entries", "works", "words", "chars", "words_each", "chars_each")


def of_text(text, tmp_path, form, formats=("pdf",), **more):
    """A profile and the name of a form -> the loaded profile and the request of the form."""
    path = tmp_path / "profile.yaml"
    path.write_text(text, "utf-8")
    return load_text(text, path, TODAY), BuildRequest(path, TODAY, names=(), form=form, formats=formats, **more)


def limits():
    """Yield each limit of each form: the form, the number of the part, and the name of the limit."""
    for name in FORMS:
        for number, part in enumerate(library.shipped(name).parts):
            yield from ((name, number, limit) for limit in LIMITED if getattr(part, limit))


def texts(total, unit):
    """Return a text of so many words, or characters, that ends with a word."""
    if unit.startswith("words"):
        return " ".join(["word"] * total)
    return ("looms " * (total // 6 + 1))[: total - 1].rstrip().ljust(total, "x") if total > 1 else "x"


def counted(text, unit):
    """Count independently of cvgen: the words between blanks, or what JavaScript's spread of a string counts."""
    return len(text.split(" ")) if unit.startswith("words") else sum(1 for _ in text)


def filled_up(name, number, limit, more):
    """Return a profile whose part of a form has as much as its limit allows, and `more`."""
    form = library.shipped(name)
    part = list(form.parts)[number]
    total = getattr(part, limit) + more
    tag = f"{name}/{part.module}" if part.module else name
    if limit == "entries" and part.lists:
        listed = part.lists[0]
        entry = {
            "publications": {"title": "On Looms", "type": (part.types or ("journal",))[0], "tags": [tag]},
            "awards": {"title": "Prize", "tags": [tag]},
            "achievements": {"text": "I wove.", "tags": [tag]},
            "grants": {"title": "Looms", "tags": [tag]},
        }[listed]
        return {"name": "Ada Lovelace", listed: [{**entry, "note": f"{at}"} if listed in ("awards", "grants") else entry
                                                for at in range(total)]}  # fmt: skip
    if limit == "works":
        works = [{"title": f"On Looms {at}"} for at in range(total)]
        return {"name": "Ada Lovelace", "publications": works,
                "achievements": [{"text": "I wove.", "works": [one["title"] for one in works]}]}  # fmt: skip
    if limit == "entries":
        return {"name": "Ada Lovelace",
                "statements": [{"answers": tag, "text": f"Example {at}"} for at in range(total)]}  # fmt: skip
    text = texts(total, limit)
    assert counted(text, limit) == total
    if "achievements" in part.lists:
        return {"name": "Ada Lovelace", "achievements": [{"text": text}]}
    return {"name": "Ada Lovelace", "statements": [{"answers": tag, "text": text}]}


def broken(name, profile, tmp_path):
    """Return the messages about limits of a form that a profile breaks."""
    loaded, request = of_text(profile_yaml.to_yaml(profile), tmp_path, name, formats=("txt",))
    return [one for one in check_form(loaded, request) if one.rule == "form-limit" and "pages" not in one.message]


@pytest.mark.parametrize(("name", "number", "limit"), list(limits()))
def test_a_limit_allows_what_it_says_and_no_more(name, number, limit, tmp_path):
    part = list(library.shipped(name).parts)[number]

    assert broken(name, filled_up(name, number, limit, 0), tmp_path) == []
    [problem] = broken(name, filled_up(name, number, limit, 1), tmp_path)
    assert f"{getattr(part, limit) + 1:,} " in f"{problem.message} "
    assert problem.place


@pytest.mark.parametrize("name", FORMS)
def test_a_form_says_where_it_comes_from(name):
    form = library.shipped(name)

    assert form.sources
    assert form.version
    assert form.checked <= TODAY
    assert all(part.title or part.facts for part in form.parts)
    assert form.sure == "high" or form.unsure


@pytest.mark.golden
@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("case", ["senior", "small"])
def test_a_form_is_filled_from_a_full_and_a_sparse_profile(name, case, golden):
    path = CASES[case]
    loaded = load_text(path.read_text("utf-8"), path, TODAY)
    for made, suffix in (("document", "md"), ("kit", "txt")):
        if made in library.shipped(name).makes:
            request = BuildRequest(path, TODAY, names=(), form=name, formats=(suffix,), draft=True)
            [rendered] = build_targets(plan_targets(loaded, request), str).values()
            text = rendered.data.decode()
            assert "HIDDEN-SECRET" not in text
            golden(GOLDENS / f"{name}-{case}.{suffix}", text)


def with_statements(form, total):
    """Return a profile whose statements together have so many words, in all modules of a form that statements fill."""
    modules = [part.module for part in form.parts if part.module and not part.lists] or list(form.modules)
    shares = [total // len(modules) + (at < total % len(modules)) for at in range(len(modules))]
    given = [
        {"answers": one, "text": texts(share, "words")} for one, share in zip(modules, shares, strict=True) if share
    ]
    return {"name": "Ada Lovelace", "orcid": "0000-0002-1825-0097", "statements": given}


@pytest.mark.parametrize("name", [name for name in FORMS if library.shipped(name).words])
def test_the_words_of_a_whole_form_are_counted_together(name, tmp_path):
    form = library.shipped(name)
    for most, options in ((form.words, ""), (300, "words: 300")):
        for more, count_of_problems in ((0, 0), (1, 1)):
            text = profile_yaml.to_yaml(with_statements(form, most + more))
            text += f"documents: {{call: {{form: {name}, {options}}}}}\n"
            loaded, request = of_text(text, tmp_path, None, formats=("txt",))
            [target] = plan_targets(loaded, dataclasses.replace(request, names=("call",)))
            found = [one for one in target.funder_form.problems if one.rule == "form-limit"]
            assert len(found) == count_of_problems
            assert [one.message for one in found] == [
                f"{name}: all statements together: {most + 1:,} words, {most:,} allowed" for _ in found
            ]


def test_a_text_that_begins_over_the_limit_is_told_so(tmp_path):
    texts = "".join(f"  - {{answers: {one}, text: {'word ' * 1000}}}\n" for one in ("ideas", "people"))
    loaded, request = of_text(f"name: A\nstatements:\n{texts}", tmp_path, "ukri-r4ri", formats=("txt",))
    [found] = [one for one in check_form(loaded, request) if one.rule == "form-limit"]

    assert found.place.line == 4
    assert found.hint == "the limit is reached before this text; shorten them by 1,000 words"


def paged():
    """Yield each form with a number of pages, a language, and that number."""
    for name in FORMS:
        form = library.shipped(name)
        yield from ((name, language, most) for language, most in form.pages_in.items())
        if form.pages:
            yield name, form.language, form.pages


def pages_of(name, language, total, tmp_path):
    """Build a form with so many words; return the pages of its PDF, and what is said where they are too many."""
    text = profile_yaml.to_yaml(with_statements(library.shipped(name), total))
    loaded, request = of_text(text, tmp_path, name, engine="typst", language=language)
    if said := [one for one in check_form(loaded, request) if " pages" in one.message]:
        return said
    [made] = build_targets(plan_targets(loaded, request), str, False).values()
    with pikepdf.open(io.BytesIO(made.data)) as opened:
        return len(opened.pages)


@pytest.mark.long
@pytest.mark.parametrize(("name", "language", "most"), list(paged()))
def test_a_form_may_have_its_pages_and_not_one_more(name, language, most, tmp_path):
    few, many = 1, 1500 * (most + 1)
    while many - few > 60:  # words, between the most that fit and the fewest that do not
        middle = (few + many) // 2
        few, many = (middle, many) if isinstance(pages_of(name, language, middle, tmp_path), int) else (few, middle)

    assert pages_of(name, language, few, tmp_path) == most
    [problem] = pages_of(name, language, many, tmp_path)
    assert f"{most + 1} pages" in problem.message
    assert problem.severity == ("warning" if library.shipped(name).indicative else "error")


def test_headings_and_texts_are_in_the_language_of_the_document(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "title: {en: Letter, fr: Lettre}\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections:\n"
        "- parts:\n  - {title: {en: About you, fr: Sur vous}, module: personal, words: 2}\n",
        "utf-8",
    )
    text = "name: Ada Lovelace\nstatements:\n- {answers: personal, text: {en: I weave, fr: Je tisse la toile}}\n"
    text += "documents:\n  a: {form: mine.yaml}\n  b: {form: mine.yaml, language: fr}\n"
    loaded, request = of_text(text, tmp_path, None, formats=("md",))
    english, french = (
        plan_targets(loaded, dataclasses.replace(request, names=(name,), draft=True))[0] for name in ("a", "b")
    )

    assert b"## About you\n\n- I weave" in english.render().data
    assert b"## Sur vous\n\n- Je tisse la toile" in french.render().data
    assert english.funder_form.problems == []
    assert [one.message for one in french.funder_form.problems] == ["mine: Sur vous: 4 words, 2 allowed"]


def chosen_by(part, lines):
    """Return the titles of the entries that a part of a form, as YAML, takes from a profile."""
    form = library.read(
        "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections:\n"
        f"- parts:\n  - {{title: A, module: a, {part}}}\n",
        "mine.yaml",
    )
    profile = profile_yaml.load(f"name: Ada Lovelace\n{lines}").profile
    [found] = fill("mine", form, profile, TODAY, ENGLISH, PublicationChoice()).parts
    return [next(iter(required(profile.at(path)))) for path in found.entries]


def required(entry):
    """Yield the values of the required keys of an entry."""
    yield from (getattr(entry, field.name) for field in required_fields(type(entry)))


CHOICES = {
    "list: positions, newest: true": (
        "positions: [{title: a, start: 2001}, {title: b, start: 2020-05, end: 2021}, {title: c, end: 2010}]",
        ["b", "c", "a"],
    ),
    "list: service, newest: true": (
        "service: [{role: a, years: [2001, 2025]}, {role: b, year: 2012}, {role: c}]",
        ["b", "a", "c"],
    ),
    "list: positions, held: now": (
        "positions: [{title: a, start: 2001, end: 2030}, {title: b, start: 2020}, {title: c, start: 2028, end: 2029}]",
        ["a"],
    ),
    "list: positions, held: before": (
        "positions: [{title: a, start: 2001, end: present}, {title: b, start: 2020}, {title: c, end: 2019}]",
        ["b", "c"],
    ),
    "list: education, degrees: doctorate": (
        "education: [{degree: Ph.D., institution: X}, {degree: M.Phil., institution: X}, "
        "{degree: Dr. rer. nat., institution: X}, {degree: D.Phil. in Looms, institution: X}]",
        ["Ph.D.", "Dr. rer. nat.", "D.Phil. in Looms"],
    ),
    "list: education, degrees: other": (
        "education: [{degree: Ph.D., institution: X}, {degree: M.Sc., institution: X}]",
        ["M.Sc."],
    ),
    "list: service, years: 3": (
        "service: [{role: a, years: [2001, 2025]}, {role: b, year: 2019}, {role: c, start: 2010, end: present}, "
        "{role: d, end: 2023-12}, {role: e, end: 2023-10}, {role: f}]",
        ["a", "c", "d", "f"],
    ),
    "list: patents, status: [granted]": (
        "patents: [{title: a, status: Granted}, {title: b, status: filed}, c]",
        ["a"],
    ),
    "list: mentees, roles: [phd]": (
        "mentees: [{name: a, role: PhD student}, {name: b, role: intern}, {name: c, role: phd}]",
        ["a", "c"],
    ),
    "list: awards, tagged: true": (
        "awards: [{title: a, tags: [mine]}, {title: b, tags: [mine/a]}, c]",
        ["b"],
    ),
    "list: publications, types: [journal]": (
        "publications: [{title: a, type: journal, year: 2001}, {title: b}, {title: c, type: journal, year: 2002}]",
        ["c", "a"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("part", CHOICES)
def test_a_part_takes_what_its_keys_say(part):
    lines, expected = CHOICES[part]

    assert chosen_by(part, lines) == expected


FORBIDDEN = {
    "metrics": (
        ["My h-index is 40.", "in a journal with an impact factor of 9", "cited over 1,200 times", "900 citations"],
        ["the high impact of looms", "a citation from the council", "the index of looms", "I was cited for bravery"],
    ),
    "citations": (
        ["as shown in [3]", "as shown (Lovelace, 1843)", "doi:10.1000/182", "see https://doi.org/10.1000/182",
         "Lovelace et al. (1843)", "by many [1, 4-6]"],
        ["as shown in 1843", "the group (twelve people)", "a loom [sic]", "born in Carrow (Wales)", "in Wales (1843)"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_a_form_forbids_is_an_error_at_its_place(what, tmp_path):
    told, fine = FORBIDDEN[what]
    (tmp_path / "mine.yaml").write_text(
        "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections:\n"
        f"- parts:\n  - {{title: A, module: a, each: true, forbids: [{what}]}}\n",
        "utf-8",
    )
    lines = [f"- {{answers: a, text: '{text}'}}\n" for text in (*told, *fine)]
    text = f"name: Ada Lovelace\ndocuments: {{a: {{form: mine.yaml}}}}\nstatements:\n{''.join(lines)}"
    loaded, request = of_text(text, tmp_path, None, formats=("txt",))
    [target] = plan_targets(loaded, dataclasses.replace(request, names=("a",)))

    found = target.funder_form.problems
    assert [one.place.line for one in found] == list(range(4, 4 + len(told)))
    assert {(one.rule, one.severity) for one in found} == {("form-forbidden", "error")}


def test_words_and_characters_are_those_of_portals():
    assert count("Two  words\nand three more.", "words") == 5
    assert count("a b\n", "characters") == 4
    assert last_words("one two three four five six seven", 6, "words") == "…two three four five six"
    assert last_words("one two", 2, "words") == ""


@pytest.mark.parametrize(
    "degree", ["Ph.D.", "PhD, Physics", "D.Phil.", "Dr. rer. nat.", "Doctorat", "Sc.D.", "Promotion"]
)
def test_a_doctorate_is_known_by_its_name(degree):
    assert Education(degree=Text(degree), institution=Text("A")).is_doctorate


@pytest.mark.parametrize(
    "degree", ["M.Sc. Health Promotion", "M.A. in Drama", "BSc Design", "Postdoctoral certificate"]
)
def test_other_degrees_are_no_doctorates(degree):
    assert not Education(degree=Text(degree), institution=Text("A")).is_doctorate


def test_the_academic_age_begins_with_the_doctorate_and_leaves_breaks_out():
    profile = profile_yaml.load(
        "name: A\neducation: [{degree: Ph.D., institution: B, end: 2010-06}]\n"
        "breaks: [{start: 2009-01, end: 2010-12}, {start: 2012-01, end: 2013-01}, "
        "{start: 2015, end: 2015-06, hidden: true}]\n"
    ).profile

    # June 2010 to November 2026 are 197 months; of the first break, six are after the doctorate
    assert academic_age(profile, TODAY) == (197 - 6 - 12, 18)
    assert state("academic age", profile, TODAY, ENGLISH).text == "14 years and 11 months, without 18 months of breaks"
    assert academic_age(Profile(name="A"), TODAY) is None


def test_a_work_goes_once_and_where_its_tag_says(tmp_path):
    form = library.read(
        "title: T\nfunder: F\nversion: '1'\nchecked: 2026-01-01\nsections:\n- parts:\n"
        "  - {title: Related, module: related, list: publications, entries: 1}\n"
        "  - {title: Other, module: other, list: publications, entries: 2}\n",
        "mine.yaml",
    )
    profile = profile_yaml.load(
        "name: A\npublications:\n- {title: a, year: 2020}\n- {title: b, year: 2021, selected: true}\n"
        "- {title: c, year: 2022, selected: true}\n- {title: d, year: 2023, selected: true}\n"
    ).profile
    titles = lambda found: [[profile.at(path).title for path in one.entries] for one in found.parts]  # noqa: E731

    assert titles(fill("mine", form, profile, TODAY, ENGLISH, PublicationChoice())) == [["d"], ["c", "b"]]
    tagged = dataclasses.replace(profile.publications[0], tags=("mine/related",))
    profile = dataclasses.replace(profile, publications=(tagged, *profile.publications[1:]))
    assert titles(fill("mine", form, profile, TODAY, ENGLISH, PublicationChoice())) == [["a"], []]


def test_a_form_that_breaks_a_limit_is_built_as_a_draft_alone(tmp_path):
    text = profile_yaml.to_yaml(
        {"name": "Ada Lovelace", "publications": [{"title": f"On Looms {at}"} for at in range(11)]}
    )
    with pytest.raises(InputError) as caught:
        build_targets(plan_targets(*of_text(text, tmp_path, "erc-2027", ("md",))), str)

    assert [(one.message, one.place.line) for one in caught.value.problems] == [
        ("erc-2027: Research achievements: 11 entries, 10 allowed", 13)
    ]
    made = build_targets(plan_targets(*of_text(text, tmp_path, "erc-2027", ("md",), draft=True)), str)
    assert b"Draft, not for submission" in made["erc-2027.md"].data


def test_a_form_complies_with_sizes_and_margins_in_every_style(tmp_path):
    for style in ("classic", "compact", "sidebar"):
        loaded, request = of_text("name: Ada Lovelace\n", tmp_path, "erc-2027", style=style)
        [target] = plan_targets(loaded, request)
        look = target.style.closer(1)
        assert min(look.points("text-size"), look.points("small-size")) >= 11
        assert look.points("margin-side") >= 2 * 28.34
        assert look.points("margin-top") >= 1.5 * 28.34


def test_the_profile_does_not_travel_in_a_form(tmp_path):
    loaded, request = of_text("name: Ada Lovelace\nheadline: Countess\n", tmp_path, "erc-2027", draft=True)
    [made] = build_targets(plan_targets(loaded, request), str).values()

    with pytest.raises(InputError):
        extract(made.data)


def test_a_form_of_the_user_is_read_once_for_a_file(tmp_path, monkeypatch):
    (tmp_path / "mine.yaml").write_text((library.FOLDER / "erc-2027.yaml").read_text("utf-8"), "utf-8")
    loaded, request = of_text("name: Ada\ndocuments: {grant: {form: mine.yaml}}\n", tmp_path, None)
    [target] = plan_targets(loaded, dataclasses.replace(request, names=("grant",)))
    assert target.file
    monkeypatch.setattr(forms, "_own_form", None)  # a second look at the file fails

    assert [target.compile_without(()).document.name for _ in range(2)] == ["grant", "grant"]
    assert target.style.smallest == pytest.approx(11, abs=0.1)
