"""Files of the user keep all they had, and no edit is lost."""

import os
import stat
import time

import pytest

from cvgen import files
from cvgen.cli import main
from cvgen.files import locked, own
from cvgen.files.outputs import JOURNAL
from cvgen.problems import InputError
from tests.kills import leftovers

OLD = "name: Ada Poe\npublications:\n  - {title: Ice on Rivers, authors: [Ada Poe], year: 2020}\n"
POSIX = pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")


@pytest.fixture
def profile(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "profile.yaml"
    path.write_text(OLD)
    return path


# ---- What a file keeps --------------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_the_permissions_stay(profile, mode):
    profile.chmod(mode)

    assert main(["id", "--write"]) == 0
    assert "id:" in profile.read_text()
    assert stat.S_IMODE(profile.stat().st_mode) == mode


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_the_owner_stays(profile):
    os.chown(profile, 65534, 65534)

    assert main(["id", "--write"]) == 0
    assert "id:" in profile.read_text()
    assert (profile.stat().st_uid, profile.stat().st_gid) == (65534, 65534)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes")
def test_extended_attributes_stay(profile):
    try:
        os.setxattr(profile, "user.note", b"mine")
    except OSError:
        pytest.skip("this file system has no extended attributes")

    assert main(["id", "--write"]) == 0
    assert os.getxattr(profile, "user.note") == b"mine"


@POSIX
def test_a_symbolic_link_stays_and_its_file_is_written(profile, tmp_path):
    (tmp_path / "real").mkdir()
    profile.rename(tmp_path / "real/p.yaml")
    profile.symlink_to("real/p.yaml")

    assert main(["id", "--write"]) == 0
    assert profile.is_symlink()
    assert "id:" in (tmp_path / "real/p.yaml").read_text()


@POSIX
def test_hard_links_stay(profile, tmp_path):
    os.link(profile, tmp_path / "other.yaml")

    assert main(["id", "--write"]) == 0
    assert os.path.samefile(profile, tmp_path / "other.yaml")
    assert "id:" in (tmp_path / "other.yaml").read_text()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@POSIX
def test_a_read_only_file_is_refused(profile, capsys):
    profile.chmod(0o444)

    assert main(["id", "--write"]) == 1
    assert "profile.yaml: error: the file is read-only; nothing was written" in capsys.readouterr().err
    assert profile.read_text() == OLD


# ---- Edits by others ----------------------------------------------------------------------------


def test_an_edit_before_the_write_is_kept(profile):
    profile.write_text(OLD + "# mine\n")

    with pytest.raises(InputError, match="changed since"):
        files.replace(profile, b"new", OLD.encode())
    assert profile.read_text() == OLD + "# mine\n"
    assert leftovers(profile.parent) == []


def test_an_edit_at_the_last_moment_is_kept(profile, monkeypatch):
    exchange, calls = own._exchange, []

    def late(one, other):
        if not calls:
            profile.write_text(OLD + "# mine\n")
        calls.append(one)
        return exchange(one, other)

    monkeypatch.setattr(own, "_exchange", late)
    if not exchange_works(profile.parent):
        pytest.skip("this system can't exchange two files")
    with pytest.raises(InputError, match="changed since"):
        files.replace(profile, b"new", OLD.encode())

    assert profile.read_text() == OLD + "# mine\n"
    assert leftovers(profile.parent) == []


def exchange_works(folder):
    one, other = folder / "one", folder / "other"
    one.write_text("1"), other.write_text("2")
    return own._exchange(one, other) and one.read_text() == "2"


def test_without_an_exchange_the_file_is_renamed(profile, monkeypatch):
    monkeypatch.setattr(own, "_exchange", lambda one, other: False)
    files.replace(profile, b"new", OLD.encode())

    assert profile.read_bytes() == b"new"


@POSIX
def test_two_processes_write_one_after_the_other(profile, monkeypatch):
    import fcntl

    handle = os.open(profile.parent, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    monkeypatch.setattr(locked, "WAIT", 0.1)
    with pytest.raises(TimeoutError):
        files.replace(profile, b"new", OLD.encode())
    assert main(["id", "--write"]) == 1
    os.close(handle)
    assert main(["id", "--write"]) == 0


# ---- What a kill leaves (tests/kills.py kills) ---------------------------------------------------


@pytest.mark.parametrize(
    "journal",
    [
        b"",
        b"[]",
        b"{",
        b'{"../x": "cv.pdf"}',
        b'{".cvgen-tmp-a": "../cv.pdf"}',
        b'{".cvgen-tmp-a": "folder"}',
        b'{"secret": "cv.pdf"}',
        b'{".cvgen-tmp-a": 1}',
        b"\xff",
    ],
)
def test_a_journal_of_somebody_else_moves_nothing_out_of_place(tmp_path, journal):
    folder = tmp_path / "output"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "x").write_text("x"), (folder / "secret").write_text("s"), (folder / ".cvgen-tmp-a").write_text("a")
    (folder / JOURNAL).write_bytes(journal)
    files.write(folder, {"bio.pdf": b"new"})

    assert (tmp_path / "x").read_text() == "x"
    assert (folder / "secret").read_text() == "s"
    assert not (tmp_path / "cv.pdf").exists()
    assert leftovers(folder) == []


def test_a_write_takes_no_time(tmp_path):
    start = time.perf_counter()
    for _ in range(20):
        files.write(tmp_path, {"cv.pdf": bytes(100_000), "bio.pdf": bytes(100_000)})

    assert time.perf_counter() - start < 5


def test_a_command_with_nothing_to_write_tidies_up(profile, capsys):
    assert main(["build", "--to", "txt"]) == 0
    assert main(["id", "--write"]) == 0
    for folder in (profile.parent, profile.parent / "output"):
        (folder / ".cvgen-tmp-abc").write_text("half")
    (profile.parent / "output" / JOURNAL).write_text('{".cvgen-tmp-abc": "cv.txt"}')
    main(["id", "--write"])
    main(["build", "--to", "txt"])

    assert leftovers(profile.parent) == leftovers(profile.parent / "output") == []
    assert (profile.parent / "output/cv.txt").read_text().startswith("Ada Poe")


# ---- Files in the place of ours -------------------------------------------------------------------


@POSIX
@pytest.mark.parametrize("kind", ["pipe", "device", "deep", "giant"])
@pytest.mark.parametrize("name", [".cvgen-manifest.json", JOURNAL])
def test_what_lies_in_the_place_of_our_own_files_stops_no_build(profile, kind, name):
    path = profile.parent / "output" / name
    path.parent.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    elif kind == "deep":
        path.write_text("[" * 100_000)
    else:
        with path.open("wb") as file:
            file.truncate(12 * 10**9)

    assert main(["build", "--to", "txt"]) == 0
    assert main(["build", "--to", "txt"]) == 0
    assert (path.parent / "cv.txt").is_file()


def test_a_set_that_a_kill_interrupted_is_completed_before_the_profile_is_written(profile):
    folder = profile.parent
    files.write(folder, {"cv.pdf": b"old", "bio.pdf": b"old"})
    for name in ("cv", "bio"):
        (folder / f".cvgen-tmp-{name}").write_bytes(b"new")
    (folder / JOURNAL).write_text('{".cvgen-tmp-cv": "cv.pdf", ".cvgen-tmp-bio": "bio.pdf"}')

    files.replace(profile, b"name: Ada Poe", OLD.encode())
    assert {(folder / name).read_bytes() for name in ("cv.pdf", "bio.pdf")} == {b"new"}


def test_a_journal_replaces_nothing_that_people_write(profile):
    (profile.parent / ".cvgen-tmp-a").write_text("name: Mallory Moe")
    (profile.parent / JOURNAL).write_text('{".cvgen-tmp-a": "profile.yaml"}')
    main(["build", "--to", "txt", "-o", "."])

    assert profile.read_text() == OLD


@POSIX
def test_the_memory_of_imports_stays_in_the_folder(profile, tmp_path_factory, capsys):
    outside = tmp_path_factory.mktemp("outside")
    (profile.parent / ".cvgen").symlink_to(outside)
    (profile.parent / "a.bib").write_text("@book{a, title = {Mud}, author = {Ada Poe}}")

    assert main(["import", "a.bib", "--into", "profile.yaml", "--write"]) == 1
    assert "leads out of the folder" in capsys.readouterr().err
    assert list(outside.iterdir()) == []


@POSIX
def test_the_permissions_of_an_output_stay(profile):
    assert main(["build", "--to", "txt"]) == 0
    (profile.parent / "output/cv.txt").chmod(0o600)
    assert main(["build", "--to", "txt", "--force"]) == 0

    assert stat.S_IMODE((profile.parent / "output/cv.txt").stat().st_mode) == 0o600


@POSIX
def test_an_output_that_is_a_pipe_is_written_to(profile):
    pipe = profile.parent / "pipe.csv"
    os.mkfifo(pipe)
    handle = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert main(["coauthors", "-o", "pipe.csv"]) == 0

    assert os.read(handle, 1000).decode("utf-8-sig").startswith("Name,")
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    os.close(handle)


@POSIX
def test_a_full_disk_leaves_a_file_with_two_names_as_it_was(profile, tmp_path, monkeypatch):
    os.link(profile, tmp_path / "other.yaml")
    put, calls = own._put, []

    def full(file, data):
        calls.append(data)
        if len(calls) == 1:
            file.seek(0)
            file.write(data[:3])
            raise OSError(28, "No space left on device")
        put(file, data)

    monkeypatch.setattr(own, "_put", full)
    assert main(["id", "--write"]) == 1
    assert profile.read_text() == OLD
    assert [path.name for path in tmp_path.iterdir() if "cvgen-new" in path.name] == []


@POSIX
def test_the_result_of_an_interrupted_command_is_not_overwritten(profile, tmp_path, capsys):
    os.link(profile, tmp_path / "other.yaml")
    copy = tmp_path / ".profile.yaml.cvgen-new"
    copy.write_text("name: Ada Poe, whole")

    assert main(["id", "--write"]) == 1
    assert "left its result in .profile.yaml.cvgen-new" in capsys.readouterr().err
    assert (profile.read_text(), copy.read_text()) == (OLD, "name: Ada Poe, whole")
