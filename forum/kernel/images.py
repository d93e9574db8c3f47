"""Takes in a photo: decodes it, limits it, turns it upright and draws it anew, so nothing but the picture remains."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from forum.kernel.errors import Invalid, TooLarge
from forum.kernel.words import N_, sentence

FORMATS = ("JPEG", "PNG", "WEBP")
MAX_PIXELS = 25_000_000


@dataclass(frozen=True)
class Photo:
    """A clean picture: bytes of a JPEG, and its size in pixels."""

    data: bytes
    width: int
    height: int


def take_in(data: bytes, *, max_bytes: int, longest_side: int = 2048) -> Photo:
    """Return a clean JPEG of the picture in `data`.

    Metadata, comments, further frames and anything appended are gone. Raises TooLarge, Invalid.
    Cost: one decode and one encode of at most 25 million pixels.
    """
    if len(data) > max_bytes:
        raise TooLarge(sentence(N_("This file has %(size).1f MB; the most we can take is %(limit).1f MB."),
                                size=len(data) / 1e6, limit=max_bytes / 1e6))  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _decode(data)
    except Image.DecompressionBombError:
        raise TooLarge(N_("This picture has too many pixels; please make it smaller.")) from None
    except Exception:
        raise Invalid(N_("This is not a picture we can read. Please use a JPEG, PNG or WebP file.")) from None
    picture.thumbnail((longest_side, longest_side))
    clean = Image.new("RGB", picture.size, "white")
    clean.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    out = io.BytesIO()
    clean.save(out, "JPEG", quality=85, optimize=True)
    return Photo(out.getvalue(), *clean.size)


def _decode(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        opened.load()
        upright = ImageOps.exif_transpose(opened)
    return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")
