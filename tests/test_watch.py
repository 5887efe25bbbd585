"""cvgen watch, as a process of its own that somebody saves beside."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from cvgen.build import manifest
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        sys.platform == "win32" or not shutil.which("ps"), reason="signals of Unix, and ps, which lists its processes"
    ),
]
PROFILE = "name: Ada Lovelace\nheadline: Analyst\n"
LONGEST = 30  # seconds that anything may take on a busy machine


class Watch:
    """A watch in a folder: what it says, and a way to wait for it."""

    def __init__(self, folder, *words):
        self.folder, self.log = folder, folder / "log"
        command = [sys.executable, "-m", "cvgen", "watch", *words]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip

    @property
    def said(self):
        return self.log.read_text("utf-8")

    def until(self, is_so, what):
        end = time.monotonic() + LONGEST
        while not is_so():
            assert time.monotonic() < end, f"{what} never came:\n{self.said}"
            assert self.process.poll() is None, self.said
            time.sleep(0.02)

    def until_it_says(self, words, times=1):
        self.until(lambda: self.said.count(words) >= times, f"{words!r}")

    def made(self):
        """How often something was made."""
        return self.said.count("built in")

    def save(self, text, name="profile.yaml"):
        """Save as editors do: another file in the place of the old one."""
        (self.folder / "new~").write_text(text, "utf-8")
        (self.folder / "new~").replace(self.folder / name)

    def left(self):
        """The processes of its session that are still there, by their ids."""
        listed = subprocess.run(["ps", "-eo", "pid=,sid=,stat="], capture_output=True, text=True, check=True).stdout
        found = [line.split() for line in listed.splitlines()]
        return [int(pid) for pid, sid, stat in found if int(sid) == self.process.pid and not stat.startswith("Z")]

    def stop(self, end=os.killpg):
        """End it as Ctrl-C does -> its exit code, when all of its processes have gone."""
        end(self.process.pid, signal.SIGINT)
        code = self.process.wait(LONGEST)
        self.until_all_have_gone()
        assert "Traceback" not in self.said
        return code

    def until_all_have_gone(self):
        end = time.monotonic() + LONGEST
        while self.left():
            assert time.monotonic() < end, self.left()
            time.sleep(0.02)


@pytest.fixture
def start(tmp_path):
    """Words of `cvgen watch` -> it, when it has made everything once."""
    started = []

    def call(*words, profile=PROFILE):
        (tmp_path / "profile.yaml").write_text(profile, "utf-8")
        watch = Watch(tmp_path, *words)
        started.append(watch)
        watch.until_it_says("built in")
        return watch

    yield call
    for watch in started:
        for pid in watch.left():
            os.kill(pid, signal.SIGKILL)
        watch.process.wait(LONGEST)


@pytest.mark.pdf
def test_a_morning_of_saves(start):
    watch = start("--only", "cv")
    cv = watch.folder / "output/cv.pdf"
    first = cv.read_bytes()

    watch.save(PROFILE + "interests: [Engines]\n")
    watch.until(lambda: cv.read_bytes() != first, "another CV")
    second = cv.read_bytes()
    watch.save(PROFILE + "intrests: [Engines]\n")
    watch.until_it_says("unknown key 'intrests'")
    watch.until_it_says("did you mean 'interests'?")
    assert cv.read_bytes() == second
    watch.save(PROFILE + "interests: [Looms]\n")
    watch.until(lambda: cv.read_bytes() != second, "a CV without the mistake")

    assert watch.stop() in (0, 130)
    assert sorted(os.listdir(watch.folder / "output")) == [manifest.NAME, "cv.pdf"]


def test_rapid_saves_a_profile_that_is_gone_for_a_moment_and_a_process_that_dies(start):
    watch = start("--to", "txt", "--only", "cv")

    def until_the_cv_says(words):
        watch.until(lambda: words in (watch.folder / "output/cv.txt").read_text("utf-8"), f"{words!r}")

    for at in range(15):
        watch.save(f"{PROFILE}interests: [Engine {at}]\n")
        time.sleep(0.02)
    until_the_cv_says("Engine 14")
    assert 2 <= watch.made() <= 6

    (watch.folder / "profile.yaml").unlink()
    time.sleep(0.2)
    watch.save(PROFILE + "interests: [Looms]\n")
    until_the_cv_says("Looms")
    assert "does not exist" not in watch.said

    watch.until(lambda: len(workers(watch)) == 1, "one process that makes the documents")
    os.kill(workers(watch)[0], signal.SIGKILL)
    watch.save(PROFILE + "interests: [Cards]\n")
    watch.until_it_says("the process that built this crashed")
    watch.save(PROFILE + "interests: [Numbers]\n")
    until_the_cv_says("Numbers")

    watch.process.kill()  # and it takes its processes with it
    watch.process.wait(LONGEST)
    watch.until_all_have_gone()


def workers(watch):
    """The processes that make documents: between two of them there is none for a moment."""
    return [pid for pid in watch.left() if b"spawn_main" in arguments(pid)]


def arguments(pid):
    return subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True, check=False).stdout


def test_what_lies_beside_the_profile_is_watched(start, tmp_path):
    from PIL import Image

    (tmp_path / "photos").mkdir()
    Image.new("RGB", (30, 40)).save(tmp_path / "photos/me.png")
    (tmp_path / "mine.css").write_text(":root { --accent-color: #7a1f2b }", "utf-8")
    (tmp_path / "mine.yaml").write_text("language: en\nname: My English\nbiography: Life\n", "utf-8")
    more = "photo: photos/me.png\nlanguage: mine.yaml\nbio: {short: Ada is an analyst.}\n"
    watch = start("--only", "bio", "--to", "html", "--style", "mine.css", profile=PROFILE + more)
    bio = tmp_path / "output/bio.html"

    watch.save(":root { --accent-color: #1f2b7a }", "mine.css")
    watch.until(lambda: "#1f2b7a" in bio.read_text("utf-8"), "the new color")
    watch.save("language: en\nname: My English\nbiography: Deeds\n", "mine.yaml")
    watch.until(lambda: "Deeds" in bio.read_text("utf-8"), "the new word")
    Image.new("RGB", (30, 40), "red").save(tmp_path / "photos/me.png")
    watch.until_it_says("built in", times=4)
    watch.save(PROFILE + more.replace("photos/me", "you"))
    watch.until_it_says("the file 'you.png' is not in the folder")
    Image.new("RGB", (30, 40)).save(tmp_path / "you.png")
    watch.until_it_says("built in", times=5)
    assert watch.stop(os.kill) in (0, 130)  # a Ctrl-C that reaches nothing else


def test_a_folder_that_is_not_there(tmp_path):
    command = [sys.executable, "-m", "cvgen", "watch", "nowhere/profile.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=LONGEST,
                          env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip

    assert done.returncode == 1
    assert "no such folder" in done.stderr
