"""Read what travels inside a PDF that cvgen made: the profile, and which document it is.

The profile and the pages are compared with digests in the metadata. This finds accidents and programs that change a
PDF; whoever changes all of it on purpose is not found, because nothing is signed.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cvgen.pdf import pages
from cvgen.pdf.xmp import NAMESPACE
from cvgen.pdf.xmp import SOURCE_NAME as NAME
from cvgen.problems import InputError, Problem

if TYPE_CHECKING:
    import pikepdf

MAX_BYTES = 20_000_000


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
    return source.decode()


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


class _Found(NamedTuple):
    """The attached profile of a PDF, None without one, and our properties in its metadata by name."""

    source: bytes | None
    metadata: Mapping[str, str]
    has_changed_pages: bool


def _read(data: bytes) -> _Found:
    """Return what cvgen put into a PDF."""
    import pikepdf  # here, because it takes a tenth of a second and only some commands need it

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = _properties(pdf)
            is_changed = bool(metadata.get("pages")) and metadata["pages"] != pages.digest(pages.contents_of(pdf))
            if NAME not in pdf.attachments:
                return _Found(None, metadata, is_changed)
            file = pdf.attachments[NAME].get_file()
            if file.size > MAX_BYTES:
                raise _error("the profile inside this PDF is too large", "it can't have been made by cvgen")
            return _Found(file.read_bytes(), metadata, is_changed)
    except pikepdf.PasswordError:
        raise _error("this PDF is protected by a password", "save a copy without a password") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError):
        raise _error("the file is not a PDF, or is damaged", "check that it is the right file") from None


def _properties(pdf: "pikepdf.Pdf") -> dict[str, str]:
    """Return the properties of our namespace in the metadata of a PDF by name."""
    if "/Metadata" not in pdf.Root:
        return {}
    prefix = f"{{{NAMESPACE}}}"
    found = pdf.open_metadata().items()
    return {name.removeprefix(prefix): str(value) for name, value in found if name.startswith(prefix)}


def _error(message: str, hint: str) -> InputError:
    return InputError([Problem(message, hint=hint)])
