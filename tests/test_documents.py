"""Documents of one's own: what each has, in text goldens; page limits that hold; and mistakes that are told."""

import dataclasses
import operator
import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import yaml

from cvgen.build import engines
from cvgen.build.compile import compile_document
from cvgen.build.definitions import resolve_documents
from cvgen.build.loader import LoadedProfile, load_profile
from cvgen.build.request import BuildRequest
from cvgen.build.targets import build_targets, plan_targets
from cvgen.cli import main
from cvgen.composers import COMPOSERS
from cvgen.composers.cv import BUILDERS
from cvgen.composers.ranking import drop_order
from cvgen.document.markdown import plain_text
from cvgen.document.tree import every_item, plain
from cvgen.problems import InputError
from cvgen.profile import dates
from cvgen.profile.document_options import SECTIONS, DocumentOptions, MenteeChoice, PublicationChoice, SectionChoice
from cvgen.profile.fields import default_of
from cvgen.profile.model import Profile
from cvgen.profile.yaml import dump, load
from cvgen.writers import html, layout_engine, style
from tests.conftest import CASES

SENIOR = CASES["senior"].parent / "documents"
NAMES = ["two-page", "two-page-letter", "teaching", "papers", "articles", "unmarked", "news", "talk-bio"]
NAMES += ["abstract-bio", "programme-bio", "mentoring", "programme", "grant"]


@pytest.fixture(scope="module")
def senior():
    return load_profile(CASES["senior"])


def targets(loaded, *names, formats=("txt",), **more):
    return plan_targets(loaded, BuildRequest(loaded.path, dates.Date(2026, 11), names=names, formats=formats, **more))


def build(loaded, *names, formats=("txt",), **more):
    return build_targets(targets(loaded, *names, formats=formats, **more), str)


def test_each_has_a_file():
    assert sorted(path.stem for path in SENIOR.iterdir()) == sorted(NAMES)


@pytest.mark.golden
@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_its_file_says(senior, name, golden):
    written = build(senior, name)[f"{name}.txt"]

    golden(SENIOR / f"{name}.txt", written.data.decode())


def test_nothing_hidden_is_in_any(senior):
    assert NAMES
    for name in NAMES:
        assert "HIDDEN" not in (SENIOR / f"{name}.txt").read_text("utf-8")


def test_every_option_is_used_in_the_case(senior):
    used = set()
    for options in senior.profile.documents.values():
        for part in (options, options.publications, options.mentees):
            if part:
                used |= {f.name for f in dataclasses.fields(part) if getattr(part, f.name) != default_of(f)}

    assert used == {
        f.name for cls in (DocumentOptions, PublicationChoice, MenteeChoice) for f in dataclasses.fields(cls)
    }


def test_every_section_has_a_builder_and_a_name():
    assert set(SECTIONS) == set(BUILDERS)


def test_every_kind_has_a_composer():
    from typing import get_args, get_type_hints

    kinds = get_args(get_args(get_type_hints(DocumentOptions)["kind"])[0])

    assert set(kinds) == {*COMPOSERS, "text-bio"}  # which is no page


MISTAKES = """name: A
documents:
  one: {extends: too}
  two: {extends: two}
  three: {sections: [publicatons]}
  a/b: {}
  four: {max_pages: 0, publications: {numbering: sideways}}
"""


def test_mistakes_are_told(tmp_path, capsys):
    (tmp_path / "profile.yaml").write_text(MISTAKES)

    assert main(["check", str(tmp_path / "profile.yaml")]) == 1
    assert "is not a whole number above 0" in capsys.readouterr().err
    (tmp_path / "profile.yaml").write_text(MISTAKES.replace("0, publications: {numbering: sideways}", "1"))
    assert main(["check", str(tmp_path / "profile.yaml")]) == 1
    told = capsys.readouterr().err
    for words in (
        "did you mean 'two'?",
        "extends itself",
        "did you mean 'publications'?",
        "a file can't be called",
    ):
        assert words in told


