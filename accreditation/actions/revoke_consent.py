"""A student takes a consent back; what was shared by then stays shared."""

from typing import Any

from django.db import transaction

from accreditation.models import Application, Consent, ConsentRevocation
from accreditation.queries.sharing import is_with_the_government
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict


@transaction.atomic
def revoke_consent(*, consent: Consent, by: Any) -> ConsentRevocation:
    """End a consent; ending it again changes nothing. Raises ``Forbidden`` for anybody but the student, ``Conflict`` while a filing waits for a decision."""
    access.require(by, "accreditation.revoke_consent", consent, sentence="Only the student who signed a consent takes it back.")
    found = ConsentRevocation.objects.filter(consent=consent).first()
    if found is not None:
        return found
    list(Application.objects.select_for_update().filter(student=consent.student))  # a filing and this follow one another
    if is_with_the_government(consent):
        raise Conflict("What you consented to was filed and waits for a decision, so this consent stands until then.", code="filed")
    made = ConsentRevocation.objects.create(consent=consent, student=consent.student, revoked_by=by.public_id, revoked_at=now())
    record_event("accreditation.consent_revoked", by=by, subject_kind="consent", subject_id=consent.public_id, campus=consent.campus)
    return made
