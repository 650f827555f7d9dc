"""A coordinator's word on a student's statement: approved, it is credited in the same transaction."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from curriculum.actions.attest_study import lock_study
from curriculum.models import Attestation, AttestationDecision, LessonProgress
from curriculum.queries.attestations import APPROVED, fits_in_day, is_over, minutes_to_state
from curriculum.queries.snapshots import lesson_facts
from curriculum.signals import attestation_approved
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.failpoints import failpoint
from lms.core.wording import day
from lms.notices.api import notify
from lms.vault.api import seal_text


@transaction.atomic
def approve_attestation(*, attestation: Attestation, answer: str = "", by: Any) -> AttestationDecision:
    """Approve the statement; approving again changes nothing.

    Raises ``Conflict`` for one that was declined, whose day is not over, or for which no room is left since more was
    measured meanwhile, and ``Forbidden`` to whose hours they are.
    """
    earlier = _earlier(attestation, by)
    if earlier is not None:
        if not earlier.approved:
            raise Conflict("This statement was declined. The student can make another one.", code="declined")
        return earlier
    _refuse_too_much(attestation)
    decision = _decided(attestation, approved=True, answer=answer.strip(), by=by)
    _count_toward_completion(attestation)
    attestation_approved.send(sender=Attestation, attestation=attestation, decision=decision)
    failpoint("attestation.before_commit")
    return decision


@transaction.atomic
def decline_attestation(*, attestation: Attestation, answer: str, by: Any) -> AttestationDecision:
    """Decline it and say why; raises ``Conflict`` for one that was approved, ``Invalid`` without an answer."""
    if not answer.strip():
        raise Invalid("Say why; the student reads your answer.")
    earlier = _earlier(attestation, by)
    if earlier is not None:
        if earlier.approved:
            raise Conflict("This statement was approved meanwhile. Correct its entry instead.", code="approved")
        return earlier
    return _decided(attestation, approved=False, answer=answer.strip(), by=by)


def _earlier(attestation: Attestation, by: Any) -> AttestationDecision | None:
    """What was decided before, read under the student's lock: two coordinators decide one after the other."""
    if by.pk == attestation.student_id:
        raise Forbidden("Somebody else decides about your own time.")
    require(by, "curriculum.decide_attestation", attestation)
    lock_study(attestation.student_id)
    return AttestationDecision.objects.filter(attestation=attestation).first()


def _refuse_too_much(attestation: Attestation) -> None:
    enrollment = attestation.enrollment
    if not is_over(attestation.studied_on, enrollment.cohort.campus.time_zone):
        raise Conflict(f"{day(attestation.studied_on)} is not over yet, and more may still be measured. Decide from tomorrow on.", code="day_not_over")
    expected = lesson_facts(attestation.snapshot).minutes
    left = minutes_to_state(enrollment, attestation.lesson, expected_minutes=expected, day=attestation.studied_on, which=APPROVED)
    if attestation.minutes > left:
        raise Conflict(f"More was counted meanwhile: {left} min of this lesson and day are left. Decline, and ask for a new statement.", code="no_room")
    if not fits_in_day(attestation):
        raise Conflict(f"With this statement, more than 16 hours would be credited for {day(attestation.studied_on)}. Decline it.", code="day_full")


def _decided(attestation: Attestation, *, approved: bool, answer: str, by: Any) -> AttestationDecision:
    student = attestation.student
    sealed = seal_text(student.public_id, answer) if answer else None
    decision = AttestationDecision.objects.create(
        attestation=attestation, student=student, approved=approved, decided_by=by, decided_at=now(), sealed_answer=sealed
    )  # fmt: skip
    word = "approved" if approved else "declined"
    record_event(
        f"curriculum.attestation_{word}", by=by, subject_kind="enrollment", subject_id=attestation.enrollment.public_id,
        campus=attestation.enrollment.cohort.campus.slug, data={"title": attestation.lesson.title, "minutes": attestation.minutes},
    )  # fmt: skip
    notify(
        student, "curriculum.attestation_decided", subject_line=f"Your statement was {word}: {attestation.lesson.title}",
        text=f"You stated {attestation.minutes} min on {day(attestation.studied_on)}. {answer or 'They count now.'}",
        url=reverse("study:attest", kwargs={"enrollment": attestation.enrollment.public_id, "lesson": attestation.lesson.public_id}),
        key=f"attestation:{attestation.public_id}",
    )  # fmt: skip
    return decision


def _count_toward_completion(attestation: Attestation) -> None:
    progress, _ = LessonProgress.objects.get_or_create(
        enrollment=attestation.enrollment, lesson=attestation.lesson,
        defaults={"first_opened_at": attestation.stated_at, "last_opened_at": attestation.stated_at},
    )  # fmt: skip
    progress.attested_minutes += attestation.minutes
    progress.save(update_fields=["attested_minutes"])
