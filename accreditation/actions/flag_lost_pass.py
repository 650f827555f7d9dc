"""A mark was changed and an assessment is no longer passed: certificates of that place are flagged for a person to look at."""

from typing import Any

from accreditation.actions.change_certificate import change_certificate
from accreditation.models.certificate import CertificateEventKind
from accreditation.queries.certificates import VALID, certificates_of, status_of
from assessments.api import best_scores

REASON = "A question was corrected, and an assessment that this training needs is no longer passed."


def flag_lost_pass(*, attempt: Any) -> int:
    """Flag the valid certificates of the attempt's place unless another attempt passes; how many were. A person decides what follows."""
    enrollment, page = attempt.enrollment, attempt.assessment
    best = best_scores([enrollment.pk]).get((enrollment.pk, page.pk))
    if not page.required or (best is not None and best.passed):
        return 0
    held = certificates_of([enrollment.student.public_id]).filter(enrollment=enrollment.public_id)
    valid = [certificate for certificate in held if status_of(certificate) == VALID]
    for certificate in valid:
        change_certificate(certificate=certificate, kind=CertificateEventKind.FLAGGED, reason=REASON, by=None)
    return len(valid)
