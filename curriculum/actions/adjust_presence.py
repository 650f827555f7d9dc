"""An instructor sets right when somebody was there, before confirming; with a reason, and as a new row."""

from datetime import datetime
from typing import Any

from django.db import transaction

from curriculum.actions.plan_session import event_facts
from curriculum.actions.record_presence import refuse_own
from curriculum.models import Enrollment, LiveSession, PresenceAdjustment
from curriculum.queries.attendance import attendance_rows, attendants, settled_enrollments
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.vault.api import seal_text

SETTLED = "This student’s attendance is confirmed. What is wrong with it now is put right by correcting the entry."


@transaction.atomic
def adjust_presence(
    *, session: LiveSession, enrollment: Enrollment, came_at: datetime | None, left_at: datetime | None, reason: str, by: Any
) -> PresenceAdjustment:
    """Say that ``enrollment`` was there from ``came_at`` to ``left_at``, or with neither that they were not.

    Raises ``Invalid`` without a reason or for times that are no stay, ``Conflict`` for a cancelled session, a row that is settled and one's own.
    """
    locked = _locked(session, by)
    if enrollment.pk not in {place.pk for place in attendants(locked)}:
        raise Invalid("This student has no place in the cohort of this session.")
    refuse_own(enrollment, by)
    if enrollment.public_id in settled_enrollments(locked):
        raise Conflict(SETTLED, code="settled")
    _refuse_times(locked, came_at, left_at)
    if not reason.strip():
        raise Invalid("Say why; the reason is kept with the sheet.")
    return _kept(locked, enrollment, came_at, left_at, reason.strip(), by)


@transaction.atomic
def set_missing_ends(*, session: LiveSession, reason: str, by: Any) -> int:
    """Say of everybody who came and did not check out that they stayed to the end. Returns how many."""
    locked = _locked(session, by)
    if not reason.strip():
        raise Invalid("Say how you know that they stayed; the reason is kept with the sheet.")
    if now() < locked.ends_at:
        raise Conflict("The session is not over yet.", code="not_over")
    left_open = [row for row in attendance_rows(locked) if row.lacks_out and not row.settled and row.enrollment.student_id != by.pk]
    for row in left_open:
        _kept(locked, row.enrollment, row.came_at, locked.ends_at, reason.strip(), by)
    return len(left_open)


def _locked(session: LiveSession, by: Any) -> LiveSession:
    require(by, "curriculum.teach_session", session)
    locked = LiveSession.objects.select_for_update(of=("self",)).select_related("cohort__campus").get(pk=session.pk)
    if locked.is_cancelled:
        raise Conflict("This session was cancelled.", code="cancelled")
    return locked


def _refuse_times(session: LiveSession, came_at: datetime | None, left_at: datetime | None) -> None:
    if (came_at is None) != (left_at is None):
        raise Invalid("Give both times, or say that the student was not there.")
    if came_at is None or left_at is None:
        return
    if left_at <= came_at:
        raise Invalid("The student would leave before they came. Change one of the times.")
    if left_at <= session.starts_at or came_at >= session.ends_at:
        raise Invalid("These times are outside the session.")
    if min(left_at, session.ends_at) > now():
        raise Invalid("These times are not over yet.")


def _kept(session: LiveSession, enrollment: Enrollment, came_at: Any, left_at: Any, reason: str, by: Any) -> PresenceAdjustment:
    student = enrollment.student
    adjustment = PresenceAdjustment.objects.create(
        session=session, enrollment=enrollment, came_at=came_at, left_at=left_at, sealed_reason=seal_text(student.public_id, reason),
        by=by.public_id, at=now(),
    )  # fmt: skip
    record_event("curriculum.presence_adjusted", by=by, **event_facts(session, student=student.display_name))
    return adjustment
