"""Import a .bib file of BibTeX or biblatex, also with the front matter and the fields of al-folio."""

import re

from cvgen.importers import Imported
from cvgen.importers.bibtex import entry
from cvgen.importers.bibtex.blocks import Block, blocks
from cvgen.importers.mapping import works
from cvgen.importers.mapping.records import compact
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Profile

ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?:article|book|booklet|in\w+|conference|proceedings|manual|misc|\w*thesis|(?:tech)?report"
    r"|unpublished|online|dataset|software|patent|string|comment|preamble)[ \t]*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
PARENTS = ("proceedings", "mvproceedings", "book", "mvbook", "collection")
FROM_PARENT = ("booktitle", "year", "date", "month", "editor", "publisher", "address", "location",
               "series", "isbn", "volume", "journal")  # fmt: skip


def detects(name: str, text: str) -> bool:
    """Return whether a text has a BibTeX entry and is neither a page nor data of another kind."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return start not in ("{", "[", "<") and "```" not in text and bool(ENTRY.search(text))


def read(text: str) -> Imported:
    """Return the works in a .bib file; the name of the profile is "", as the format names no person."""
    notes = Diagnostics()
    found = _with_parents(blocks(text, notes), notes)
    papers = compact(entry.publication(block, notes) for block in found if block.kind != "patent")
    patents = compact(entry.patent(block, notes) for block in found if block.kind == "patent")
    owners = [name for block in found for name in entry.owners(block)]
    profile = Profile(name="", publications=works.joined(papers), patents=patents)
    return Imported(profile, notes.problems(), list(dict.fromkeys(owners)))


def _with_parents(found: list[Block], notes: Diagnostics) -> list[Block]:
    """Return the entries, with fields inherited from their `crossref`; parents are not works of the person."""
    by_key = {block.key: block for block in found}
    parents = {block.fields["crossref"].text.strip() for block in found if "crossref" in block.fields}
    for block in found:
        if reference := block.fields.get("crossref"):
            _inherit(block, by_key.get(reference.text.strip()), reference, notes)
    return [block for block in found if block.key not in parents or block.kind not in PARENTS]


def _inherit(block: Block, parent: Block | None, reference: SourceText, notes: Diagnostics) -> None:
    """Add the fields of the parent that the entry lacks; a missing parent is noted."""
    if parent is None:
        notes.warn(f"crossref refers to '{reference.text.strip()}', which is not in this file", reference)
        return
    for name in FROM_PARENT:
        if name in parent.fields:
            block.fields.setdefault(name, parent.fields[name])
    if "title" in parent.fields:
        block.fields.setdefault("booktitle", parent.fields["title"])
