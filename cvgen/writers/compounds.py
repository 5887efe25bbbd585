"""Find the hyphenated words of a title, which are kept on one line.

Programs that read a PDF take a hyphen at the end of a line for a break within a word, and drop it: "Order-Aware" would
become "OrderAware" in the records of whoever reads the PDF by machine.
"""

import re

LONGEST = 30  # characters that are kept together
COMPOUND = re.compile(rf"(?<!\S)(?=\S{{1,{LONGEST}}}(?!\S))(\S*\w-\w\S*)")


def split(text: str) -> list[tuple[str, bool]]:
    """Return the parts of a text, each with whether it is a hyphenated word: "An Order-Aware Net" has three."""
    parts = COMPOUND.split(text) if "-" in text else [text]
    return [(part, at % 2 == 1) for at, part in enumerate(parts) if part]
