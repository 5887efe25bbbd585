"""Bound what a request may cost: the time of the whole of it, and the bytes of a body before it is unpacked."""

import ipaddress
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

ENCODING = "gzip"  # the only one that is asked for: its bombs can be unpacked step by step
GZIP = 31  # zlib's word for the format of gzip with its largest window

Result = TypeVar("Result")


class TooLargeError(Exception):
    """A body has more bytes than allowed, as it came or unpacked."""


class UnknownEncodingError(Exception):
    """A body is packed in a way that nobody asked for, or twice."""


class IncompleteError(Exception):
    """A packed body is damaged, or its end is missing."""


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """Return what `work` returns; raise TimeoutError if it takes longer than that.

    httpx has limits for each step of a request alone: a byte now and then, even of a header, never ends it. Work that
    takes too long goes on in a thread that ends with the program.
    """
    outcome: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()
    Thread(target=_report, args=(work, outcome.put), daemon=True).start()
    try:
        result, error = outcome.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if error:
        raise error
    return result  # type: ignore[return-value]


def _report(work: Callable[[], Result], put: Callable[[tuple[Result | None, BaseException | None]], None]) -> None:
    """Put the result of `work`, or the error that it raised."""
    try:
        put((work(), None))
    except BaseException as error:
        put((None, error))


def unpacked(parts: Iterable[bytes], encoding: str, size: int) -> Iterator[bytes]:
    """Yield the parts of a body unpacked; `encoding` is its header Content-Encoding.

    Raise an error where the body has more than `size` bytes, as it came or unpacked. No more than these are unpacked.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from _limited(parts, size)
    elif encoding in (ENCODING, f"x-{ENCODING}"):
        yield from _gunzipped(_limited(parts, size), size)
    else:
        raise UnknownEncodingError(encoding)


def _limited(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the parts until they have more than `size` bytes, which is an error."""
    for part in parts:
        size -= len(part)
        if size < 0:
            raise TooLargeError
        yield part


def _gunzipped(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield what the parts of a body in the format of gzip unpack to, up to `size` bytes."""
    decoder = zlib.decompressobj(GZIP)
    try:
        for part in parts:
            data = decoder.decompress(part, size + 1)
            size -= len(data)
            if size < 0:
                raise TooLargeError
            yield data
    except zlib.error:
        raise IncompleteError from None
    if not decoder.eof:
        raise IncompleteError


def is_private(host: str) -> bool:
    """Return whether a host has an address that is not of the public internet, such as this machine's.

    A host that can't be resolved here is not: connecting to it fails, or is the business of a proxy.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found)
