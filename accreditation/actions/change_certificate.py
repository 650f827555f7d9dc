"""What happens to a certificate after it was issued: flagged, revoked, reinstated. The certificate itself never changes."""

from typing import Any

from django.db import transaction

from accreditation.models import Certificate, CertificateEvent
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Invalid


@transaction.atomic
def change_certificate(*, certificate: Certificate, kind: str, reason: str, by: Any) -> CertificateEvent:
    """Record that ``certificate`` was flagged, revoked or reinstated; raises ``Invalid`` without a reason."""
    if not reason.strip():
        raise Invalid("Say why; the reason is kept with the certificate.")
    who = getattr(by, "public_id", "pathway")
    event = CertificateEvent.objects.create(certificate=certificate, kind=kind, at=now(), by=who, reason=reason.strip())
    record_event(
        "accreditation.certificate_changed", by=by, subject_kind="certificate", subject_id=certificate.number, campus=certificate.campus,
        data={"number": certificate.number, "kind": kind, "reason": reason.strip()},
    )  # fmt: skip
    return event
