"""A student doubts their record; coordinators answer and settle, and the student may open the thread again."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from accreditation.actions.tell_hours import people_of_campus
from accreditation.models import DisputeState, Entry, HoursDispute, HoursMessage, HoursOutcome
from accreditation.queries.hours_disputes import answer_due
from curriculum.api import lesson_called
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.api import notify
from lms.people.api import campus_called, person_called
from lms.vault.api import seal_text

NOTICE = "accreditation.hours_dispute"
LONGEST = 5000


@transaction.atomic
def open_hours_dispute(*, enrollment: Any, text: str, by: Any, seq: int | None = None, lesson: str = "", day: date | None = None) -> HoursDispute:
    """Begin a thread about entry ``seq``, or about a day and perhaps a lesson.

    Raises ``Forbidden`` for anybody but the student, ``Invalid`` for what it cannot be about and for no words, ``Conflict`` while one about the same
    entry goes on.
    """
    if enrollment.student_id != by.pk:
        raise Forbidden("Only the student can ask about these hours.")
    campus = enrollment.cohort.campus
    _refuse_subject(enrollment, seq, lesson, day)
    facts = {"student": by.public_id, "enrollment": enrollment.public_id, "campus": campus.slug, "seq": seq, "lesson": lesson, "day": day}
    try:
        with transaction.atomic():
            dispute = HoursDispute.objects.create(**facts, opened_at=now(), due_on=answer_due(campus))
    except IntegrityError:
        raise Conflict("You have asked about this entry already. Write on in that thread.", code="disputed") from None
    _write(dispute, text, DisputeState.OPEN, by)
    record_event("accreditation.hours_disputed", by=by, subject_kind="person", subject_id=by.public_id, campus=campus.slug, data={"entry": seq or 0})
    return dispute


def _refuse_subject(enrollment: Any, seq: int | None, lesson: str, day: date | None) -> None:
    if seq is not None:
        if not Entry.objects.filter(student=enrollment.student.public_id, campus=enrollment.cohort.campus.slug, seq=seq).exists():
            raise Invalid("There is no such entry in your record.")
        return
    if day is None:
        raise Invalid("Say on which day you studied.")
    if day > local_date(now(), enrollment.cohort.campus.time_zone):
        raise Invalid("That day has not come yet.")
    page = lesson_called(lesson) if lesson else None
    if lesson and (page is None or not page.is_descendant_of(enrollment.cohort.program)):
        raise Invalid("Choose a lesson of your program.")


@transaction.atomic
def write_in_hours_dispute(*, dispute: HoursDispute, text: str, by: Any) -> HoursMessage:
    """Say something in the thread. The student's word on a settled one opens it again, with a new day for the answer.

    Raises ``Conflict`` for a coordinator's word on a settled one.
    """
    require(by, "accreditation.view_hours_dispute", dispute)
    locked = HoursDispute.objects.select_for_update().get(pk=dispute.pk)
    if by.public_id != locked.student:
        require(by, "accreditation.handle_hours_dispute", locked)
        if locked.is_settled:
            raise Conflict("This is settled. The student can open it again.", code="settled")
        return _write(locked, text, DisputeState.ANSWERED, by)
    if not locked.is_settled:
        return _write(locked, text, locked.state if locked.waits else DisputeState.OPEN, by, due=None if locked.waits else _due(locked))
    return _write(locked, text, DisputeState.REOPENED, by, due=_due(locked))


@transaction.atomic
def settle_hours_dispute(*, dispute: HoursDispute, text: str, corrected_by: int | None, by: Any) -> HoursDispute:
    """End the thread with a last word: the record stays as it is, or entry ``corrected_by`` put it right.

    Raises ``Invalid`` for an entry that is not of this student and campus or is older than the question, ``Conflict`` for a settled one, ``Forbidden``
    for the student and people of other campuses.
    """
    require(by, "accreditation.handle_hours_dispute", dispute)
    locked = HoursDispute.objects.select_for_update().get(pk=dispute.pk)
    if locked.is_settled:
        raise Conflict("This was settled meanwhile.", code="settled")
    if corrected_by is not None:
        _refuse_correction(locked, corrected_by)
    outcome = HoursOutcome.CORRECTED if corrected_by is not None else HoursOutcome.NO_CHANGE
    facts = {"outcome": outcome, "settled_seq": corrected_by, "settled_by": by.public_id, "settled_at": now()}
    _write(locked, text, DisputeState.SETTLED, by, **facts)
    data = {"outcome": outcome.label, "entry": corrected_by or 0}
    record_event("accreditation.hours_dispute_settled", by=by, subject_kind="person", subject_id=locked.student, campus=locked.campus, data=data)
    return locked


def _refuse_correction(dispute: HoursDispute, seq: int) -> None:
    entry = Entry.objects.filter(student=dispute.student, campus=dispute.campus, seq=seq).first()
    if entry is None:
        raise Invalid("There is no such entry in this student’s record. Give the number of the entry that put it right.")
    if entry.recorded_at < dispute.opened_at:
        raise Invalid(f"Entry {seq} is older than the question, so it did not put it right.")


def _due(dispute: HoursDispute) -> date:
    campus = campus_called(dispute.campus)
    assert campus is not None  # campuses are kept for good
    return answer_due(campus)


UNSETTLED = {"outcome": "", "settled_seq": None, "settled_by": "", "settled_at": None}


def _write(dispute: HoursDispute, text: str, step: str, by: Any, *, due: date | None = None, **facts: Any) -> HoursMessage:
    """Keep the message and where the thread stands after it; the other side hears of it."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise Invalid(f"Write what you want to say, at most {LONGEST:,} characters.")
    changed = {"state": step, **UNSETTLED, **facts, **({"due_on": due} if due else {})}
    for name, value in changed.items():
        setattr(dispute, name, value)
    try:
        with transaction.atomic():
            dispute.save(update_fields=list(changed))
    except IntegrityError:
        raise Conflict("Another thread about this entry goes on. Write in that one.", code="disputed") from None
    message = HoursMessage.objects.create(dispute=dispute, author=by.public_id, sealed_text=seal_text(dispute.student, words), step=step, at=now())
    _tell(dispute, message)
    return message


def _tell(dispute: HoursDispute, message: HoursMessage) -> None:
    from_student = message.author == dispute.student
    student = person_called(dispute.student)
    told = people_of_campus(dispute.campus, [dispute.student]) if from_student else [student] if student else []
    for person in told:
        subject = "A student asks about their hours" if from_student else "About your hours"
        notify(
            person, NOTICE, subject_line=subject, text="There is a new message about a record of hours.",
            url=reverse("hours:dispute", args=[dispute.public_id]), key=f"hours-dispute:{dispute.public_id}:{message.pk}",
        )  # fmt: skip
