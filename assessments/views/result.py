"""The result of an attempt: what was reached, part by part, why it passed or not, and what else is shown when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt
from assessments.queries.attempts import attempt_called, items_of, newest_steps
from assessments.queries.journal import in_words, late_answers_of
from assessments.queries.release import Shown, later_parts, shown_parts
from assessments.queries.results import NO_MARK, AttemptScore, NamedPart, counting_score, marks_of, named_parts, scores_beside
from assessments.views.questions import reviewed
from lms.core import access


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
    tries, scores = scores_beside(attempt)
    shown = shown_parts(attempt, tries)
    context = {"attempt": attempt, "shown": shown, "questions": _questions(attempt, shown), "left": attempt.assessment.attempts_allowed - tries.made}
    context["later"] = later_parts(attempt.assessment, shown)
    return context | _score(attempt, scores, shown)


def _questions(attempt: Attempt, shown: Shown) -> list[dict[str, Any]]:
    if not any((shown.response, shown.marks, shown.key, shown.explanation, shown.comment)):
        return []
    steps, marks = newest_steps(attempt), marks_of(attempt)
    return [reviewed(item, steps.get(item.pk), *marks.get(item.pk, NO_MARK), shown) for item in items_of(attempt)]


def _score(attempt: Attempt, scores: list[AttemptScore], shown: Shown) -> dict[str, Any]:
    """This attempt's score with its parts, those that fell short, and what counts of all attempts. Nothing before the score is released."""
    score = next((score for score in scores if score.attempt == str(attempt.public_id)), None)
    if score is None or not shown.score:
        return {"score": None, "parts": [], "short": [], "counts": None}
    parts = named_parts(score)
    short: list[NamedPart] = [named for named in parts if not named.part.holds]
    return {"score": score, "parts": parts, "short": short, "counts": counting_score(scores) if len(scores) > 1 else None}


def late_shown(attempt: Attempt) -> list[dict[str, Any]]:
    """What arrived after the end, in words, with what was decided."""
    return [
        {
            "position": late.item.position, "text": in_words(late.item.version, late.response), "received_at": late.received_at,
            "decision": getattr(late, "decision", None),
        }
        for late in late_answers_of(attempt)
    ]  # fmt: skip
