"""Taking trust away from a signing key that was lost: what it signed from that moment on counts for nothing."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import iso_ms
from lms.core.errors import Conflict, Invalid, NotFound
from lms.vault.models import SigningKey


@transaction.atomic
def revoke_key(*, key_id: str, revoked_from: datetime, reason: str, by: Any) -> SigningKey:
    """Mark what ``key_id`` signed at or after ``revoked_from`` as not genuine.

    Raises ``NotFound`` for a key that never signed here, ``Invalid`` without a reason, ``Conflict`` when it was revoked
    from another moment before. Revoking again from the same moment changes nothing.
    """
    if not reason.strip():
        raise Invalid("Say why the key is no longer trusted; the reason is kept.")
    key = SigningKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise NotFound("No key of this name has signed here.")
    if key.revoked_from == revoked_from:
        return key
    if key.revoked_from is not None:
        raise Conflict(f"This key was revoked from {iso_ms(key.revoked_from)} on already.", code="already_revoked")
    key.revoked_from, key.revoked_reason = revoked_from, reason.strip()
    key.save(update_fields=["revoked_from", "revoked_reason"])
    record_event("vault.key_revoked", by=by, subject_kind="signing_key", subject_id=key_id, data={"key": key_id, "from": iso_ms(revoked_from)})
    return key
