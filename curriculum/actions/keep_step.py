"""One more step in the history of a student's place."""

from typing import Any

from curriculum.models import Cohort, EnrollmentStep
from lms.core.clock import now


def keep_step(*, student: Any, cohort: Cohort, from_state: str, to_state: str, by: Any, reason: str = "") -> EnrollmentStep:
    """Write down that the student's place in ``cohort`` went from one state to another. ``by=None`` is Pathway itself."""
    who = getattr(by, "public_id", "")
    return EnrollmentStep.objects.create(
        student=student, cohort=cohort, at=now(), by=who, from_state=from_state, to_state=to_state, reason=reason.strip()[:600]
    )
