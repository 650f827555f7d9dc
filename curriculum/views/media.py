"""Pictures, recordings and captions of lessons, for whoever is signed in; players ask for parts of a recording."""

import mimetypes
import os
import re
from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from lms.core import access
from lms.core.errors import NotFound

SERVED = ("images/", "media/", "media_thumbnails/", "captions/")  # documents have Wagtail's own door; originals and evidence have none here
TYPES = {".vtt": "text/vtt", ".m4a": "audio/mp4", ".webm": "video/webm"}
PLAYED = ("image/", "audio/", "video/")
BLOCK = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")  # longer numbers are no place in any file; such a header is ignored


@access.signed_in
@require_safe
def lesson_media(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file of the media folder, or the part of it that the player asks for."""
    try:
        if not name.startswith(SERVED) or ".." in name or "\0" in name or not _is_file(name):
            raise NotFound
    except SuspiciousOperation:
        raise NotFound from None
    size = default_storage.size(name)
    asked = _RANGE.fullmatch(request.headers.get("Range", ""))
    start, end = _part(asked, size) if asked else (0, size)
    if start >= end and size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    suffix = name[name.rfind(".") :].lower()
    kind = TYPES.get(suffix) or mimetypes.guess_type(name)[0] or ""
    kind = kind if kind.startswith(PLAYED) or suffix in TYPES else "application/octet-stream"  # nothing here is ever a page of ours
    answer = StreamingHttpResponse(_read(name, start, end), status=206 if asked else 200, content_type=kind)
    answer["Content-Length"] = str(end - start)
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, max-age=86400"
    if asked:
        answer["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return answer


def _is_file(name: str) -> bool:
    """There, and no folder, where the storage has folders."""
    try:
        return os.path.isfile(default_storage.path(name))  # noqa: PTH113  a Path raises for a name that is too long
    except NotImplementedError:
        return default_storage.exists(name)


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """The half-open range that is asked for; empty when there is no such part (RFC 9110, 14.1.2)."""
    first, last = asked.groups()
    if not first:
        return (max(0, size - int(last)), size) if last and int(last) else (size, size)
    return int(first), min(int(last) + 1, size) if last else size


def _read(name: str, start: int, end: int) -> Iterator[bytes]:
    if hasattr(default_storage, "read_part"):  # a bucket
        yield from default_storage.read_part(name, start, end)
        return
    with default_storage.open(name) as file:  # opened by the first reading, so that an answer to HEAD opens nothing
        file.seek(start)
        while start < end and (block := file.read(min(BLOCK, end - start))):
            start += len(block)
            yield block
