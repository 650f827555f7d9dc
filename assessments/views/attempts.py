"""Sitting an assessment: what it asks, taking it, submitting it, looking back."""

import secrets
from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessments.actions.save_responses import save_responses
from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue, submit_attempt
from assessments.models import AssessmentPage, Attempt, Grade
from assessments.queries.attempts import attempt_called, attempts_at, effective_end, items_of, newest_steps, window
from assessments.queries.journal import in_words, late_answers_of
from assessments.queries.navigation import place_of
from assessments.queries.release import shown_parts
from assessments.queries.results import newest_grades, scores_of_enrollments
from assessments.queries.saving import open_conflicts, sitting_called
from assessments.views.questions import asked, conflict_shown, reviewed
from curriculum.api import due_on, enrollment_in, program_of, walk_in, why_closed
from lms.core import access
from lms.core.clock import now
from lms.core.errors import Conflict, NotFound
from lms.core.middleware import wants_json
from lms.core.wording import clock

SCRIPTS = {"js/questions/ordering.js": ("ordering", "fact_pattern"), "js/questions/hotspot.js": ("hotspot", "fact_pattern")}


def assessment(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """The assessment before it is sat: rules, effective end, attempts; POST starts one."""
    program = program_of(page)
    access.require_visible(request.user, "curriculum.study_program", program)
    walk = walk_in(getattr(request, "walk", None), request.user, program.pk)
    enrollment = None if walk else enrollment_in(request.user, program)
    closed = why_closed(page, enrollment, walk)
    if request.method == "POST":
        if enrollment is None:
            raise NotFound
        attempt = start_attempt(assessment=page, enrollment=enrollment, by=request.user)
        return redirect("attempts:take", attempt=attempt.public_id)
    attempts = attempts_at(page, enrollment) if enrollment else []
    if closed and not attempts:
        row = {"title": page.title, "closed": closed, "kind": "assessment"}
        return render(request, "curriculum/closed.html", {"row": row, "program": program}, status=403)
    for attempt in attempts:
        close_if_overdue(attempt)
    scores = {score.attempt: score for score in scores_of_enrollments([enrollment.pk])} if enrollment else {}
    context = {
        "page": page, "program": program, "enrollment": enrollment, "window": window(page, attempts), "running": next((a for a in attempts if a.is_open), None),
        "attempts": [(attempt, scores.get(str(attempt.public_id)) if page.show_score == "after_submit" else None) for attempt in attempts],
        "questions": page.items.count(), "left": page.attempts_allowed - len(attempts), "closed": closed, "walk": walk,
        "due_on": due_on(page, enrollment, walk),
    }  # fmt: skip
    return render(request, "assessments/assessment.html", context)


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
@require_safe
def take(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The questions of the page the student is on, with what was saved."""
    if close_if_overdue(attempt):
        return redirect("attempts:result", attempt=attempt.public_id)
    return render(request, "assessments/take.html", take_context(attempt))


def take_context(attempt: Attempt) -> dict[str, Any]:
    """``seen`` is the newest step this page knows; ``scripts`` what some of its questions need beside the journal."""
    steps, items = newest_steps(attempt), items_of(attempt)
    place = place_of(attempt, items)
    questions = [asked(item, steps.get(item.pk)) for item in items if place.allows(item.position)]
    end = effective_end(attempt)
    return {
        "attempt": attempt, "questions": questions, "answered": sum(q["answered"] for q in questions), "key": secrets.token_urlsafe(12), "place": place,
        "seconds_left": int((end - now()).total_seconds()) if end else None, "seen": attempt.last_step,
        "scripts": [name for name in SCRIPTS if any(item.version.type in SCRIPTS[name] for item in items)],
        "conflicts": [conflict_shown(conflict) for conflict in open_conflicts(attempt)],
    }  # fmt: skip


@access.may("assessments.sit_attempt", subject=sitting_called)
@require_POST
def save(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Keep the answers of the form. Scripts get JSON with the server's time; the Save button gets the page back."""
    saved = save_responses(attempt=attempt, form=dict(request.POST.lists()), key=request.POST.get("key", ""), by=request.user)
    if wants_json(request):
        return JsonResponse({**asdict(saved), "saved_at": clock(now(), attempt.enrollment.cohort.campus.time_zone)})
    return redirect("attempts:take", attempt=attempt.public_id)


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
def submit(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """GET asks once more and names what is open; POST submits, as often as it is sent."""
    if request.method != "POST":
        if close_if_overdue(attempt):
            return redirect("attempts:result", attempt=attempt.public_id)
        return render(request, "assessments/submit.html", submit_context(attempt))
    if request.POST.get("key") and _saves(request, attempt):
        return redirect("attempts:take" if open_conflicts(attempt) else "attempts:submit", attempt=attempt.public_id)
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
    steps = newest_steps(attempt)
    questions = [asked(item, steps.get(item.pk)) for item in items_of(attempt)]
    twice = sorted({conflict.item.position for conflict in open_conflicts(attempt)})
    return {"attempt": attempt, "open": [q["position"] for q in questions if not q["answered"]], "twice": twice}


@access.may("assessments.sit_attempt", subject=lambda attempt: attempt_called(attempt))
@require_safe
def result(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """The result and the review, each part when its release rule says so."""
    close_if_overdue(attempt)
    if attempt.is_open:
        return redirect("attempts:take", attempt=attempt.public_id)
    return render(request, "assessments/result.html", {**result_context(attempt), "late": late_shown(attempt)})


def result_context(attempt: Attempt) -> dict[str, Any]:
    """Everything the result page shows, and nothing that is not released."""
    scores = [score for score in scores_of_enrollments([attempt.enrollment_id]) if score.assessment_id == attempt.assessment_id]
    made = Attempt.objects.filter(enrollment=attempt.enrollment_id, assessment=attempt.assessment_id).count()
    shown = shown_parts(attempt, passed=any(score.passed for score in scores), attempts_made=made)
    steps, points = newest_steps(attempt), newest_grades([attempt.pk])
    comments = dict(Grade.objects.filter(item__attempt=attempt).order_by("number").values_list("item_id", "comment"))
    questions = [reviewed(item, steps.get(item.pk), points.get(item.pk), comments.get(item.pk, ""), shown) for item in items_of(attempt)]
    score = next((score for score in scores if score.attempt == str(attempt.public_id)), None)
    return {"attempt": attempt, "shown": shown, "questions": questions, "score": score, "left": attempt.assessment.attempts_allowed - made}


def late_shown(attempt: Attempt) -> list[dict[str, Any]]:
    """What arrived after the end, in words, with what was decided."""
    return [
        {
            "position": late.item.position, "text": in_words(late.item.version, late.response), "received_at": late.received_at,
            "decision": getattr(late, "decision", None),
        }
        for late in late_answers_of(attempt)
    ]  # fmt: skip
