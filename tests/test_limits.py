"""Work that takes too long or too much memory ends in a sentence, and the limits end with it."""

import io
import signal
import sys
import threading
import time
from contextlib import suppress
from itertools import count

import pytest
from PIL import Image

from cvgen import limits
from cvgen.build import runner
from cvgen.build.request import BuildRequest
from cvgen.cli import main
from cvgen.cli.parser import UNLIMITED, command_line
from cvgen.problems import InputError
from cvgen.profile.dates import Date
from tests.bounds import processor_time, run
from tests.conftest import CASES

REQUEST = BuildRequest(CASES["small"], Date(2026, 11))
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the memory of libraries")


def forever():
    """Work that catches every error of its own, as some libraries do."""
    for _ in count():
        try:
            sum(range(1000))
        except Exception:
            continue


def alarm_in():
    return signal.getitimer(signal.ITIMER_REAL)[0]


def test_work_without_end_is_ended():
    with pytest.raises(InputError, match=r"this takes longer than 0\.05 seconds") as caught, limits.deadline(0.05):
        forever()

    assert "very long text" in caught.value.problems[0].hint
    assert alarm_in() == 0


def test_quick_work_hears_nothing_of_its_deadline():
    before = signal.getsignal(signal.SIGALRM)
    with limits.deadline(100):
        assert 90 < alarm_in() <= 100

    assert alarm_in() == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_work_that_takes_too_much_of_the_processor_is_ended():
    with (
        pytest.raises(InputError, match="this style takes too long"),
        limits.effort(0.05, "this style takes too long", ""),
    ):
        forever()

    assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0


def swallow(turns):
    """Work as of a library that draws each picture in a block that catches everything."""
    for _ in range(turns):
        with suppress(BaseException):
            forever()


@pytest.mark.long
def test_work_that_swallows_its_end_is_ended_soon_after():
    with processor_time() as seconds, pytest.raises(InputError), limits.effort(0.1, "too long", ""):
        swallow(3)

    assert seconds() < 3


def test_waiting_is_no_effort():
    with limits.effort(0.05, "this style takes too long", ""):
        time.sleep(0.2)


@pytest.mark.parametrize(("seconds", "processor", "message"), [(0.05, 100, r"0\.05 seconds"), (100, 0.05, "too long")])
def test_the_timer_that_is_over_is_reported(seconds, processor, message):
    with pytest.raises(InputError, match=message), limits.deadline(seconds), limits.effort(processor, "too long", ""):
        forever()


def test_an_outer_deadline_counts():
    with pytest.raises(InputError, match=r"0\.05"), limits.deadline(0.05), limits.deadline(100):
        forever()


def test_a_thread_has_no_deadline():
    seen = []

    def work():
        with limits.deadline(100):
            seen.append(alarm_in())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [0]


@linux
def test_work_that_takes_all_memory_is_ended():
    with pytest.raises(InputError, match="takes too much memory"), limits.memory(50):
        bytearray(200_000_000)

    bytearray(200_000_000)  # again as before


@linux
def test_an_inner_limit_of_memory_can_only_be_lower():
    with limits.memory(50), pytest.raises(InputError), limits.memory(5000):
        bytearray(200_000_000)


def test_errors_of_others_pass():
    with pytest.raises(ZeroDivisionError):
        limits.limited(lambda: 1 / 0)()


TOO_LONG = f"this takes longer than {limits.SECONDS:g} seconds"


def too_long():
    """Work without end that began long ago: what is left of its deadline is a moment.

    A short deadline for all of a command would strike anywhere, such as within an import.
    """
    assert alarm_in() > 0, "no deadline is set"
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    forever()


def test_a_profile_of_a_batch_that_takes_too_long_is_reported(monkeypatch):
    monkeypatch.setattr(runner, "prepare", lambda request: too_long())
    report = runner.run(REQUEST, force=True)

    assert [problem.message for problem in report.problems] == [TOO_LONG]
    assert not report.crash


@linux
def test_a_profile_of_a_batch_that_takes_too_much_memory_is_reported(monkeypatch):
    monkeypatch.setattr(limits.memory.__wrapped__, "__defaults__", (50, *limits.memory.__wrapped__.__defaults__[1:]))
    monkeypatch.setattr(runner, "prepare", lambda request: bytearray(200_000_000))

    assert [one.message for one in runner.run(REQUEST, force=True).problems] == ["this takes too much memory"]


@pytest.mark.parametrize(("words", "code"), [(["check"], 1), (["extract"], 1), (["diff", "HEAD"], 2), (["bio"], 1)])
def test_a_command_that_takes_too_long_says_so(monkeypatch, capsys, words, code):
    monkeypatch.setattr("cvgen.files.read", lambda *_, **__: too_long())
    monkeypatch.setattr("cvgen.versions.git.read_at", lambda *_: too_long())

    assert main([*words, str(CASES["small"])]) == code
    assert f"error: {TOO_LONG}" in capsys.readouterr().err


def test_every_command_has_limits_or_a_reason():
    commands = next(one.choices for one in command_line()._actions if isinstance(one.choices, dict))
    bare = [name for name, one in commands.items() if one.get_default("run").__module__ != limits.__name__]

    assert sorted(bare) == sorted(UNLIMITED)


def picture(form, mode, side, **options):
    out = io.BytesIO()
    Image.new(mode, (side, side)).save(out, form, **options)
    return out.getvalue()


@pytest.mark.long
@linux
@pytest.mark.parametrize(
    ("form", "mode", "side", "options", "code"),
    [
        ("PNG", "RGBA", 9400, {}, 1),
        ("PNG", "RGBA", 4400, {}, 0),
        ("PNG", "P", 9400, {}, 1),
        ("PNG", "RGB", 6200, {}, 0),
        ("WEBP", "RGB", 6000, {}, 1),
        ("WEBP", "RGB", 3600, {}, 0),
        ("JPEG", "RGB", 9400, {}, 0),  # as large as the cameras of some telephones make them
        ("JPEG", "RGB", 9400, {"progressive": True}, 1),
        ("JPEG", "CMYK", 5000, {"progressive": True, "subsampling": 0}, 0),
        ("GIF", "P", 4400, {}, 0),
    ],
)
def test_a_photo_takes_little_memory_or_is_refused(tmp_path, form, mode, side, options, code):
    (tmp_path / "photo").write_bytes(picture(form, mode, side, **options))
    (tmp_path / "profile.yaml").write_text("name: Ada\nphoto: photo\n", "utf-8")
    done = run(tmp_path, "check")

    assert done.code == code, done.err
    assert code == 0 or "the photo" in done.err
    assert done.megabytes < 300
