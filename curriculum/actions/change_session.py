"""Changing a live session: what it says, when it is, that it is not held. Its students are told of the latter two."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from curriculum.actions.plan_session import check_facts, event_facts
from curriculum.models import Enrollment, EnrollmentState, LiveSession
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now, to_ms
from lms.core.errors import Conflict, Invalid
from lms.core.wording import moment
from lms.notices.api import notify

FIELDS = ("number", "title", "track", "kind", "mode", "place", "link", "prepare", "topics", "instructor", "starts_at", "ends_at")


@transaction.atomic
def change_session(*, session: LiveSession, by: Any, modules: Any = None, **facts: Any) -> LiveSession:
    """Change what ``facts`` name; whoever studies is told when the time changes. Raises ``Conflict`` once attendance is confirmed."""
    locked = locked_open(session, by)
    whole = {name: facts.get(name, getattr(locked, name)) for name in FIELDS}
    check_facts(locked.cohort, whole)
    was = locked.starts_at, locked.ends_at
    for name, value in facts.items():
        setattr(locked, name, value)
    if locked.starts_at != was[0]:
        locked.moved_from = was[0]
    _saved(locked)
    if modules is not None:
        locked.modules.set(modules)
    moved = (locked.starts_at, locked.ends_at) != was
    record_event("curriculum.session_moved" if moved else "curriculum.session_changed", by=by, **event_facts(locked))
    if moved and locked.ends_at > now():
        _tell(locked, "curriculum.session_moved", f"{locked.heading} has a new time", f"It now starts on {_local(locked, locked.starts_at)}.")
    return locked


@transaction.atomic
def cancel_session(*, session: LiveSession, reason: str, by: Any) -> LiveSession:
    """Say that it is not held; nothing can be credited for it. Raises ``Invalid`` without a reason; cancelling again changes nothing."""
    if session.is_cancelled:
        return session
    if not reason.strip():
        raise Invalid("Say why; the students read it.")
    locked = locked_open(session, by)
    locked.cancelled_at, locked.cancelled_because = now(), reason.strip()[:500]
    locked.save(update_fields=["cancelled_at", "cancelled_because"])
    record_event("curriculum.session_cancelled", by=by, **event_facts(locked, reason=locked.cancelled_because))
    text = f"It was planned for {_local(locked, locked.starts_at)}. {locked.cancelled_because}"
    _tell(locked, "curriculum.session_cancelled", f"{locked.heading} is cancelled", text)
    return locked


def locked_open(session: LiveSession, by: Any) -> LiveSession:
    """The session, locked, while it can still change. Raises ``Conflict`` when it was cancelled or its attendance confirmed."""
    require(by, "curriculum.teach_session", session)
    locked = LiveSession.objects.select_for_update(of=("self",)).select_related("cohort__campus", "cohort__program").get(pk=session.pk)
    if locked.is_cancelled:
        raise Conflict("This session was cancelled.", code="cancelled")
    if locked.sheets.exists():
        raise Conflict("Attendance of this session is confirmed, so it can no longer change.", code="confirmed")
    return locked


def _saved(session: LiveSession) -> None:
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError:
        raise Conflict(f"The cohort holds session {session.number} of this track already. Choose another number.", code="number_taken") from None


def _local(session: LiveSession, when: datetime) -> str:
    return moment(when, session.cohort.campus.time_zone)


def _tell(session: LiveSession, kind: str, subject: str, text: str) -> None:
    """Every student who studies in the cohort, once for each time it is said."""
    places = Enrollment.objects.filter(cohort=session.cohort_id, state=EnrollmentState.ACTIVE).select_related("student")
    url = reverse("sessions:session", kwargs={"session": session.public_id})
    key = f"{kind}:{session.public_id}:{to_ms(session.starts_at)}:{to_ms(session.ends_at)}"
    for place in places:
        notify(place.student, kind, subject_line=subject, text=text, url=url, key=key)
