"""The bytes of a PDF that cvgen made -> the profile inside it, if nobody changed it since."""

import hashlib
import io
import re
from html import unescape

from cvgen.problems import Problem, ProfileError

NAME = "profile.yaml"
MAX_BYTES = 20_000_000


def extract(data: bytes) -> str:
    """The bytes of a PDF -> the text of the profile.yaml that it carries; ProfileError says why there is none."""
    source, metadata = _read(data)
    if source is None:
        raise _error("this PDF carries no profile", "only PDFs made by cvgen, without --no-source, have one inside")
    digest = re.search(rb"<cvgen:source>([0-9a-f]{64})</cvgen:source>", metadata)
    if digest is None:
        raise _error("the profile inside this PDF can't be verified", "another program saved the PDF since")
    if hashlib.sha256(source).hexdigest().encode() != digest[1]:
        raise _error("the profile inside this PDF was changed after it was made", "ask its sender for the original")
    return source.decode()


def carries(data: bytes) -> bool:
    """Whether a PDF has a profile inside; ProfileError when it can't be opened."""
    return _read(data)[0] is not None


def label(data: bytes) -> str:
    """A PDF that cvgen made -> which document it is, such as "Curriculum Vitae"; "" when it does not say."""
    found = re.search(r"<dc:description><rdf:Alt><rdf:li [^>]*>(.*?) – ", _read(data)[1].decode(errors="replace"))
    return unescape(found[1]) if found else ""


def _read(data: bytes) -> tuple[bytes | None, bytes]:
    """A PDF -> the attached profile, None when there is none, and the XMP metadata."""
    import pikepdf  # here, because it takes a tenth of a second and only some commands need it

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            metadata = pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""
            if NAME not in pdf.attachments:
                return None, metadata
            file = pdf.attachments[NAME].get_file()
            if file.size > MAX_BYTES:
                raise _error("the profile inside this PDF is too large", "it can't have been made by cvgen")
            return file.read_bytes(), metadata
    except pikepdf.PasswordError:
        raise _error("this PDF is protected by a password", "save a copy without a password") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, KeyError, TypeError) as error:
        raise _error(f"this is not a PDF that can be read ({error})".splitlines()[0], "is it the right file?") from None


def _error(message: str, hint: str) -> ProfileError:
    return ProfileError([Problem(message, hint=hint)])
