"""Looking for other people's canaries in an answer: its headers, its text, and what is packed inside it."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader

from tests.factories.canary import Canary, canaries_in


def canaries_of(response: Any) -> set[Canary]:
    """Every canary of the response: status line, headers, cookies, body, members of archives, text of PDF files."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items()) + response.cookies.output()
    found = canaries_in(headers)
    for content in texts_in(body_of(response)):
        found |= canaries_in(content)
    return found


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def texts_in(content: bytes) -> Iterator[bytes | str]:
    """The content itself; of archives (XLSX and DOCX too) their names and members; of PDF files the text and metadata."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                yield f"{member.filename} {member.comment!r}"
                yield from texts_in(archive.read(member))
    elif content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        yield str(reader.metadata)
        yield "\n".join(page.extract_text() for page in reader.pages)
