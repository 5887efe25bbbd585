"""Keep in a Word file what cvgen made it from: the profile, which document it is, and the words that it had."""

import base64
import hashlib
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from cvgen.pdf.attachment import Identity
from cvgen.pdf.xmp import NAMESPACE
from cvgen.problems import InputError
from cvgen.word import comments
from cvgen.word.package import AGAIN, MAIN, opened, problem
from cvgen.word.text import Paragraph, paragraphs

CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
FOLDER = "customXml/"  # of the parts that Word keeps and never shows
ROOT = f"{{{NAMESPACE}}}origin"


class Carried(NamedTuple):
    """What a Word file carries: the bytes of profile.yaml, and which document it is."""

    source: bytes = b""
    document: str = ""
    language: str = ""
    options: str = ""


@dataclass(frozen=True)
class WordText:
    """What a Word file says, and what cvgen put inside: `source` is None, and `original` empty, if it did not.

    `original` are the paragraphs that the file had when it was made, each with the bookmark of its entry.
    """

    paragraphs: tuple[Paragraph, ...]
    source: bytes | None
    digest: str
    identity: Identity
    original: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the file as it is now, changes that Word tracked accepted."""
        return tuple(word for one in self.paragraphs for word in one.text.split())

    @property
    def is_changed(self) -> bool:
        """Whether somebody changed the words since the file was made."""
        made = "".join("".join(text.split()) for _, text in self.original)
        return self.source is not None and ("".join(self.words) != made or self.has_remarks)

    @property
    def has_remarks(self) -> bool:
        """Whether there are comments, or changes that Word tracked."""
        return any(one.changes or one.comments for one in self.paragraphs)


def item(carried: Carried, made: Sequence[Paragraph]) -> bytes:
    """Return the XML file that a Word file carries; `made` are its paragraphs."""
    names = {"document": carried.document, "language": carried.language, "options": carried.options}
    root = Element(ROOT, {name: value for name, value in names.items() if value})
    digest = hashlib.sha256(carried.source).hexdigest()
    source = SubElement(root, f"{{{NAMESPACE}}}profile", {"sha256": digest, "encoding": "base64"})
    source.text = base64.b64encode(carried.source).decode()  # XML would not keep every sign of YAML
    for one in made:
        SubElement(root, f"{{{NAMESPACE}}}p", {"key": one.key}).text = one.text
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True, default_namespace=None)
    return data


@lru_cache(maxsize=4)  # a command looks at a file several times
def read(data: bytes) -> WordText:
    """Return what a Word file says and carries; raise InputError where it can't be read."""
    with opened(data) as archive:
        if MAIN not in archive.namelist():
            raise problem("this is not a readable Word file", AGAIN)
        found = tuple(paragraphs(archive.read(MAIN)))
        _put_comments(found, archive)
        names = [name for name in archive.namelist() if name.startswith(FOLDER) and name.count("/") == 1]
        roots = [root for name in names if (root := _ours(archive.read(name))) is not None]
    if not roots:
        return WordText(found, None, "", Identity(), ())
    root = roots[0]
    source = root.find(f"{{{NAMESPACE}}}profile")
    original = tuple((one.get("key", ""), one.text or "") for one in root.findall(f"{{{NAMESPACE}}}p"))
    identity = Identity(*(root.get(name, "") for name in ("document", "language", "options")))
    if source is None:
        return WordText(found, None, "", identity, original)
    return WordText(found, _decoded(source.text or ""), source.get("sha256", ""), identity, original)


def _put_comments(found: Sequence[Paragraph], archive: zipfile.ZipFile) -> None:
    """Give each paragraph the comments that refer to it."""
    if comments.PART in archive.namelist():
        known = comments.comments(archive.read(comments.PART))
        for one in found:
            one.comments = [known[name] for name in one.remarks if name in known]


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:
        return b""  # whose digest is another one


def _ours(xml: bytes) -> Element | None:
    """Return the root of our XML file; None for one of other programs."""
    if NAMESPACE.encode() not in xml or b"<!" in xml:
        return None
    try:
        root = fromstring(xml)
    except ParseError:
        return None
    return root if root.tag == ROOT else None


def carries(data: bytes) -> bool:
    """Tell whether a Word file has a profile inside; raise InputError when it can't be read."""
    return read(data).source is not None


def extract(data: bytes) -> str:
    """Return the text of the profile.yaml inside a Word file; raise InputError where it is missing or was changed."""
    found = read(data)
    if found.source is None:
        raise problem(
            "this Word file carries no profile", "only files made by cvgen, without --no-source, have one inside"
        )
    if hashlib.sha256(found.source).hexdigest() != found.digest:
        raise problem(
            "the profile inside this Word file was changed after it was made", "ask its sender for the original"
        )
    try:
        return found.source.decode()
    except UnicodeDecodeError:
        raise problem("the profile inside this Word file is not text in UTF-8", AGAIN) from None


def sound(data: bytes) -> str:
    """Return the profile inside a Word file that says what it said when it was made; "" without one, or if changed."""
    try:
        return extract(data) if carries(data) and not read(data).is_changed else ""
    except InputError:
        return ""
