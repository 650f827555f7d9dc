"""Pictures that come inside other people's files: shown only when they are what they say, of a size a browser can bear, and without metadata."""

import io
import warnings

from PIL import Image, ImageOps

FORMATS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
MOST_PIXELS = 40_000_000


def clean_picture(data: bytes) -> tuple[str, bytes] | None:
    """Its ending and its bytes without location, camera and comments; ``None`` for what is no picture a lesson can show."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(FORMATS)) as picture:
                kind = picture.format or ""
                if picture.width * picture.height > MOST_PIXELS:
                    return None
                if getattr(picture, "n_frames", 1) > 1:
                    return FORMATS[kind], data  # re-writing a moving picture would change it
                return FORMATS[kind], _written(picture, kind)
    except (OSError, ValueError, SyntaxError, KeyError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None


def _written(picture: Image.Image, kind: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.info = {name: upright.info[name] for name in ("transparency",) if name in upright.info}
    made = io.BytesIO()
    upright.save(made, format=kind, **({"quality": 92} if kind in ("JPEG", "WEBP") else {}))
    return made.getvalue()
