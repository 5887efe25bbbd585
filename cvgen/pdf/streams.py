"""Streams of a PDF whose length can be told from where they end (ISO 19005-3, 6.1.7.1).

One whose last byte is a carriage return is none: with the line feed behind it, that looks like the end of its line.
"""

import zlib

CARRIAGE_RETURN = 13


def end_unambiguously(data: bytes) -> bool:
    """Whether that is so for every stream of a PDF."""
    return b"\r\nendstream" not in data


def ends_unambiguously(content: bytes) -> bool:
    """Whether it will be so for a content when it is compressed: its last byte is that of a checksum (RFC 1950)."""
    return zlib.adler32(content) & 0xFF != CARRIAGE_RETURN


def padded(content: bytes) -> bytes:
    """A content -> the same, with a line feed behind it where it would end badly: content streams and maps of
    characters take it for white space, and what stands behind the tables of a font is never read."""
    return content if ends_unambiguously(content) else content + b"\n"
