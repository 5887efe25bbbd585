"""cvgen import as it is used: into a profile kept by hand, once and again, with the user's edits in between."""

import json
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.cli import main
from cvgen.importers import Imported, plan
from cvgen.online.fetcher import Fetched
from cvgen.problems import InputError, Problem
from cvgen.profile.model import Author, Profile, Publication
from cvgen.profile.yaml import decode, load
from tests.conftest import ROOT, SEEDS

MINE = """# my CV
name: Ada Poe

publications:
  # the one that everybody cites
  - title: "Ice on Rivers"
    authors: [Ada Poe, Bo Ray]   # she did the work
    venue: Journal of Ice
    year: 2020

  - {title: Mud in Motion, authors: [Ada Poe], year: 2018}  # short
# the end
"""
BIB = """@article{ice, title={Ice on Rivers}, author={Poe, Ada and Ray, Bo}, journal={Journal of Ice}, year={2021},
  doi={10.1234/ice}, volume={7}}
@article{new, title={Floods by Night}, author={Poe, Ada}, journal={Floods}, year={2024}}
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "profile.yaml").write_text(MINE)
    (tmp_path / "refs.bib").write_text(BIB)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(capsys, *words, code=0):
    capsys.readouterr()
    assert main(["import", "refs.bib", "--into", "profile.yaml", *words]) == code
    return capsys.readouterr().out


def test_it_shows_what_it_would_do_and_does_nothing(folder, capsys):
    out = imported(capsys)

    assert "+ Floods by Night" in out
    assert "1 of 2 publications known, 1 new" in out
    assert "conflict, your value is kept: Ice on Rivers: year: 2020 (the source has 2021)" in out
    assert "dry run" in out
    assert (folder / "profile.yaml").read_text() == MINE
    assert not (folder / ".cvgen").exists()


def test_it_writes_what_is_new_and_touches_nothing_else(folder, capsys):
    imported(capsys, "--write")
    text = (folder / "profile.yaml").read_text()

    assert [line for line in MINE.splitlines() if line not in text.splitlines()] == []
    first = load(text).profile.publications
    assert [paper.title for paper in first] == ["Floods by Night", "Ice on Rivers", "Mud in Motion"]
    assert (first[1].doi, first[1].volume, first[1].year) == ("10.1234/ice", "7", 2020)


def test_again_changes_no_byte(folder, capsys):
    imported(capsys, "--write")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert "is up to date" in imported(capsys, "--write")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_i_edited_and_deleted_stays_so(folder, capsys):
    imported(capsys, "--write")
    text = (folder / "profile.yaml").read_text()
    start = text.index("  - id: new")
    text = text[:start] + text[text.index("  # the one") :]
    (folder / "profile.yaml").write_text(text.replace("volume: '7'", "volume: '8'"))

    out = imported(capsys, "--write")
    assert "you deleted this, so it is not added again: Floods by Night" in out
    assert (folder / "profile.yaml").read_text() == text.replace("volume: '7'", "volume: '8'")
    (folder / "refs.bib").write_text(
        BIB.replace("volume={7}", "volume={9}").replace("doi={10.1234/ice}", "doi={10.1234/Ice2}")
    )
    out = imported(capsys, "--write")
    assert "conflict, your value is kept: Ice on Rivers: volume: 8 (the source has 9)" in out
    assert load((folder / "profile.yaml").read_text()).profile.publications[0].doi == "10.1234/Ice2"


def test_what_the_source_dropped_stays(folder, capsys):
    imported(capsys, "--write")
    (folder / "refs.bib").write_text(BIB.split("@article{new")[0])

    assert "no longer in the source, kept in yours: Floods by Night" in imported(capsys, "--write")
    assert "Floods by Night" in (folder / "profile.yaml").read_text()


def test_a_file_that_changed_meanwhile_is_left(folder):
    source = plan.read(folder / "refs.bib")
    planned = plan.plan(folder / "profile.yaml", source)
    (folder / "profile.yaml").write_text(MINE + "headline: new\n")

    with pytest.raises(InputError, match="has changed since"):
        plan.apply(folder / "profile.yaml", source, planned)
    assert (folder / "profile.yaml").read_text() == MINE + "headline: new\n"


def test_without_into_it_prints_a_profile(folder, capsys):
    assert main(["import", "refs.bib"]) == 0
    assert "Floods by Night" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.bib"], "this file does not exist"),
        (["profile.yaml"], "unknown format"),
        (["refs.bib", "--from", "bibtx"], "did you mean 'bibtex'?"),
        (["refs.bib", "--from", "linkedin"], "this can't be linkedin"),
        (["refs.bib", "--into", "nowhere.yaml"], "nowhere.yaml: error"),
    ],
)
def test_mistakes_are_told(folder, capsys, words, told):
    assert main(["import", *words]) == 1
    assert told in capsys.readouterr().err


WORDS = st.text(st.sampled_from("ab é中'\"#:{}[],&*!|>%@`-?"), min_size=1, max_size=20).map(str.strip).filter(bool)
PAPERS = st.builds(
    Publication,
    title=WORDS.map(lambda text: f"Ice {text}"),
    authors=st.just((Author("Ada Poe"),)),
    venue=st.none() | WORDS,
    abstract=st.none() | WORDS.map(lambda text: f"{text} and so on. " * 12),
    links=st.dictionaries(st.sampled_from(["Paper", "Code"]), st.just("https://a.org/x"), max_size=2),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PAPERS, max_size=4))
def test_any_entry_can_be_written_and_every_line_of_mine_stays(tmp_path_factory, papers):
    path = tmp_path_factory.mktemp("any") / "profile.yaml"
    path.write_text(MINE)
    source = plan.Source("bibtex", "bibtex-any", Imported(Profile(name="", publications=tuple(papers))))
    planned = plan.plan(path, source)
    plan.apply(path, source, planned)

    text = path.read_text()
    assert load(decode(path.read_bytes())).profile == planned.merged.profile
    assert [line for line in MINE.splitlines() if line not in text.splitlines()] == []
    assert not plan.plan(path, source).changes


def test_the_bibliography_page_into_the_example(tmp_path, capsys):
    """10 of 10 known, one title differs, only abstracts come in, and a second time nothing does."""
    shutil.copy(ROOT / "profile.yaml", tmp_path)
    command = ["import", str(SEEDS / "arrow.txt"), "--into", str(tmp_path / "profile.yaml"), "--write"]

    assert main(command) == 0
    out = capsys.readouterr().out
    assert "10 of 10 publications known, 0 new" in out
    assert out.count("your value is kept") == out.count(": title: Augmentation-free") == 1
    old, new = (load((folder / "profile.yaml").read_text("utf-8")).profile for folder in (ROOT, tmp_path))
    abstracts = [paper.abstract for paper in new.publications]
    assert sum(map(bool, abstracts)) == 10
    assert [vars(paper) | {"abstract": None} for paper in new.publications] == [
        vars(paper) for paper in old.publications
    ]
    written = (tmp_path / "profile.yaml").read_bytes()
    assert main(command) == 0
    assert (tmp_path / "profile.yaml").read_bytes() == written


# ---- what a service knows ------------------------------------------------------------------------

ANSWER = {
    "message": {
        "DOI": "10.1234/ice", "type": "journal-article", "title": ["Ice on Rivers"], "volume": "7", "page": "11-19",
        "author": [{"given": "Ada", "family": "Poe"}, {"given": "Bo", "family": "Ray"}], "reference-count": 3,
        "container-title": ["Journal of Ice"], "issued": {"date-parts": [[2020]]},
    }
}  # fmt: skip


@pytest.fixture
def service(monkeypatch):
    """A Crossref that knows one paper."""

    class Fetcher:
        def __init__(self, cache, offline, mail):
            self.offline = offline

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def fetch(self, wanted):
            if wanted != "doi:10.1234/ice":
                raise InputError([Problem(f"nobody knows {wanted}", hint="is it spelt right?")])
            return Fetched("ice.json", json.dumps(ANSWER).encode(), "crossref", notes=("as Crossref has it",))

    monkeypatch.setattr("cvgen.online.fetcher.Fetcher", Fetcher)


def test_fetch_saves_the_answer_for_import(folder, service, capsys):
    assert main(["fetch", "doi:10.1234/ice", "-o", "answers"]) == 0
    assert "as Crossref has it" in capsys.readouterr().out
    assert main(["import", "answers/ice.json", "--into", "profile.yaml"]) == 0
    assert "1 of 1 publications known, 0 new" in capsys.readouterr().out


def test_enrich_fills_what_is_empty_and_touches_nothing_else(folder, service, capsys):
    text = MINE.replace("    year: 2020\n", "    year: 2020\n    type: journal\n    doi: 10.1234/ice\n")
    (folder / "profile.yaml").write_text(text)

    assert main(["enrich", "--dry-run"]) == 0
    assert "pages: 11" in capsys.readouterr().out
    assert (folder / "profile.yaml").read_text() == text
    assert main(["enrich"]) == 0
    written = (folder / "profile.yaml").read_text()
    assert [line for line in text.splitlines() if line not in written.splitlines()] == []
    assert load(written).profile.publications[0].volume == "7"
    assert main(["enrich"]) == 0
    assert "nothing to fill" in capsys.readouterr().out


def test_what_nobody_knows_is_told(folder, service, capsys):
    (folder / "profile.yaml").write_text(MINE.replace("    year: 2020\n", "    doi: 10.1234/wrong\n"))

    assert main(["enrich"]) == 0
    assert "nobody knows doi:10.1234/wrong" in capsys.readouterr().err
    assert main(["fetch", "doi:10.1234/wrong"]) == 1


# ---- Files that a source includes ------------------------------------------------------------------------------


def written(folder, files):
    """Text by path -> files in a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def with_sections(folder, sections, files):
    """Lines of `sections:` and further files -> what is imported from the CV in the folder `cv`."""
    lines = "".join(f"    {line}\n" for line in sections)
    written(folder, {"cv/cv.yaml": f"cv:\n  name: Noor Haverkamp\n  sections:\n{lines}", **files})
    return plan.read(folder / "cv/cv.yaml").imported


