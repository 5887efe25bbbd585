"""Take a source apart into its leaves: each value that somebody wrote, its line, and the source without it."""

import csv
import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

import yaml

from cvgen.importers.syntax import json_yaml
from cvgen.importers.syntax.notes import Diagnostics
from cvgen.problems import split_lines
from tools.fuzz.mutations import zipped

RIS_LINE = re.compile(r"\ufeff?\s*([A-Z][A-Z0-9]{1,3}) *- ?(.*)$")
BIB_FIELD = re.compile(r"[\n,]\s*([\w-]+)\s*=\s*")


@dataclass(frozen=True)
class Leaf:
    """A value of a source: its name such as "work.name", its text and line, and the source with another value.

    `around` are the lines where the parts begin that contain it, such as the entry.
    """

    name: str
    value: str
    line: int
    with_value: Callable[[str], str | bytes]
    around: tuple[int, ...] = ()


def of_json(text: str) -> Iterator[Leaf]:
    """Yield the values of JSON; the source with another value has the same data in another layout."""
    return _of_tree(json_yaml.from_json(text.lstrip("\ufeff"), Diagnostics()), json.dumps)


def of_yaml(text: str) -> Iterator[Leaf]:
    """Yield the values of YAML."""
    return _of_tree(json_yaml.from_yaml(text, Diagnostics()), lambda data: yaml.safe_dump(data, sort_keys=False))


def _of_tree(root: json_yaml.Value, written: Callable[[object], str]) -> Iterator[Leaf]:
    stack = [root]
    while stack:
        value = stack.pop()
        inner = [child for _, child in value.pairs()] or (value.items() if isinstance(value.data, list) else [])
        stack += reversed(inner)
        if not isinstance(value.data, (dict, list, bool, type(None))) and str(value.data).strip():
            name = ".".join(part for part in value.path if isinstance(part, str))
            place = value.place
            assert place
            around = (value.tree.place(value.path[:depth]) for depth in range(len(value.path)))
            lines = tuple(place.line for place in around if place)
            yield Leaf(name, str(value.data), place.line, _replacing(root, value.path, written), lines)


def _replacing(root: json_yaml.Value, path: tuple[str | int, ...], written: Callable[[object], str]):
    return lambda new: written(_replaced(root.data, path, new))


def _replaced(data, path, new):
    if not path:
        return new
    if isinstance(data, dict):
        return {key: _replaced(item, path[1:], new) if key == path[0] else item for key, item in data.items()}
    return [_replaced(item, path[1:], new) if at == path[0] else item for at, item in enumerate(data)]


def of_tagged_lines(text: str) -> Iterator[Leaf]:
    """Yield the tags of RIS and MEDLINE with their values; a line without a tag is a leaf with the tag above it."""
    lines, name, start = split_lines(text), "", 0
    for at, line in enumerate(lines):
        found = RIS_LINE.match(line)
        name, value = (found[1], found[2].strip()) if found else (name, line.strip())
        start = at + 1 if name in ("TY", "PMID") else start
        if value:
            yield Leaf(name, value, at + 1, _with_line(lines, at, line, value), (start,))


def of_lines(text: str) -> Iterator[Leaf]:
    """Yield the lines of a text that have a word."""
    lines = split_lines(text)
    for at, line in enumerate(lines):
        if re.search(r"\w", line):
            yield Leaf("line", line.strip(), at + 1, _with_line(lines, at, line, line.strip()))


def _with_line(lines: list[str], at: int, line: str, value: str) -> Callable[[str], str]:
    def replaced(new: str) -> str:
        head = line[: line.rindex(value)]
        return "\n".join([*lines[:at], head + new, *lines[at + 1 :]])

    return replaced


