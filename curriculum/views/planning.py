"""Instructors and coordinators plan a cohort's live sessions: one, or the program's series, which is shown before it is kept."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from curriculum.actions.change_session import cancel_session, change_session
from curriculum.actions.plan_session import plan_series, plan_session
from curriculum.forms.sessions import SeriesForm, SessionForm
from curriculum.models import LiveSession
from curriculum.queries.cohorts import cohort_called
from curriculum.queries.live_sessions import live_session_called, proposed_series, sessions_of
from curriculum.queries.materials import plan_urls
from curriculum.rules import cohorts_taught_by
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Invalid, Refusal
from lms.core.wording import counted


@access.may("curriculum.teach_session")
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of one cohort at a time: those to come first, then those that are over."""
    cohorts = cohorts_taught_by(request.user).select_related("campus", "program").order_by("closed_at", "-starts_on", "name")
    chosen = cohorts.filter(slug=request.GET.get("cohort", "")[:64].replace("\0", "")).first() or cohorts.first()
    found = list(sessions_of(chosen)) if chosen else []
    plans = plan_urls(chosen.program_id) if chosen else {}
    for session in found:
        session.plan_url = plans.get(session.number)  # type: ignore[attr-defined]
    moment = now()
    context = {
        "cohorts": cohorts, "cohort": chosen, "zone": chosen.campus.time_zone if chosen else "UTC",
        "to_come": [session for session in found if session.ends_at > moment], "over": [session for session in reversed(found) if session.ends_at <= moment],
    }  # fmt: skip
    return render(request, "curriculum/sessions/list.html", context)


@access.may("curriculum.teach_session", subject=lambda cohort: cohort_called(cohort))
def new_session(request: HttpRequest, cohort: Any) -> HttpResponse:
    """Plan one session."""
    form = SessionForm(request.POST if request.method == "POST" else None, cohort=cohort, initial={"instructor": request.user.pk})
    if form.is_valid():
        try:
            planned = plan_session(cohort=cohort, by=request.user, **form.facts)
        except Refusal as refused:
            _explain(form, refused)
        else:
            messages.success(request, "The session is planned.")
            return redirect("teaching:sheet", session=planned.public_id)
    return render(request, "curriculum/sessions/edit.html", {"form": form, "cohort": cohort}, status=422 if form.is_bound else 200)


@access.may("curriculum.teach_session", subject=lambda cohort: cohort_called(cohort))
def series(request: HttpRequest, cohort: Any) -> HttpResponse:
    """The program's sessions once a week: first what would be planned, then, once kept, that."""
    form = SeriesForm(request.POST if request.method == "POST" else None, cohort=cohort)
    if not form.is_valid():
        return render(request, "curriculum/sessions/series.html", {"form": form, "cohort": cohort}, status=422 if form.is_bound else 200)
    where = dict(form.cleaned_data)
    proposed, faults = proposed_series(cohort, first_on=where.pop("first_on"), at=where.pop("at"), minutes=where.pop("minutes"))
    if "keep" in request.POST:
        try:
            planned = plan_series(cohort=cohort, series=proposed, by=request.user, **where)
        except Refusal as refused:
            _explain(form, refused)
            return render(request, "curriculum/sessions/series.html", {"form": form, "cohort": cohort}, status=422)
        messages.success(request, f"{counted(len(planned), 'session')} planned.")
        return redirect(f"/teach/sessions/?cohort={cohort.slug}")
    context = {"form": form, "cohort": cohort, "proposed": proposed, "faults": faults, "new": sum(not one.is_there for one in proposed)}
    return render(request, "curriculum/sessions/series.html", context)


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
def edit_session(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """Change or move one; who studies is told of a new time."""
    form = SessionForm(request.POST if request.method == "POST" else None, cohort=session.cohort, initial=_as_filled(session))
    if form.is_valid():
        try:
            change_session(session=session, by=request.user, **form.facts)
        except Refusal as refused:
            _explain(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("teaching:sheet", session=session.public_id)
    context = {"form": form, "cohort": session.cohort, "session": session}
    return render(request, "curriculum/sessions/edit.html", context, status=422 if form.is_bound else 200)


@access.may("curriculum.teach_session", subject=lambda session: live_session_called(session))
@require_POST
def cancel(request: HttpRequest, session: LiveSession) -> HttpResponse:
    """Say that it is not held."""
    try:
        cancel_session(session=session, reason=request.POST.get("reason", "")[:500], by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Cancelled. The students are told.")
    return redirect("teaching:sheet", session=session.public_id)


def _as_filled(session: LiveSession) -> dict[str, Any]:
    """The form as somebody would have filled it for this session."""
    zone = ZoneInfo(session.cohort.campus.time_zone)
    starts, ends = timezone.localtime(session.starts_at, zone), timezone.localtime(session.ends_at, zone)
    names = ("number", "title", "mode", "place", "link", "instructor", "track", "kind", "prepare")
    lines = "\n".join(f"{slug}: {minutes}" for slug, minutes in session.topics.items())
    return {
        **{name: getattr(session, name) for name in names}, "day": starts.date(), "starts": starts.time(), "ends": ends.time(),
        "modules": list(session.modules.all()), "topics": lines,
    }  # fmt: skip


def _explain(form: Any, refused: Refusal) -> None:
    for sentence in refused.sentences if isinstance(refused, Invalid) else [refused.sentence]:
        form.add_error(None, sentence)
