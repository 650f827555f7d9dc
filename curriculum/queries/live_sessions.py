"""Live sessions: one by its name in a URL, a cohort's, a student's, and the series a program suggests."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from curriculum.models import AttendanceSheet, Cohort, Enrollment, LiveSession, MaterialKind, MaterialPart, ModulePage, SessionMakeUp
from curriculum.models.live_session import SessionKind
from curriculum.queries.snapshots import ORGANIZING
from curriculum.rules import TEACHERS, sessions_attended_by
from lms.core.clock import local_moment
from lms.people.api import User

_JOINED = ("cohort__campus", "cohort__program", "instructor")


def live_session_called(public_id: str) -> LiveSession | None:
    return LiveSession.objects.filter(public_id=public_id).select_related(*_JOINED).first()


def live_sessions_called(public_ids: Iterable[str]) -> list[LiveSession]:
    """In one query."""
    return list(LiveSession.objects.filter(public_id__in=[*public_ids]).select_related(*_JOINED))


def make_up_called(public_id: str) -> SessionMakeUp | None:
    return SessionMakeUp.objects.filter(public_id=public_id).select_related("session__cohort__campus", "enrollment__student", "lesson").first()


def sessions_of(cohort: Cohort) -> QuerySet[LiveSession]:
    """A cohort's sessions in order of time, each saying whether its attendance ``is_confirmed``."""
    confirmed = Exists(AttendanceSheet.objects.filter(session=OuterRef("pk")))
    return LiveSession.objects.filter(cohort=cohort).select_related(*_JOINED).annotate(is_confirmed=confirmed)


def sessions_between(cohort: Cohort, start: datetime | None = None, end: datetime | None = None) -> QuerySet[LiveSession]:
    """The sessions of a cohort that are held, starting at or after ``start`` and before ``end``: what its calendar shows."""
    held = sessions_of(cohort).filter(cancelled_at__isnull=True)
    after = held.filter(starts_at__gte=start) if start else held
    return after.filter(starts_at__lt=end) if end else after


def sessions_to_come(cohorts: QuerySet[Cohort], start: datetime) -> QuerySet[LiveSession]:
    """The sessions of some cohorts that are held, starting at or after ``start``, in order of time."""
    return LiveSession.objects.filter(cohort__in=cohorts, cancelled_at__isnull=True, starts_at__gte=start).select_related(*_JOINED)


def sessions_of_student(student: Any) -> QuerySet[LiveSession]:
    """The sessions a person attends, with what their page names."""
    return sessions_attended_by(student).select_related(*_JOINED)


def enrollment_for(session: LiveSession, student: Any) -> Enrollment | None:
    """The student's place in the session's cohort, if they have not withdrawn."""
    places = Enrollment.objects.filter(cohort=session.cohort_id, student=student).exclude(state="withdrawn")
    return places.select_related("student", "cohort__campus").first()


def teachers_at(campus: Any) -> QuerySet[User]:
    """Who may be named as a session's instructor: those who teach or coordinate on its campus."""
    roles = {"memberships__role__in": TEACHERS, "memberships__campus": campus, "memberships__ended_at__isnull": True}
    return User.objects.filter(is_active=True, **roles).distinct()


def modules_of(program: Any) -> QuerySet[ModulePage]:
    return ModulePage.objects.child_of(program).live().order_by("path").prefetch_related("topics__topic")


def topics_of(modules: Iterable[ModulePage]) -> dict[str, int]:
    """Minutes by topic slug over several modules, as their pages state them: the weights of a session that teaches them."""
    weights: dict[str, int] = {}
    for module in modules:
        for row in module.topics.all():
            weights[row.topic.slug] = weights.get(row.topic.slug, 0) + row.minutes
    return {slug: weights[slug] for slug in sorted(weights) if weights[slug]}


@dataclass
class Proposed:
    """A session that a series would hold. ``is_there``: the cohort has it already, so keeping the series leaves it alone."""

    number: int
    title: str
    track: str
    kind: str
    starts_at: datetime
    ends_at: datetime
    modules: list[ModulePage] = field(default_factory=list)
    topics: dict[str, int] = field(default_factory=dict)
    is_there: bool = False

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def heading(self) -> str:
        return f"Session {self.number}: {self.title}"


