"""Recall and precision of the reference parser on annotated lines, by style and field.

python -m bench.references [--held] [--wrong] [STYLE ...]

Each line of tests/references/*.txt is a type, "|", and a reference whose fields are in braces: {t Title}, {a Doe, J.}.
The lines below "# held back" were not used to develop the parser.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cvgen.importers.mapping.references import parse_reference
from cvgen.profile.names import MARK_SIGNS, PLAIN_SIGN, given_first
from cvgen.profile.status import parse_status

FOLDER = Path(__file__).parent.parent / "tests" / "references"
FIELD = re.compile(r"\{([a-z]+) ([^{}]*)\}")
NAMES = {"t": "title", "v": "venue", "y": "year", "m": "month", "vol": "volume", "no": "issue", "p": "pages",
         "pub": "publisher", "at": "place", "s": "status", "doi": "doi", "arx": "arxiv", "pmid": "pmid", "h": "honors",
         "a": "authors", "e": "editors"}  # fmt: skip
FIELDS = ("title", "authors", "venue", "year", "month", "volume", "issue", "pages", "publisher", "place", "editors",
          "status", "honors", "doi", "arxiv", "pmid", "links", "type")  # fmt: skip
MEDICAL = re.compile(r"((?:[^\W\d_][\w'’-]* )*[^\W\d_][\w'’-]+) ([A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,2}\.?)( Jr| 3rd)?")


UNUSUAL = {  # words for a status that other parts of cvgen do not read
    "epub ahead of print": "in press",
    "advance online publication": "in press",
    "online first": "in press",
    "revise and resubmit": "under review",
    "to be published": "in press",
    "early access": "in press",
}


@dataclass(frozen=True)
class Line:
    """An annotated reference: its text, the right fields, and whether it was held back."""

    style: str
    text: str
    fields: dict[str, Any]
    held: bool
    is_reference: bool


def lines(folder: Path = FOLDER) -> Iterator[Line]:
    """Return the annotated references of all files."""
    for path in sorted(folder.glob("*.txt")):
        held = False
        for line in path.read_text("utf-8").splitlines():
            held = line.startswith("# held back") if line.startswith("#") else held
            if line and not line.startswith("#"):
                yield annotated(path.stem, line, held)


def annotated(style: str, line: str, held: bool = False) -> Line:
    """Return the reference and the fields of an annotated line."""
    kind, _, marked = line.partition("|")
    marked = marked.strip().replace(" ⏎ ", "\n")
    text = FIELD.sub(lambda found: found[2], marked)
    fields: dict[str, Any] = {"type": kind} if kind not in "-?" else {}
    for tag, value in FIELD.findall(marked):
        name = NAMES[tag]
        if name in ("authors", "editors", "honors"):
            fields[name] = (*fields.get(name, ()), person(value) if name != "honors" else value)
        else:
            fields.setdefault(name, value)
            if name == "year" and re.search("[A-Z][a-z]+", value):
                fields["month"] = re.search("[A-Z][a-z]+", value)[0]  # type: ignore[index]
    urls = re.findall(r"\]\(([^()\s]+(?:\([^()\s]*\))?[^()\s]*)\)|(?<![(\w])(https?://[^\s)]+|www\.[^\s,)]+)", text)
    links = tuple(sorted({(one or other).rstrip(".,") for one, other in urls if "doi.org" not in (one or other)}))
    return Line(style, text, fields | ({"links": links} if links else {}), held, kind != "-")


def person(value: str) -> str:
    """Return an annotated name in the usual order: "Doe, J., Jr." -> "J. Doe Jr."; "Doe JR" -> "JR Doe"."""
    value = re.sub(
        r"\*\*|^\*|(?<=\w)\*$(?<=^\*)|</?\w>|\\", "", re.sub(r"<sup>1</sup>", "¹", re.sub(r"<sup>2</sup>", "²", value))
    )
    name = value.rstrip(MARK_SIGNS)
    marks = value[len(name) :].translate(PLAIN_SIGN)
    parts = [part.strip() for part in name.split(",")]
    if found := MEDICAL.fullmatch(name):
        name = f"{found[2]} {found[1]}{found[3] or ''}"
    elif len(parts) == 3:
        suffix = next(part for part in parts[1:] if part.rstrip(".") in ("Jr", "Sr", "III"))
        given = next(part for part in parts[1:] if part != suffix)
        name = f"{given} {parts[0]} {suffix}"
    else:
        name = given_first(name)
    return (name + marks).replace(",", "")


def parsed(line: Line) -> dict[str, Any]:
    """Return the fields that the reference parser finds in a line."""
    found = parse_reference(line.text)
    if not found:
        return {}
    fields = {name: getattr(found, name) for name in FIELDS}
    fields["authors"] = tuple((one.name + one.marks).replace(",", "") for one in found.authors)
    fields["editors"] = tuple((one.name + one.marks).replace(",", "") for one in found.editors)
    fields["links"] = tuple(sorted(url for url in found.links.values() if "doi.org" not in url))
    return {name: value for name, value in fields.items() if value}


def same(name: str, one: Any, other: Any) -> bool:
    """Return whether a field has the annotated value, apart from markup, dashes and the full stop at the end."""
    if name == "year":
        year = re.search(r"\d+", str(other))
        return bool(year) and str(one)[-len(year[0]) :] == year[0]
    if name == "month":
        return str(one)[:3].lower() == other[:3].lower()
    if name == "status":
        return bool(one == (parse_status(other) or UNUSUAL.get(other.lower())))
    if isinstance(other, tuple):
        return [plain(part) for part in one] == [plain(part) for part in other]
    return plain(one) == plain(other)


def plain(value: Any) -> str:
    """Return a value without markup, in one kind of dashes and quotation marks."""
    text = re.sub(r"(?<!\w)[*_]+(?=\w)|[*_]+(?=\W|$)(?<!\w\*)|[`\\]", "", str(value))
    text = re.sub(r"\s?[-–—−‐]+\s?", "–", text)
    return re.sub(r"[“”]", '"', " ".join(text.split())).rstrip(".")


def measure(chosen: list[Line]) -> tuple[Counter[tuple[str, str, str]], list[str]]:
    """Return how many fields are expected, given and right, by style and field; and the wrong ones in words."""
    counts: Counter[tuple[str, str, str]] = Counter()
    wrong: list[str] = []
    for line in chosen:
        found = parsed(line)
        if not line.is_reference:
            counts[line.style, "lines", "refused" if not found else "misread"] += 1
            if found:
                wrong.append(f"{line.style}: {line.text}\n    is no reference: {found}")
            continue
        counts[line.style, "lines", "understood" if found else "refused"] += 1
        bad = []
        for name in FIELDS:
            expected, given = line.fields.get(name), found.get(name)
            if (name == "type" and expected is None) or (name == "place" and expected is None):
                continue
            counts[line.style, name, "expected"] += expected is not None
            counts[line.style, name, "given"] += given is not None
            if expected is not None and given is not None and same(name, given, expected):
                counts[line.style, name, "right"] += 1
            elif expected is not None or given is not None:
                bad.append(f"    {name}: {given!r}, not {expected!r}")
        if bad:
            wrong.append("\n".join([f"{line.style}: {line.text}", *(bad if found else ["    refused"])]))
    return counts, wrong


def table(counts: Counter[tuple[str, str, str]]) -> str:
    """Return recall and precision by style, and by field over all styles."""
    styles = sorted({style for style, *_ in counts})
    rows = [
        f"{'':22}{'lines':>6} {'refused':>8} {'expected':>9} {'given':>6} {'right':>6} {'recall':>7} {'precision':>10}"
    ]
    for style in styles:
        rows.append(_row(style, counts, [style], FIELDS))
    rows.append(_row("all", counts, styles, FIELDS))
    rows += ["", *(_row(f"  {name}", counts, styles, (name,)) for name in FIELDS)]
    return "\n".join(rows)


def _row(title: str, counts: Counter[tuple[str, str, str]], styles: list[str], fields: tuple[str, ...]) -> str:
    """Return one line of the table."""
    expected, given, right = (
        sum(counts[style, name, what] for style in styles for name in fields) for what in ("expected", "given", "right")
    )
    understood, refused, misread = (
        sum(counts[style, "lines", what] for style in styles) for what in ("understood", "refused", "misread")
    )
    recall = f"{right / expected:7.1%}" if expected else "      -"
    precision = f"{right / given:10.1%}" if given else "         -"
    counted = understood + refused + misread
    return f"{title:22}{counted:6} {refused:8} {expected:9} {given:6} {right:6} {recall} {precision}"


def main(arguments: list[str]) -> None:
    """Print what the arguments ask for."""
    styles = [one for one in arguments if not one.startswith("-")]
    held = "--held" in arguments
    chosen = [line for line in lines() if line.held == held and (not styles or line.style in styles)]
    counts, wrong = measure(chosen)
    if "--wrong" in arguments:
        print("\n".join(wrong))
    print(table(counts))


if __name__ == "__main__":
    main(sys.argv[1:])
