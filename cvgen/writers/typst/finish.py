"""Put our metadata into Typst's PDF: which document it is, and digests of its pages and of the profile inside."""

import re
import zlib

from cvgen.document.tree import Document
from cvgen.pdf.pages import sealed
from cvgen.pdf.xmp import CREATOR, packet, subject
from cvgen.writers.typst.objects import Objects, information, parts, read, reference, stream, write

KIDS = re.compile(rb"/Kids ?\[([^\]]*)\]")
KEYWORDS = re.compile(rb"/Keywords ?\(([^)]*)\)")
PRODUCER = re.compile(rb"/Creator ?\(([^)]*)\)")


def finish(data: bytes, document: Document, source: bytes) -> tuple[bytes, int]:
    """Return the finished PDF and its number of pages; `source` travels inside unless it is empty."""
    objects, trailer = read(data)
    root, info = reference("Root", trailer), reference("Info", trailer)
    pages = _pages(objects, reference("Pages", objects[root]))
    producer = _producer(objects[info])
    metadata = sealed(packet(document, producer, source), [_content(objects, page) for page in pages])
    objects[reference("Metadata", objects[root])] = stream(b"/Type/Metadata/Subtype/XML", metadata)
    objects[info] = _information(document, producer)
    return write(objects, root, info), len(pages)


def keywords(data: bytes) -> tuple[str, ...]:
    """Return the keywords that Typst wrote, which `finish` replaces with all other metadata."""
    *_, told = KEYWORDS.finditer(information(data))  # a title before them may look like them
    return tuple(told[1].decode("ascii").split(", "))


def _pages(objects: Objects, number: int) -> list[bytes]:
    """Return the pages below a node of the tree of pages, in order."""
    node = objects[number]
    if b"/Type/Pages" not in node:
        return [node]
    kids = KIDS.search(node)
    numbers = re.findall(rb"(\d+) 0 R", kids[1]) if kids else []
    return [page for one in numbers for page in _pages(objects, int(one))]


def _content(objects: Objects, page: bytes) -> bytes:
    """Return what is drawn on a page, as it will be written."""
    keys, body = parts(objects[reference("Contents", page)])
    return zlib.decompress(body) if b"/FlateDecode" in keys else body


def _producer(information: bytes) -> str:
    """Return the program and version that wrote the pages: "Typst 0.15.1"."""
    found = PRODUCER.search(information)
    return found[1].decode("latin-1") if found else "Typst"


def _information(document: Document, producer: str) -> bytes:
    """Return the information dictionary: only what the metadata say, too (ISO 19005-3, 6.6.3)."""
    texts = {
        "Title": document.title,
        "Author": document.author,
        "Subject": subject(document),
        "Creator": CREATOR,
        "Producer": producer,
    }
    coded = {name: ("\ufeff" + text).encode("utf-16-be", "replace").hex() for name, text in texts.items()}
    return f"<<{''.join(f'/{name}<{text}>' for name, text in coded.items())}>>".encode()