def test_one_that_is_not_there_is_told(tmp_path, capsys):
    where = ["build", str(CASES["senior"]), "-o", str(tmp_path), "--to", "txt"]

    assert main([*where, "--only", "two-pages"]) == 1
    assert "did you mean 'two-page'?" in capsys.readouterr().err


def test_all_and_list(tmp_path, capsys):
    assert main(["build", str(CASES["senior"]), "--list"]) == 0
    assert {line.split()[0] for line in capsys.readouterr().out.splitlines()} == {"cv", "bio", *NAMES}
    assert main(["build", str(CASES["senior"]), "--all", "--to", "txt", "-o", str(tmp_path)]) == 0
    assert {path.stem for path in tmp_path.glob("*.txt")} == {"cv", "bio", *NAMES}


def test_a_text_bio_is_text_whatever_is_asked_for(senior):
    written = build(senior, "abstract-bio", formats=("pdf", "html"))

    assert list(written) == ["abstract-bio.txt"]
    assert 480 <= len(written["abstract-bio.txt"].data.decode().strip()) <= 600


def with_limit(most, fit):
    """The example with a document that has a page limit."""
    text = CASES["example"].read_text("utf-8") + f"\ndocuments: {{short: {{max_pages: {most}, fit: {fit}}}}}\n"
    loaded = load(text)
    return LoadedProfile(loaded.profile, text, None, [], loaded.places)


def lines_of_the_last_page(opened):
    return len(opened[len(opened) - 1].get_textpage().get_text_range().splitlines())


@pytest.fixture(scope="module")
def each_laid_out_once():
    """Lay out pages that are equal once: the search for each limit leaves out the same entries in the same order.

    Most limits are kept by Typst, which sets a page in a tenth of the time: the search is the same for all engines.
    """
    layouts = {}

    def engine(name):
        def lay_out(document, look):
            key = html.text(html.page(document, look))
            if key not in layouts:
                layouts[key] = layout_engine(name)(document, look)
            return layouts[key]

        return lay_out

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "layout_engine", engine)
        yield


@pytest.mark.pdf
@pytest.mark.usefixtures("each_laid_out_once")
@pytest.mark.parametrize(("most", "engine"), [(1, "typst"), (2, "weasyprint"), (3, "typst"), (4, "typst")])
def test_a_fitted_document_has_exactly_its_pages_and_they_are_full(most, engine):
    written = build(with_limit(most, "true"), "short", formats=("pdf",), engine=engine)["short.pdf"]
    opened = pypdfium2.PdfDocument(written.data)

    assert len(opened) == written.pages == most
    assert lines_of_the_last_page(opened) > 25
    assert written.notes[0].startswith(f"left out to keep {most} page")
    sizes = {float(size) for size in re.findall(r"--text-size: ([0-9.]+)pt", style.load().closer(1).css)}
    assert min(sizes) >= 9


@pytest.mark.pdf
@pytest.mark.usefixtures("each_laid_out_once")
def test_a_broken_promise_names_what_would_keep_it():
    (target,) = targets(with_limit(4, "false"), "short", formats=("pdf",), engine="typst")
    with pytest.raises(InputError) as caught:
        target.render()
    problem = caught.value.problems[0]
    keys = drop_order(target.loaded.profile, target.compiled.document)
    count = int(re.search(r"leave out the (\d+) least important", problem.hint)[1])

    assert "takes 6 pages, 2 more than max_pages allows" in problem.message
    assert problem.place is not None
    assert pages_without(target, keys[:count]) == 4
    assert pages_without(target, keys[: count - 1]) == 5


def pages_without(target, keys):
    return engines.layout_engine("typst")(target.compile_without(keys).document, style.load()).pages


@pytest.mark.pdf
@pytest.mark.usefixtures("each_laid_out_once")
def test_one_that_is_a_little_too_long_is_only_set_closer():
    written = build(with_limit(5, "true"), "short", formats=("pdf",), engine="typst")["short.pdf"]

    assert written.pages == 5
    assert written.notes == ()


POINTS = """name: Ada Lovelace
documents:
  industry: {include: [industry]}
  academic: {exclude: [industry]}
positions:
  - title: Analyst
    highlights:
      - Led a group
      - {text: Shipped the *engine*, tags: [industry, hardware]}
      - {text: Taught a class, tags: [teaching]}
"""


