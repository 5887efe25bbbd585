"""Processes end with their parent, SIGTERM is Ctrl-C, and odd streams and users are no reason for a traceback."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvgen.cli import import_commands
from cvgen.exporters.coauthors import Coauthor, to_csv, to_xlsx
from cvgen.profile.dates import Date

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")]
CVGEN = [sys.executable, "-m", "cvgen"]
SMALL = "name: Ada Poe\npublications:\n  - {title: Ice on Rivers, authors: [Ada Poe], year: 2020}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "profile.yaml").write_text(SMALL)
    return tmp_path


def in_group(group):
    """The processes of a group that are not zombies."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            number, rest = path.read_text().split(" ", 1)
        except OSError:
            continue
        state, _, own = rest.rpartition(")")[2].split()[:3]
        if int(own) == group and state != "Z":
            found.append(int(number))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks Linux which processes run")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(folder, number):
    (folder / "people").mkdir()
    for at in range(60):
        (folder / f"people/{at}.yaml").write_text(SMALL)
    batch = subprocess.Popen([*CVGEN, "batch", "people", "--jobs", "3"], stdout=subprocess.PIPE, start_new_session=True)
    batch.stdout.readline()
    assert len(in_group(batch.pid)) > 1
    batch.send_signal(number)
    batch.communicate(timeout=30)

    deadline = time.monotonic() + 15
    while in_group(batch.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert in_group(batch.pid) == []
    assert batch.returncode in (-signal.SIGKILL, 128 + signal.SIGTERM)
    assert not [path for path in folder.rglob(".cvgen-tmp-*") if number != signal.SIGKILL]


def test_sigterm_is_reported_like_ctrl_c(folder):
    watch = subprocess.Popen([*CVGEN, "watch", "--to", "txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    watch.stdout.readline()
    watch.send_signal(signal.SIGTERM)
    _, err = watch.communicate(timeout=30)

    assert watch.returncode == 143
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("diff - profile.yaml <&-", 2),
        ("check - <&-", 1),
        ("import - <&-", 1),
        ("diff profile.yaml profile.yaml >&-", 0),
        ("check >&- 2>&-", 0),
        ("check nothing.yaml 2>&-", 1),
        ("extract nothing.pdf >&- 2>&- <&-", 1),
        ("schema >&-", 0),
        ("bio >&-", 1),
    ],
)
def test_closed_streams(folder, command, code):
    done = subprocess.run(
        f'"{sys.executable}" -m cvgen {command}', shell=True, capture_output=True, timeout=60, check=False
    )

    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"internal error" not in done.stdout + done.stderr


@pytest.mark.parametrize("words", [["diff", "-", "profile.yaml"], ["check", "-"], ["import", "-"]])
def test_standard_input_that_is_not_utf8(folder, words):
    done = subprocess.run([*CVGEN, *words], input=b"\xff\xfe\xfd", capture_output=True, timeout=60, check=False)

    assert done.returncode in (1, 2)
    assert b"error: " in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_user_without_a_home_gets_another_cache(monkeypatch):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)

    assert import_commands.cache_folder().is_dir()


def test_a_workbook_is_the_same_twice():
    people = [Coauthor("Bo Ek", "Uni", Date(2020), 3)]
    first = to_xlsx(people)
    time.sleep(2.1)  # the unit of times in a ZIP file

    assert to_xlsx(people) == first


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_cell_is_a_formula(sign):
    rows = csv.reader(to_csv([Coauthor(f"{sign}cmd", "", Date(2020), 1)]).decode("utf-8-sig").splitlines())

    assert [cell for row in rows for cell in row if cell.startswith(sign)] == []
