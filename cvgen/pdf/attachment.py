"""Read what travels inside a PDF that cvgen made: the profile, and which document it is.

The profile and the pages are compared with digests in the metadata. This finds accidents and programs that change a
PDF; whoever changes all of it on purpose is not found, because nothing is signed.
"""

import hashlib
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cvgen import limits
from cvgen.pdf import pages
from cvgen.pdf.xmp import NAMESPACE
from cvgen.pdf.xmp import SOURCE_NAME as NAME
from cvgen.problems import InputError, Problem

if TYPE_CHECKING:
    import pikepdf

MAX_BYTES = 20_000_000  # of a stream, unpacked
MAX_METADATA = 1_000_000  # bytes; cvgen writes a hundredth of it
MEGABYTES = 400  # to read a PDF
TOO_LARGE = "this PDF unpacks to more data than a CV can have"
HINT = "check that it is the right file"


class UncheckedError(InputError):
    """Another program has saved a PDF and removed the digest of the profile inside."""


@dataclass(frozen=True)
class Identity:
    """Which document a PDF is: its key in the profile, its language, and the options it was composed with, as YAML.

    All are "" where the PDF does not say.
    """

    document: str = ""
    language: str = ""
    options: str = ""


def extract(data: bytes) -> str:
    """Return the text of the profile.yaml inside a PDF; raise InputError where it is missing or was changed."""
    found = _read(data)
    source, metadata = found.source, found.metadata
    if source is None:
        raise _error("this PDF carries no profile", "only PDFs made by cvgen, without --no-source, have one inside")
    digest = metadata.get("source", "")
    if len(digest) != 64:
        hint = "another program has saved the PDF since"
        raise UncheckedError([Problem("the profile inside this PDF can't be checked", hint=hint)])
    if hashlib.sha256(source).hexdigest() != digest:
        raise _error("the profile inside this PDF was changed after it was made", "ask its sender for the original")
    try:
        return source.decode()
    except UnicodeDecodeError:
        raise _error("the profile inside this PDF is not text in UTF-8", "it can't have been made by cvgen") from None


def carries(data: bytes) -> bool:
    """Tell whether a PDF has a profile inside; raise InputError when it can't be opened."""
    return _read(data).source is not None


def has_changed_pages(data: bytes) -> bool:
    """Tell whether the pages of a PDF were changed after cvgen built it; raise InputError when it can't be opened.

    False for a PDF that does not say what its pages were.
    """
    return _read(data).has_changed_pages


def identity(data: bytes) -> Identity:
    """Return which document a PDF is; raise InputError when it can't be opened."""
    metadata = _read(data).metadata
    return Identity(*(metadata.get(name, "") for name in ("document", "language", "options")))


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF; raise InputError when it can't be opened."""
    return _read(data).page_count


class _Found(NamedTuple):
    """The attached profile of a PDF, None without one, and our properties in its metadata by name."""

    source: bytes | None
    metadata: Mapping[str, str]
    has_changed_pages: bool
    page_count: int


@lru_cache(maxsize=4)  # a command looks at a PDF several times
def _read(data: bytes) -> _Found:
    """Return what cvgen put into a PDF, and unpack no more of it than a CV can have."""
    import pikepdf  # here, because it takes a tenth of a second and only some commands need it

    try:
        with _bounded(), pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = _properties(pdf)
            is_ours = "source" in metadata or "pages" in metadata
            is_changed = is_ours and (
                metadata.get("pages", "") != pages.digest(pages.contents_of(pdf)) or pages.has_additions(pdf)
            )
            if NAME not in pdf.attachments:
                return _Found(None, metadata, is_changed, len(pdf.pages))
            source = _unpacked(pdf.attachments[NAME].get_file().obj)
            return _Found(source, metadata, is_changed, len(pdf.pages))
    except pikepdf.PasswordError:
        raise _error("this PDF is protected by a password", "save a copy without a password") from None
    except pages.TooMuchError:
        raise _error(TOO_LARGE, HINT) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError) as error:
        if "memory limit" in str(error):
            raise _error(TOO_LARGE, HINT) from None
        raise _error("the file is not a PDF, or is damaged", HINT) from None


@contextmanager
def _bounded() -> Iterator[None]:
    """Raise InputError where the block unpacks too much: QPDF knows a limit for most filters, the system for memory."""
    import pikepdf.settings

    before = pikepdf.settings.get_qpdf_limits()
    kinds = (name for name in before if name.endswith("_max_memory"))
    pikepdf.settings.set_qpdf_limits(**dict.fromkeys(kinds, MAX_BYTES))  # type: ignore[arg-type]
    try:
        with limits.memory(MEGABYTES, TOO_LARGE, HINT):
            yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)  # type: ignore[arg-type]


def _unpacked(stream: "pikepdf.Object") -> bytes:
    """Return the content of a stream; raise TooMuchError if it has too many bytes."""
    content = bytes(stream.read_bytes())
    if len(content) > MAX_BYTES:
        raise pages.TooMuchError
    return content


def _properties(pdf: "pikepdf.Pdf") -> dict[str, str]:
    """Return the properties of our namespace in the metadata of a PDF by name; {} for metadata that can't be ours."""
    if "/Metadata" not in pdf.Root or len(pdf.Root.Metadata.read_bytes()) > MAX_METADATA:
        return {}
    prefix = f"{{{NAMESPACE}}}"
    try:
        found = pdf.open_metadata(strict=True).items()
        return {name.removeprefix(prefix): str(value) for name, value in found if name.startswith(prefix)}
    except (ValueError, SyntaxError):  # of XML
        return {}


def _error(message: str, hint: str) -> InputError:
    return InputError([Problem(message, hint=hint)])
