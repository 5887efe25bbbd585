"""Import a CV in plain text: headings alone on a line, and below them entries in the usual forms."""

from cvgen.importers import Imported, cv
from cvgen.problems import split_lines

ENDINGS = (".txt", ".text")
OTHERS = ("Arrow Research search", "\n# ", "\n## ")  # of other sources with this ending


def detects(name: str, text: str) -> bool:
    """Return whether a file is a text with the headings of a CV, and without those of Markdown."""
    is_other = any(sign in f"\n{text[:200_000]}" for sign in OTHERS)
    return name.lower().endswith(ENDINGS) and not is_other and cv.looks_like_one(text[:200_000])


def read(text: str) -> Imported:
    """Return the profile that a CV describes, and by line what was left out."""
    return cv.read(split_lines(text.removeprefix("\ufeff")))