@pytest.mark.parametrize(
    ("document", "printed"),
    [
        ("cv", ["Led a group", "Shipped the engine", "Taught a class"]),
        ("industry", ["Led a group", "Shipped the engine"]),
        ("academic", ["Led a group", "Taught a class"]),
    ],
)
def test_a_document_selects_points_by_their_tags(document, printed):
    profile = load(POINTS).profile
    request = BuildRequest(Path("profile.yaml"), dates.Date(2026, 11))
    compiled = compile_document(profile, document, resolve_documents(profile)[document], request)
    items = list(every_item(compiled.document.sections))

    assert [plain(point) for item in items for point in item.points] == printed
    (position,) = compiled.visible_part(items).positions
    assert [plain_text(point.text) for point in position.highlights] == printed
    assert not any(point.tags for point in position.highlights)


def test_a_point_without_tags_is_written_as_text():
    profile = load(POINTS).profile
    written = yaml.safe_load(dump(profile))["positions"][0]["highlights"]

    assert written[0] == "Led a group"
    assert written[2] == {"text": "Taught a class", "tags": ["teaching"]}
    assert load(dump(profile)).profile == profile


EXTENDED = """name: A
documents:
  short:
    sections: [awards, publications]
    since: 2020
    chart: true
    include: [research]
    publications: {selected: true, limit: 5, group: type, marks: ["*"]}
    mentees: {group: role}
  long:
    extends: short
    %s
"""


SECTIONS_OF_SHORT = (SectionChoice(name="awards"), SectionChoice(name="publications"))


@pytest.mark.parametrize(
    ("written", "option", "inherited", "own"),
    [
        ("chart: false", "chart", True, False),
        ("since: ", "since", dates.Date(2020), None),
        ("include: []", "include", ("research",), ()),
        ("sections: ", "sections", SECTIONS_OF_SHORT, ()),
        ("mentees: ", "mentees", MenteeChoice(group="role"), None),
        ("mentees: {group: none}", "mentees.group", "role", "none"),
        ("publications: {selected: false}", "publications.selected", True, False),
        ("publications: {limit: }", "publications.limit", 5, None),
        ("publications: {group: year}", "publications.group", "type", "year"),
        ("publications: {marks: }", "publications.marks", ("*",), None),
    ],
)
def test_an_option_goes_back_to_its_default(written, option, inherited, own):
    """Whether an option is inherited depends on whether it is written, not on its value."""
    value = operator.attrgetter(option)

    assert value(resolve_documents(load(EXTENDED % "title: x").profile)["long"]) == inherited
    assert value(resolve_documents(load(EXTENDED % written).profile)["long"]) == own


def test_what_is_not_written_is_inherited():
    profile = load(EXTENDED % "publications: {selected: false}").profile
    short, long = (resolve_documents(profile)[name] for name in ("short", "long"))

    assert long == replace(short, extends="short", publications=replace(short.publications, selected=False))


def test_a_profile_that_is_written_again_keeps_what_goes_back_to_a_default():
    profile = load(EXTENDED % "publications: {selected: false, limit: }").profile
    again = load(dump(profile)).profile

    assert again == profile
    assert resolve_documents(again) == resolve_documents(profile)
    assert resolve_documents(again)["long"].publications.limit is None


def test_an_empty_kind_is_that_of_the_standard_document():
    documents = resolve_documents(load("name: A\ndocuments: {bio: {kind: , chart: true}}").profile)

    assert (documents["bio"].kind, documents["cv"].kind) == ("bio", "cv")


def test_a_document_of_the_program_extends_another_as_well():
    """Options that were made without a file have nothing written; their defaults are inherited."""
    documents = {"a": DocumentOptions(style="modern"), "b": DocumentOptions(extends="a", since=dates.Date(2020))}
    resolved = resolve_documents(Profile(name="A", documents=documents))["b"]

    assert (resolved.style, resolved.since) == ("modern", dates.Date(2020))
