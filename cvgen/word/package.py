"""Open a Word file, which is a ZIP file of XML."""

import zipfile
from contextlib import AbstractContextManager

from cvgen import office
from cvgen.office import OLD
from cvgen.problems import InputError

MAIN = "word/document.xml"
WORD = office.Program("Word", "file", ".docx", "check that it is the right file, or save the CV as plain text (.txt)")
AGAIN = WORD.again


def is_word(data: bytes) -> bool:
    """Tell whether the bytes of a file are those of a Word file, of any time."""
    return (data.startswith(b"PK") and MAIN.encode() in data) or data.startswith(OLD)


def opened(data: bytes) -> AbstractContextManager[zipfile.ZipFile]:
    """Open a Word file; raise InputError for one with a password, macros or too much in it, and for a broken one."""
    return office.opened(data, WORD)


def problem(message: str, hint: str) -> InputError:
    """Return an error about a Word file."""
    return WORD.problem(message, hint)
