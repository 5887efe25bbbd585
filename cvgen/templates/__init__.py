"""Fill in the templates of a user: pages written with Jinja2 over the document and the profile.

The suffix of a template says what it makes, and so which signs of the texts are escaped: "letter.html.j2" makes HTML.
A template may come from somebody else. It is filled in by a separate process, which has limits of time and memory,
opens no file and knows nothing but the texts and values that it gets; see `program`.
"""

from pathlib import Path

VERSION = 1  # of the names and values that a template finds; docs/templates.md lists them
ENDING = ".j2"
FORMS = ("html", "md", "tex", "typ", "txt")
SUFFIXES = tuple(f".{form}{ENDING}" for form in FORMS)
STARTERS = Path(__file__).parent / "starters"  # templates of ours, for users to change


def form_of(name: str) -> str:
    """Return what a template makes: "letter.html.j2" -> "html"; "" for the name of anything else."""
    return next((form for form, suffix in zip(FORMS, SUFFIXES, strict=True) if name.lower().endswith(suffix)), "")


def starter_names() -> list[str]:
    """Return the names of our templates."""
    return sorted(path.name for path in STARTERS.glob(f"*{ENDING}"))
