"""Prepare a photo for a PDF: upright, RGB, no larger than print needs, without metadata."""

import io
import warnings

from PIL import Image, ImageFile, ImageOps

from cvgen.document.tree import Photo
from cvgen.problems import InputError, Problem

LONGEST_SIDE = 1000  # pixels: 35 mm at 700 dpi
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def prepare(data: bytes, description: str) -> Photo:
    """Return the photo in the bytes of a picture file, with a description; raise InputError if it can't be read."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as damaged metadata of the camera, which is removed anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _upright(Image.open(io.BytesIO(data), formats=FORMATS))
    except Exception as error:  # Pillow raises whatever its decoders do; none of it may reach the user
        reason = "has too many pixels" if "decompression bomb" in str(error) else "is not a picture that can be read"
        raise InputError([Problem(f"the photo {reason}", hint="use a JPEG or PNG file")]) from None
    return _saved(picture, description)


def smaller(photo: Photo, side: int) -> Photo:
    """Return the photo with no side longer than `side` pixels."""
    picture = Image.open(io.BytesIO(photo.data))
    picture.thumbnail((side, side))
    return _saved(picture, photo.description)


def _saved(picture: Image.Image, description: str) -> Photo:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, optimize=True)
    return Photo(out.getvalue(), description, *picture.size)


def _upright(picture: Image.Image) -> Image.Image:
    """Turn a picture as the camera was held, put transparent parts on white, and shrink it."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = picture.convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    picture.info.clear()
    return picture
