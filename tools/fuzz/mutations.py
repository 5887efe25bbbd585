"""Damage samples: texts, JSON, XML, archives and bytes that are almost what a reader expects."""

import io
import json
import random
import re
import string
import zipfile
from typing import Any
from xml.sax.saxutils import escape

PIECES = [
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "\\",
    "@",
    "#",
    "=",
    ",",
    ":",
    "<",
    ">",
    "&",
    ";",
    "%",
    "$",
    "*",
    "`",
    "|",
    "-",
    "--",
    "---\n",
    "\n",
    "\r\n",
    "\t",
    " ",
    "\0",
    "\x1b",
    "\ufeff",
    "\u2028",
    "\ufdd0",
    "\ue0e0",
    "\ud800",
    "é",
    "李",
    "𝔘",
    "null",
    "[]",
    "{}",
    "true",
    "-1",
    "1e999",
    "NaN",
    "9" * 5000,
    "0001",
    "2019",
    " and ",
    "](javascript:x)",
    "<!ENTITY x 'y'>",
    "&x;",
    "&#9;",
    "&#1114112;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "@article{",
    "TY  - ",
    "ER  - \n",
    "\\emph{",
    "\\href{",
    "$^",
    "{\\'e}",
    "crossref = {a}",
    "https://",
    "10.1000/",
    "arXiv:",
    "!!python/object:x ",
    "&a *a",
    "- ",
]

UNWRITABLE = dict.fromkeys([*range(9), *range(11, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])  # in XML


def mutated(rng: random.Random, samples: list[str | bytes]) -> str | bytes:
    """A sample with some damage; of an archive, damage to its files or to itself."""
    sample = rng.choice(samples)
    if isinstance(sample, str):
        whole = {"<": inside_xml, "{": inside_json, "[": inside_json}.get(sample.lstrip()[:1])
        if whole and rng.random() < 0.7:
            return whole(rng, sample)
        return damaged(rng, sample, [text for text in samples if isinstance(text, str)])
    if rng.random() < 0.3:
        return damaged_bytes(rng, sample, [other for other in samples if isinstance(other, bytes)])
    with zipfile.ZipFile(io.BytesIO(sample)) as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    for name in rng.sample(sorted(files), min(3, len(files))):
        files[name] = damaged(rng, files[name], list(files.values()))
    return zipped({name: text.encode("utf-8", "surrogatepass") for name, text in files.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    """The files of a ZIP archive by name -> its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def inside_xml(rng: random.Random, text: str) -> str:
    """XML with other words in some elements, and some elements gone or doubled: still well formed, mostly."""

    def change(found: re.Match[str]) -> str:
        if rng.random() > 0.1:
            return found[0]
        words = escape(piece(rng).translate(UNWRITABLE))
        return rng.choice(
            ["", found[0] * 2, f"<{found[1]}>{words}</{found[1]}>", f"<{found[1]}><i>{words}</i></{found[1]}>"]
        )

    return re.sub(r"<(\w+)[^<>]*>[^<>]*</\1>", change, text)


def inside_json(rng: random.Random, text: str) -> str:
    """JSON with other values in some places: still valid."""
    try:
        return json.dumps(other(rng, json.loads(text)), ensure_ascii=rng.random() < 0.5)
    except ValueError:  # of a sample that is cut off
        return text[: rng.randint(0, len(text))]


def other(rng: random.Random, value: object) -> object:
    """A value of JSON -> the same, or here and there something else."""
    if rng.random() < 0.02:
        return rng.choice(
            [None, True, -1, 1e30, "", [], {}, [[]], [None], {"a": {}}, piece(rng), [piece(rng)], {piece(rng): 1}]
        )
    if isinstance(value, dict):
        return {key: other(rng, item) for key, item in value.items() if rng.random() > 0.01}
    if isinstance(value, list):
        items = [other(rng, item) for item in value]
        return items * 20 if len(items) < 50 and rng.random() < 0.003 else items
    return value + piece(rng) if isinstance(value, str) and rng.random() < 0.05 else value


def piece(rng: random.Random) -> str:
    """One to five hostile pieces, or one of them very often."""
    if rng.random() < 0.03:
        return (rng.choice(PIECES) * 20_000)[:200_000]
    return "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 5)))


def damaged(rng: random.Random, text: str, others: list[str]) -> str:
    """A text with pieces cut out, put in, repeated, or taken from another text."""
    if rng.random() < 0.1:
        text = gross(rng, text)
    for _ in range(rng.choice([1, 1, 2, 3, 5, 10, 30])):
        start = rng.randint(0, len(text))
        end = min(len(text), start + rng.choice([0, 0, 1, 3, 20, 200]))
        kind = rng.random()
        if kind < 0.45:
            new = rng.choice(PIECES)
        elif kind < 0.6:
            new = text[start : start + rng.randint(1, 300)] * rng.randint(1, 4)
        elif kind < 0.7:
            other = rng.choice(others)
            at = rng.randint(0, len(other))
            new = other[at : at + rng.randint(1, 400)]
        elif kind < 0.74:
            new = (rng.choice(PIECES) * rng.choice([10, 100, 1000, 20_000]))[:300_000]
        elif kind < 0.76:
            new = text[start : start + 200] * rng.choice([50, 500])
        elif kind < 0.78:
            return text[:start]
        else:
            new = ""
        text = (text[:start] + new + text[end:])[:3_000_000]
    return text


def gross(rng: random.Random, text: str) -> str:
    """A text with one thing that is far too much: a run, a nesting, a slice a thousand times, a number, controls."""
    start = rng.randint(0, len(text))
    kind, many = rng.randrange(5), rng.choice([1000, 20_000, 300_000])
    if kind == 0:
        new = rng.choice(string.printable) * many
    elif kind == 1:
        new = rng.choice(["[", "{", "(", "<a>", "- ", "[[", "{a: ", '{"a":', "*_", "`", ">"]) * many
    elif kind == 2:
        new = text[start : start + rng.randint(1, 300)] * 1000
    elif kind == 3:
        return re.sub(r"[0-9]+", lambda found: number(rng) if rng.random() < 0.1 else found[0], text)
    else:
        new = "".join(chr(rng.choice([*range(32), 127, *range(128, 160), 0x202E, 0x200B])) for _ in range(20))
    return (text[:start] + new + text[start:])[:3_000_000]


def number(rng: random.Random) -> str:
    """A number that no program counts with."""
    return rng.choice(["0", "-1", "4294967296", "9" * rng.choice([20, 400, 5000]), "1e308", "-0.0", "1e-320"])


def damaged_bytes(rng: random.Random, data: bytes, others: list[bytes]) -> bytes:
    """Bytes with some flipped, cut out, repeated, or taken from other bytes, and with other numbers."""
    for _ in range(rng.choice([1, 1, 2, 5, 20])):
        start = rng.randrange(len(data) or 1)
        end = start + rng.choice([1, 10, 1000, 20_000])
        kind = rng.random()
        if kind < 0.45:
            flipped = bytes(byte ^ (1 << rng.randrange(8)) for byte in data[start : start + rng.choice([1, 1, 8])])
            data = data[:start] + flipped + data[start + len(flipped) :]
        elif kind < 0.6:
            data = numbered(rng, data)
        elif kind < 0.7:
            data = data[:start] + data[end:]
        elif kind < 0.8:
            data = data[:end] + data[start:end] * rng.choice([1, 3, 1000 if end - start < 2000 else 20]) + data[end:]
        elif kind < 0.9:
            other = rng.choice(others)
            at = rng.randrange(len(other))
            data = data[:start] + other[at : at + end - start] + data[rng.choice([start, end]) :]
        elif kind < 0.95:
            data = data[:start] + bytes([rng.randrange(256)]) * rng.choice([10, 10_000, 1_000_000]) + data[start:]
        else:
            return data[:start]
    return data[:20_000_000]


def numbered(rng: random.Random, data: bytes) -> bytes:
    """Bytes with one of their numbers, written in digits, replaced: the length of a stream, for one."""
    places = list(re.finditer(rb"(?<=[ /\n])[0-9]+(?=[ \n/>])", data))
    if not places:
        return data
    start, end = rng.choice(places).span()
    new = number(rng) if rng.random() < 0.5 else str(rng.randrange(200))
    return data[:start] + new.encode() + data[end:]


def rewritten(rng: random.Random, tree: Any, rate: float = 0.02) -> Any:
    """The tree of a profile, with words changed, and entries left out, doubled or in another order: often valid."""
    if isinstance(tree, dict):
        return {key: rewritten(rng, value, rate) for key, value in tree.items() if rng.random() > rate / 4}
    if isinstance(tree, list):
        items = [rewritten(rng, item, rate) for item in tree if rng.random() > rate]
        if items and rng.random() < rate:
            items += [rng.choice(items)] * rng.choice([1, 1, 5, 300])
        return rng.sample(items, len(items)) if rng.random() < rate else items
    if isinstance(tree, str) and rng.random() < rate:
        start, end = sorted(rng.randint(0, len(tree)) for _ in range(2))
        return tree[:start] + rng.choice(["", tree[start:end] * 2, piece(rng), tree, "李", " and "]) + tree[end:]
    return tree
