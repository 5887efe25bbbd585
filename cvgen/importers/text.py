"""Import a CV in plain text: headings alone on a line, and below them entries in the usual forms."""

import re

from cvgen.importers import Imported, cv
from cvgen.problems import split_lines

MARKDOWN = (".md", ".markdown", ".mdown")
OTHERS = ("Arrow Research search", "\n# ", "\n## ", "\n===", "\n---")  # of other sources

KEY = re.compile(r"^[ \t]*(?:- )?[a-z_]+:(?:\s|$)", re.MULTILINE)  # of YAML
MAX_KEYS = 3
LENGTH = 200_000  # characters that are looked at


def detects(name: str, text: str) -> bool:
    """Return whether a file is a text with the headings of a CV, and without those of Markdown."""
    start = text[:LENGTH]
    is_other = any(sign in f"\n{start}" for sign in OTHERS) or len(KEY.findall(start)) > MAX_KEYS
    return not name.lower().endswith(MARKDOWN) and not is_other and cv.looks_like_one(start)


def read(text: str) -> Imported:
    """Return the profile that a CV describes, and by line what was left out."""
    return cv.read(split_lines(text.removeprefix("\ufeff")))
