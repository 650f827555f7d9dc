"""Taking a file out of the vault for good."""

from typing import Any

from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.vault import shelf
from lms.vault.kinds import file_kinds
from lms.vault.models import StoredFile


def remove_file(file: StoredFile, *, by: Any) -> bool:
    """Make ``file`` unreadable now and take its bytes off the disk once the transaction commits; says whether it was still there.

    Of two who remove it at once, the second waits for the first and is told ``False``.

    The row stays, without its key, so that what named the file still tells what it was. Removing twice changes nothing.
    Raises ``Conflict`` while the file's kind says why it is kept.
    """
    with transaction.atomic():
        kept = file_kinds.get(file.kind).why_kept(file) if file.kind in file_kinds else ""
        if kept:
            raise Conflict(kept, code="kept")
        present = StoredFile.objects.filter(pk=file.pk, removed_at__isnull=True)
        if not present.update(removed_at=now(), wrapped_key=b"", key=None):
            return False
        label = file_kinds.get(file.kind).label if file.kind in file_kinds else file.kind
        record_event("vault.file_removed", by=by, subject_kind="file", subject_id=file.public_id, campus=file.campus, data={"label": label})
        failpoint("vault.before_removal_commit")
        transaction.on_commit(lambda: shelf.discard(file.stored_as), robust=True)  # what stays, tidy_vault takes
    file.refresh_from_db()
    return True
