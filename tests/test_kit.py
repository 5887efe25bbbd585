"""The organizer's kit: everything a programme needs, in files that need nothing else, the same each time."""

import io
import re
import zipfile

import pypdfium2
import pytest
from PIL import Image

from cvgen.cli import main
from tests.conftest import CASES

pytestmark = pytest.mark.pdf
FILES = {"bio.pdf", "handout.pdf", "slide.pdf", "slide.png", "about.txt", "headshot.jpg", "headshot-small.jpg"} | {
    f"bio-{words}.{form}" for words in (50, 100, 200) for form in ("txt", "md", "html")
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    (folder / "abstract.txt").write_text("Mud remembers.\n\nSo do we. <b>&</b>\n", "utf-8")
    command = ["kit", str(CASES["senior"]), "--talk", "How Mud Remembers", "--abstract", str(folder / "abstract.txt")]
    for output in ("kit", "kit.zip", "again.zip"):
        assert main([*command, "--date", "2026-11", "-o", str(folder / output)]) == 0
    return folder


def test_every_file_is_there(kit):
    assert {path.name for path in (kit / "kit").iterdir()} == FILES


def test_the_zip_holds_the_same_and_is_the_same_each_time(kit):
    with zipfile.ZipFile(kit / "kit.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}

    assert held == {path.name: path.read_bytes() for path in (kit / "kit").iterdir()}
    assert (kit / "kit.zip").read_bytes() == (kit / "again.zip").read_bytes()


@pytest.mark.parametrize("words", [50, 100, 200])
def test_a_bio_says_the_same_in_every_format(kit, words):
    text, mark, page = ((kit / "kit" / f"bio-{words}.{form}").read_text("utf-8") for form in ("txt", "md", "html"))

    assert 0.8 * words <= len(text.split()) <= words
    assert mark == f"# Theodora Kallimanis-Wray\n\n{text}"
    assert " ".join(re.search('<p class="prose">(.*?)</p>', page)[1].split()) == text.strip()


def test_headshots_have_two_sizes_and_no_camera_data(kit):
    sizes = []
    for name in ("headshot.jpg", "headshot-small.jpg"):
        picture = Image.open(io.BytesIO((kit / "kit" / name).read_bytes()))
        assert not picture.getexif()
        sizes.append(max(picture.size))

    assert sizes[0] > sizes[1] <= 300


def test_about_tells_how_to_announce_the_speaker(kit):
    about = (kit / "kit" / "about.txt").read_text("utf-8")

    assert about.startswith("Name: Theodora Kallimanis-Wray (pronounced ")
    for line in ("Pronouns: she/her", "Website: https://", "headshot-small.jpg (photo: Lin Quaye)", "ORCID: https://"):
        assert line in about
    assert about.endswith("Talk: How Mud Remembers\n\nMud remembers.\n\nSo do we. <b>&</b>\n")


def test_the_bio_is_one_page(kit):
    assert len(pypdfium2.PdfDocument(kit / "kit" / "bio.pdf")) == 1


def test_without_photo_and_talk(tmp_path, capsys):
    assert main(["kit", str(CASES["small"]), "-o", str(tmp_path / "kit")]) == 0
    assert "without headshots" in capsys.readouterr().out
    assert "Talk" not in (tmp_path / "kit" / "about.txt").read_text("utf-8")


def test_an_abstract_that_is_not_there_is_told_and_nothing_is_written(tmp_path, capsys):
    assert main(["kit", str(CASES["small"]), "--abstract", "none.txt", "-o", str(tmp_path / "kit")]) == 1
    assert "this file does not exist" in capsys.readouterr().err
    assert not (tmp_path / "kit").exists()


def test_a_style_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["kit", str(CASES["small"]), "--style", "baroque", "-o", str(tmp_path / "kit")]) == 1
    assert "there is no style 'baroque'" in capsys.readouterr().err


def test_its_pages_have_the_style_of_the_bio(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("name: Ada Poe\nbio: Ada studies mud.\ndocuments: {bio: {style: modern}}\n", "utf-8")
    for output, words in (("own", []), ("same", ["--style", "modern"]), ("other", ["--style", "classic"])):
        assert main(["kit", str(path), "--date", "2026-11", "-o", str(tmp_path / output), *words]) == 0
    pages = [(tmp_path / name / "bio-50.html").read_bytes() for name in ("own", "same", "other")]

    assert pages[0] == pages[1] != pages[2]


def test_it_says_that_it_has_no_biographies_and_where_to_learn_why(tmp_path, capsys):
    (tmp_path / "p.yaml").write_text("name: Ada Poe\nlanguage: fr\nheadline: Professeure\n")

    assert main(["kit", str(tmp_path / "p.yaml"), "-o", str(tmp_path / "kit")]) == 0
    assert "without biographies as text: cvgen bio  says why" in capsys.readouterr().out
