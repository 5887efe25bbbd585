"""Print the text of each page of the PDF on standard input, as a list in JSON: a separate program, with limits.

PDFium unpacks whatever a PDF holds, and ends the process if memory is short: this one, and not that of a command.
"""

import json
import sys
from collections.abc import Iterator

MEGABYTES = 500
SECONDS = 30  # of the processor
MOST_TEXT = 3_000_000  # characters: a book of a thousand pages
PROTECTED, UNREADABLE, TOO_LONG = 3, 4, 5  # exit codes


def main() -> int:
    """Run the program; return its exit code, 0 if it printed the text."""
    _limit()
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as document:
            pages, room = [], MOST_TEXT
            for text in _texts(document):
                pages.append(text)
                room -= len(text) + 1
                if room < 0:
                    return TOO_LONG
    except pypdfium2.PdfiumError as error:
        return PROTECTED if "password" in str(error).lower() else UNREADABLE
    json.dump(pages, sys.stdout)
    return 0


def _texts(document: "object") -> Iterator[str]:
    """Yield the text of each page; memory of a page is freed before the next one is loaded."""
    for page in document:  # type: ignore[attr-defined]
        found = page.get_textpage()
        yield found.get_text_range()
        found.close()
        page.close()


def _limit() -> None:
    """Limit the memory and the time of this process, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    limits = {resource.RLIMIT_DATA: MEGABYTES * 2**20, resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_CORE: 0}
    for kind, most in limits.items():
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    sys.exit(main())
