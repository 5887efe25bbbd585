"""Render the page of the preview from its template."""

import json
import os
from functools import cache
from pathlib import Path

import jinja2

from cvgen import colors
from cvgen.citations import shipped
from cvgen.composers import languages
from cvgen.writers import style

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"
PAPERS = {"a4": "A4", "letter": "US Letter", "a5": "A5"}
ENGINES = {"typst": "Typst (fast)", "weasyprint": "WeasyPrint"}


def render(profile: Path, nonce: str) -> str:
    """Return the HTML of the page; `nonce` allows its own script."""
    return (
        _environment()
        .get_template("index.html.j2")
        .render(
            name=os.fsencode(profile.name).decode(errors="replace"),
            folder=os.fsencode(profile.resolve().parent.name).decode(errors="replace"),
            nonce=nonce,
            styles=style.names(),
            colors=list(colors.NAMES),
            citations=shipped.names(),
            papers=PAPERS,
            languages=languages.names(),
            engines=ENGINES,
            imports={"imports": _imports()},
        )
    )


@cache
def _imports() -> dict[str, str]:
    """Return where the libraries of the editor are, by the names under which they import each other."""
    found = json.loads((STATIC / "vendor" / "versions.json").read_text("utf-8"))
    return {name: f"./static/vendor/{one['file']}" for name, one in found.items()}


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES)
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
