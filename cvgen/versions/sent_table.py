"""The table of what was sent: day, recipient, document, pages, and how much has changed since."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cvgen.build.request import BuildRequest
from cvgen.problems import InputError, width
from cvgen.versions.compare import compare
from cvgen.versions.sent import SentEntry, revision_of
from cvgen.versions.sources import Revision, resolve

WIDEST = 48  # columns of a recipient
NONE_SENT = 'nothing in the list yet; add to it:  cvgen sent cv.pdf --to "Stanford, assistant professor"'


def table(entries: Sequence[SentEntry], profile: Path, request: BuildRequest) -> list[str]:
    """Return a line for each entry, in columns, or the one that says how to add the first.

    A profile that is missing or broken can't be compared, and neither can a lost copy: the line says so.
    """
    if not entries:
        return [NONE_SENT]
    try:
        current = resolve(str(profile), profile)
    except InputError:
        current = None

    @cache
    def since(digest: str) -> str:
        entry = next(entry for entry in entries if entry.digest == digest)
        return _since(entry, current, request)

    rows = [
        (str(entry.date), _cut(entry.to), entry.document or entry.file or "", _pages(entry), since(entry.digest))
        for entry in entries
    ]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]


def _since(entry: SentEntry, current: Revision | None, request: BuildRequest) -> str:
    """Return how much has changed since a document was sent: "3 changes since"."""
    if current is None:
        return "not compared: the profile has errors"
    try:
        changes, _ = compare(revision_of(entry, request.profile), current, request)
    except InputError as error:
        return f"not compared: {error.problems[0].message}"
    number = len(changes.content)
    return f"{number or 'no'} change{'s' * (number != 1)} since"


def _pages(entry: SentEntry) -> str:
    return f"{entry.pages} page{'s' * (entry.pages > 1)}" if entry.pages else ""


def _cut(text: str) -> str:
    """Return a text, or the beginning of one that is too wide for its column."""
    if width(text) <= WIDEST:
        return text
    while width(text) >= WIDEST:
        text = text[:-1]
    return f"{text}…"


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))
