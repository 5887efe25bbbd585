"""Find the hyphenated words of a title or of a mentee's line, which are kept on one line.

Programs that read a PDF take a hyphen at the end of a line for a break within a word, and drop it: "Order-Aware" would
become "OrderAware" in the records of whoever reads the PDF by machine.
"""

import re
from dataclasses import replace

from cvgen.document.tree import Span

KINDS = ("publication", "one-line")  # of the items whose first line is treated so
LONGEST = 30  # characters that are kept together
COMPOUND = re.compile(rf"(?<!\S)(?=\S{{1,{LONGEST}}}(?!\S))(\S*\w-\w\S*)")


def split(span: Span) -> list[tuple[Span, bool]]:
    """Return the parts of a span, each with whether it is a hyphenated word: "An Order-Aware Net" has three.

    Deleted words are one part, since they are in one pair of brackets.
    """
    if "-" not in span.text or "deleted" in span.looks:
        return [(span, False)]
    if span.url and len(span.text) <= LONGEST:
        return [(span, True)]  # one link stays one
    parts = enumerate(COMPOUND.split(span.text))
    return [(replace(span, text=part), at % 2 == 1) for at, part in parts if part]
