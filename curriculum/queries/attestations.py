"""What students stated for themselves, what became of it, and how much more they may state."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from curriculum.models import Attestation, ContentSnapshot, CreditMode, Enrollment, LessonPage, StudySession, StudyState
from curriculum.policies.attested import MINUTE_MS, minutes_left
from curriculum.policies.log import Lines, credited_ms_of
from curriculum.queries.places import linked_places, periods_of
from curriculum.rules import attestations_decided_by
from lms.core.clock import end_of_day, local_date, now
from lms.core.registry import Registry
from lms.vault.api import open_texts

MOST_MINUTES_A_DAY = 16 * 60  # of everything in one day (hours.md)
CreditedOnDay = Callable[[str, date], int]
credited_on_day: Registry[CreditedOnDay] = Registry("minutes credited on a day")
"""Minutes that a higher app has credited a student (by public id) on a local date."""
STANDING = Q(decision=None) | Q(decision__approved=True)
APPROVED = Q(decision__approved=True)


@dataclass(frozen=True)
class Statement:
    """A statement in words: ``state`` is waiting, approved or declined."""

    attestation: Attestation
    state: str
    reason: str
    answer: str
    is_day_over: bool


def statements(attestations: QuerySet[Attestation]) -> list[Statement]:
    """Each with its reason and, once decided, its answer."""
    found = list(attestations.select_related("student", "lesson", "enrollment__cohort__campus", "decision__decided_by"))
    reasons = open_texts([(one.student.public_id, bytes(one.sealed_reason)) for one in found])
    decisions = [getattr(one, "decision", None) for one in found]
    answers = open_texts([(one.student.public_id, bytes(word.sealed_answer or b"") if word else b"") for one, word in zip(found, decisions, strict=True)])
    return [
        Statement(one, _state(word), reason, answer, is_over(one.studied_on, one.enrollment.cohort.campus.time_zone))
        for one, word, reason, answer in zip(found, decisions, reasons, answers, strict=True)
    ]


def _state(decision: Any) -> str:
    if decision is None:
        return "waiting"
    return "approved" if decision.approved else "declined"


def is_over(day: date, zone: str) -> bool:
    """Nothing measured can still fall on ``day``: a claim reaches back 90 seconds at most."""
    return (now() - end_of_day(day, zone)).total_seconds() > 120


def statements_of(enrollment: Enrollment, lesson: LessonPage) -> list[Statement]:
    """What a student stated for one lesson, newest first."""
    return statements(Attestation.objects.filter(enrollment=enrollment, lesson=lesson).order_by("-pk"))


def attestations_waiting(person: Any) -> QuerySet[Attestation]:
    """What waits for ``person`` to decide, oldest first."""
    return attestations_decided_by(person).filter(decision=None).order_by("pk")


def attestation_called(public_id: str) -> Attestation | None:
    return Attestation.objects.filter(public_id=public_id).select_related("enrollment__cohort__campus", "student", "lesson", "snapshot").first()


def may_attest(enrollment: Enrollment, lesson: LessonPage) -> bool:
    """Whether a statement of the student's can count: study is credited now, and the lesson is credited by time."""
    return is_credited_by_time(lesson) and enrollment.may_study_lesson(lesson)


def is_credited_by_time(lesson: LessonPage) -> bool:
    return lesson.credit_mode in (CreditMode.MEASURED, CreditMode.NOMINAL)


def first_day(enrollment: Enrollment) -> date:
    return local_date(enrollment.enrolled_at, enrollment.cohort.campus.time_zone)


def was_enrolled_on(enrollment: Enrollment, day: date) -> bool:
    """Whether the place was active at some time of ``day`` on the campus's clocks."""
    zone = enrollment.cohort.campus.time_zone
    periods = periods_of([enrollment])[enrollment.pk]
    return any(local_date(begin, zone) <= day and (end is None or day <= local_date(end, zone)) for begin, end in periods)


def today(enrollment: Enrollment) -> date:
    return local_date(now(), enrollment.cohort.campus.time_zone)


def snapshot_read_on(enrollment: Enrollment, lesson: LessonPage, day: date) -> ContentSnapshot | None:
    """What the student had open by the end of ``day``: the revision of their newest page load until then, else the newest published by then."""
    end = end_of_day(day, enrollment.cohort.campus.time_zone)
    session = StudySession.objects.filter(enrollment=enrollment, lesson=lesson, opened_at__lt=end).select_related("snapshot").order_by("-pk").first()
    return session.snapshot if session else ContentSnapshot.objects.filter(lesson=lesson, created_at__lt=end).order_by("-pk").first()


def minutes_to_state(enrollment: Enrollment, lesson: LessonPage, *, expected_minutes: int, day: date, which: Q = STANDING) -> int:
    """How many more minutes of ``lesson`` may be stated for ``day``, beside what is measured and what was stated (``which`` of it counts).

    Places between which the student moved share the room of a lesson.
    """
    credited: Lines = StudyState.objects.filter(student=enrollment.student_id).values_list("credited", flat=True).first() or {}
    stated = Attestation.objects.filter(which, student=enrollment.student_id)
    places = Enrollment.objects.in_bulk(linked_places(enrollment))
    of_lesson = _minutes(stated.filter(enrollment__in=places, lesson=lesson)) * MINUTE_MS
    of_day = _minutes(stated.filter(studied_on=day)) * MINUTE_MS
    of_lesson += sum(credited_ms_of(credited.get(f"{place.public_id}/{lesson.public_id}", [])) for place in places.values())
    of_day += sum(run[2] for runs in credited.values() for run in runs if run[1] == day.isoformat())
    return minutes_left(expected_minutes=expected_minutes, lesson_ms=of_lesson, day_ms=of_day)


def fits_in_day(attestation: Attestation) -> bool:
    """Whether the statement, with everything else that was credited for its day, is no more than a day can hold."""
    credited = sum(source(attestation.student.public_id, attestation.studied_on) for source in credited_on_day)
    return credited + attestation.minutes <= MOST_MINUTES_A_DAY


def _minutes(attestations: QuerySet[Attestation]) -> int:
    return attestations.aggregate(total=Sum("minutes"))["total"] or 0


@dataclass(frozen=True)
class Stated:
    """What a ledger entry on a statement rests on: the row's hash now and as written, its minutes, and who approved it when."""

    sha256: str
    fingerprint: str
    minutes: int
    snapshot: str
    approved_by: str
    approved_at: datetime | None


def stated(public_ids: set[str]) -> dict[str, Stated]:
    """The statements behind entries, by public id; what is missing is left out."""
    rows = Attestation.objects.filter(public_id__in=public_ids).select_related("student", "enrollment", "lesson", "snapshot", "decision__decided_by")
    found = {}
    for row in rows:
        word = getattr(row, "decision", None)
        by = word.decided_by.public_id if word and word.approved else ""
        found[row.public_id] = Stated(row.sha256, row.fingerprint, row.minutes, row.snapshot.public_id, by, word.decided_at if word else None)
    return found
