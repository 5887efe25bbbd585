"""Read the objects of a PDF that Typst wrote, and write a PDF of objects in fewer bytes.

Typst writes plain objects and a table of where each begins (ISO 32000-1, 7.5), so that they are found without a parser.
"""

import hashlib
import re
import zlib

from cvgen.pdf.streams import ends_unambiguously, padded

HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
FREE = b"\0\0\0\0\0\xff\xff"  # the first row of the table, of an object that never exists
OBJECT = re.compile(rb"\d+ 0 obj\n(.*)\nendobj\s*", re.DOTALL)
STREAM = re.compile(rb"<<(.*?)>>\nstream\n(.*)\nendstream", re.DOTALL)
AMBIGUOUS = b"\r\nendstream"
TOGETHER = 100  # objects in one stream
LEVEL = 6  # of compression: level 9 takes three times as long and saves three percent

Objects = dict[int, bytes]


def read(data: bytes) -> tuple[Objects, bytes]:
    """Return the objects of a PDF by number, and its trailer."""
    found = (OBJECT.fullmatch(data, *place) for place in _places(data))
    return {number: one[1] for number, one in enumerate(found, start=1) if one}, _trailer(data)


def information(data: bytes) -> bytes:
    """Return the information dictionary of a PDF, without reading the other objects; b"" without one."""
    found = OBJECT.fullmatch(data, *_places(data)[reference("Info", _trailer(data)) - 1])
    return found[1] if found else b""


def _places(data: bytes) -> list[tuple[int, int]]:
    """Return where each object of a PDF begins and ends, in the order of their numbers."""
    table = int(data[data.rindex(b"startxref") + 9 :].split()[0])
    starts = [int(line[:10]) for line in data[table:].splitlines() if line[17:18] == b"n"]
    return list(zip(starts, [*starts[1:], table], strict=True))


def _trailer(data: bytes) -> bytes:
    return data[data.rindex(b"trailer") :]


def reference(key: str, text: bytes) -> int:
    """Return the number of the object to which a key of a dictionary refers; raise ValueError without the key."""
    found = re.search(rb"/%s (\d+) 0 R" % key.encode(), text)
    if found is None:
        raise ValueError(f"no /{key} in the PDF")
    return int(found[1])


def parts(found: bytes) -> tuple[bytes, bytes]:
    """Return the keys of a stream and its bytes; raise ValueError for another object."""
    match = STREAM.fullmatch(found)
    if match is None:
        raise ValueError("an object of the PDF is not a stream")
    return match[1], match[2]


def stream(keys: bytes, body: bytes) -> bytes:
    """Return a stream of some bytes as an object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(body), body)


def unambiguous(found: bytes) -> bytes:
    """Return an object whose end is unambiguous: a stream that ends in a carriage return is packed again."""
    if not found.endswith(AMBIGUOUS):
        return found
    keys, body = parts(found)
    keys, plain = re.sub(rb"/Length \d+", b"", keys), zlib.decompress(body)
    if b"/EmbeddedFile" in keys:  # whose bytes can't change
        return stream(re.sub(rb"/Filter ?/FlateDecode", b"", keys), plain)
    plain = padded(plain)
    keys = re.sub(rb"/Length1 \d+", b"/Length1 %d" % len(plain), keys)  # of a font
    return stream(keys, zlib.compress(plain, LEVEL))


def write(objects: Objects, root: int, info: int) -> bytes:
    """Return a file of objects; those without a stream share streams of objects (ISO 32000-1, 7.5.7)."""
    small = [number for number, one in objects.items() if not one.endswith(b"endstream")]
    packs = [small[at : at + TOGETHER] for at in range(0, len(small), TOGETHER)]
    large = {number: unambiguous(one) for number, one in objects.items() if one.endswith(b"endstream")}
    first = len(objects) + 1
    large |= {number: _pack(numbers, objects) for number, numbers in enumerate(packs, start=first)}
    body, rows = bytearray(HEADER), {}
    for number, one in large.items():
        rows[number] = b"\1%b\0\0" % len(body).to_bytes(4)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    for number, numbers in enumerate(packs, start=first):
        rows |= {one: b"\2%b%b" % (number.to_bytes(4), at.to_bytes(2)) for at, one in enumerate(numbers)}
    table, start = len(rows) + 1, len(body)
    rows[table] = b"\1%b\0\0" % start.to_bytes(4)
    content = FREE + b"".join(rows[number] for number in range(1, table + 1))
    name = hashlib.sha256(body).hexdigest()[:32].encode()
    keys = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R" % (table + 1, root, info)
    found = _packed(keys + b"/ID[<%s><%s>]" % (name, name), content)
    return bytes(body + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, found, start))


def _pack(numbers: list[int], objects: Objects) -> bytes:
    """Return a stream of objects: their numbers and places, then the objects."""
    places, at = [], 0
    for number in numbers:
        places.append(b"%d %d" % (number, at))
        at += len(objects[number]) + 1
    head = b" ".join(places) + b"\n"
    keys = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head))
    return _packed(keys, padded(head + b"\n".join(objects[number] for number in numbers)))


def _packed(keys: bytes, content: bytes) -> bytes:
    """Return a stream, compressed unless its end would be ambiguous then."""
    if not ends_unambiguously(content):
        return stream(keys, content)
    return stream(keys + b"/Filter/FlateDecode", zlib.compress(content, LEVEL))
