"""Import a CV from Word: its headings, lists, bold names and links are kept."""

import io
import re
import zipfile

from cvgen.importers import Imported, cv
from cvgen.importers.syntax.html import unescaped
from cvgen.problems import InputError, Problem

BINARY = True
MAX_SIZE = 10_000_000  # bytes of all XML in the archive; a CV of fifty pages has one
MAX_TAGS = 200_000  # in all of it; the library keeps an object for each
PART = 1_000_000  # bytes that are unpacked at a time
BLOCK = re.compile(r"<(h[1-6]|p|li|td|th)\b[^>]*>(.*?)(?=</\1>|<(?:ul|ol|p|li|table)\b)", re.DOTALL)
IMAGE = re.compile(r"<img\b[^>]*>|<a id=[^>]*></a>")
LOOKS = ((re.compile(r"</?(?:strong|b)>"), "**"), (re.compile(r"</?(?:em|i)>"), "*"))
EMPTY = re.compile(r"\*\*\s*\*\*|(?<!\*)\*\s+\*(?!\*)")
LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)


def detects(name: str, data: bytes) -> bool:
    """Return whether a file is a Word document."""
    return data.startswith(b"PK") and b"word/document.xml" in data


def read(data: bytes) -> Imported:
    """Return the profile that a CV describes, and what was left out; raise InputError if it can't be read."""
    return cv.read_paragraphs(paragraphs(_html(data)))


def paragraphs(page: str) -> list[str]:
    """Return the paragraphs, list items and cells of HTML as lines of Markdown."""
    found = []
    for tag, inside in BLOCK.findall(IMAGE.sub("", page)):
        for part in re.split(r"<br\s*/?>", inside):
            text = _markdown(part)
            found.append(f"## {text}" if tag.startswith("h") and text else text)
    return found


def _markdown(text: str) -> str:
    """Return the inside of a paragraph as Markdown."""
    text = re.sub(r"([*`])", r"\\\1", text)
    for tag, sign in LOOKS:
        text = tag.sub(sign, text)
    text = LINK.sub(lambda found: f"[{found[2]}]({found[1]})", EMPTY.sub(" ", text))
    return " ".join(unescaped(re.sub(r"<[^<>]*>", " ", text)).split())


def _html(data: bytes) -> str:
    """Return the document as HTML; InputError if the library is missing, or the file is broken."""
    try:
        import mammoth
    except ImportError:
        hint = "install it with  pip install mammoth , or save the CV as plain text (.txt)"
        raise InputError([Problem("reading a Word file needs the package mammoth", hint=hint)]) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive)
        return str(mammoth.convert_to_html(io.BytesIO(data)).value)
    except InputError:
        raise
    except Exception as error:  # the library reports a broken file in many ways
        hint = "open it in Word and save it again as .docx"
        raise InputError([Problem("this is not a readable Word file", hint=hint)]) from error


def _check_size(archive: zipfile.ZipFile) -> None:
    """Raise InputError if the XML of an archive is too large; the sizes that the archive states are not believed."""
    room, tags = MAX_SIZE, MAX_TAGS
    for name in archive.namelist():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        with archive.open(name) as file:
            while part := file.read(PART):
                room, tags = room - len(part), tags - part.count(b"<")
                if room < 0 or tags < 0:
                    hint = "check that it is the right file, or save the CV as plain text (.txt)"
                    raise InputError([Problem("the Word file is too large", hint=hint)])
