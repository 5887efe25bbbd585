"""A kill at any moment leaves whole files: one of two versions of each, and outputs that belong together."""

import os
import subprocess
import sys

import pytest

from tests import kills
from tests.conftest import ROOT

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name != "posix", reason="a matter of POSIX systems")]


@pytest.mark.parametrize("work", kills.WORK)
def test_after_a_kill_at_any_moment_files_are_whole(tmp_path, work):
    command = [sys.executable, "-m", "tests.kills", work, tmp_path]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
