"""The student's own page: where the application stands, what comes next, and whether they may represent anybody today."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from accreditation.actions.change_role import change_role
from accreditation.actions.move_application import move_application
from accreditation.application_forms import day_field
from accreditation.models import Application
from accreditation.policies.application_states import ACCREDITED, OPEN, STATES
from accreditation.queries.applications import application_called, application_rows, applications_of, timeline
from accreditation.queries.campus_days import today_of
from accreditation.queries.deadlines import fundamentals_ended
from accreditation.queries.organizations import program_notices
from curriculum.api import enrollments_of
from lms.core import access
from lms.core.access import SignedInRequest
from lms.core.errors import Refusal

CURRENT_NOTICES = 3


class GraduationForm(forms.Form):
    graduates_on = day_field("Expected graduation", required=False)


@access.signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Every application of one's own, and the state before there is one."""
    rows = application_rows(applications_of(request.user))
    rows.sort(key=lambda row: (row.application.state not in OPEN, not row.represents.may, -row.application.pk))
    context = {
        "rows": [(row, timeline(row.application)) for row in rows], "before": None if rows else _before(request.user),
        "notices": program_notices()[:CURRENT_NOTICES], "open_states": OPEN, "live_states": (*OPEN, *ACCREDITED),
    }  # fmt: skip
    return render(request, "accreditation/applications/mine.html", context)


def _before(student: Any) -> Any:
    """The state that hours and places tell before an application is opened."""
    if student.public_id in fundamentals_ended([student.public_id]):
        return STATES["in_training"]
    return STATES["enrolled" if enrollments_of(student).exists() else "interested"]


@access.may("accreditation.own_application", subject=lambda application: application_called(application))
@require_POST
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Take one's request back; the reason is kept."""
    try:
        move_application(application=application, move="withdraw", note=request.POST.get("reason", ""), by=request.user)
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Your request is withdrawn. Your hours and certificates stay as they are.")
    return redirect("application:mine")


@access.may("accreditation.own_application", subject=lambda application: application_called(application))
@require_POST
def graduation(request: HttpRequest, application: Application) -> HttpResponse:
    """Say when one expects to graduate; the organization agrees with the student on what happens afterwards."""
    form = GraduationForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Give the date as a day, such as 2027-05-20.")
        return redirect("application:mine")
    today = today_of(application)
    facts = {"role": application.role, "role_title": application.role_title, "graduates_on": form.cleaned_data["graduates_on"]}
    try:
        change_role(application=application, **facts, since=today, by=request.user, today=today)
    except Refusal as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, "Saved. Your coordinator sees it.")
    return redirect("application:mine")
