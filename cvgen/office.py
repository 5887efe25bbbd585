"""Open the ZIP file that a file of Word or Excel is, and unpack no more of it than it can have."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from cvgen.problems import InputError, Problem

MAX_SIZE = 10_000_000  # bytes of all XML in the archive; a CV of fifty pages has one
MAX_TAGS = 200_000  # in all of it; a library keeps an object for each
MOST_PARTS = 2_000  # files in the archive
PART = 1_000_000  # bytes that are unpacked at a time
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how the files of Office 97 begin, and all that are encrypted
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MACROS = ("vbaproject.bin", "vbadata.xml")
# What zipfile raises for a damaged archive; a RuntimeError for one with a password or an unknown compression.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, KeyError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Program:
    """A program of Office in the words of its messages: "Word", "file", ".docx", and what to do with a large file."""

    name: str
    noun: str
    ending: str
    smaller: str

    @property
    def again(self) -> str:
        """The hint for a file that is broken or of another kind."""
        return f"open it in {self.name} and save it again as {self.ending}"

    def problem(self, message: str, hint: str) -> InputError:
        """Return an error about a file; {} in its message is what the file is called."""
        return InputError([Problem(message.format(f"{self.name} {self.noun}"), hint=hint)])


@contextmanager
def opened(data: bytes, program: Program) -> Iterator[zipfile.ZipFile]:
    """Open a file; raise InputError for one with a password, macros or too much in it, and for a broken one."""
    if data.startswith(OLD):
        raise _old(data, program)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, program)
            yield archive
    except BROKEN as error:
        raise program.problem("this is not a readable {}", program.again) from error


def _old(data: bytes, program: Program) -> InputError:
    """Say what is wrong with a file in the format of Office 97."""
    if ENCRYPTED in data:
        return program.problem("this {} is protected by a password", "save a copy without a password")
    return program.problem(f"this is a file of an old version of {program.name}", program.again)


def _check(archive: zipfile.ZipFile, program: Program) -> None:
    """Raise InputError for macros, and if the XML is too large; the sizes that an archive states are not believed."""
    names = archive.namelist()
    if any(name.lower().endswith(MACROS) for name in names):
        raise program.problem("this {} contains macros", f"save it without them, as {program.ending}")
    if len(names) > MOST_PARTS:
        raise program.problem("the {} is too large", program.smaller)
    room, tags = MAX_SIZE, MAX_TAGS
    for name in names:
        if name.lower().endswith((".xml", ".rels")):
            with archive.open(name) as file:
                while part := file.read(PART):
                    room, tags = room - len(part), tags - part.count(b"<")
                    if room < 0 or tags < 0:
                        raise program.problem("the {} is too large", program.smaller)
