"""Sitting an assessment: taking it, saving, submitting."""

import secrets
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.save_responses import save_responses
from assessments.actions.submit_attempt import close_if_overdue, submit_attempt
from assessments.models import Attempt
from assessments.queries.attempts import attempt_called, effective_end, items_of, newest_steps
from assessments.queries.composition import section_heads
from assessments.queries.navigation import choices_open, place_of
from assessments.queries.pauses import break_left, is_paused
from assessments.queries.saving import sitting_called
from assessments.views.answer_files import warn_unsent
from assessments.views.questions import asked, conflict_shown
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.core.middleware import wants_json
from lms.core.wording import clock

SCRIPTS = {
    "js/questions/ordering.js": ("ordering", "fact_pattern"),
    "js/questions/hotspot.js": ("hotspot", "fact_pattern"),
    "js/questions/file_upload.js": ("file_upload",),
}


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
@require_safe
def take(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The questions of the page the student is on, with what was saved."""
    if close_if_overdue(attempt):
        return redirect("attempts:result", attempt=attempt.public_id)
    if is_paused(attempt):
        return render(request, "assessments/paused.html", {"attempt": attempt})
    return render(request, "assessments/take.html", take_context(attempt))


def take_context(attempt: Attempt) -> dict[str, Any]:
    """``seen`` is the newest step this page knows; ``scripts`` what some of its questions need beside the journal."""
    steps, items = newest_steps(attempt), items_of(attempt)
    place = place_of(attempt, items)
    here = [item for item in items if place.allows(item.position)]
    questions = [asked(item, steps.get(item.pk)) for item in here]
    end = effective_end(attempt)
    return {
        "attempt": attempt, "questions": questions, "answered": sum(q["answered"] for q in questions), "key": secrets.token_urlsafe(12), "place": place,
        "seconds_left": int((end - now()).total_seconds()) if end else None, "seen": attempt.last_step,
        "scripts": [name for name in SCRIPTS if any(item.version.type in SCRIPTS[name] for item in here)],
        "break_left": break_left(attempt), "sections": section_heads(attempt, here),
        "conflicts": [conflict_shown(conflict) for conflict in choices_open(attempt, items)],
    }  # fmt: skip


@access.may("assessments.sit_attempt", subject=sitting_called)
@require_POST
def save(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Keep the answers of the form. Scripts get JSON with the server's time; the Save button gets the page back."""
    saved = save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST.get("key", ""), by=request.user)
    if wants_json(request):
        return JsonResponse({**asdict(saved), "saved_at": clock(now(), attempt.enrollment.cohort.campus.time_zone)})
    warn_unsent(request)
    return redirect("attempts:take", attempt=attempt.public_id)


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
def submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """GET asks once more and names what is open; POST submits, as often as it is sent."""
    if request.method != "POST":
        if close_if_overdue(attempt):
            return redirect("attempts:result", attempt=attempt.public_id)
        return render(request, "assessments/submit.html", submit_context(attempt))
    if request.POST.get("key") and _saves(request, attempt):
        return redirect("attempts:take" if warn_unsent(request) or choices_open(attempt, items_of(attempt)) else "attempts:submit", attempt=attempt.public_id)
    submit_attempt(attempt=attempt, by=request.user)
    return redirect("attempts:result", attempt=attempt.public_id)


def _saves(request: HttpRequest, attempt: Attempt) -> bool:
    """Keep the form's answers, as late ones after the end; whether the student looks over them before submitting."""
    try:
        save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST["key"], by=request.user)
    except Conflict:  # ended: what came late is kept, and the result page says so
        return False
    return request.POST.get("then") == "look"


def submit_context(attempt: Attempt) -> dict[str, Any]:
    """The questions that are open, and those with two answers; the newest saved one counts where nobody chooses."""
    steps, items = newest_steps(attempt), items_of(attempt)
    questions = [asked(item, steps.get(item.pk)) for item in items]
    twice = sorted({conflict.item.position for conflict in choices_open(attempt, items)})
    return {"attempt": attempt, "open": [q["position"] for q in questions if not q["answered"]], "twice": twice}
