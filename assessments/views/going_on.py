"""Within an attempt: on to the next page where there is no way back, what was left, and breaks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.leave_page import leave_page
from assessments.actions.pause_attempt import pause_attempt, resume_attempt
from assessments.actions.save_responses import save_responses
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt
from assessments.queries.attempts import attempt_called, items_of, newest_steps
from assessments.queries.navigation import left_positions
from assessments.queries.release import NOTHING, shown_during
from assessments.views.answer_files import warn_unsent
from assessments.views.questions import reviewed_now
from lms.core import access
from lms.core.errors import Invalid, NotFound

SITS = "assessments.sit_attempt"


@access.may(SITS, subject=lambda attempt: attempt_called(attempt))
@require_POST
def leave(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Keep what stands on the page and go on to the next one; sending it twice leaves one page only."""
    page = request.POST.get("page", "")
    if not (page.isascii() and page.isdigit() and len(page) < 5):
        raise Invalid("Reload the page to see where you are.", code="malformed")
    if request.POST.get("key"):
        save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST["key"], by=request.user)
        if warn_unsent(request):  # there is no way back to a question
            return redirect("attempts:take", attempt=attempt.public_id)
    leave_page(attempt=attempt, number=int(page), by=request.user)
    return redirect("attempts:left" if shown_during(attempt) != NOTHING else "attempts:take", attempt=attempt.public_id)


@access.may(SITS, subject=lambda attempt: attempt_called(attempt))
@require_safe
def left(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Questions that can no longer be answered, with what is shown of them during the attempt."""
    shown = shown_during(attempt)
    if close_if_overdue(attempt):
        return redirect("attempts:result", attempt=attempt.public_id)
    if shown == NOTHING:
        raise NotFound
    items = items_of(attempt)
    behind, steps = set(left_positions(attempt, items)), newest_steps(attempt)
    questions = [reviewed_now(item, steps.get(item.pk), shown) for item in items if item.position in behind]
    return render(request, "assessments/left.html", {"attempt": attempt, "questions": questions, "shown": shown})


@access.may(SITS, subject=lambda attempt: attempt_called(attempt))
@require_POST
def pause(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Keep what stands on the page and begin a break."""
    if request.POST.get("key"):
        save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST["key"], by=request.user)
    pause_attempt(attempt=attempt, by=request.user)
    return redirect("attempts:take", attempt=attempt.public_id)


@access.may(SITS, subject=lambda attempt: attempt_called(attempt))
@require_POST
def resume(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Go on after a break."""
    resume_attempt(attempt=attempt, by=request.user)
    return redirect("attempts:take", attempt=attempt.public_id)
