"""A .bib file, of BibTeX or biblatex, also with the front matter and the fields of al-folio -> a profile."""

import re

from cvgen.importers import Imported
from cvgen.importers.bibtex import entry
from cvgen.importers.bibtex.blocks import Block, blocks
from cvgen.importers.mapping import works
from cvgen.importers.mapping.records import every
from cvgen.importers.syntax.notes import Diagnostics, SourceText
from cvgen.profile.model import Profile

ENTRY = re.compile(
    r"^[ \t]*@[ \t]*(?:article|book|booklet|in\w+|conference|proceedings|manual|misc|\w*thesis|(?:tech)?report"
    r"|unpublished|online|dataset|software|patent|string|comment|preamble)[ \t]*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
PARENTS = ("proceedings", "mvproceedings", "book", "mvbook", "collection")
FROM_PARENT = ("booktitle", "year", "date", "month", "editor", "publisher", "isbn", "volume", "journal")


def claims(name: str, text: str) -> bool:
    """Whether there is an entry in it, and it is neither a page nor data of another kind."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    return start not in ("{", "[", "<") and "```" not in text and bool(ENTRY.search(text))


def read(text: str) -> Imported:
    """The text of a .bib file -> its works; it does not tell whose they are."""
    notes = Diagnostics()
    found = _with_parents(blocks(text, notes), notes)
    papers = every(entry.publication(block, notes) for block in found if block.kind != "patent")
    patents = every(entry.patent(block, notes) for block in found if block.kind == "patent")
    return Imported(Profile(name="", publications=works.joined(papers), patents=patents), notes.problems())


def _with_parents(found: list[Block], notes: Diagnostics) -> list[Block]:
    """Entries with a `crossref` get what their parent says; a parent itself is no work of anybody here."""
    by_key = {block.key: block for block in found}
    parents = {block.fields["crossref"].text.strip() for block in found if "crossref" in block.fields}
    for block in found:
        if said := block.fields.get("crossref"):
            _inherit(block, by_key.get(said.text.strip()), said, notes)
    return [block for block in found if block.key not in parents or block.kind not in PARENTS]


def _inherit(block: Block, parent: Block | None, said: SourceText, notes: Diagnostics) -> None:
    if parent is None:
        notes.warn(f"crossref leads to '{said.text.strip()}', which is not in this file", said)
        return
    for name in FROM_PARENT:
        if name in parent.fields:
            block.fields.setdefault(name, parent.fields[name])
    if "title" in parent.fields:
        block.fields.setdefault("booktitle", parent.fields["title"])
