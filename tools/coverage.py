"""The bundled fonts -> styles/fonts/coverage.txt: the ranges of characters that can be printed."""

from collections.abc import Iterator

from fontTools.ttLib import TTFont

from cvgen.writers.font_coverage import COVERAGE


def code_points() -> set[int]:
    """Every character that an upright regular face has; the bold and italic ones fall back to it."""
    faces = [path for path in COVERAGE.parent.glob("*.ttf") if path.stem.endswith("Regular")]
    return {code for face in faces for code in TTFont(face, lazy=True).getBestCmap() if code >= 0x20}


def ranges(codes: set[int]) -> Iterator[str]:
    """Code points -> "0020-007E", "00D7", ... in order."""
    starts = sorted(code for code in codes if code - 1 not in codes)
    ends = sorted(code for code in codes if code + 1 not in codes)
    for start, end in zip(starts, ends, strict=True):
        yield f"{start:04X}-{end:04X}" if end > start else f"{start:04X}"


def listing() -> str:
    """The text of coverage.txt."""
    return "\n".join(ranges(code_points())) + "\n"


if __name__ == "__main__":
    COVERAGE.write_text(listing(), "ascii")
