"""The screen in the room: a code and its QR picture, new every 30 seconds."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from curriculum.actions.record_presence import presence_key
from curriculum.attendance.codes import IN, OUT, code_at, next_window_in_ms
from curriculum.models import LiveSession
from curriculum.queries.live_sessions import live_session_called, open_for_check
from lms.core import access
from lms.core.clock import now, to_ms


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_safe
def present(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """The whole page; without scripts it loads itself again when the code changes."""
    return render(request, "curriculum/sessions/present.html", _stage(request, session))


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_safe
def stage(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """The part that changes, asked for every few seconds."""
    return render(request, "curriculum/sessions/_stage.html", _stage(request, session))


def _stage(request: HttpRequest, session: LiveSession) -> dict[str, Any]:
    moment = now()
    comes, goes = open_for_check(session, moment)
    asked = request.GET.get("for", "")
    purpose = asked if asked in (IN, OUT) else (OUT if goes and not comes else IN)
    is_open = goes if purpose == OUT else comes
    context = {
        "session": session, "zone": session.cohort.campus.time_zone, "purpose": purpose, "is_open": is_open, "is_over": moment >= session.ends_at,
        "came": _counted(session, IN), "left": _counted(session, OUT), "again_in": next_window_in_ms(to_ms(moment)) // 1000 + 1,
    }  # fmt: skip
    if is_open:
        code = code_at(presence_key(), session.public_id, purpose, to_ms(moment))
        path = reverse("sessions:check", kwargs={"session": session.public_id})
        address = request.build_absolute_uri(f"{path}?code={code}")
        context |= {"code": code, "qr": segno.make(address, error="m", micro=False).svg_inline(border=2, svgclass="qr", lineclass="qr-line", omitsize=True)}
    return context


def _counted(session: LiveSession, kind: str) -> int:
    return session.presence_events.filter(kind=kind).values("enrollment").distinct().count()
