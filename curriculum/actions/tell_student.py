"""Telling students about their place in a cohort."""

from curriculum.models import Enrollment
from lms.core.clock import now
from lms.notices.api import notify


def tell_enrolled(enrollment: Enrollment) -> None:
    """They have a place, or have it again. Who was only just invited learns it by letter from the invitation."""
    cohort = enrollment.cohort
    notify(
        enrollment.student, "curriculum.enrolled", subject_line=f"You are enrolled in {cohort.name}",
        text=f"You have a place in {cohort.name}, {cohort.program.title}. Your home page shows where to begin.", url="/",
        key=f"enrolled:{enrollment.public_id}:{now():%Y%m%d%H%M%S%f}", by_mail=enrollment.student.has_joined,
    )  # fmt: skip


def tell_place_ended(enrollment: Enrollment) -> None:
    """Their place has ended; why is for their coordinator to say."""
    notify(
        enrollment.student, "curriculum.place_ended", subject_line=f"Your place in {enrollment.cohort.name} has ended",
        text="What was credited stays on your record. If you did not expect this, ask your coordinator.", url="/record/",
        key=f"place-ended:{enrollment.public_id}:{enrollment.ended_at:%Y%m%d%H%M%S%f}", by_mail=enrollment.student.has_joined,
    )  # fmt: skip
