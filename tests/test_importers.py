"""What other programs export -> profiles: every sample reads as its goldens say, and nothing harms or hangs."""

import io
import zipfile
from dataclasses import replace

import pytest

from cvgen import profile_yaml
from cvgen.importers import IMPORTERS, detect, importer
from cvgen.problems import ProfileError, show
from tests.conftest import ROOT

IMPORTS = ROOT / "tests/imports"
PAGES = ("homepage", "arrow")  # tests/test_importers_pages.py reads them
SAMPLES = [path for path in sorted(IMPORTS.glob("*/*")) if path.is_dir() or path.name.count(".") == 1]
READ_HERE = [path for path in SAMPLES if path.parent.name not in PAGES]


def zipped(folder):
    """A folder -> the bytes of a ZIP with its files, the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return out.getvalue()


def source(path):
    """A sample -> its text, or its bytes if it is an archive."""
    return zipped(path) if path.is_dir() else path.read_bytes().decode("utf-8-sig")


def file_name(path):
    return f"{path.name}.zip" if path.is_dir() else path.name


def named(path):
    return f"{path.parent.name}/{path.name}"


@pytest.mark.golden
@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_sample(path, golden):
    text = source(path)
    shown = text if isinstance(text, str) else ""
    try:
        imported = importer(path.parent.name)(text)
        golden(path.parent / f"{file_name(path)}.yaml", profile_yaml.dump(imported.profile))
        problems = imported.problems
    except ProfileError as error:
        problems = error.problems
    golden(path.parent / f"{file_name(path)}.txt", show(problems, file_name(path), shown) + "\n")


@pytest.mark.parametrize("path", SAMPLES, ids=named)
def test_every_sample_is_claimed_by_its_importer_alone(path):
    assert detect(path.name, source(path)) == [path.parent.name]


@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_the_name_of_the_file_does_not_matter(path):
    assert detect("download", source(path)) == [path.parent.name]


@pytest.mark.parametrize("kind", sorted(IMPORTERS))
def test_every_importer_has_a_whole_and_a_damaged_sample(kind):
    names = {path.name.partition(".")[0] for path in SAMPLES if path.parent.name == kind}

    assert "damaged" in names
    assert len(names) > 1


@pytest.mark.parametrize("path", [path for path in SAMPLES], ids=named)
def test_what_is_read_can_be_written_and_read_again(path):
    try:
        profile = importer(path.parent.name)(source(path)).profile
    except ProfileError:
        return  # which its golden says
    profile = replace(profile, name=profile.name or "Ada Nordahl")

    assert profile_yaml.load(profile_yaml.dump(profile)).profile == profile


@pytest.mark.parametrize("path", READ_HERE, ids=named)
def test_problems_name_lines_of_the_source(path):
    text = source(path)
    try:
        problems = importer(path.parent.name)(text).problems
    except ProfileError as error:
        problems = error.problems
    last = text.count("\n") + 1 if isinstance(text, str) else 1000

    assert all(1 <= problem.place.line <= last for problem in problems if problem.place)


@pytest.mark.parametrize("name", ["profile.yaml", "tests/cases/senior/profile.yaml", "README.md", "pyproject.toml"])
def test_other_files_are_claimed_by_nobody(name):
    assert detect(name, (ROOT / name).read_text("utf-8")) in ([], ["homepage"])
    assert detect("photo.jpg", b"\xff\xd8\xff") == detect("x.zip", b"PK\3\4") == detect("empty", "") == []
