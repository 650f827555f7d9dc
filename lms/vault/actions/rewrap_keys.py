"""After a new key was put first in VAULT_KEYS: every content key under the new one, so that the old one can go."""

from django.db import transaction

from lms.core.failpoints import failpoint
from lms.vault.ciphers import WrappedKey, newest_key_id, unwrap, wrap
from lms.vault.models import StoredFile, TextKey


def rewrap_keys() -> int:
    """Wrap each content key under the newest site key; how many changed. The files themselves are not touched.

    Safe to stop and repeat: a key is either still under the old site key or already under the new one. Raises
    ``Unreadable`` when one is under a site key that VAULT_KEYS no longer holds.
    """
    files = StoredFile.objects.filter(removed_at__isnull=True).exclude(key_id=newest_key_id())
    texts = TextKey.objects.filter(destroyed_at__isnull=True).exclude(key_id=newest_key_id())
    return sum(_rewrap(StoredFile, pk) for pk in files.values_list("pk", flat=True)) + sum(_rewrap(TextKey, pk) for pk in texts.values_list("pk", flat=True))


def _rewrap(model: type[StoredFile] | type[TextKey], pk: int | str) -> int:
    with transaction.atomic():
        row = model.objects.select_for_update().filter(pk=pk).first()
        if row is None or not row.wrapped_key or row.key_id == newest_key_id():  # removed, erased or done meanwhile
            return 0
        wrapped = wrap(unwrap(WrappedKey(row.key_id, bytes(row.wrapped_key))))
        row.key_id, row.wrapped_key = wrapped.key_id, wrapped.sealed
        row.save(update_fields=["key_id", "wrapped_key"])
        failpoint("vault.rewrapping")
        return 1
