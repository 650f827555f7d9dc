"""How a campus shares records: as a school official, or only as each student says."""

from typing import Any

from django.db import transaction

from accreditation.models import CampusSharing, SharingMode
from accreditation.queries.sharing import sharing_of
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.people.api import Campus


@transaction.atomic
def set_sharing(*, campus: Campus, mode: str, reason: str, by: Any) -> CampusSharing:
    """Set the mode from now on. Raises ``Forbidden``, ``Invalid`` without a reason, ``Conflict`` where it is that mode already."""
    access.require(by, "accreditation.set_sharing", campus, sentence="Only a coordinator of this campus or an administrator sets how it shares records.")
    if mode not in SharingMode.values or not reason.strip():
        raise Invalid("Choose a mode, and say why it is right for this campus.")
    Campus.objects.select_for_update().get(pk=campus.pk)  # two people who set it at once get two numbers
    before = sharing_of(campus.slug)
    if (before.mode if before else SharingMode.SCHOOL_OFFICIAL) == mode:
        raise Conflict("The campus is in this mode already.", code="same_mode")
    number = before.number + 1 if before else 1
    made = CampusSharing.objects.create(campus=campus.slug, number=number, mode=mode, reason=reason.strip()[:500], set_by=by.public_id, set_at=now())
    facts = {"mode": str(SharingMode(mode).label)}
    record_event("accreditation.sharing_set", by=by, subject_kind="campus", subject_id=campus.public_id, campus=campus.slug, data=facts)
    return made
