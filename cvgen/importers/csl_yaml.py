"""Import CSL-YAML, the bibliography of pandoc, Quarto and Zotero's Better BibTeX; texts are Markdown."""

import re

from cvgen.importers import Imported
from cvgen.importers.mapping import csl_works
from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.notes import Diagnostics

TYPE = re.compile(
    r"^[ \t]*(?:-[ \t]+)?type:[ \t]*['\"]?(?:article(?:-\w+)?|paper-conference|book|chapter|entry(?:-\w+)?|thesis"
    r"|report|dataset|software|review(?:-book)?|manuscript|webpage|post(?:-weblog)?|document|speech|patent|standard|pamphlet"
    r"|collection|motion_picture)['\"]?[ \t]*$",
    re.MULTILINE,
)
ITEM = re.compile(
    r"^[ \t]*(?:-[ \t]+)?(?:issued|container-title|author|publisher-place|citation-key|genre):", re.MULTILINE
)
ROOT = re.compile(r"^(?:references:|-[ \t]+\w)", re.MULTILINE)


def detects(name: str, text: str) -> bool:
    """Return whether a text is YAML with a list of works of CSL types."""
    is_yaml = text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[", "<", "@")
    return is_yaml and bool(ROOT.search(text)) and bool(TYPE.search(text)) and bool(ITEM.search(text))


def read(text: str) -> Imported:
    """Return the works in a CSL-YAML file, or in the metadata of a document between the lines --- and ...."""
    notes = Diagnostics()
    root = json_yaml.from_yaml(text, notes)
    items = root if isinstance(root.data, list) else root["references"]
    profile = csl_works.profile(items.items(), notes, as_markdown=True)
    root.tree.unused()
    return Imported(profile, notes.problems())
