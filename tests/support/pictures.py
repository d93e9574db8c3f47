"""Pictures made on the spot."""

import io

from PIL import Image


def photo(size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> bytes:
    """Return the bytes of a small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, kind)
    return out.getvalue()
