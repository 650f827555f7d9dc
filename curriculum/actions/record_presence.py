"""Recording that somebody came or went: by the code on the screen, or by an instructor's click. The server's clock decides."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from curriculum.attendance.codes import IN, OUT, purpose_of
from curriculum.models import Enrollment, LiveSession, PresenceEvent, PresenceHow
from curriculum.queries.attendance import attendants, newest_sheet, settled_enrollments
from curriculum.queries.live_sessions import enrollment_for, open_for_check
from lms.core.access import require
from lms.core.clock import now, to_ms
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint

NOT_YET = "Check-in opens 15 minutes before the session starts."
OVER = "Check-in closed when the session ended. Your instructor can still add you."
OUT_OVER = "Check-out closed 30 minutes after the session ended. Your instructor can still add you."


def presence_key() -> bytes:
    """The server's key of the codes."""
    return f"curriculum.presence:{settings.SECRET_KEY}".encode()


@transaction.atomic
def check_with_code(*, session: LiveSession, code: str, by: Any, at: datetime | None = None) -> PresenceEvent:
    """Record what ``code`` stands for, in or out, for ``by``; doing it twice is harmless.

    Raises ``Invalid`` for a code that is wrong or older than a minute, and ``Conflict`` where ``by`` has no active place, the
    session is cancelled or confirmed, or the time is not right. ``at`` is for histories made by the server itself.
    """
    moment = at or now()
    enrollment = _place(session, by)
    purpose = purpose_of(presence_key(), session.public_id, code, to_ms(moment))
    if purpose is None:
        raise Invalid("This code is not right, or it is no longer on the screen. Type the one you see now.", code="wrong_code")
    _refuse_time(session, purpose, moment)
    return _recorded(session, enrollment, purpose, PresenceHow.CODE, moment, by)


@transaction.atomic
def mark_presence(*, session: LiveSession, enrollment: Enrollment, kind: str, by: Any) -> PresenceEvent:
    """An instructor's click for somebody whose phone does not work. Raises ``Conflict`` out of time, as the code does."""
    require(by, "curriculum.teach_session", session)
    refuse_own(enrollment, by)
    if kind not in (IN, OUT):
        raise Invalid("Say whether they came or left.")
    if enrollment.pk not in {place.pk for place in attendants(session)}:
        raise Invalid("This student has no place in the cohort of this session.")
    moment = now()
    _refuse_time(session, kind, moment)
    return _recorded(session, enrollment, kind, PresenceHow.INSTRUCTOR, moment, by)


def refuse_own(enrollment: Enrollment, by: Any) -> None:
    """Nobody records their own presence but by the code."""
    if enrollment.student_id == by.pk:
        raise Conflict("You cannot record your own presence. Ask another instructor.", code="own_presence")


def _place(session: LiveSession, student: Any) -> Enrollment:
    enrollment = enrollment_for(session, student)
    if enrollment is None or not enrollment.may_study:
        raise Conflict("You have no active place in this cohort, so you cannot check in.", code="not_enrolled")
    return enrollment


def _refuse_time(session: LiveSession, purpose: str, moment: datetime) -> None:
    if session.is_cancelled:
        raise Conflict("This session was cancelled.", code="cancelled")
    comes, goes = open_for_check(session, moment)
    if purpose == IN and not comes:
        raise Conflict(NOT_YET if moment < session.starts_at else OVER, code="closed")
    if purpose == OUT and not goes:
        raise Conflict("Check-out opens when the session starts." if moment < session.starts_at else OUT_OVER, code="closed")


def _recorded(session: LiveSession, enrollment: Enrollment, kind: str, how: str, moment: datetime, by: Any) -> PresenceEvent:
    LiveSession.objects.select_for_update().get(pk=session.pk)  # so that nothing is recorded beside a confirmation
    if enrollment.public_id in settled_enrollments(session) or (how == PresenceHow.CODE and newest_sheet(session) is not None):
        raise Conflict("Attendance of this session is confirmed already. Ask your instructor if something is wrong.", code="confirmed")
    event = PresenceEvent.objects.create(
        session=session, enrollment=enrollment, kind=kind, how=how, at=moment, by=by.public_id, recorded_at=now()
    )  # fmt: skip
    failpoint("presence.before_commit")
    return event
