"""Import a CV from Word: the profile inside, if cvgen made it, and else its headings, lists, bold names and links."""

import io
import re

from cvgen.importers import Imported, cv
from cvgen.importers.syntax.html import unescaped
from cvgen.importers.word_edits import with_edits
from cvgen.problems import InputError, Problem
from cvgen.profile import yaml as profile_yaml
from cvgen.word import attachment
from cvgen.word.package import AGAIN, is_word, opened

BINARY = True
CHANGED = "this Word file was changed after cvgen made it: the changes were put into the profile inside"
BLOCK = re.compile(r"<(h[1-6]|p|li|td|th)\b[^>]*>(.*?)(?=</\1>|<(?:ul|ol|p|li|table)\b)", re.DOTALL)
IMAGE = re.compile(r"<img\b[^>]*>|<a id=[^>]*></a>")
LOOKS = ((re.compile(r"</?(?:strong|b)>"), "**"), (re.compile(r"</?(?:em|i)>"), "*"))
EMPTY = re.compile(r"\*\*\s*\*\*|(?<!\*)\*\s+\*(?!\*)")
LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)


def detects(name: str, data: bytes) -> bool:
    """Return whether a file is a Word document."""
    return is_word(data)


def read(data: bytes) -> Imported:
    """Return the profile inside, or else the one that the words describe, and what was left out.

    Raise InputError if it can't be read. Words that somebody changed count more than those of the profile inside.
    """
    if source := attachment.sound(data):
        return Imported(profile_yaml.load(source).profile)
    if attachment.carries(data):
        made = profile_yaml.load(attachment.extract(data)).profile
        profile, problems = with_edits(attachment.read(data), made)
        hint = "cvgen diff says what was changed, and cvgen extract prints the profile without it"
        return Imported(profile, [Problem(CHANGED, hint=hint, severity="warning"), *problems], base=made)
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
        with opened(data):
            return str(mammoth.convert_to_html(io.BytesIO(data)).value)
    except InputError:
        raise
    except Exception as error:  # the library reports a broken file in many ways
        raise InputError([Problem("this is not a readable Word file", hint=AGAIN)]) from error
