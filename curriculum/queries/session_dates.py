"""Live sessions on the calendar, and what makes up for those a student missed."""

from collections.abc import Iterable

from django.urls import reverse

from curriculum.models import Cohort, Enrollment, LiveSession, SessionMakeUp
from curriculum.queries.calendar import CalendarItem, calendar_contributors
from curriculum.queries.live_sessions import sessions_between


def session_dates(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    """Each session that is held: for a student with its own page, for staff with its sheet."""
    route = "sessions:session" if enrollment else "teaching:sheet"
    for session in sessions_between(cohort):
        url = reverse(route, kwargs={"session": session.public_id})
        yield CalendarItem(
            f"live-{session.public_id}", "live", "Live session", session.heading, starts_at=session.starts_at, ends_at=session.ends_at, url=url,
            where=_where(session), note="moved" if session.moved_from else "", sequence=int(session.moved_from is not None),
        )  # fmt: skip


def _where(session: LiveSession) -> str:
    return ", ".join(part for part in (session.place, "online" if session.link else "") if part)


def make_up_dates(cohort: Cohort, enrollment: Enrollment | None) -> Iterable[CalendarItem]:
    """When a student's own make-up work for a missed session is due."""
    if enrollment is None:
        return
    dated = SessionMakeUp.objects.filter(enrollment=enrollment, due_on__isnull=False).exclude(state="dropped").select_related("session")
    for make_up in dated:
        url = reverse("sessions:session", kwargs={"session": make_up.session.public_id})
        title = f"Make up for {make_up.session.heading}"
        yield CalendarItem(f"make-up-{make_up.public_id}", "make_up", "Make-up work due", title, make_up.due_on, url=url, done=make_up.state == "done")


calendar_contributors.register("curriculum.sessions", session_dates)
calendar_contributors.register("curriculum.session_make_ups", make_up_dates)
