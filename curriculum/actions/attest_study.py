"""A student states that they studied, where the page could not measure it; it counts once a coordinator approves."""

from datetime import date
from typing import Any

from django.db import transaction

from curriculum.models import Attestation, ContentSnapshot, Enrollment, LessonPage, StudyState
from curriculum.queries.attestations import first_day, may_attest, minutes_to_state, snapshot_read_on, today, was_enrolled_on
from curriculum.queries.release import require_open
from curriculum.queries.snapshots import lesson_facts
from lms.audit.api import record_event
from lms.core.canonical import GENESIS, sha256_hex
from lms.core.clock import from_ms, now, to_ms
from lms.core.errors import Conflict, Invalid
from lms.core.wording import day as day_words
from lms.vault.api import seal_text

LONGEST_REASON = 1000


@transaction.atomic
def attest_study(*, enrollment: Enrollment, lesson: LessonPage, minutes: int, studied_on: date, reason: str) -> Attestation:
    """Keep the student's statement. Raises ``Invalid`` for a day or an amount that cannot be, ``Conflict`` where nothing can be stated any more,
    ``Forbidden`` while the lesson is closed to the student.

    Together with measured time a lesson earns at most one and a half times its minutes, a day at most ten hours.
    """
    lock_study(enrollment.student_id)
    if not may_attest(enrollment, lesson):
        raise Conflict("Time in this lesson is not credited from a statement, or your enrollment has ended.", code="not_enrolled")
    require_open(enrollment, lesson.pk)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid("Say in a sentence or two why the page could not count this time.")
    snapshot = _snapshot(enrollment, lesson, studied_on)
    left = minutes_to_state(enrollment, lesson, expected_minutes=lesson_facts(snapshot).minutes, day=studied_on)
    if not 1 <= minutes <= left:
        raise Invalid(_too_many(left, lesson_facts(snapshot).minutes), code="no_room")
    attestation = _kept(enrollment, lesson, snapshot, minutes, studied_on, reason)
    record_event(
        "curriculum.study_attested", by=enrollment.student, subject_kind="enrollment", subject_id=enrollment.public_id,
        campus=enrollment.cohort.campus.slug, data={"title": lesson.title, "minutes": minutes, "attestation": attestation.public_id},
    )  # fmt: skip
    return attestation


def lock_study(student_pk: int) -> StudyState:
    """The student's running state, locked: what is measured and what is stated is counted together, one at a time."""
    StudyState.objects.get_or_create(student_id=student_pk, defaults={"head_hash": GENESIS})
    return StudyState.objects.select_for_update().get(student_id=student_pk)


def _snapshot(enrollment: Enrollment, lesson: LessonPage, studied_on: date) -> ContentSnapshot:
    if studied_on > today(enrollment):
        raise Invalid("That day has not come yet. Give the day on which you studied.", code="future")
    if studied_on < first_day(enrollment):
        raise Invalid(f"You were enrolled on {day_words(first_day(enrollment))}. Study before that day does not count here.", code="before_enrollment")
    if not was_enrolled_on(enrollment, studied_on):
        raise Invalid("Your place in this cohort had ended on that day, so study on it does not count here.", code="not_enrolled_then")
    snapshot = snapshot_read_on(enrollment, lesson, studied_on)
    if snapshot is None:
        raise Invalid("This lesson was not published yet on that day.", code="not_published")
    return snapshot


def _too_many(left: int, expected: int) -> str:
    if not left:
        return "Nothing more can be stated: this lesson, or that day, has earned all the time it can."
    return (
        f"Give 1 to {left} min. Measured and stated time together count for at most one and a half times the lesson’s {expected} min, "
        "and for ten hours on one day."
    )


def _kept(enrollment: Enrollment, lesson: LessonPage, snapshot: ContentSnapshot, minutes: int, studied_on: date, reason: str) -> Attestation:
    facts: dict[str, Any] = {"student": enrollment.student, "enrollment": enrollment, "lesson": lesson, "snapshot": snapshot}
    attestation = Attestation(
        **facts, minutes=minutes, studied_on=studied_on, sealed_reason=seal_text(enrollment.student.public_id, reason),
        reason_sha256=sha256_hex(reason.encode()), stated_at=from_ms(to_ms(now())),
    )  # fmt: skip
    attestation.sha256 = attestation.fingerprint
    attestation.save()
    return attestation
