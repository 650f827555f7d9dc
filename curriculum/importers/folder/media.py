"""Pictures and downloads of a lesson: the same file is stored once, known by its content."""

from hashlib import sha1
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from curriculum.importers.folder.reading import normal
from curriculum.models import Recording
from lms.core.canonical import sha256_hex


def image_of(path: Path) -> Any:
    """The Wagtail image with the content of ``path``."""
    return _stored(get_image_model(), path, path.stem.replace("-", " "))


def image_with(data: bytes, name: str, title: str) -> Any:
    """The Wagtail image with these bytes, for pictures that come inside another file."""
    model = get_image_model()
    found = _present(model, data, name)
    if found is not None:
        return found
    image = model(title=title[:255], file=ContentFile(data, name=_named_by_content(name, data)))
    image.save()
    return image


def document_of(path: Path, title: str) -> Any:
    """The Wagtail document with the content of ``path``."""
    return _stored(get_document_model(), path, title)


def recording_of(path: Path, kind: str, title: str, transcript: str, captions: Path | None, seconds: float | None = None) -> Recording:
    """The recording with the content of ``path``; its words follow the folder."""
    recording = _stored(Recording, path, title, type=kind, transcript=transcript)
    said = captions.read_bytes() if captions else b""
    present = _bytes(recording.captions) if recording.captions else b""
    facts = (recording.title, normal(recording.transcript), present, recording.duration or None)
    if recording.pk is None or facts != (title, transcript, said, seconds):
        recording.title, recording.transcript, recording.duration = title, transcript, seconds or 0
        if captions:
            recording.captions = ContentFile(said, name=_named_by_content(captions.name, said))
        recording.save()
    return recording  # type: ignore[no-any-return]


def _bytes(file: Any) -> bytes:
    with file.open("rb") as opened:
        return bytes(opened.read())


def _named_by_content(name: str, data: bytes) -> str:
    return f"{sha256_hex(data)[:16]}-{name}"


def _present(model: Any, data: bytes, name: str) -> Any:
    """The stored file with this content: one that was loaded carries its mark in its name; one uploaded on the screen is known by its hash."""
    named = model.objects.filter(file__contains=sha256_hex(data)[:16]).first()
    if named is not None:
        return named
    if model is Recording:  # keeps no hash of its file
        return next((one for one in model.objects.filter(file__endswith=name).order_by("pk") if _bytes(one.file) == data), None)
    return model.objects.filter(file_hash=sha1(data, usedforsecurity=False).hexdigest()).order_by("pk").first()


def _stored(model: Any, path: Path, title: str, **facts: Any) -> Any:
    data = path.read_bytes()
    name = _named_by_content(path.name, data)
    found = _present(model, data, path.name)
    if found is not None:
        return found
    item = model(title=title[:255], file=ContentFile(data, name=name), **facts)
    if facts.get("type") != "video":  # a video is kept once it has its captions
        item.save()
    return item
