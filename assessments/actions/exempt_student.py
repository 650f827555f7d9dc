"""Exempting a student from an assessment, or taking that back."""

from typing import Any

from django.db import transaction

from assessments.models import AssessmentPage, Exemption
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid


@transaction.atomic
def exempt_student(*, enrollment: Any, assessment: AssessmentPage, is_exempt: bool, reason: str, by: Any) -> Exemption:
    """Leave ``assessment`` out of the student's overall result, or count it again. A required one must be passed for the certificate all the same.

    Raises ``Invalid`` without a reason, ``Conflict`` where it is so already, ``Forbidden`` for one's own results.
    """
    require(by, "assessments.view_gradebook", enrollment.cohort)
    if enrollment.student_id == by.pk:
        raise Forbidden("Somebody else must decide about your own results.")
    reason = reason.strip()
    if not 0 < len(reason) <= 300:
        raise Invalid("Say why, in at most 300 letters: the student reads it.")
    locked = type(enrollment).objects.select_for_update(no_key=True).get(pk=enrollment.pk)
    newest = Exemption.objects.filter(enrollment=locked, assessment=assessment).order_by("-number").first()
    if (newest.is_exempt if newest else False) == is_exempt:
        raise Conflict("That is so already." if is_exempt else "There is no exemption to take back.", code="already_so")
    made = Exemption.objects.create(
        enrollment=locked, assessment=assessment, number=newest.number + 1 if newest else 1, is_exempt=is_exempt, reason=reason, decided_by=by.public_id,
        decided_at=now(),
    )  # fmt: skip
    record_event(
        "assessments.student_exempted" if is_exempt else "assessments.exemption_ended", by=by, subject_kind="enrollment", subject_id=enrollment.public_id,
        campus=enrollment.cohort.campus.slug, data={"assessment": assessment.title, "reason": reason},
    )  # fmt: skip
    return made
