"""Run fixtures of the public test suite of CSL, and measure the speed of styles.

python -m bench.csl DIR [--show NAME ...]
python -m bench.csl --speed STYLES

A fixture has sections such as `>>===== CSL =====>>`; see the test suite of the citation-style-language project.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cvgen.citations.bibliography import bibliography
from cvgen.citations.html import html, page
from cvgen.citations.style import read_style
from cvgen.problems import InputError

SECTION = re.compile(r">>=+ *([A-Z-]+) *=+>>\n?(.*?)\n?<<=+ *\1 *=+<<", re.DOTALL)

NOTHING = "[CSL STYLE ERROR: reference with no printed form.]"  # what the suite expects of an empty citation


class Fixture(NamedTuple):
    """One fixture of the suite: how to render, what, and the HTML to expect."""

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
        citations = parts.get("CITATION-ITEMS")
        yield Fixture(
            path.stem,
            parts["MODE"],
            parts["CSL"],
            json.loads(parts["INPUT"]),
            json.loads(citations) if citations else [],
            parts["RESULT"],
        )


def rendered(fixture: Fixture) -> str:
    """Return the HTML of a fixture."""
    style = read_style(fixture.style)
    quotes = style.locale.quotes
    items = style.sort(fixture.items)
    if fixture.mode == "bibliography":
        return page([html(tokens, quotes) for tokens in bibliography(style, items) if tokens])
    numbered = {item.get("id"): {"citation-number": n, **item} for n, item in enumerate(items, 1)}
    cited = fixture.citations or [[{"id": item.get("id")} for item in fixture.items]]
    lines = [style.citation([{**numbered[one.get("id")], **one} for one in citation]) for citation in cited]
    return "\n".join(html(tokens, quotes) or NOTHING for tokens in lines)


def failing(folder: Path) -> dict[str, str]:
    """Return the fixtures that fail, each with what was rendered."""
    out = {}
    for fixture in fixtures(folder):
        try:
            got = rendered(fixture)
        except InputError as error:
            got = f"error: {error}"
        if got.strip() != fixture.expected.strip():
            out[fixture.name] = got
    return out


def main(words: list[str]) -> None:
    """Print how many fixtures of a folder pass, and the names of those that fail."""
    folder = Path(words[0])
    total = sum(1 for _ in folder.glob("*.txt"))
    failed = failing(folder)
    print(f"{total - len(failed)} of {total} pass")
    for name in failed:
        print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
