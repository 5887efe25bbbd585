"""The same profile and the same date give the same bytes, wherever and whenever they are built."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.conftest import CASES, ROOT

pytestmark = pytest.mark.pdf


def build(folder, date=None, case="example", **environment):
    """Build a case in a new process, with its own home and working folder -> the bytes of each PDF."""
    folder.mkdir()
    shutil.copy(CASES[case], folder)
    command = [sys.executable, "-m", "cvgen", "build", *(("--date", date) if date else ())]
    home = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **home, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "output").glob("*.pdf")}


def test_two_worlds_give_the_same_bytes(tmp_path):
    one = build(tmp_path / "one", "2026-11-21", TZ="UTC", PYTHONHASHSEED="1")
    two = build(tmp_path / "an other", "2026-11-21", TZ="Pacific/Kiritimati", PYTHONHASHSEED="77", LC_ALL="C")

    assert one == two
    assert set(one) == {"cv.pdf", "bio.pdf"}


def test_source_date_epoch_is_the_date(tmp_path):
    by_epoch = build(tmp_path / "epoch", case="small", SOURCE_DATE_EPOCH="1763683200")  # 2025-11-21
    by_date = build(tmp_path / "date", "2025-11-01", case="small")

    assert by_epoch == by_date
