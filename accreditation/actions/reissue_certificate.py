"""Issuing a certificate anew, under a new name or after hours were set right: the old one keeps its place in history and names the new."""

from typing import Any

from django.db import transaction

from accreditation.actions.change_certificate import LONGEST_REASON, newest_event, note_event
from accreditation.actions.issue_certificate import ground_for, refuse_own
from accreditation.actions.tell_certificate import tell_issued
from accreditation.actions.write_certificate import write_certificate
from accreditation.models import Certificate, CertificateEventKind, LedgerHead
from accreditation.queries.certificates import current_certificate
from curriculum.api import enrollment_called
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.vault.api import seal_text


@transaction.atomic
def reissue_certificate(*, certificate: Certificate, reason: str, by: Any) -> Certificate:
    """A new edition that says what the record says today, with a number and a date of its own; ``certificate`` is superseded by it.

    Raises ``Invalid`` without a reason or when the record no longer fulfills the rule, ``Conflict`` for an edition that was replaced
    already, ``Forbidden`` without the right or for one's own.
    """
    require(by, "accreditation.change_certificate", certificate)
    refuse_own(certificate.student, by)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Invalid(f"Say why, in at most {LONGEST_REASON} characters; the reason is kept with the certificate.")
    enrollment = enrollment_called(certificate.enrollment)
    if enrollment is None:
        raise Conflict("The place this certificate was earned in is gone.", code="no_place")
    head = LedgerHead.objects.select_for_update().filter(student=certificate.student).first()
    newest_event(certificate)
    newest = current_certificate(certificate.enrollment, certificate.track)
    if newest is not None and newest.pk != certificate.pk:
        raise Conflict(f"This edition was replaced already, by No. {newest.number}.", code="superseded")
    at = now()
    made = write_certificate(ground_for(enrollment, certificate.track, head, at), by=by, at=at, replaces=certificate)
    failpoint("certificate.between_editions")
    note_event(certificate, CertificateEventKind.SUPERSEDED, by=by, sealed_reason=seal_text(certificate.student, said))
    record_event(
        "accreditation.certificate_reissued", by=by, subject_kind="enrollment", subject_id=enrollment.public_id, campus=made.campus,
        data={"number": made.number, "replaces": certificate.number},
    )  # fmt: skip
    tell_issued(made, enrollment.student)
    return made
