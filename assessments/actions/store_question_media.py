"""Pictures and recordings that came with a question's file: stored by their bytes (decision 45), and shown by its texts."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from assessments.formats.base import QuestionDraft
from assessments.formats.markup import RECORDINGS
from curriculum.api import clean_picture
from lms.core.canonical import sha256_hex
from lms.questions.api import PICTURES_FOLDER

LARGEST = 5_000_000
LARGEST_RECORDING = 50_000_000
_SHOWN = re.compile(r"!?\[([^\[\]]*)\]\(images/([^()\s]+)\)")
_PLACED = re.compile(r"\]\(" + re.escape(settings.MEDIA_URL + PICTURES_FOLDER) + r"([0-9a-f]{64}\.[a-z0-9]{2,4})\)")


def store_question_media(draft: QuestionDraft, *, keep: bool = True) -> QuestionDraft:
    """``draft`` whose texts and pictures name stored files; what cannot be shown is named as lost. Nothing is stored unless ``keep``."""
    if not draft.media and "](images/" not in draft.stem + draft.explanation and not _speaks_of_files(draft.content):
        return draft
    return _Placing(draft, keep).placed()


def placed_media(draft: QuestionDraft) -> QuestionDraft:
    """The reverse, for files that carry their pictures: texts say ``images/NAME`` and ``media`` holds the bytes."""
    media: dict[str, bytes] = {}

    def taken(found: re.Match[str]) -> str:
        name = found[1]
        if name not in media and default_storage.exists(PICTURES_FOLDER + name):
            with default_storage.open(PICTURES_FOLDER + name, "rb") as file:
                media[name] = file.read()
        return f"](images/{name})"

    def texts(text: str) -> str:
        return _PLACED.sub(taken, text) if PICTURES_FOLDER in text else text

    content = _each_text(draft.content, texts, _picture_taken(media))
    return replace(draft, stem=texts(draft.stem), explanation=texts(draft.explanation), content=content, media=media)


class _Placing:
    def __init__(self, draft: QuestionDraft, keep: bool) -> None:
        self.draft, self.keep, self.lost = draft, keep, list(draft.lost)

    def placed(self) -> QuestionDraft:
        content = _each_text(self.draft.content, self._text, self._picture)
        stem, explanation = self._text(self.draft.stem), self._text(self.draft.explanation)
        return replace(self.draft, stem=stem, explanation=explanation, content=content, lost=tuple(dict.fromkeys(self.lost)))

    def _text(self, text: str) -> str:
        return _SHOWN.sub(self._shown, text) if "](images/" in text else text

    def _shown(self, found: re.Match[str]) -> str:
        words, name = found[1], found[2]
        stored = self._stored(name)
        if stored:
            return f"{'!' if found[0].startswith('!') else ''}[{words}]({settings.MEDIA_URL}{PICTURES_FOLDER}{stored})"
        return f"({words or name})"

    def _picture(self, picture: dict[str, Any]) -> dict[str, Any]:
        name = str(picture["file"]).removeprefix("images/")
        stored = self._stored(name)
        if not stored or stored.endswith(RECORDINGS):
            return picture
        width, height = _size(self.draft.media[name])
        return {**picture, "stored": stored, "width": width, "height": height}

    def _stored(self, name: str) -> str:
        """The name in the storage; empty, and the loss named, for what cannot be shown."""
        data = self.draft.media.get(name)
        if data is None:
            self.lost.append(f"“{name}” is left out: it is not in the file.")
            return ""
        ending = _ending(name, data)
        if not ending:
            self.lost.append(f"“{name}” is left out: it is no picture or recording that a question can show (PNG, JPEG, WebP or GIF of at most 5 MB).")
            return ""
        stored = f"{sha256_hex(data)}.{ending}"
        if self.keep and not default_storage.exists(PICTURES_FOLDER + stored):
            default_storage.save(PICTURES_FOLDER + stored, ContentFile(data))
        return stored


def _ending(name: str, data: bytes) -> str:
    if name.lower().endswith(RECORDINGS):
        return name.rsplit(".", 1)[-1].lower() if 0 < len(data) <= LARGEST_RECORDING else ""
    found = clean_picture(data) if len(data) <= LARGEST else None
    return found[0] if found else ""


def _size(data: bytes) -> tuple[int, int]:
    """In pixels, as browsers show it: turned as the camera was held."""
    with Image.open(BytesIO(data)) as picture:
        return ImageOps.exif_transpose(picture).size


def _picture_taken(media: dict[str, bytes]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def taken(picture: dict[str, Any]) -> dict[str, Any]:
        stored = PICTURES_FOLDER + str(picture.get("stored", ""))
        if picture.get("stored") and default_storage.exists(stored):
            with default_storage.open(stored, "rb") as file:
                media[str(picture["file"]).removeprefix("images/")] = file.read()
        return {key: value for key, value in picture.items() if key not in ("stored", "width", "height")}

    return taken


def _speaks_of_files(content: Any) -> bool:
    if isinstance(content, str):
        return "](images/" in content
    if isinstance(content, dict):
        return "picture" in content or any(map(_speaks_of_files, content.values()))
    return isinstance(content, list) and any(map(_speaks_of_files, content))


def _each_text(data: Any, text: Callable[[str], str], picture: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """``data`` with every text and every picture in it changed."""
    if isinstance(data, str):
        return text(data)
    if isinstance(data, list):
        return [_each_text(one, text, picture) for one in data]
    if not isinstance(data, dict):
        return data
    return {
        key: picture(one) if key == "picture" and isinstance(one, dict) and isinstance(one.get("file"), str) else _each_text(one, text, picture)
        for key, one in data.items()
    }