def test_the_files_that_a_rendercv_file_includes_are_part_of_it(tmp_path):
    degree = "- institution: Coast University\n  degree: PhD\n  area: Robotics\n  date: 2019 or so\n"
    post = "company: Delft Water Lab\nposition: Postdoc\nstart_date: 2020-02\n"
    imported = with_sections(
        tmp_path,
        ["education: !include parts/degree.yaml", "experience:", "  - !include 'parts/post.yaml'  # the newest",
         "  - {company: Harbour Office, position: Intern, date: Summer 2014}"],
        {"cv/parts/degree.yaml": degree, "cv/parts/post.yaml": post},
    )  # fmt: skip

    assert [one.institution for one in imported.profile.education] == ["Coast University"]
    assert [one.title for one in imported.profile.positions] == ["Postdoc", "Intern"]
    assert [(problem.message, problem.place and problem.place.line) for problem in imported.problems] == [
        ("parts/degree.yaml, line 4: 'or so' of the date '2019 or so' is left out", None),
        ("'Summer' of the date 'Summer 2014' is left out", 7),
    ]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("../secret.yaml", "it is not in the folder of the source"),
        ("{outside}", "it is not in the folder of the source"),
        ("link.yaml", "it is not in the folder of the source"),
        ("nowhere.yaml", "this file does not exist"),
        ("loop.yaml", "it includes itself"),
        ("binary.yaml", "it is not a text file"),
        ("large.yaml", "it is too large"),
    ],
)
def test_a_file_that_must_not_be_included_is_left_out_and_reported(tmp_path, file, why):
    secret = "- {title: A secret paper, authors: [Ada Nordahl]}\n"
    written(tmp_path, {"secret.yaml": secret, "cv/loop.yaml": "- !include loop.yaml\n", "cv/large.yaml": "#" * 600_000})
    (tmp_path / "cv/link.yaml").symlink_to(tmp_path / "secret.yaml")
    (tmp_path / "cv/binary.yaml").write_bytes(b"\xff\xfe\x00")
    imported = with_sections(tmp_path, [f"publications: !include {file.format(outside=tmp_path / 'secret.yaml')}"], {})

    assert imported.profile.publications == ()
    assert [problem.message for problem in imported.problems if problem.message.endswith(f"is left out: {why}")]


def test_files_that_include_each_other_many_times_end(tmp_path):
    parts = {f"cv/{n}.yaml": f"- !include {n + 1}.yaml\n" * 20 for n in range(6)}
    imported = with_sections(tmp_path, ["publications: !include 0.yaml"], parts)

    assert any("only the first 50 files are read" in problem.message for problem in imported.problems)
