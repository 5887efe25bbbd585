"""Bad input: every message says where, what and how to mend it, and nothing but messages ever reaches the user."""

import io
import os
import re
import struct
import zlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from PIL import Image

from cvgen import checks
from cvgen.build.loader import load_profile
from cvgen.cli import main
from cvgen.problems import InputError
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.dates import Date
from cvgen.profile.model import Author, Identifier, Mentee, Profile, Publication, Text, Year
from tests.bounds import processor_time
from tests.conftest import CASES as GOOD
from tests.conftest import ROOT

CASES = sorted((ROOT / "tests" / "errors").glob("*.yaml"))
LINTS = [case for case in CASES if case.stem.startswith("lint-")]  # cases that build all the same
DAY = Date(2026, 11, 21)
EPOCH = str(int(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp()))


@pytest.fixture
def check(tmp_path, monkeypatch, capsys):
    """The bytes of a profile -> what `cvgen check` says about it on stderr, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def run(data=None, path="profile.yaml", code=1):
        if data is not None:
            (tmp_path / path).write_bytes(data)
        assert main(["check", str(path)]) == code
        out, err = capsys.readouterr()
        assert code == 0 or out == ""
        return err

    return run


@pytest.mark.golden
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_bad_profile(case, golden, monkeypatch, capsys):
    monkeypatch.chdir(case.parent)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)

    code = main(["check", case.name])
    out, err = capsys.readouterr()

    assert (code, out) == (0 if case in LINTS or case.stem == "glyph" else 1, "")
    golden(case.with_suffix(".txt"), err)


def test_every_golden_has_its_case():
    goldens = {path.stem for path in CASES[0].parent.glob("*.txt")}

    assert goldens == {case.stem for case in CASES}


@pytest.mark.parametrize("case", LINTS, ids=lambda case: case.stem)
def test_near_misses_are_not_told(case):
    """Each stretch under "# told" has a warning, none under "# not told" has one, and there are both."""
    told = {int(line) for line in re.findall(r"yaml:(\d+):\d+: warning", case.with_suffix(".txt").read_text("utf-8"))}
    stretches: dict[tuple[int, str], set[int]] = {}
    stretch = (0, "")
    for number, line in enumerate(case.read_text("utf-8").splitlines(), 1):
        if line.strip() in ("# told", "# not told"):
            stretch = (number, line.strip())
        stretches.setdefault(stretch, set()).update({number} & told)

    assert {kind for _, kind in stretches} >= {"# told", "# not told"}
    assert [stretch for stretch, lines in stretches.items() if bool(lines) != (stretch[1] == "# told")] == []


def test_every_check_is_shown():
    """A check that says nothing about any of the files has no golden; found by what each of them says."""
    silent = set(checks.CHECKS)
    for case in CASES:
        with suppress(InputError):  # those that can't be read
            loaded = profile_yaml.load(profile_yaml.decode(case.read_bytes()))
            subject = checks.Subject(loaded.profile, loaded.places, DAY)
            silent = {rule for rule in silent if not list(checks.CHECKS[rule].find(subject))}

    assert silent == set()


@pytest.mark.parametrize("case", GOOD)
def test_no_false_alarms(case):
    warnings = load_profile(GOOD[case], today=DAY).warnings
    assert [one for one in warnings if case != "hostile" or "U+200B" not in one.message] == []  # it has one on purpose


def test_what_depends_on_the_date_waits_for_it(check, monkeypatch):
    data = (ROOT / "tests/errors/lint-on-its-way.yaml").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    assert check(data, code=0).count("years, since") == 3

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")  # 2025
    assert check(code=0) == ""


def test_the_date_of_a_build_is_the_date_of_its_lints(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    source = ROOT / "tests/errors/lint-on-its-way.yaml"

    main(["build", str(source), "--to", "txt", "--date", "2026-11-21"])
    assert capsys.readouterr().err.count("warning:") == 3
    main(["build", str(source), "--to", "txt", "--date", "2025"])
    assert capsys.readouterr().err == ""


@pytest.mark.long
def test_lints_of_a_long_life_are_quick():
    """Comparing each of 2,000 publications with each would take half a minute; here a second is much."""
    names = [
        f"{chr(65 + at % 26)}{'aeiou'[at % 5] * 3}la{at} Per{'aeiou'[at // 5 % 5]}sson{at % 97}" for at in range(3000)
    ]
    papers = tuple(
        Publication(
            title=Text(f"On the {names[at][:6]} of {names[-at][:7]} and {names[at // 2]}"),
            authors=(Author("Ada Lovelace"), *(Author(name, "*") for name in names[at : at + 5])),
            venue=Text(f"Conference on {names[at][:4]} (C{chr(65 + at % 26)}X)"),
            year=Year(2020),
            doi=Identifier(f"10.1000/{at}"),
        )
        for at in range(2000)
    )
    mentees = tuple(Mentee(name=name, role="phd") for name in names[:200])
    profile = Profile(name="Ada Lovelace", publications=papers, mentees=mentees, marks={"*": Text("Student of mine")})
    with processor_time() as taken:
        checks.check(profile, {}, today=DAY)

    assert taken() < 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_messages_are_ordered_counted_and_never_wider_than_a_screen(case):
    said = case.with_suffix(".txt").read_text("utf-8")
    heads = re.findall(r"^[^ :]+\.yaml(?::(\d+):(\d+))?: (error|warning): ", said, re.MULTILINE)
    errors, warnings = (sum(head[2] == kind for head in heads) for kind in ("error", "warning"))
    places = [(int(line or 0), int(column or 0)) for line, column, _ in heads]

    assert places == sorted(places)
    assert [int(number) for number in re.findall(r"\d+", said.splitlines()[-1])] == [n for n in (errors, warnings) if n]
    assert max(map(len, re.sub(r".*(error|warning): .*", "", said).splitlines())) <= 110


def test_carets_stand_under_what_they_mean():
    said = (ROOT / "tests/errors/wide-characters.txt").read_text("utf-8").splitlines()
    excerpt, carets = next(
        (said[at], said[at + 1]) for at, line in enumerate(said) if "www.example.org" in line and "|" in line
    )

    wide = sum("一" <= char <= "鿿" for char in excerpt[: excerpt.index("www")])
    assert carets.index("^") == excerpt.index("www") + wide


def test_the_repair_of_a_text_that_is_not_a_link_works(check):
    said = check(b"name: Ada\nheadline: Prize for [11C](R)-PK11195\n")

    assert "if it is not a link, write \\] for its closing bracket" in said
    assert check(b"name: Ada\nheadline: Prize for [11C\\](R)-PK11195\n", code=0) == ""


# What can't be a file in this repository.


def test_missing_file(check):
    assert (
        check() == 'profile.yaml: error: this file does not exist\n    make one with  cvgen new "Your Name"\n1 error\n'
    )


@pytest.mark.parametrize("path", ["", ".", "folder"])
def test_folder_without_a_profile(check, tmp_path, path):
    (tmp_path / "folder").mkdir()

    assert "no profile found\n    name a file, or a folder with profiles" in check(path=path)


def test_file_below_a_file(check):
    check(b"name: A", code=0)

    assert "this file can't be read: not a directory" in check(path="profile.yaml/profile.yaml")


def test_name_that_no_file_can_have(check):
    assert "this file can't be read: file name too long" in check(path="x" * 300)
    assert "this file can't be read: embedded null byte" in check(path="a\0b")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(check, tmp_path):
    (tmp_path / "profile.yaml").write_bytes(b"name: A")
    (tmp_path / "profile.yaml").chmod(0)

    assert "you have no permission to read this file" in check()


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="a device of Unix")
def test_file_without_end(check):
    assert "this is a pipe or a device" in check(path="/dev/zero")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.7\n", b"PK\3\4", bytes(range(256)) * 9])
def test_binary_file(check, data):
    assert "this is not a text file\n    a profile is a text file in YAML" in check(data)


def test_utf_16(check):
    assert "the text is encoded as UTF-16\n    save the file as UTF-8" in check("name: José".encode("utf-16"))


@pytest.mark.parametrize("data", ["name: Ada\nheadline: José\n".encode("latin-1"), b"name: Ada\nheadline: Jos\xe9"])
def test_latin_1(check, data):
    said = check(data)

    assert said.startswith("profile.yaml:2:14: error: the byte 0xe9 is not UTF-8 text\n    save the file as UTF-8")
    assert "|" not in said


def test_byte_order_mark_and_windows_lines(check):
    assert check("\ufeffname: José\r\nheadline: x\r\n".encode(), code=0) == ""

    said = check("\ufeffname: José\r\nheadlin: x\r\n".encode())
    assert "profile.yaml:2:1: error: unknown key 'headlin'" in said
    assert "\r" not in said


def test_old_mac_lines(check):
    assert "\n    2 | headlin: x\n" in check(b"name: Ada\rheadlin: x\r")


def test_line_separators_pasted_from_a_pdf_are_spaces(check):
    said = check("name: Ada\nheadline: one\u2028two\u2029three\u0085four\nlocatoin: x\n".encode())

    assert "profile.yaml:3:1: error: unknown key 'locatoin'" in said


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\x7f", "\ufffe", "\0"])
def test_control_characters_are_named_and_never_printed(check, sign):
    said = check(b"name: Ada\n" + b"# " + b"x" * 9000 + f"\nheadline: x{sign}y\n".encode())

    assert f"profile.yaml:3:12: error: the control character U+{ord(sign):04X} is not allowed in a text" in said
    assert sign not in said


def test_file_names_never_drive_the_terminal(check):
    assert "\x1b" not in check(path="\x1b[31m.yaml")


@pytest.mark.parametrize("times", [100, 1000, 100_000])
@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("[", "3:42: error: too deeply nested"),
        ("{a: ", "3:159: error: too deeply nested"),
        ("- ", "3:81: error: too deeply nested"),
        ("? ", "3:5: error: a key must be a word"),
    ],
)
def test_thousandfold_nesting(check, opening, expected, times):
    """libyaml has a limit too, which it reports before it gives out the levels that ours counts."""
    said = check(b"name: A\ninterests: \n  " + opening.encode() * times)

    assert said.startswith(f"profile.yaml:{expected}")


def test_nesting_beyond_the_model(check):
    assert "interests[0] must be a single value, not a list" in check(b"name: A\ninterests: " + b"[" * 39 + b"]" * 39)


def test_twenty_megabytes(check):
    assert "the file is larger than 10 MB\n    check that it is the right file" in check(
        b"name: A\n" + b"# comment\n" * 2_000_000
    )


@pytest.mark.parametrize(
    "data",
    [
        b"name: A\npublications: [{title: x, arxiv: " + b"1" * 200_000 + b"x}]",
        b"name: A\nheadline: '" + b"[](" * 30_000 + b"'",
        b"name: A\n" + b"k" * 900 + b": x",
        b"name: A\ninterests: [" + b"a, " * 30_000 + b"]",
    ],
    ids=["digits", "brackets", "key", "items"],
)
@pytest.mark.long
def test_no_text_takes_long_to_refuse(tmp_path, data):
    """Quadratic regular expressions would take minutes here; the suite would hang."""
    (tmp_path / "profile.yaml").write_bytes(data)

    main(["check", str(tmp_path / "profile.yaml")])


# The photo.


def picture(form="PNG", size=(3, 4), mode="RGB"):
    out = io.BytesIO()
    Image.new(mode, size).save(out, form)
    return out.getvalue()


def huge_png(side):
    """A PNG of some hundred bytes that claims to be very large: ten gigabytes with a side of 60,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.fixture
