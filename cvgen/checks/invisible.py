"""Find characters that nobody sees but that reorder or split a text: copied along, or put there to mislead."""

import unicodedata
from collections.abc import Iterator

from cvgen.checks.subject import Subject
from cvgen.problems import Problem
from cvgen.profile.text import REORDERS, SPLITS


def invisible(subject: Subject) -> Iterator[Problem]:
    """Yield a warning for each text with a hidden mark that reorders it, or a character without width."""
    for path, text in subject.texts:
        if not text.isascii() and (found := REORDERS.search(text) or SPLITS.search(text)):
            name = unicodedata.name(found[0], "a character without a name").lower()
            effect = "changes the order of the letters" if REORDERS.match(found[0]) else "has no width"
            message = f"the hidden character U+{ord(found[0]):04X} ({name}) {effect}"
            yield subject.warn(path, message, "delete this text and type it again")
