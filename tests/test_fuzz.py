"""The fuzzer finds each kind of failure, keeps its input, and makes the same cases again from the same seed."""

import os
import random
import signal
import sys
from itertools import islice

import pytest

from tools.fuzz import __main__ as fuzz
from tools.fuzz import measure, parts
from tools.fuzz.measure import measured

pytestmark = [pytest.mark.long, pytest.mark.skipif(sys.platform == "win32", reason="runs are forked")]


def nothing():
    return 0


def refusal():
    sys.stderr.write("case: error: this is wrong\n")
    return 1


def silence():
    return 1


def another_code():
    sys.stdout.write("a list without an end: [1, 2\n")
    return 3


def crash():
    return 1 // 0


def killed():
    os.kill(os.getpid(), signal.SIGKILL)


def long_work():
    return sum(sum(range(1000)) for _ in range(100_000)) and 0


def much_memory():
    return len(b"a" * 900_000_000) and 0


@pytest.mark.parametrize(
    ("work", "failure"),
    [
        (nothing, ""),
        (refusal, ""),
        (silence, "no message"),
        (another_code, "exit code 3 a list without an end"),
        (crash, "ZeroDivisionError in test_fuzz.py:"),
        (killed, "exit code -9"),
        (long_work, "more than 0.5 s"),
        (much_memory, "more than 500 MB"),
    ],
)
def test_each_kind_of_failure_is_found(tmp_path, monkeypatch, work, failure):
    if work is long_work:
        monkeypatch.setattr(measure, "MOST_SECONDS", 0.5)
    found = measured(work, tmp_path).failure((0, 1))

    assert found.startswith(failure)
    assert bool(found) == bool(failure)


def test_what_fails_is_kept_with_its_command(tmp_path, monkeypatch, capsys):
    case = parts.Case({"case.txt": b"x"}, ("check", "case.txt"), crash)
    monkeypatch.setitem(parts.PARTS, "tests", lambda rng: iter([case] * 3))
    monkeypatch.setattr(fuzz, "KEPT", tmp_path)
    monkeypatch.setattr(fuzz, "processor_time", iter([0.0, 0.0, 0.1, 1.0, 1.0]).__next__)

    assert fuzz.fuzz("tests", 1, 7) == 1
    assert "seed 7, 2 runs" in capsys.readouterr().out
    kept = tmp_path / "tests-7-1"
    assert (kept / "case.txt").read_bytes() == b"x"
    assert (kept / "command.txt").read_text("utf-8").startswith("cvgen check case.txt\nexit code 70")


@pytest.mark.parametrize("part", ["importers", "profile"])
def test_a_seed_makes_the_same_cases_again(part):
    first, second = ([case.files for case in islice(parts.PARTS[part](random.Random(3)), 5)] for _ in range(2))

    assert first == second


@pytest.mark.pdf
@pytest.mark.parametrize("part", parts.ALL)
def test_some_cases_of_each_part_pass(part):
    cases = islice(parts.PARTS[part](random.Random(1)), 12)

    assert [run for case in cases if (run := fuzz.one(case).failure(case.codes))] == []
