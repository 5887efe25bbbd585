"""Find the citation styles that come with the program, each written from the rules of its manual."""

from functools import cache
from pathlib import Path

from cvgen.citations.style import Style, read_style

FOLDER = Path(__file__).with_name("styles")


def names() -> list[str]:
    """Return the names of the styles, such as "apa"."""
    return sorted(path.stem for path in FOLDER.glob("*.csl"))


@cache
def shipped(name: str, language: str = "") -> Style:
    """Return a style of `names`, in a language such as "de"; one that names its language stays in that."""
    return read_style((FOLDER / f"{name}.csl").read_text("utf-8"), language)
