"""What goes into the file that is kept for reading offline: nothing that a student could not see, nothing that runs, nothing that is fetched."""

import base64
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.files.storage import default_storage

from curriculum.models import ContentSnapshot, LessonPage
from curriculum.queries.snapshots import LessonContent
from lms.core.clock import now
from lms.core.markdown import render_markdown
from lms.questions.api import question_types

LARGEST_PICTURE = 4 * 1024 * 1024
PICTURES = "images/"
STYLES = Path(settings.BASE_DIR) / "static" / "css" / "offline.css"


def offline_context(lesson: LessonPage, snapshot: ContentSnapshot, content: LessonContent) -> dict[str, Any]:
    return {
        "lesson": lesson, "snapshot": snapshot, "content": content, "parts": [_part(part) for part in content.parts], "styles": _styles(),
        "source": f"{settings.SITE_URL}{lesson.url}", "saved_at": now(),
    }  # fmt: skip


@cache
def _styles() -> str:
    return STYLES.read_text()


def _part(part: dict[str, Any]) -> dict[str, Any]:
    if part["kind"] == "html":
        return {"kind": "html", "html": standing_alone(part["html"])}
    kind = question_types.get(part["type"])
    content = kind.validate_content(part["content"])
    rendered = part.get("rendered") or {path: render_markdown(text) for path, text in kind.markdown_fields(content).items()}
    return {"kind": "check", "stem_html": standing_alone(part["stem_html"]), "view": kind.public_view(content, (), rendered)}


def standing_alone(html: str) -> str:
    """HTML that fetches nothing: pictures inside it, recordings named, links with their whole address."""
    page = BeautifulSoup(html, "html.parser")
    for found in page.find_all(["script", "style", "link", "iframe", "object", "embed", "form", "svg"]):
        found.decompose()
    for found in page.find_all(["video", "audio"]):
        found.replace_with(_sentence(page, f"The recording “{found.get('aria-label', 'without a title')}” is not in this file. What it says follows."))
    for picture in page.find_all("img"):
        _take_in(page, picture)
    for details in page.find_all("details"):
        details["open"] = ""
    for link in page.find_all("a", href=True):
        if str(link["href"]).startswith("/"):
            link["href"] = f"{settings.SITE_URL}{link['href']}"
    return str(page)


def _sentence(page: BeautifulSoup, text: str) -> Tag:
    said = page.new_tag("p", attrs={"class": "left-out"})
    said.string = text
    return said


def _take_in(page: BeautifulSoup, picture: Tag) -> None:
    data = _data_of(str(picture.get("src", "")))
    if data is None:
        picture.replace_with(_sentence(page, f"Picture, not in this file: {picture.get('alt', '')}"))
        return
    picture["src"] = data
    for name in ("srcset", "loading"):
        picture.attrs.pop(name, None)


def _data_of(address: str) -> str | None:
    """The picture as a data address; ``None`` for what is not a picture of ours, is not there or is too large."""
    name = address.removeprefix(settings.MEDIA_URL)
    kind = mimetypes.guess_type(name)[0] or ""
    if name == address or not name.startswith(PICTURES) or ".." in name or not kind.startswith("image/"):
        return None
    if not default_storage.exists(name) or default_storage.size(name) > LARGEST_PICTURE:
        return None
    with default_storage.open(name) as file:
        return f"data:{kind};base64,{base64.b64encode(file.read()).decode()}"
