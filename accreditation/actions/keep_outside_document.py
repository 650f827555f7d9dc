"""Keeping the certificate of an outside training in the vault, after inspection."""

from datetime import timedelta
from typing import IO, Any

from lms.core.clock import now
from lms.core.errors import Invalid
from lms.vault.api import Accepts, StoredFile, inspect, read, store

DOCUMENT = "accreditation.outside_document"
ACCEPTS = Accepts(types=("pdf", "jpeg", "png", "webp", "heic"), megabytes=10)
WAITS = timedelta(days=1)


def hold_document(*, enrollment: Any, source: bytes | IO[bytes], name: str, by: Any) -> tuple[StoredFile, tuple[str, ...]]:
    """Keep an upload for a day, until the form it came with is right; and what was taken out of it. Raises ``Invalid`` for what is refused."""
    found = inspect(source, name=name, accepts=ACCEPTS)
    if not found.accepted:
        raise Invalid(found.reason, code="file_refused")
    file = store(
        DOCUMENT, found.data, name=found.name, media_type=found.stored_type, owner=enrollment.student.public_id, campus=enrollment.cohort.campus.slug,
        by=by.public_id, expires_at=now() + WAITS,
    )  # fmt: skip
    return file, tuple(found.changes)


def keep_document(held: StoredFile) -> StoredFile:
    """The held document for good; the held one goes when its day is over."""
    return store(
        DOCUMENT, read(held), name=held.name, media_type=held.media_type, owner=held.owner, campus=held.campus, by=held.created_by,
        key=f"outside:{held.public_id}",
    )  # fmt: skip
