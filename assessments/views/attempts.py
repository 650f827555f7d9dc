"""Sitting an assessment: taking it, saving, submitting."""

import secrets

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.save_responses import save_responses
from assessments.actions.submit_attempt import close_if_overdue, submit_attempt
from assessments.models import Attempt
from assessments.queries.attempts import attempt_called, items_of, newest_steps
from assessments.queries.composition import section_heads
from assessments.queries.navigation import place_of
from assessments.queries.pauses import break_left, is_paused
from assessments.views.questions import asked
from lms.core import access
from lms.core.clock import now
from lms.core.middleware import wants_json
from lms.core.wording import clock


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
@require_safe
def take(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The questions, with what was saved."""
    if close_if_overdue(attempt):
        return redirect("attempts:result", attempt=attempt.public_id)
    if is_paused(attempt):
        return render(request, "assessments/paused.html", {"attempt": attempt})
    steps, items = newest_steps(attempt), items_of(attempt)
    place = place_of(attempt, items)
    questions = [asked(item, steps.get(item.pk)) for item in items if place.allows(item.position)]
    left = int((attempt.ends_at - now()).total_seconds()) if attempt.ends_at else None
    context = {
        "attempt": attempt,
        "questions": questions,
        "answered": sum(q["answered"] for q in questions),
        "key": secrets.token_urlsafe(12),
        "seconds_left": left,
        "place": place,
        "break_left": break_left(attempt),
        "sections": section_heads(attempt, [item for item in items if place.allows(item.position)]),
    }
    return render(request, "assessments/take.html", context)


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
@require_POST
def save(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Keep the answers of the form. Scripts get JSON with the server's time; the Save button gets the page back."""
    step = save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST.get("key", ""), by=request.user)
    if wants_json(request):
        return JsonResponse({"step": step, "saved_at": clock(now(), attempt.enrollment.cohort.campus.time_zone)})
    return redirect("attempts:take", attempt=attempt.public_id)


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
def submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """GET asks once more and names what is open; POST submits, as often as it is sent."""
    if request.method != "POST":
        if close_if_overdue(attempt):
            return redirect("attempts:result", attempt=attempt.public_id)
        steps = newest_steps(attempt)
        questions = [asked(item, steps.get(item.pk)) for item in items_of(attempt)]
        return render(request, "assessments/submit.html", {"attempt": attempt, "open": [q["position"] for q in questions if not q["answered"]]})
    if request.POST.get("key") and attempt.is_open and not close_if_overdue(attempt):
        save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST["key"], by=request.user)
        if request.POST.get("then") == "look":
            return redirect("attempts:submit", attempt=attempt.public_id)
    submit_attempt(attempt=attempt, by=request.user)
    return redirect("attempts:result", attempt=attempt.public_id)
