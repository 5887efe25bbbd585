"""Write the works of a profile as a list of references, sorted and numbered as a citation style wants it."""

import json
import textwrap

from cvgen.citations.bibliography import bibliography
from cvgen.citations.html import html
from cvgen.citations.runs import Run, runs
from cvgen.citations.style import Style
from cvgen.composers.references import spans_of
from cvgen.exporters import csl_json
from cvgen.profile.model import Profile
from cvgen.writers import md

WIDTH = 88  # characters of a line of plain text
INDENT = "    "  # of the lines that follow the first


def reference_list(profile: Profile, style: Style, form: str) -> str:
    """Return the references of a profile's works as "txt", "md" or "html", each after a line break."""
    items = style.sort(json.loads(csl_json.write(profile)))
    references = [tokens for tokens in bibliography(style, items) if tokens]
    if form == "html":
        entries = (f'  <div class="csl-entry">{html(one, style.locale.quotes)}</div>\n' for one in references)
        return f'<div class="csl-bib-body">\n{"".join(entries)}</div>\n'
    found = (runs(one, style.locale.quotes) for one in references)
    write = _markdown if form == "md" else _plain
    return "\n".join(f"{write(one)}\n" for one in found)


def _plain(found: list[Run]) -> str:
    """Return a reference as lines of text."""
    words = " ".join("".join(run.text for run in _apart(found)).split())
    return textwrap.fill(words, WIDTH, subsequent_indent=INDENT, break_long_words=False, break_on_hyphens=False)


def _markdown(found: list[Run]) -> str:
    return md.inline(spans_of(_apart(found)))


def _apart(found: list[Run]) -> list[Run]:
    """Return runs with a space behind what the style puts into the margin."""
    number = [run for run in found if run.block == "left-margin"]
    return [*number, Run(" "), *found[len(number) :]] if number else found
