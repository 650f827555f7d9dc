"""What happens to a certificate after it was issued: flagged, revoked, reinstated, superseded. The certificate itself never changes."""

from typing import Any

from django.db import transaction

from accreditation.actions.issue_certificate import refuse_own
from accreditation.actions.tell_certificate import tell_changed
from accreditation.models import Certificate, CertificateEvent, CertificateEventKind
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.core.written_once_lock import lock_written_once
from lms.vault.api import seal_text

LONGEST_REASON = 500
FROM: dict[str, set[str]] = {
    # a second flag has a meaning of its own: the correction of a question may withdraw the flag that it raised, not this one
    CertificateEventKind.FLAGGED: {"", CertificateEventKind.REINSTATED, CertificateEventKind.FLAGGED},
    CertificateEventKind.REVOKED: {"", CertificateEventKind.REINSTATED, CertificateEventKind.FLAGGED},
    CertificateEventKind.REINSTATED: {CertificateEventKind.FLAGGED, CertificateEventKind.REVOKED},
}


@transaction.atomic
def change_certificate(*, certificate: Certificate, kind: str, reason: str, by: Any) -> CertificateEvent:
    """A person flags, revokes or reinstates ``certificate``; doing what was done already changes nothing.

    Raises ``Invalid`` without a reason, ``Conflict`` for a superseded one or a change that makes no sense, ``Forbidden`` without the
    right or for one's own. The reason is sealed: the holder and the campus read it.
    """
    require(by, "accreditation.change_certificate", certificate)
    refuse_own(certificate.student, by)
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        raise Invalid(f"Say why, in at most {LONGEST_REASON} characters; the reason is kept with the certificate.")
    newest = newest_event(certificate)
    if newest and newest.kind == kind and (kind != CertificateEventKind.FLAGGED or newest.by == by.public_id):
        return newest
    if (newest.kind if newest else "") not in FROM.get(kind, set()):
        raise Conflict("The certificate is not in a state in which this can be done. Look at its history.", code="wrong_state")
    return note_event(certificate, kind, by=by, sealed_reason=seal_text(certificate.student, said))


@transaction.atomic
def flag_certificate(*, certificate: Certificate, reason: str, by: str = "") -> CertificateEvent:
    """Something it rests on changed: a person looks at it. ``reason`` is a sentence of ours, ``by`` who caused the change, if somebody did."""
    newest_event(certificate)
    return note_event(certificate, CertificateEventKind.FLAGGED, by=by, reason=reason)


def newest_event(certificate: Certificate) -> CertificateEvent | None:
    """What happened last; the certificate is held, so that two who decide at once decide one after the other."""
    lock_written_once(certificate)
    return CertificateEvent.objects.filter(certificate=certificate).order_by("-pk").first()


def note_event(certificate: Certificate, kind: str, *, by: Any, reason: str = "", sealed_reason: bytes | None = None) -> CertificateEvent:
    """Write the event, audit it, and tell who is concerned; in the caller's transaction."""
    who = by if isinstance(by, str) else by.public_id
    event = CertificateEvent.objects.create(certificate=certificate, kind=kind, at=now(), by=who or "pathway", reason=reason, sealed_reason=sealed_reason)
    record_event(
        "accreditation.certificate_changed", by=by or None, subject_kind="certificate", subject_id=certificate.number, campus=certificate.campus,
        data={"number": certificate.number, "kind": CertificateEventKind(kind).label.lower()},
    )  # fmt: skip
    failpoint("certificate.changed")
    tell_changed(certificate, event)
    return event
