"""Import a CV from a PDF: the profile inside, if cvgen made it, and else its words."""

from cvgen.importers import Imported, cv
from cvgen.pdf import attachment, text
from cvgen.problems import InputError, Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.profile.model import Profile

BINARY = True
ONLY_WORDS = "only the words of the PDF were read, so that entries may be cut wrongly"
HINT = "check every entry; a .bib file, an ORCID record or a Word file is read more exactly"


def detects(name: str, data: bytes) -> bool:
    """Return whether a file is a PDF."""
    return data.startswith(b"%PDF")


def read(data: bytes) -> Imported:
    """Return the profile inside a PDF, or else the one that its words describe; InputError without one."""
    if profile := _inside(data):
        return Imported(profile)
    lines = text.lines(data)
    if not any(line.strip() for line in lines):
        hint = "if it is a scan, add the text with a program for text recognition (OCR)"
        raise InputError([Problem("this PDF has no text", hint=hint)])
    imported = cv.quoted(cv.read(lines), lines)
    return Imported(
        imported.profile,
        [Problem(ONLY_WORDS, hint=HINT, severity="warning"), *imported.problems],
        imported.owner_hints,
    )


def _inside(data: bytes) -> Profile | None:
    """Return the profile that cvgen put into a PDF; None without one, or if another program changed it."""
    try:
        return profile_yaml.load(attachment.extract(data)).profile if attachment.carries(data) else None
    except InputError:
        return None
