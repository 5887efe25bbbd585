"""Batches on a Dask cluster: the cases of cluster_cases.py, in two processes of their own, as Dask leaves threads."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not find_spec("distributed"), reason="pip install 'academic-cvgen[dask]'"),
    pytest.mark.skipif(sys.platform == "win32", reason="kills processes as on Unix"),
]

DEADLY = "killed or starts_again or stays_away or ctrl_c"


@pytest.mark.parametrize("part", [DEADLY, f"not ({DEADLY})"])
def test_cases(part):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", part, "tests/cluster_cases.py"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500)

    assert done.returncode == 0, done.stdout
    assert " passed" in done.stdout
