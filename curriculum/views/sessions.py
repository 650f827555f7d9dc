"""A student's live sessions: when and where they are, what to prepare, checking in and out."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from curriculum.actions.record_presence import check_with_code
from curriculum.attendance.codes import IN
from curriculum.forms.sessions import CodeForm
from curriculum.models import LiveSession
from curriculum.queries.attendance import adjustment_reason, confirmed_minutes, own_presence
from curriculum.queries.live_sessions import enrollment_for, live_session_called, make_ups_of, open_for_check, sessions_of_student
from curriculum.queries.session_parts import parts_of
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Refusal, TooMany
from lms.core.limits import PerMinute
from lms.core.localized import clock

_tries = PerMinute("presence", 10)


@access.signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's sessions: those to come first, then what was confirmed of the others."""
    moment, found = now(), list(sessions_of_student(request.user))
    minutes = confirmed_minutes(request.user.public_id, found)
    for session in found:
        session.confirmed_minutes = minutes.get(session.public_id)  # type: ignore[attr-defined]
        session.can_check = any(open_for_check(session, moment))  # type: ignore[attr-defined]
    context = {
        "to_come": [session for session in found if session.ends_at > moment or session.can_check],  # type: ignore[attr-defined]
        "over": [session for session in reversed(found) if session.ends_at <= moment and not session.can_check],  # type: ignore[attr-defined]
        "make_ups": list(make_ups_of(request.user)),
    }
    return render(request, "curriculum/sessions/mine.html", context)


@access.may("curriculum.attend_session", subject=lambda session: live_session_called(session))
@require_safe
def session(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """One session: place, link, what to prepare, and one's own presence."""
    return render(request, "curriculum/sessions/session.html", _session(request, session, CodeForm()))


@access.may("curriculum.attend_session", subject=lambda session: live_session_called(session))
def check(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """Check in or out: the QR picture leads here with the code filled in; only the button does it."""
    if request.method != "POST":
        form = CodeForm(initial={"code": request.GET.get("code", "")[:20]})
        return render(request, "curriculum/sessions/check.html", _session(request, session, form))
    form, status = CodeForm(request.POST), 422
    if form.is_valid():
        try:
            _limit(request.user.pk)
            event = check_with_code(session=session, code=form.cleaned_data["code"], by=request.user)
        except Refusal as refused:
            form.add_error("code", refused.sentence)
            status = refused.status
        else:
            said = gettext("You are checked in at %(time)s.") if event.kind == IN else gettext("You are checked out at %(time)s.")
            messages.success(request, said % {"time": clock(event.at.astimezone(ZoneInfo(session.cohort.campus.time_zone)))})
            return redirect("sessions:session", session=session.public_id)
    return render(request, "curriculum/sessions/check.html", _session(request, session, form), status=status)


def _session(request: HttpRequest, session: LiveSession, form: CodeForm) -> dict[str, Any]:
    enrollment = enrollment_for(session, request.user)
    comes, goes = open_for_check(session, now())
    row = own_presence(session, enrollment) if enrollment else None
    return {
        "session": session, "zone": session.cohort.campus.time_zone, "form": form, "row": row, "in_open": comes, "out_open": goes,
        "can_check": (comes or goes) and enrollment is not None and enrollment.may_study, "is_over": now() >= session.ends_at,
        "is_confirmed": session.sheets.exists(), "parts": parts_of(request.user, session),
        "reason": adjustment_reason(session, enrollment) if enrollment else "",
    }  # fmt: skip


def _limit(person: int) -> None:
    """At most ten tries a minute per person: the code cannot be guessed, and nobody has to be watched."""
    if not _tries.allows(person):
        raise TooMany("Too many codes in a minute. Wait a moment, then type the one on the screen.")
