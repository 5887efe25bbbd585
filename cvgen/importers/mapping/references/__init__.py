"""Parse a reference of a bibliography, in plain text or Markdown, in any of the usual styles.

    reference = parse_reference("Doe, J., & Roe, R. (2021). A study of things. *Journal of Things*, *12*(3), 98–110.")
    reference.title     "A study of things"
    reference.authors   (Author("J. Doe"), Author("R. Roe"))

The parser reads the reference in every way that its punctuation permits, and returns the best reading. A field in
which it has little confidence is in `doubtful` instead of its field. The result is None for a text that it does
not understand.
"""

import re
from functools import lru_cache

from cvgen.importers.mapping.references import extras, heads, marked, names, readings
from cvgen.importers.mapping.references.reference import Reference
from cvgen.importers.mapping.references.words import looks_like_venue

__all__ = ["LINE_BREAK", "Reference", "begins", "parse_reference"]

MAX_LENGTH = 20_000  # characters
MIN_LENGTH = 12
LINE_BREAK = "\x1e"  # within an entry that must stay on one line of its page
QUOTE = re.compile(r"\s*[\"“„«]")


@lru_cache(maxsize=4096)  # sources repeat lines, and the same source is often read again
def parse_reference(text: str) -> Reference | None:
    """Return the fields of one reference; None if the text is not one, or is not understood."""
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return None
    entry = marked.read(text.replace(LINE_BREAK, "\n"))
    found = extras.take(entry.text)
    return readings.best(entry, found, list(heads.read(entry, found.text)))


def begins(line: str) -> bool:
    """Return whether a line may be the first one of a reference: it begins with names, or a title in quotes."""
    if QUOTE.match(line):
        return True
    for form in names.FORMS:
        for found in names.scan(line, 0, form, groups=False)[:1]:
            is_one = form != "direct" or line[found.end :].lstrip(" ,.")[:1] in ("“", '"')
            if (len(found.names) > 1 or is_one) and not looks_like_venue(found.names[0].author.name):
                return True
    return False
