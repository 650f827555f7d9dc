"""Pictures that come with the editor's form: stored by their bytes at once, so that they are there however often the form is sent."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from curriculum.api import folder_files

REFUSED = "this is no picture that a question can show: PNG, JPEG or WebP, at most 5 MB."


def take_pictures(data: Any, files: Mapping[str, Any], name: str = "q", place: str = "") -> Iterator[str]:
    """Put what was uploaded, or was stored before, into every picture of ``data``; says, as ``check_question`` does, what cannot be used."""
    for field, value in _inside(data):
        at = f"{place}, {field}" if place else str(field)
        if field == "picture" and isinstance(value, dict):
            yield from _take(value, files.get(f"{name}.picture.upload"), at)
        else:
            inner = f"{place}, entry {field + 1}" if isinstance(field, int) else at
            yield from take_pictures(value, files, f"{name}.{field}", inner)


def _inside(data: Any) -> list[tuple[Any, Any]]:
    return list(data.items()) if isinstance(data, dict) else list(enumerate(data)) if isinstance(data, list) else []


def _take(picture: dict[str, Any], upload: Any, place: str) -> Iterator[str]:
    if upload is None:
        picture.update(folder_files.known_picture(str(picture.get("stored", ""))) or {"stored": "", "width": 0, "height": 0})
        return
    stored = folder_files.stored_picture(upload.read())
    if stored is None:
        yield f"{place}: {REFUSED}"
        return
    picture.update(stored, file=_file_name(upload.name, stored["stored"]))


def _file_name(uploaded: str, stored: str) -> str:
    """A name for folders, made of the uploaded one."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", PurePath(uploaded).stem).strip("-")[:50]
    return f"images/{stem or 'picture'}.{stored.rpartition('.')[2]}"
