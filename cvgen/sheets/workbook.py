"""Open a workbook of Excel, change its sheets, and save it: its other parts stay as they are, byte for byte."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from cvgen import office, xml
from cvgen.problems import InputError
from cvgen.sheets.grid import REFERENCE, Grid, Value, column_of
from cvgen.sheets.insertion import insert_rows, move_names, move_ranges, obstacle

EXCEL = office.Program("Excel", "file", ".xlsx", "check that it is the spreadsheet that you downloaded")
MAIN, STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
MAX_SIZE = 30_000_000  # bytes of all parts


@dataclass(frozen=True)
class Area:
    """A table that Excel knows: its first and last row, and its first and last column; its part of the workbook."""

    part: str
    first: int
    last: int
    columns: range


class Workbook:
    """A workbook; raises InputError for another file, and for one that is locked, has macros, or is too large."""

    def __init__(self, data: bytes) -> None:
        with office.opened(data, EXCEL) as archive:
            self._infos = archive.infolist()
            self._parts = _unpacked(archive, self._infos)
            if MAIN not in self._parts:
                raise EXCEL.problem("this is not an {}", EXCEL.again)
            self.sheets = self._sheets(("visible",))
            self._strings = [one.text for one in self._read(STRINGS).all("si")]
            every = self._sheets(("visible", "hidden", "veryHidden"))
            self._grids = {part: Grid(self._parts[part], self._strings) for part in every}

    def grid(self, sheet: str) -> Grid:
        """Return the cells of a sheet, given by its part."""
        return self._grids[sheet]

    def areas(self, sheet: str) -> list[Area]:
        """Return the tables of a sheet that Excel knows."""
        related = [(one.attributes.get("Type", ""), part) for one, part in self._related(sheet)]
        parts = [part for kind, part in related if kind.endswith("/table") and part in self._parts]
        return [area for part in parts if (area := _area(part, self._read(part).attributes.get("ref", "")))]

    def write(self, sheet: str, values: Mapping[tuple[int, int], Value]) -> None:
        """Write values into cells, given by row and column, both from 1."""
        self._replace(sheet, self._grids[sheet].write(values))

    def obstacle(self, sheet: str, after: int) -> str:
        """Return what prevents that rows are inserted after a row of a sheet, "" if nothing does."""
        others = (formula for part, grid in self._grids.items() if part != sheet for _, formula in grid.formulas)
        is_meant = any(self.sheets[sheet] in formula for formula in others)
        return obstacle(self._grids[sheet], after) or ("formulas" if is_meant else "")

    def insert(self, sheet: str, after: int, count: int, model: int) -> None:
        """Insert empty rows after a row of a sheet, which look like the row `model`."""
        for area in self.areas(sheet):
            self._parts[area.part] = move_ranges(self._parts[area.part], after, count)
        self._parts[MAIN] = move_names(self._parts[MAIN], self.sheets[sheet], after, count)
        self._replace(sheet, insert_rows(self._grids[sheet], after, count, model))

    def save(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for info in self._infos:
                archive.writestr(info, self._parts[info.filename], info.compress_type)
        return out.getvalue()

    def _replace(self, sheet: str, data: bytes) -> None:
        try:
            self._grids[sheet] = Grid(data, self._strings)
        except ValueError as error:
            raise EXCEL.problem("this is not a readable {}", EXCEL.again) from error
        self._parts[sheet] = data

    def _sheets(self, states: tuple[str, ...]) -> dict[str, str]:
        """Return the parts of the sheets in some states, with the names of the sheets."""
        related = self._related(MAIN)
        targets = {one.attributes.get("Id", ""): target for one, target in related if target in self._parts}
        found = {}
        for one in self._read(MAIN).first("sheets").all("sheet"):
            number = next((value for name, value in one.attributes.items() if name.endswith(":id")), "")
            if number in targets and one.attributes.get("state", "visible") in states:
                found[targets[number]] = one.attributes.get("name", "")
        return found

    def _related(self, part: str) -> list[tuple[xml.Element, str]]:
        """Return what a part refers to: the reference, and the name of the other part."""
        folder, name = posixpath.split(part)
        found = self._read(f"{folder}/_rels/{name}.rels").all("Relationship")
        paths = (posixpath.join("/", folder, one.attributes.get("Target", "")) for one in found)
        return [(one, posixpath.normpath(path).lstrip("/")) for one, path in zip(found, paths, strict=True)]

    def _read(self, part: str) -> xml.Element:
        """Return the root of a part; an empty one if it is missing."""
        try:
            return xml.read(self._parts.get(part, b"<none/>").decode("utf-8-sig"))
        except (InputError, UnicodeDecodeError) as error:  # with a line of a part, which nobody has seen
            raise EXCEL.problem("this is not a readable {}", EXCEL.again) from error


def _unpacked(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """Return the parts of a workbook; raise InputError if they are too large, ValueError if two have one name."""
    parts: dict[str, bytes] = {}
    for info in infos:
        if info.filename in parts:
            raise ValueError("two parts have one name")
        with archive.open(info) as file:
            room = MAX_SIZE - sum(map(len, parts.values()))
            parts[info.filename] = file.read(room + 1)
        if len(parts[info.filename]) > room:
            raise EXCEL.problem("the {} is too large", EXCEL.smaller)
    return parts


def _area(part: str, reference: str) -> Area | None:
    """Return the area of a range: "A51:E56" -> rows 51 to 56, columns 1 to 5; None for other words."""
    corners = [found for one in reference.split(":") if (found := REFERENCE.fullmatch(one))]
    if len(corners) != 2:
        return None
    (first, last), (left, right) = [int(one[2]) for one in corners], [column_of(one[0]) for one in corners]
    return Area(part, first, last, range(left, right + 1))
