"""The attendance sheet: who is there as it happens, what an instructor sets right, and the confirmation that credits it."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.adjust_presence import adjust_presence, set_missing_ends
from curriculum.actions.confirm_attendance import confirm_attendance
from curriculum.actions.give_make_up import decide_make_up, give_make_up
from curriculum.actions.record_presence import mark_presence
from curriculum.forms.sessions import AdjustForm, ParticipantsForm, SessionMakeUpForm
from curriculum.models import Enrollment, LiveSession, SessionMakeUp
from curriculum.queries.attendance import attendance_rows, newest_sheet, own_presence, seen_mark
from curriculum.queries.cohorts import enrollment_called
from curriculum.queries.live_sessions import live_session_called, make_up_called, open_for_check
from curriculum.queries.materials import plan_urls
from curriculum.queries.session_parts import parts_of
from lms.audit.api import record_disclosures
from lms.core import access
from lms.core.clock import local_moment, now
from lms.core.errors import Refusal
from lms.core.wording import counted


class Place:
    """One student's place at one session, as a route names both."""

    def __init__(self, session: LiveSession, enrollment: Enrollment) -> None:
        self.session = session
        self.enrollment = enrollment
        self.campus_id = session.campus_id
        self.campus = session.campus


def _place(session: str, enrollment: str) -> Place | None:
    found, place = live_session_called(session), enrollment_called(enrollment)
    return Place(found, place) if found and place and place.cohort_id == found.cohort_id else None


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_safe
def sheet(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """Everything about one session; seeing who was there is a disclosure."""
    context = _sheet(request, session)
    record_disclosures(
        viewer=request.user, owners=[row.enrollment.student.public_id for row in context["rows"]], what="Attendance of a live session",
        purpose="Holding the session", campus=session.cohort.campus.slug,
    )  # fmt: skip
    context |= {"roster_form": ParticipantsForm(zone=context["zone"]), "parts": parts_of(request.user, session)}
    context["plan_url"] = plan_urls(session.cohort.program_id).get(session.number)
    return render(request, "curriculum/sessions/sheet.html", context)


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_safe
def rows(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """The rows alone, asked for every few seconds by the page above, which has told who looks."""
    return render(request, "curriculum/sessions/_rows.html", _sheet(request, session))


def _sheet(request: HttpRequest, session: LiveSession) -> dict[str, Any]:
    moment = now()
    comes, goes = open_for_check(session, moment)
    found = attendance_rows(session, request.user)
    confirmed = newest_sheet(session)
    return {
        "session": session, "zone": session.cohort.campus.time_zone, "rows": found, "sheet": confirmed, "seen": seen_mark(found), "in_open": comes,
        "out_open": goes, "is_over": moment >= session.ends_at, "is_live": comes or goes, "present": sum(row.is_present for row in found),
        "lacking": sum(row.lacks_out for row in found), "missed": sum(not row.is_present and not row.lacks_out for row in found),
        "is_new": confirmed is None or any(row.presence.minutes and not row.settled for row in found), "rosters": list(session.rosters.all()),
    }  # fmt: skip


@access.may("curriculum.teach_session", subject=_place)
@require_POST
def mark(request: HttpRequest, place: Place) -> HttpResponse:
    """Somebody came or left, by a click."""
    kind = _said(request, "kind")
    return _done(request, place.session, lambda: mark_presence(session=place.session, enrollment=place.enrollment, kind=kind, by=request.user))


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_POST
def stayed(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """Everybody who came and did not check out stayed to the end."""
    return _done(request, session, lambda: set_missing_ends(session=session, reason=_said(request, "reason"), by=request.user))


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_POST
def confirm(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """What the page showed becomes the sheet, and is credited."""
    return _done(request, session, lambda: confirm_attendance(session=session, seen=_said(request, "seen"), by=request.user), "Confirmed and credited.")


@access.may("curriculum.teach_session", subject=_place)
def adjust(request: HttpRequest, place: Place) -> HttpResponse:
    """When one student was there."""
    session, student = place.session, place.enrollment.student
    form = AdjustForm(request.POST if request.method == "POST" else None, initial=_known(place))
    if form.is_valid():
        said = form.cleaned_data
        came, left = (_on_clock(session, said[name]) for name in ("came", "left")) if said["was_there"] == "yes" else (None, None)
        if said["was_there"] == "yes" and (came is None or left is None):
            form.add_error(None, "Give both times, or say that the student was not there.")
        else:
            try:
                adjust_presence(session=session, enrollment=place.enrollment, came_at=came, left_at=left, reason=said["reason"], by=request.user)
            except Refusal as refused:
                form.add_error(None, refused.sentence)
            else:
                messages.success(request, "Saved.")
                return redirect("teaching:sheet", session=session.public_id)
    context = {"form": form, "session": session, "student": student, "zone": session.cohort.campus.time_zone}
    return render(request, "curriculum/sessions/adjust.html", context, status=422 if form.is_bound else 200)


@access.may("curriculum.teach_session", subject=_place)
def make_up(request: HttpRequest, place: Place) -> HttpResponse:
    """Give one student work for the session they missed."""
    session = place.session
    form = SessionMakeUpForm(request.POST if request.method == "POST" else None, program=session.cohort.program)
    if form.is_valid():
        try:
            give_make_up(session=session, enrollment=place.enrollment, by=request.user, **form.cleaned_data)
        except Refusal as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "Given. The student is told.")
            return redirect("teaching:sheet", session=session.public_id)
    context = {"form": form, "session": session, "student": place.enrollment.student}
    return render(request, "curriculum/sessions/make_up.html", context, status=422 if form.is_bound else 200)


@access.may("curriculum.teach_session", subject=lambda make_up: make_up_called(make_up))
@require_POST
def decide(request: HttpRequest, make_up: SessionMakeUp) -> HttpResponse:
    """Make-up work is done, or dropped."""
    return _done(request, make_up.session, lambda: decide_make_up(make_up=make_up, state=_said(request, "state"), by=request.user))


def _done(request: HttpRequest, session: LiveSession, act: Any, words: str = "Saved.") -> HttpResponse:
    try:
        changed = act()
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, f"{counted(changed, 'row')} set." if isinstance(changed, int) else words)
    return redirect("teaching:sheet", session=session.public_id)


def _said(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, ""))[:500].replace("\0", "")


def _known(place: Place) -> dict[str, Any]:
    """The times as they are known, else the whole session."""
    session, row = place.session, own_presence(place.session, place.enrollment)
    came = (row.came_at if row else None) or session.starts_at
    left = (row.left_at if row else None) or session.ends_at
    zone = ZoneInfo(session.cohort.campus.time_zone)
    return {"was_there": "yes", "came": timezone.localtime(came, zone).time(), "left": timezone.localtime(left, zone).time()}


def _on_clock(session: LiveSession, at: time | None) -> datetime | None:
    """A time of day at the session: of its first day, or of the next where the session goes past midnight."""
    if at is None:
        return None
    name = session.cohort.campus.time_zone
    first = timezone.localtime(session.starts_at, ZoneInfo(name)).date()
    days = [first, first + timedelta(days=1)] if timezone.localtime(session.ends_at, ZoneInfo(name)).date() > first else [first]
    moments = [moment for day in days if (moment := local_moment(day, at, name))]
    return min(moments, key=lambda moment: abs(moment - session.starts_at), default=None)
