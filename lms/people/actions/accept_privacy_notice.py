"""Accepting the privacy notice in force."""

from django.conf import settings
from django.db import transaction

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid
from lms.people.models import User


def accept_privacy_notice(*, person: User, version: str) -> None:
    """Record that ``person`` accepted ``version``. Raises ``Invalid`` when that is not the notice in force (it changed while they read)."""
    if version != settings.PRIVACY_NOTICE_VERSION:
        raise Invalid("The privacy notice has changed while you were reading. Please read the new one.")
    with transaction.atomic():
        person.privacy_version = version
        person.privacy_accepted_at = now()
        person.save(update_fields=["privacy_version", "privacy_accepted_at"])
        record_event("people.privacy_accepted", by=person, subject_kind="person", subject_id=person.public_id, data={"version": version})
