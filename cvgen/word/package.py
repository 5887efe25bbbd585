"""Open the ZIP file that a Word file is, and unpack no more of it than a CV can have."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from cvgen.problems import InputError, Problem

MAX_SIZE = 10_000_000  # bytes of all XML in the archive; a CV of fifty pages has one
MAX_TAGS = 200_000  # in all of it; a library keeps an object for each
MOST_PARTS = 2_000  # files in the archive
PART = 1_000_000  # bytes that are unpacked at a time
MAIN = "word/document.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the files of Word 97 begin, and all that are encrypted
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = ("vbaproject.bin", "vbadata.xml")
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, KeyError, NotImplementedError, RuntimeError,
          ValueError)  # fmt: skip
AGAIN = "open it in Word and save it again as .docx"
SMALLER = "check that it is the right file, or save the CV as plain text (.txt)"


def is_word(data: bytes) -> bool:
    """Tell whether the bytes of a file are those of a Word file, of any time."""
    return (data.startswith(b"PK") and MAIN.encode() in data) or data.startswith(OLD)


@contextmanager
def opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open a Word file; raise InputError for one with a password, macros or too much in it, and for a broken one."""
    if data.startswith(OLD):
        raise _old(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive)
            yield archive
    except BROKEN as error:
        raise problem("this is not a readable Word file", AGAIN) from error


def _old(data: bytes) -> InputError:
    """Say what is wrong with a file in the format of Word 97."""
    if ENCRYPTED in data:
        return problem("this Word file is protected by a password", "save a copy without a password")
    return problem("this is a file of an old version of Word", AGAIN)


def _check(archive: zipfile.ZipFile) -> None:
    """Raise InputError for macros, and if the XML is too large; the sizes that an archive states are not believed."""
    names = archive.namelist()
    if any(name.lower().endswith(MACROS) for name in names):
        raise problem("this Word file contains macros", "save it without them, as .docx")
    if len(names) > MOST_PARTS:
        raise problem("the Word file is too large", SMALLER)
    room, tags = MAX_SIZE, MAX_TAGS
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as file:
                while part := file.read(PART):
                    room, tags = room - len(part), tags - part.count(b"<")
                    if room < 0 or tags < 0:
                        raise problem("the Word file is too large", SMALLER)


def problem(message: str, hint: str) -> InputError:
    """Return an error about a Word file."""
    return InputError([Problem(message, hint=hint)])
