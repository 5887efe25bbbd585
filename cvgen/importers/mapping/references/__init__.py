"""Parse a reference of a bibliography, in plain text or Markdown, in any of the usual styles.

    reference = parse_reference("Doe, J., & Roe, R. (2021). A study of things. *Journal of Things*, *12*(3), 98–110.")
    reference.title     "A study of things"
    reference.authors   (Author("J. Doe"), Author("R. Roe"))

The parser reads the reference in every way that its punctuation permits, and returns the best reading. A field in
which it has little confidence is in `doubtful` instead of its field. The result is None for a text that it does
not understand.
"""

from cvgen.importers.mapping.references import extras, heads, marked, readings
from cvgen.importers.mapping.references.reference import Reference

__all__ = ["Reference", "parse_reference"]

MAX_LENGTH = 20_000  # characters
MIN_LENGTH = 12


def parse_reference(text: str) -> Reference | None:
    """Return the fields of one reference; None if the text is not one, or is not understood."""
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return None
    entry = marked.read(text)
    found = extras.take(entry.text)
    return readings.best(entry, found, list(heads.read(entry, found.text)))