def proposed_series(cohort: Cohort, *, first_on: date, at: time, minutes: int) -> tuple[list[Proposed], list[str]]:
    """The program's sessions once a week from ``first_on`` at ``at`` on the campus's clocks, and a sentence for what cannot be held then.

    A session lasts as long as its modules say for live teaching (``minutes`` where they say nothing); of a module with several sessions, each has what
    its plan gives to the module. Where it has modules of two tracks it becomes two meetings, one after the other, as each credits one track.
    """
    modules, tracks = list(modules_of(cohort.program)), list(cohort.program.tracks.all())
    planned_minutes = _planned_minutes(cohort.program)
    there = set(LiveSession.objects.filter(cohort=cohort, cancelled_at__isnull=True).values_list("number", "track"))
    found: list[Proposed] = []
    faults: list[str] = []
    for week, planned in enumerate(cohort.program.sessions.order_by("number")):
        day = first_on + timedelta(weeks=week)
        start = local_moment(day, at, cohort.campus.time_zone)
        taught = [(track, [module for module in modules if module.track == track.slug and planned.number in module.sessions]) for track in tracks]
        taught = [(track, group) for track, group in taught if topics_of(group)]
        if start is None:
            faults.append(f"Session {planned.number}: clocks skip this time on {day.isoformat()}. Choose another time.")
        elif not taught:
            faults.append(f"Session {planned.number}: no module of the program is taught in it, so it would credit no topic.")
        else:
            found += _held(planned, taught, start, minutes, there, planned_minutes)
    return found, faults


def _planned_minutes(program: Any) -> dict[tuple[int, int], int]:
    """By session and module, what the program's session plans give to it; empty where it has none."""
    parts = MaterialPart.objects.filter(material__program=program, material__kind=MaterialKind.SESSION, module__isnull=False).order_by()
    return {(session, module): total for session, module, total in parts.values_list("material__session", "module").annotate(Sum("minutes"))}


def _held(
    planned: Any, taught: list[tuple[Any, list[ModulePage]]], start: datetime, minutes: int, there: set[Any], planned_minutes: dict[tuple[int, int], int]
) -> list[Proposed]:  # fmt: skip
    held = []
    for track, group in taught:
        lasts = sum(_live_share(module, planned.number, planned_minutes) for module in group) or minutes
        end = start + timedelta(minutes=lasts)
        title = planned.title if len(taught) == 1 else f"{planned.title} ({track.title})"
        kind = SessionKind.ORGANIZING if track.slug == ORGANIZING else SessionKind.LAW
        is_there = (planned.number, track.slug) in there
        held.append(Proposed(planned.number, title[:200], track.slug, kind.value, start, end, group, topics_of(group), is_there))
        start = end
    return held


def _live_share(module: ModulePage, number: int, planned: dict[tuple[int, int], int]) -> int:
    """What the plans give to the module in that session, where together they spend its live minutes; or else these are spread over its sessions,

    and the first ones get what does not divide.
    """
    shares = {session: planned.get((session, module.pk), 0) for session in module.sessions}
    if sum(shares.values()) == module.minutes_live:
        return shares[number]
    whole, rest = divmod(module.minutes_live, len(module.sessions))
    return whole + (module.sessions.index(number) < rest)


def upcoming(sessions: QuerySet[LiveSession], moment: datetime) -> QuerySet[LiveSession]:
    """Not over yet."""
    return sessions.filter(ends_at__gt=moment)


def open_for_check(session: LiveSession, moment: datetime) -> tuple[bool, bool]:
    """Whether one may check in, and out, at ``moment``: in from 15 minutes before the start to the end, out until 30 minutes after it."""
    comes = session.starts_at - timedelta(minutes=15) <= moment < session.ends_at
    goes = session.starts_at <= moment < session.ends_at + timedelta(minutes=30)
    return (comes, goes) if not session.is_cancelled else (False, False)


def session_to_check(student: Any, moment: datetime) -> LiveSession | None:
    """The session at which the student can check in or out at ``moment``, if there is one; the latest of several."""
    near = sessions_of_student(student).filter(starts_at__lte=moment + timedelta(minutes=15), ends_at__gt=moment - timedelta(minutes=30))
    return next((session for session in near.order_by("-starts_at") if any(open_for_check(session, moment))), None)


def make_ups_of(student: Any) -> QuerySet[SessionMakeUp]:
    return SessionMakeUp.objects.filter(enrollment__student=student).filter(~Q(state="dropped")).select_related("session__cohort__campus", "lesson")
