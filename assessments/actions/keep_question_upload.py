"""Keeping a file of questions between its report and its import."""

from typing import Any

from assessments.rules import QUESTION_UPLOAD
from lms.vault.api import StoredFile, store


def keep_question_upload(*, upload: Any, by: Any) -> StoredFile:
    """Put ``upload`` (a file that Django received) into the vault for a day, for ``by`` alone: it holds the right answers. Raises ``NoRoom``."""
    content = upload.chunks()
    return store(QUESTION_UPLOAD, content, name=upload.name, media_type="application/octet-stream", owner=by.public_id, by=by.public_id)
