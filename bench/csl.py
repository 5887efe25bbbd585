"""Run fixtures of the public test suite of CSL, and measure the speed of styles.

python -m bench.csl FOLDER [NAME ...]      how many fixtures of a folder pass, and which fail; of some, what differs
python -m bench.csl --speed STYLE.csl ...  the milliseconds that 45 entries of the example take in a style

A fixture is a file with sections such as `>>===== CSL =====>>`: the style, the items as CSL-JSON and the HTML.
"""

import difflib
import gc
import json
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.contents import example
from cvgen.citations import initials, locale, numbers, people, rich_text, text_case
from cvgen.citations.bibliography import bibliography
from cvgen.citations.html import html, page
from cvgen.citations.style import read_style
from cvgen.exporters import csl_json
from cvgen.problems import InputError

SECTION = re.compile(r">>=+ *([A-Z-]+) *=+>>\n?(.*?)\n?<<=+ *\1 *=+<<", re.DOTALL)
NOTHING = "[CSL STYLE ERROR: reference with no printed form.]"  # what the suite expects of an empty citation
ENTRIES, ROUNDS = 45, 9
REMEMBERED = (
    locale._file, rich_text.parse, numbers.is_numeric, numbers.page_range, people._person, initials.initials,
    text_case._title_text,
)  # fmt: skip


class Fixture(NamedTuple):
    """One fixture of the suite: how to render, in which style and what, and the HTML to expect."""

    name: str
    mode: str
    style: str
    items: list[dict[str, Any]]
    citations: list[list[dict[str, Any]]]
    expected: str


def fixtures(folder: Path) -> Iterator[Fixture]:
    """Yield the fixtures of a folder."""
    for path in sorted(folder.glob("*.txt")):
        parts = {name: text.strip() for name, text in SECTION.findall(path.read_text("utf-8"))}
        cited = json.loads(parts.get("CITATION-ITEMS", "[]"))
        yield Fixture(path.stem, parts["MODE"], parts["CSL"], json.loads(parts["INPUT"]), cited, parts["RESULT"])


def rendered(fixture: Fixture) -> str:
    """Return the HTML of a fixture; the message of an error if its style is refused."""
    try:
        style = read_style(fixture.style)
    except InputError as error:
        return f"error: {error}"
    quotes, items = style.locale.quotes, style.sort(fixture.items)
    if fixture.mode == "bibliography":
        return page([html(tokens, quotes) for tokens in bibliography(style, items) if tokens])
    numbered = {item.get("id"): {"citation-number": n, **item} for n, item in enumerate(items, 1)}
    cited = fixture.citations or [[{"id": item.get("id")} for item in fixture.items]]
    lines = [style.citation([{**numbered[one.get("id")], **one} for one in citation]) for citation in cited]
    return "\n".join(html(tokens, quotes) or NOTHING for tokens in lines)


def failing(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the names of the fixtures that fail, each with what to expect and what was rendered."""
    pairs = {fixture.name: (fixture.expected.strip(), rendered(fixture).strip()) for fixture in fixtures(folder)}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def speed(path: Path) -> tuple[float, float]:
    """Return the milliseconds that the entries of the example take in a style: with its compilation, and then again."""
    text = path.read_text("utf-8")
    items = json.loads(csl_json.write(example()))[:ENTRIES]
    cold, warm = [], []
    for _ in range(ROUNDS):
        for function in REMEMBERED:
            function.cache_clear()
        gc.collect()
        start = time.process_time()
        style = read_style(text)
        bibliography(style, items, told_apart=False)
        compiled = time.process_time()
        bibliography(style, items, told_apart=False)
        cold.append(compiled - start)
        warm.append(time.process_time() - compiled)
    return 1000 * statistics.median(cold), 1000 * statistics.median(warm)


def main(words: list[str]) -> None:
    """Print how many fixtures of a folder pass and which fail, or how long styles take."""
    if words[:1] == ["--speed"]:
        print(f"{'style':45}  cold  warm, ms")
        for path in map(Path, words[1:]):
            cold, warm = speed(path)
            print(f"{path.stem:45} {cold:5.1f} {warm:5.1f}")
        return
    folder = Path(words[0])
    failed = failing(folder)
    total = len(list(folder.glob("*.txt")))
    print(f"{total - len(failed)} of {total} pass", *failed, sep="\n")
    for name in set(words[1:]) & set(failed):
        expected, got = (text.splitlines() for text in failed[name])
        print(*difflib.unified_diff(expected, got, f"{name}, expected", "rendered", lineterm=""), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