def with_photo(check, tmp_path):
    def run(data, name="photo.png", code=1):
        if data is not None:
            (tmp_path / name).write_bytes(data)
        return check(f"name: A\nphoto: {name}\n".encode(), code=code)

    return run


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16"])
def test_pictures_of_every_kind(with_photo, mode):
    assert with_photo(picture(mode=mode), code=0) == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (huge_png(60_000), "the photo has too many pixels"),
        (huge_png(11_000), "the photo has too many pixels"),
        (b"", "the photo is not a picture that can be read"),
        (b"\x89PNG\r\n\x1a\n", "the photo is not a picture that can be read"),
        (picture(size=(900, 900), form="BMP")[:5000], "the photo is not a picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "the photo is not a picture that can be read"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "the photo is not a picture that can be read"),
    ],
    ids=["bomb", "small bomb", "empty", "header", "cut", "svg", "postscript"],
)
def test_photo_that_is_none(with_photo, data, reason):
    said = with_photo(data)

    assert f"profile.yaml:2:8: error: {reason}" in said
    assert "use a JPEG or PNG file" in said


def test_photo_that_leads_outside_through_a_link(with_photo, tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.png"
    outside.write_bytes(picture())
    (tmp_path / "photo.png").symlink_to(outside)

    assert "'photo.png' is outside the folder of the profile" in with_photo(None)


def test_photo_in_a_linked_folder_outside(with_photo, tmp_path, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "photo.png").write_bytes(picture())
    (tmp_path / "pictures").symlink_to(outside)

    assert "'pictures/photo.png' is outside the folder of the profile" in with_photo(None, "pictures/photo.png")


def test_photo_that_is_a_link_to_itself(with_photo, tmp_path):
    (tmp_path / "photo.png").symlink_to("photo.png")

    assert "the file 'photo.png' is not in the folder of the profile" in with_photo(None)


def test_photo_that_is_a_folder_or_has_no_possible_name(with_photo, tmp_path):
    (tmp_path / "folder").mkdir()

    assert "the file 'folder' is not in the folder of the profile" in with_photo(None, "folder")
    assert "is not in the folder of the profile" in with_photo(None, "x" * 300)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a file of Unix")
def test_photo_that_never_ends(with_photo, tmp_path):
    os.mkfifo(tmp_path / "photo.png")

    assert "'photo.png': this is a pipe or a device" in with_photo(None)


@pytest.mark.parametrize(
    "name",
    [
        "../x.png",
        "a/../../x.png",
        "/etc/x.png",
        "~/x.png",
        "C:\\x.png",
        "file:///x.png",
        "\\\\host\\x.png",
        "a\\..\\..\\x.png",
    ],
)
def test_photo_outside_by_its_name(check, name):
    assert "is outside the folder of the profile" in check(f"name: A\nphoto: '{name}'\n".encode())
