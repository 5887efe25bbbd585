"""`cvgen preview` -> how long a save takes to reach the page in the browser, and how its memory grows."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bench.contents import COUNT, example
from bench.timing import CVGEN, markdown
from bench.watching import MEGABYTES, PATIENCE, PAUSE, STATUS, memory_of
from cvgen.profile.yaml import dump

SAVES = 20
GOALS = {COUNT: 0.20, 300: 0.50}  # seconds from a save to the page, by the number of publications
OFFLINE = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
IS_SHOWN = """title => [...document.querySelectorAll('.spot')].some(one => one.ariaLabel.startsWith(title))
    && [...document.querySelectorAll('figure img')].every(one => one.complete)"""


class Preview:
    """A preview of the example in a folder, open in Chromium."""

    def __init__(self, folder: Path, count: int, browser: Any) -> None:
        folder.mkdir()
        self.profile, self.example, self.saves = folder / "profile.yaml", example(count), 0
        self.profile.write_text(dump(self.example), "utf-8")
        command = [*CVGEN, "preview", "--no-browser"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=quiet, text=True)
        assert self.process.stdout
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found
        self.page = browser.new_page()
        self.page.goto(found[0])
        self.page.wait_for_selector(".spot", timeout=PATIENCE * 1000)

    def save(self) -> float:
        """Save another title as editors do -> the seconds until its page is in the browser."""
        self.saves += 1
        first, *others = self.example.awards
        marked = replace(first, title=f"{first.title} ({self.saves})")
        new = self.profile.with_name("new~")
        new.write_text(dump(replace(self.example, awards=(marked, *others))), "utf-8")
        start = time.perf_counter()
        new.replace(self.profile)
        self.page.wait_for_function(IS_SHOWN, arg=marked.title, polling="raf", timeout=PATIENCE * 1000)
        return time.perf_counter() - start

    def stop(self) -> None:
        self.page.close()
        self.process.terminate()
        self.process.wait(PATIENCE)


def preview(folder: Path, saves: int) -> list[str]:
    """A folder, and how many saves in a row -> a table of the time of a save, and one of the memory."""
    program = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        return ["Not measured: Chromium or Playwright is not installed."]
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=program, args=OFFLINE)
        return [_times(folder, browser), _grown(folder, browser, saves)]


def _times(folder: Path, browser: Any) -> str:
    rows = []
    for count, goal in GOALS.items():
        shown = Preview(folder / str(count), count, browser)
        took = []
        try:
            for _ in range(SAVES + 1):
                time.sleep(PAUSE)
                took.append(shown.save())
        finally:
            shown.stop()
        figures = median(took[1:]), quantiles(took[1:], n=10)[-1]
        rows.append((f"{count} publications", *(f"{one:.3f}" for one in figures), f"{goal:.2f}"))
    return markdown(("from a save to the page", "median", "9 of 10 below", "goal"), rows)


def _grown(folder: Path, browser: Any, saves: int) -> str:
    if not Path(STATUS.format(os.getpid())).exists():
        return f"The memory of a preview is told by Linux alone, and this is {sys.platform}."
    shown = Preview(folder / "many", COUNT, browser)
    shown.save()
    seen = [memory_of(shown.process.pid)]
    try:
        for _ in range(saves):
            shown.save()
            seen.append(memory_of(shown.process.pid))
    finally:
        shown.stop()
    tenth = max(1, saves // 10)
    first, last = median(seen[:tenth]), median(seen[-tenth:])
    head = ("saves", "MB, first tenth", "last tenth", "at most", f"added (at most {MEGABYTES})")
    return markdown(head, [(str(saves), *(f"{one:.1f}" for one in (first, last, max(seen), last - first)))])
