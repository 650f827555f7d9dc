"""Pictures in the content of questions: ``picture: {file: images/form.png, alt: …}``, wherever it stands in it.

Loading stores the bytes under their fingerprint and writes it into the content beside the size, so that a question's version and a lesson's
snapshot name exactly what was shown. A stored picture is never changed or removed. Writing a folder puts the file beside the question again.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from curriculum.importers.pictures import clean_picture
from lms.core.canonical import sha256_hex
from lms.questions.api import PICTURES_FOLDER

Say = Callable[[str], None]
PlaceFile = Callable[[Any, str], str]
ENDINGS = ("png", "jpg", "webp")
LARGEST = 5_000_000
_FILLED_IN = ("stored", "width", "height")


def with_pictures_stored(content: Any, folder: Path, say: Say) -> Any:
    """``content`` with every picture's file, below ``folder``, stored and named; ``say`` hears of each that cannot be, which stays as it is."""
    return _each_picture(content, lambda picture: {**picture, **_facts(picture["file"], folder, say, stored_picture)})


def with_pictures_found(content: Any, folder: Path, say: Say) -> Any:
    """As ``with_pictures_stored``, and nothing is stored: for who reads a folder and keeps nothing."""
    return _each_picture(content, lambda picture: {**picture, **_facts(picture["file"], folder, say, picture_facts)})


def with_pictures_placed(content: Any, place: PlaceFile) -> Any:
    """``content`` as an author writes it, its files put where ``place(file, folder)`` says."""
    return _each_picture(content, lambda picture: _placed(picture, place) if picture.get("stored") else picture)


def _each_picture(content: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    if isinstance(content, list):
        return [_each_picture(one, change) for one in content]
    if not isinstance(content, dict):
        return content
    return {key: change(value) if key == "picture" and _is_picture(value) else _each_picture(value, change) for key, value in content.items()}


def _is_picture(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("file"), str)


def _facts(name: str, folder: Path, say: Say, facts_of: Callable[[bytes], dict[str, Any] | None]) -> dict[str, Any]:
    path = (folder / name).resolve() if "\0" not in name else folder
    if not path.is_relative_to(folder.resolve()) or not path.is_file():
        say(f"the file “{name}” is not in the module's folder.")
        return {}
    facts = facts_of(path.read_bytes() if path.stat().st_size <= LARGEST else b"")
    if facts is None:
        say(f"“{name}” is no picture that a question can show: PNG, JPEG or WebP, at most 5 MB.")
        return {}
    return facts


def stored_picture(data: bytes) -> dict[str, Any] | None:
    """Keep the bytes under their fingerprint; what content says of them, or ``None`` for what is no picture that a question can show."""
    facts = picture_facts(data)
    if facts is not None and not default_storage.exists(PICTURES_FOLDER + facts["stored"]):
        default_storage.save(PICTURES_FOLDER + facts["stored"], ContentFile(data))
    return facts


def picture_facts(data: bytes) -> dict[str, Any] | None:
    """What content says of a picture once it is stored, or ``None`` for what is no picture that a question can show."""
    found = clean_picture(data) if len(data) <= LARGEST else None
    if found is None or found[0] not in ENDINGS:
        return None
    width, height = _size(data)
    return {"stored": f"{sha256_hex(data)}.{found[0]}", "width": width, "height": height}


def known_picture(stored: str) -> dict[str, Any] | None:
    """What content says of a picture that is stored already; ``None`` where there is none."""
    if not re.fullmatch(r"[0-9a-f]{64}\.(png|jpg|webp)", stored) or not default_storage.exists(PICTURES_FOLDER + stored):
        return None
    with default_storage.open(PICTURES_FOLDER + stored) as file:
        width, height = _size(file.read())
    return {"stored": stored, "width": width, "height": height}


def _size(data: bytes) -> tuple[int, int]:
    """In pixels, as browsers show it: turned as the camera was held."""
    with Image.open(BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).size


def _placed(picture: dict[str, Any], place: PlaceFile) -> dict[str, Any]:
    with default_storage.open(PICTURES_FOLDER + picture["stored"], "rb") as file:
        copy = ContentFile(file.read(), name=Path(picture["file"]).name)
    written = {key: value for key, value in picture.items() if key not in _FILLED_IN}
    return {**written, "file": place(copy, "images")}
