"""Saying what a flag on a student's study was."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from curriculum.api import dismiss_study_flag, study_flag_called
from lms.core import access
from lms.core.errors import Refusal


@access.may("curriculum.dismiss_study_flag", subject=lambda flag: study_flag_called(flag))
@require_POST
def dismiss(request: HttpRequest, flag: Any) -> HttpResponse:
    """Keep a sentence with the flag."""
    try:
        dismiss_study_flag(flag=flag, sentence=request.POST.get("sentence", "")[:1000], by=request.user)
        messages.success(request, "Kept with the flag. Nothing that was counted has changed.")
    except Refusal as refused:
        messages.error(request, refused.sentence)
    return redirect("cohorts:student", enrollment=flag.enrollment.public_id)
