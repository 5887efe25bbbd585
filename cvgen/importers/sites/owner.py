"""Read whose site a folder is, from the settings of its generator or the page about its author."""

from collections.abc import Callable

from cvgen.importers.sites.entries import split_page
from cvgen.importers.syntax import html, json_yaml
from cvgen.importers.syntax.json_yaml import Value
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import InputError

SHORT = ("admin", "me")  # names that stand for the owner in lists of authors of Hugo Blox


def owner(read: Callable[[str], str | None]) -> str:
    """Return the name of the owner of a site, "" if it has none; `read` gives the text of a file of the site."""
    for short in SHORT:
        if page := read(f"content/authors/{short}/_index.md"):
            front = _root(split_page(page)[0])
            return html.words(front.first("title", "name").text) if front else ""
    if front := _root(read("_config.yml") or ""):
        both = " ".join(filter(None, (front["first_name"].text, front["last_name"].text)))
        author = front["author"]
        named = author["name"].text if isinstance(author.data, dict) else author.text
        return html.words(both or named or (front["name"].text if isinstance(front["name"].data, str) else ""))
    return ""


def _root(text: str) -> Value | None:
    try:
        return json_yaml.from_yaml(text, Diagnostics()) if text else None
    except InputError:
        return None
