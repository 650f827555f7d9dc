"""Pictures and downloads of a lesson: the same file is stored once, known by its content."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from lms.core.canonical import sha256_hex


def image_of(path: Path) -> Any:
    """The Wagtail image with the content of ``path``."""
    return _stored(get_image_model(), path, path.stem.replace("-", " "))


def document_of(path: Path, title: str) -> Any:
    """The Wagtail document with the content of ``path``."""
    return _stored(get_document_model(), path, title)


def _stored(model: Any, path: Path, title: str) -> Any:
    data = path.read_bytes()
    name = f"{sha256_hex(data)[:16]}-{path.name}"
    found = model.objects.filter(file__contains=sha256_hex(data)[:16]).first()
    if found is not None:
        return found
    item = model(title=title[:255], file=ContentFile(data, name=name))
    item.save()
    return item
