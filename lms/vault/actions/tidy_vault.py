"""What the vault does by itself: files past their time go, and bytes that no row knows."""

import time

from lms.core.clock import now
from lms.core.errors import Conflict
from lms.vault import shelf
from lms.vault.actions.remove_file import remove_file
from lms.vault.models import StoredFile

# A file is written before its row commits; nothing that takes a day is still on its way.
_STRAY_AFTER_SECONDS = 24 * 3600
_AT_ONCE = 500


def tidy_vault() -> int:
    """Remove expired files, and bytes left by transactions that rolled back or processes that died; how many went."""
    return _remove_expired() + _remove_strays()


def _remove_expired() -> int:
    expired = list(StoredFile.objects.filter(removed_at__isnull=True, expires_at__lte=now())[:_AT_ONCE])
    return sum(_removed(file) for file in expired)


def _removed(file: StoredFile) -> bool:
    """What its kind keeps stays, whatever day stands in its row, and holds up nothing else."""
    try:
        return remove_file(file, by=None)
    except Conflict:
        return False


def _remove_strays() -> int:
    removed, batch = 0, list[str]()
    for name in shelf.lying_since_before(time.time() - _STRAY_AFTER_SECONDS):
        batch.append(name)
        if len(batch) == _AT_ONCE:
            removed, batch = removed + _without_row(batch), []
    return removed + _without_row(batch)


def _without_row(names: list[str]) -> int:
    known = set(StoredFile.objects.filter(stored_as__in=names, removed_at__isnull=True).values_list("stored_as", flat=True))
    strays = [name for name in names if name not in known]
    for name in strays:
        shelf.discard(name)
    return len(strays)
