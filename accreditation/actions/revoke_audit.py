"""Ending an audit before its time; whoever came in by its link is out with their next click."""

from typing import Any

from django.db import transaction

from accreditation.models import Audit, AuditRevocation
from accreditation.queries.audits import PURPOSE
from lms.audit.api import record_event
from lms.core import access
from lms.core.clock import now
from lms.people.api import links_on, revoke_link


@transaction.atomic
def revoke_audit(*, audit: Audit, by: Any) -> AuditRevocation:
    """End it; ending it again changes nothing. Raises ``Forbidden``."""
    access.require(by, "accreditation.keep_audit", audit, sentence="Only a coordinator of this campus ends its audits.")
    made, is_new = AuditRevocation.objects.get_or_create(audit=audit, defaults={"revoked_by": by.public_id, "revoked_at": now()})
    if is_new:
        for link in links_on(PURPOSE, audit.public_id):
            revoke_link(link=link, by=by)
        facts = {"audit": audit.label}
        record_event("accreditation.audit_revoked", by=by, subject_kind="audit", subject_id=audit.public_id, campus=audit.campus, data=facts)
    return made