def of_csv(text: str) -> Iterator[Leaf]:
    """Yield the cells of CSV by the names of their columns; cells beyond the header have the name ""."""
    dialect = max(",\t;", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=dialect)
    rows, ends = [], []
    for row in reader:
        rows.append(row)
        ends.append(reader.line_num)
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if at and cell.strip():
                name = rows[0][column] if column < len(rows[0]) else ""
                line = ends[at - 1] + 1
                yield Leaf(name, cell, line, _with_cell(rows, at, column, dialect), (line,))


def _with_cell(rows: list[list[str]], at: int, column: int, dialect: str) -> Callable[[str], str]:
    def replaced(new: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n", delimiter=dialect)
        writer.writerows([*rows[:at], [*rows[at][:column], new, *rows[at][column + 1 :]], *rows[at + 1 :]])
        return out.getvalue()

    return replaced


def of_archive(data: bytes) -> Iterator[Leaf]:
    """Yield the cells of the CSV files in a ZIP file, by the names of their files and columns."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name in files:
        for leaf in of_csv(files[name].decode("utf-8-sig")):
            yield dataclasses.replace(leaf, name=f"{name.removesuffix('.csv')}.{leaf.name}",
                                      with_value=_in_archive(files, name, leaf))  # fmt: skip


def _in_archive(files: dict[str, bytes], name: str, leaf: Leaf) -> Callable[[str], bytes]:
    return lambda new: zipped(files | {name: leaf.with_value(new).encode()})


def of_xml(text: str) -> Iterator[Leaf]:
    """Yield the words and the attributes of XML by the names of their elements, such as "article.year"."""
    pieces = _xml_pieces(text)
    for at, (name, value, lines, write) in enumerate(pieces):
        if name and value.strip():
            yield Leaf(name, value, lines[-1], _with_piece(pieces, at, write), lines)


def _with_piece(pieces, at, write):
    def replaced(new: str) -> str:
        return "".join((write(new) if at == number else one[3](one[1])) for number, one in enumerate(pieces))

    return replaced


def _xml_pieces(text: str):
    """Return the parts of XML in order: a name, the value, the lines around it, and a function that writes it."""
    pieces, path, lines = [], [], []
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.ordered_attributes = True
    parser.UseForeignDTD(True)

    def start(name, attributes):
        path.append(name.rpartition(":")[2])
        lines.append(parser.CurrentLineNumber)
        pieces.append(("", "", (), lambda _: f"<{name}"))
        for key, value in zip(attributes[::2], attributes[1::2], strict=True):
            where = f"{'.'.join(path)}@{key}" if not key.startswith("xmlns") else ""
            pieces.append((where, value, tuple(lines), lambda new, key=key: f" {key}={quoteattr(new)}"))
        pieces.append(("", "", (), lambda _: ">"))

    def end(name):
        path.pop()
        lines.pop()
        pieces.append(("", "", (), lambda _: f"</{name}>"))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda words: pieces.append(
        (".".join(path), words, (*lines, parser.CurrentLineNumber), escape)
    )
    parser.SkippedEntityHandler = lambda name, _: pieces.append(("", "", (), lambda _, name=name: f"&{name};"))
    parser.Parse(text.lstrip("\ufeff").encode(), True)
    return pieces


def of_bibtex(text: str) -> Iterator[Leaf]:
    """Yield the fields of BibTeX with their values, braces and quotation marks left out."""
    for found in BIB_FIELD.finditer(text):
        start = found.end()
        opened = text[start : start + 1]
        end = _closing(text, start) if opened in ("{", '"') else re.compile(r"[,\s}]").search(text, start).start()
        at, to = (start + 1, end) if opened in ("{", '"') else (start, end)
        if text[at:to].strip():
            line = text.count("\n", 0, found.start(1)) + 1
            yield Leaf(found[1].lower(), text[at:to], line, lambda new, at=at, to=to: text[:at] + new + text[to:])


def _closing(text: str, start: int) -> int:
    """Return where a value in braces or quotation marks ends."""
    last, depth = "}" if text[start] == "{" else '"', 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0) if text[at - 1] != "\\" else 0
        if at > start and depth == 0 and text[at] == last:
            return at
    return len(text)
