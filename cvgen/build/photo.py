"""Prepare a photo for a PDF: upright, RGB, no larger than print needs, without metadata."""

import io
import warnings

from PIL import Image, ImageFile, ImageOps

from cvgen import limits
from cvgen.document.tree import Photo
from cvgen.problems import InputError, Problem

LONGEST_SIDE = 1000  # pixels: 35 mm at 700 dpi
MOST_BYTES = 160_000_000  # of a picture in memory: 26 million pixels of a progressive JPEG, 40 of a plain PNG
WITHOUT_MEAN = ("1", "P", "PA", "F", "I", "I;16", "I;16B", "I;16L", "I;16N")  # modes whose pixels can't be mixed
TOO_LARGE = "the photo has too many pixels"
SMALLER = f"use a JPEG or PNG file of {LONGEST_SIDE} or some more pixels"
MEGABYTES = 250  # to decode a picture of any format
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "BMP")


def prepare(data: bytes, description: str) -> Photo:
    """Return the photo in the bytes of a picture file, with a description; raise InputError if it can't be read."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process
    try:
        with warnings.catch_warnings(), limits.memory(MEGABYTES, TOO_LARGE, SMALLER):
            warnings.simplefilter("ignore")  # such as damaged metadata of the camera, which is removed anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _upright(_shrunk(Image.open(io.BytesIO(data), formats=FORMATS)))
    except InputError:
        raise
    except Exception as error:  # Pillow raises whatever its decoders do; none of it may reach the user
        if "decompression bomb" in str(error):
            raise _too_large() from None
        hint = "use a JPEG or PNG file"
        raise InputError([Problem("the photo is not a picture that can be read", hint=hint)]) from None
    return _saved(picture, description)


def _too_large() -> InputError:
    return InputError([Problem(TOO_LARGE, hint=SMALLER)])


def _shrunk(picture: Image.Image) -> Image.Image:
    """Return a picture with no side longer than print needs; raise InputError if it takes too much memory to decode."""
    if picture.width * picture.height * _bytes_per_pixel(picture) > MOST_BYTES:
        raise _too_large()
    picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # a JPEG is decoded at that size, or somewhat larger
    if picture.mode in WITHOUT_MEAN:
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _bytes_per_pixel(picture: Image.Image) -> int:
    """Return how many bytes of memory each pixel takes until the picture is small."""
    if picture.format == "JPEG":
        return 6 if picture.info.get("progressive") else 0  # without steps, it is never decoded at its full size
    if picture.format == "WEBP":
        return 12  # the decoder has two canvases
    return 4 if picture.mode in ("RGB", "L", "CMYK") else 8


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
    """Turn a picture as the camera was held, and put transparent parts on white."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        picture = picture.convert("RGBA")
        white = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(white, picture)
    picture = picture.convert("RGB")
    picture.info.clear()
    return picture
