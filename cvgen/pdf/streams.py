"""Ensure that the end of each PDF stream shows its length (ISO 19005-3, 6.1.7.1).

The end is ambiguous if the last byte is a carriage return: with the line feed that follows the stream, it looks like an
end-of-line marker outside the stream.
"""

import zlib

CARRIAGE_RETURN = 13


def end_unambiguously(data: bytes) -> bool:
    """Return whether no stream of a PDF ends with a carriage return."""
    return b"\r\nendstream" not in data


def ends_unambiguously(content: bytes) -> bool:
    """Return whether a content, once compressed, ends in another byte: the last of its checksum (RFC 1950)."""
    return zlib.adler32(content) & 0xFF != CARRIAGE_RETURN


def padded(content: bytes) -> bytes:
    """Return the content, with a line feed added if its compressed form would end with a carriage return.

    Content streams and character maps treat the line feed as white space; after the tables of a font it is never read.
    """
    return content if ends_unambiguously(content) else content + b"\n"
