"""Nothing to do is nothing done: what was made of the same is left alone, and everything else is made anew."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvgen.build import fingerprint, incremental, manifest
from cvgen.build.request import BuildRequest
from cvgen.build.targets import plan_targets
from cvgen.cli import main
from cvgen.profile.dates import Date
from tests.conftest import ROOT

PROFILE = """name: Ada Lovelace
headline: Analyst
bio:
  short: Ada Lovelace is an analyst.
  long: Ada Lovelace is an analyst of engines, and writes notes that are longer than what they are about.
publications:
  - {title: On Looms, authors: [Ada Lovelace], venue: Journal of Engines, year: 1842}
  - {title: On Engines, authors: [Ada Lovelace], venue: Journal of Engines, year: 1843, selected: true}
"""
DATE = ("--date", "2026-11-21")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(PROFILE, "utf-8")
    return tmp_path


@pytest.fixture
def build(home, capsys):
    """Words of `cvgen build` -> the files that were made anew; the code must be 0."""

    def call(*words, to=("txt",)):
        before = times(home / "output")
        code = main(["build", *DATE, *(word for form in to for word in ("--to", form)), *map(str, words)])
        out, err = capsys.readouterr()
        assert code == 0, err
        after = times(home / "output")
        made = {name for name in after if after[name] != before.get(name)} - {manifest.NAME}
        told = {Path(line.split()[0]).name for line in out.splitlines() if "KB" in line and "unchanged" not in line}
        assert told == made
        assert ("up to date" in out) is (not made)
        return made

    return call


def times(folder):
    """Every file of a folder -> when it was put there: which file it is, and its time."""
    found = folder.iterdir() if folder.is_dir() else ()
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_the_second_time_nothing_is_written_at_all(home, build):
    assert build() == {"cv.txt", "bio.txt"}
    before = times(home / "output")

    assert build() == set()
    assert times(home / "output") == before  # the record too
    assert build("--force") == {"cv.txt", "bio.txt"}


def test_a_comment_changes_no_document(home, build):
    build()
    edit(home / "profile.yaml", "name:", "# my profile\nname:")

    assert build() == set()


def test_a_changed_biography_leaves_the_cv_alone(home, build):
    build(to=("txt", "html"))
    edit(home / "profile.yaml", "is an analyst.", "is the first analyst.")

    assert build(to=("txt", "html")) == {"bio.txt", "bio.html"}  # the CV has the long one
    edit(home / "profile.yaml", "On Engines", "Notes")
    assert build(to=("txt", "html")) == {"cv.txt", "cv.html", "bio.txt", "bio.html"}


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "2026-12"), ("--language", "de"), ("--style", "modern"), ("--paper", "letter"), ("--chart",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_another_option_is_another_document(home, build, words):
    build(to=("html",))

    assert "cv.html" in build(*words, to=("html",))
    assert build(*words, to=("html",)) == set()
    assert "cv.html" in build(to=("html",))


def test_other_documents_in_the_same_folder_stay_known(home, build):
    build("--only", "cv")
    build("--only", "bio")

    assert build() == set()
    assert build("--only", "cv") == set()


def test_another_day_of_the_same_month_changes_nothing(home, build):
    build()

    assert build("--date", "2026-11-22") == set()


def test_another_profile_in_the_same_folder(home, build):
    (home / "other.yaml").write_text(PROFILE.replace("Lovelace", "Byron"), "utf-8")
    build()

    assert build("other.yaml") == {"cv.txt", "bio.txt"}
    assert build("other.yaml") == set()
    assert build() == {"cv.txt", "bio.txt"}


def test_what_lies_beside_the_profile_counts(home, build):
    from PIL import Image

    Image.new("RGB", (30, 40)).save(home / "me.png")
    (home / "mine.css").write_text(":root { --accent-color: #7a1f2b }", "utf-8")
    (home / "mine.yaml").write_text("language: en\nname: My English\npublications: Writings\n", "utf-8")
    edit(home / "profile.yaml", "headline:", "photo: me.png\nlanguage: mine.yaml\nheadline:")
    words = ("--style", "mine.css")
    build(*words, to=("html",))
    assert build(*words, to=("html",)) == set()

    Image.new("RGB", (30, 40), "red").save(home / "me.png")
    assert build(*words, to=("html",)) == {"bio.html"}
    edit(home / "mine.css", "#7a1f2b", "#1f2b7a")
    assert build(*words, to=("html",)) == {"cv.html", "bio.html"}
    edit(home / "mine.yaml", "Writings", "Papers")
    assert "cv.html" in build(*words, to=("html",))
    assert build(*words, to=("html",)) == set()


def test_a_document_that_leaves_entries_out_depends_on_those_it_does_not_show(home, build):
    papers = "".join(f"  - {{title: Title {at}, year: 2001, venue: Journal}}\n" for at in range(3))
    limit = "documents:\n  short: {max_pages: 1, fit: true, publications: {limit: 1}}\n"
    (home / "profile.yaml").write_text(f"name: Ada\npublications:\n{papers}{limit}", "utf-8")
    known = {one: made_of(home) for one in ("before", "again")}
    edit(home / "profile.yaml", "Title 2", "Another title")

    assert known["before"] == known["again"] != made_of(home)


def made_of(home):
    request = BuildRequest(home / "profile.yaml", Date(2026, 11), home, ("short",))
    return [target.input_fingerprint for target in plan_targets(incremental.prepare(request).loaded, request)]


def test_a_warning_is_told_each_time(home, build, capsys):
    edit(home / "profile.yaml", "authors: [Ada Lovelace]", "authors: [Somebody Else]")
    build()
    before = times(home / "output")
    for _ in range(2):
        assert main(["build", "--to", "txt", *DATE]) == 0
        assert capsys.readouterr().err.count("warning:") == 2
    assert times(home / "output") == before


@pytest.mark.parametrize(
    "harm",
    [Path.unlink, lambda path: path.write_text("mine"), lambda path: edit(path, "Engines", "Enginez")],
    ids=["gone", "another", "of the same length"],
)
def test_a_file_that_is_gone_or_altered_is_made_again(home, build, harm):
    build()
    before = (home / "output/cv.txt").read_bytes()
    harm(home / "output/cv.txt")

    assert build() == {"cv.txt"}
    assert (home / "output/cv.txt").read_bytes() == before


def test_a_file_that_was_only_touched_is_left_alone(home, build):
    build()
    os.utime(home / "output/cv.txt", (1, 1))

    assert build() == set()


FOREIGN = [
    b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"schema": "cvgen-manifest/1"}',
    b'{"schema": "cvgen-manifest/0", "outputs": {}, "requests": {}}',
    b'{"schema": "cvgen-manifest/1", "outputs": [], "requests": {}}',
    b'{"schema": "cvgen-manifest/1", "outputs": {"cv.txt": 1}}',
    b'{"schema": "cvgen-manifest/1", "outputs": {"cv.txt": {"inputs": 1, "size": "x", "pages": []}}, "requests": {}}',
]  # fmt: skip


@pytest.mark.parametrize("data", FOREIGN, ids=lambda data: repr(data[:60]))
def test_a_torn_or_foreign_record_is_none(home, build, data):
    build()
    (home / "output" / manifest.NAME).write_bytes(data)

    assert build() == {"cv.txt", "bio.txt"}
    assert build() == set()


def test_a_record_cut_anywhere_harms_nothing(home, build):
    build()
    data = (home / "output" / manifest.NAME).read_bytes()
    for end in range(0, len(data) - 2, 40):
        (home / "output" / manifest.NAME).write_bytes(data[:end])
        assert manifest.read(home / "output") == manifest.Manifest()


def test_a_record_that_cannot_be_written_is_no_reason_to_fail(home, build):
    (home / "output" / manifest.NAME).mkdir(parents=True)

    assert build() == {"cv.txt", "bio.txt"}


def test_another_version_of_a_library_makes_everything_anew(home, build, monkeypatch):
    build()
    fingerprint.toolchain_fingerprint.cache_clear()
    folder = home / "site"
    (folder / "weasyprint-999.dist-info").mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    try:
        assert build() == {"cv.txt", "bio.txt"}
    finally:
        fingerprint.toolchain_fingerprint.cache_clear()


def test_the_libraries_are_found():
    found = {name.partition("-")[0].lower() for name in fingerprint._libraries()}

    assert found == set(fingerprint.LIBRARIES)


@pytest.mark.long
def test_a_profile_that_comes_through_a_pipe_is_read_once(home):
    command = [sys.executable, "-m", "cvgen", "build", "/dev/stdin", "--to", "txt", "--only", "cv", *DATE]
    for name in ("Ada", "Bob"):
        subprocess.run(command, input=f"name: {name}".encode(), check=True, timeout=60, env=environment())
        assert (home / "output/cv.txt").read_text("utf-8").startswith(name)


def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.long
def test_two_builds_at_once_do_no_harm(home, build):
    (home / "other.yaml").write_text(PROFILE.replace("Lovelace", "Byron"), "utf-8")
    start = [sys.executable, "-m", "cvgen", "build", "--to", "txt", "--to", "html", *DATE]
    both = [subprocess.Popen([*start, name], env=environment()) for name in ("profile.yaml", "other.yaml") * 2]
    assert [one.wait(60) for one in both] == [0] * 4

    assert not list((home / "output").glob(".cvgen-??????*[!n]"))  # nothing half-written is left
    json.loads((home / "output" / manifest.NAME).read_bytes())
    build(to=("txt", "html"))
    assert "Lovelace" in (home / "output/cv.txt").read_text("utf-8")
    assert "Lovelace" in (home / "output/bio.html").read_text("utf-8")


LOADED = """
import sys; from cvgen.cli import main
assert main(sys.argv[1:]) == 0
heavy = {"weasyprint", "reportlab", "pikepdf", "fontTools"}
print(sorted(heavy & set(sys.modules)), "yaml" in sys.modules)
"""


@pytest.mark.pdf
def test_with_nothing_to_do_no_engine_is_loaded_and_a_comment_loads_none(home):
    def loaded():
        command = [sys.executable, "-c", LOADED, "build", *DATE]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment(), timeout=60)
        return done.stdout.splitlines()[-1]

    assert "weasyprint" in loaded()
    before = times(home / "output")
    assert loaded() == "[] False"  # not even the profile is opened
    edit(home / "profile.yaml", "name:", "# my profile\nname:")
    assert loaded() == "[] True"
    edit(home / "profile.yaml", "is an analyst.", "is the first analyst.")
    assert loaded() == "['pikepdf', 'reportlab'] True"  # only the bio has the short one
    after = times(home / "output")
    assert [name for name in ("cv.pdf", "bio.pdf") if before[name] != after[name]] == ["bio.pdf"]


@pytest.mark.long
def test_it_is_cheap(home, build):
    build()

    def seconds(*command):
        began = time.perf_counter()
        subprocess.run([sys.executable, *command], capture_output=True, check=True, env=environment())
        return time.perf_counter() - began

    nothing = ("-m", "cvgen", "build", "--to", "txt", *DATE)
    assert min(seconds(*nothing) for _ in range(3)) < 25 * min(seconds("-c", "pass") for _ in range(3))
