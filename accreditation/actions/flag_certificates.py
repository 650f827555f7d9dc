"""A certificate rests on exact entries; when one of them no longer stands, the certificate is flagged."""

from typing import Any

from accreditation.actions.change_certificate import change_certificate
from accreditation.models import Certificate, CertificateEventKind, Entry
from accreditation.queries.certificates import status_of, with_status
from lms.core.clock import now
from lms.core.wording import day


def flag_certificates(*, entry: Entry, by: Any) -> None:
    """Flag every valid certificate that names ``entry``."""
    for certificate in with_status(Certificate.objects.filter(student=entry.student)):
        rests_on_it = any(seq == entry.seq for seq, _ in certificate.entries)
        if rests_on_it and status_of(certificate) == "valid":
            reason = f"An hour record it rests on was corrected on {day(now().date())}."
            change_certificate(certificate=certificate, kind=CertificateEventKind.FLAGGED, reason=reason, by=by)
