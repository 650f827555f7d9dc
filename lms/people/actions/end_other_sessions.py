"""Signing out everywhere else."""

from django.db import transaction

from lms.audit.api import record_event
from lms.core.models import new_public_id
from lms.people.models import User


def end_other_sessions(*, person: User) -> None:
    """Every session of ``person`` ends at its next request; the caller renews the one it wants to keep."""
    with transaction.atomic():
        person.session_seed = new_public_id()
        person.save(update_fields=["session_seed"])
        record_event("people.sessions_ended", by=person, subject_kind="person", subject_id=person.public_id)
