"""Make-up for a missed session: an instructor gives a lesson or a task, and says when it is done."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from curriculum.actions.plan_session import event_facts
from curriculum.models import Enrollment, LiveSession, MakeUpState, SessionMakeUp
from curriculum.queries.attendance import own_presence
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import local_date, now
from lms.core.errors import Conflict, Invalid
from lms.core.wording import day
from lms.notices.api import notify
from lms.vault.api import seal_text


@transaction.atomic
def give_make_up(*, session: LiveSession, enrollment: Enrollment, lesson: Any, task: str, due_on: date | None, reason: str, by: Any) -> SessionMakeUp:
    """Give who missed ``session`` a lesson or a task. It credits nothing itself: a measured lesson earns its minutes by its own entry.

    Raises ``Invalid`` for neither or both, or a day that is past, and ``Conflict`` for somebody who was there or has one already.
    """
    require(by, "curriculum.teach_session", session)
    if enrollment.cohort_id != session.cohort_id:
        raise Invalid("This student has no place in the cohort of this session.")
    _refuse(session, enrollment, lesson, task.strip(), due_on)
    sealed = seal_text(enrollment.student.public_id, reason.strip()) if reason.strip() else None
    try:
        with transaction.atomic():
            make_up = SessionMakeUp.objects.create(
                session=session, enrollment=enrollment, lesson=lesson, task=task.strip(), due_on=due_on, sealed_reason=sealed,
                given_by=by.public_id, given_at=now(),
            )  # fmt: skip
    except IntegrityError:
        raise Conflict("This student has make-up work for this session already.", code="given") from None
    record_event("curriculum.make_up_given", by=by, **event_facts(session, student=enrollment.student.display_name))
    _tell(make_up)
    return make_up


@transaction.atomic
def decide_make_up(*, make_up: SessionMakeUp, state: str, by: Any) -> SessionMakeUp:
    """Say that it is done, or that it is dropped; saying the same again changes nothing. Raises ``Conflict`` for what was decided otherwise."""
    require(by, "curriculum.teach_session", make_up)
    if state not in (MakeUpState.DONE, MakeUpState.DROPPED):
        raise Invalid("Choose “Done” or “Dropped”.")
    locked = SessionMakeUp.objects.select_for_update().get(pk=make_up.pk)
    if locked.state == state:
        return locked
    if locked.state != MakeUpState.OPEN:
        raise Conflict("This was decided already.", code="decided")
    locked.state, locked.decided_by, locked.decided_at = MakeUpState(state), by.public_id, now()
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    facts = event_facts(make_up.session, student=make_up.enrollment.student.display_name, state=MakeUpState(state).label.lower())
    record_event("curriculum.make_up_decided", by=by, **facts)
    return locked


def _refuse(session: LiveSession, enrollment: Enrollment, lesson: Any, task: str, due_on: date | None) -> None:
    if session.is_cancelled or now() < session.ends_at:
        raise Conflict("Make-up work is given once the session was held.", code="not_over")
    if (lesson is None) == (not task):
        raise Invalid("Choose a lesson or write a task, one of the two.")
    if due_on is not None and due_on < local_date(now(), session.cohort.campus.time_zone):
        raise Invalid("The day it is due has passed. Choose a later one.")
    row = own_presence(session, enrollment)
    if row is not None and row.is_present:
        raise Conflict("This student was there. Make-up work is for those who missed the session.", code="was_there")


def _tell(make_up: SessionMakeUp) -> None:
    due = f" It is due on {day(make_up.due_on)}." if make_up.due_on else ""
    notify(
        make_up.enrollment.student, "curriculum.make_up_given", subject_line=f"Make-up work for {make_up.session.heading}",
        text=f"Your instructor has given you work for a session you missed.{due}",
        url=reverse("sessions:session", kwargs={"session": make_up.session.public_id}), key=f"make_up:{make_up.public_id}",
    )  # fmt: skip
