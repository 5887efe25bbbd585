"""Import CSL-JSON as Zotero, Mendeley, pandoc and doi.org write it, including talks and patents."""

import re

from cvgen.importers import Imported
from cvgen.importers.mapping import csl_works
from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.notes import Diagnostics

TYPE = re.compile(
    r"\"type\"\s*:\s*\"(?:article(?:-\w+)?|paper-conference|book|chapter|entry(?:-\w+)?|thesis|report|dataset|software"
    r"|review(?:-book)?|manuscript|webpage|post(?:-weblog)?|document|speech|patent|standard|pamphlet|collection"
    r"|journal-article|proceedings-article|book-chapter|posted-content|monograph|motion_picture)\""
)
OTHERS = re.compile(  # keys that only other formats have: OpenAlex, ORCID, Crossref's own, JSON Resume
    r"\"(?:authorships|put-code|orcid-identifier|basics|display_name)\"\s*:|\"title\"\s*:\s*[\[{]"
)


def detects(name: str, text: str) -> bool:
    """Return whether a text is JSON with works of CSL types, and has no key that only other formats have."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return start in ("[", "{") and bool(TYPE.search(text)) and not OTHERS.search(text)


def read(text: str) -> Imported:
    """Return the works in a CSL-JSON file."""
    notes = Diagnostics()
    root = json_yaml.from_json(text.lstrip("\ufeff"), notes)
    items = root if isinstance(root.data, list) else root.first("items", "references")
    profile = csl_works.profile(items.items() or [root], notes)
    root.tree.unused()
    return Imported(profile, notes.problems())
