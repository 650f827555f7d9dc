"""An assessment before it is sat: its rules, the effective end, attempts made; and starting one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessments.actions.start_attempt import start_attempt
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import AssessmentPage, AssessmentTopicPass
from assessments.queries.attempts import attempts_at, window
from assessments.queries.composition import sections_shown
from assessments.queries.results import AttemptScore, counting_score, scores_of_enrollments, shown_of
from assessments.queries.terms import terms_of, usual_terms
from curriculum.api import due_on, enrollment_in, program_of, walk_in, why_closed
from lms.core import access
from lms.core.errors import Invalid, NotFound


def assessment(request: HttpRequest, page: AssessmentPage) -> HttpResponse:
    """The page before the start; POST starts an attempt, or goes on with the one that runs."""
    program = program_of(page)
    access.require_visible(request.user, "curriculum.study_program", program)
    walk = walk_in(getattr(request, "walk", None), request.user, program.pk)
    enrollment = None if walk else enrollment_in(request.user, program)
    fault = ""
    if request.method == "POST":
        if enrollment is None:
            raise NotFound
        try:
            attempt = start_attempt(assessment=page, enrollment=enrollment, by=request.user, promised=_promised(request, page))
            return redirect("attempts:take", attempt=attempt.public_id)
        except Invalid as refused:
            fault = refused.sentence
    closed = why_closed(page, enrollment, walk)
    attempts = attempts_at(page, enrollment) if enrollment else []
    if closed and not attempts:
        row = {"title": page.title, "closed": closed, "kind": "assessment"}
        return render(request, "curriculum/closed.html", {"row": row, "program": program}, status=403)
    context = {"page": page, "program": program, "enrollment": enrollment, "closed": closed, "walk": walk, "due_on": due_on(page, enrollment, walk)}
    context |= {**_rules(page), **_standing(page, enrollment, attempts), "fault": fault}
    if enrollment is None:
        context |= _taught(request, page)
    return render(request, "assessments/assessment.html", context, status=422 if fault else 200)


def _taught(request: HttpRequest, page: AssessmentPage) -> dict[str, Any]:
    """Where an instructor goes on from the quiz."""
    return {"marks": request.user.has_perm("assessments.mark_assessment", page), "analyzes": request.user.has_perm("assessments.analyze", page)}


def _promised(request: HttpRequest, page: AssessmentPage) -> str:
    """The statement that was accepted: what the page showed, so that one that changed meanwhile is read again."""
    return request.POST.get("statement", "") if request.POST.get("honor") else ""


def _rules(page: AssessmentPage) -> dict[str, Any]:
    sections = sections_shown(page)
    return {
        "sections": sections if len(sections) > 1 or sections[0].title else [], "questions": sum(section.questions for section in sections),
        "topic_passes": list(AssessmentTopicPass.objects.filter(page=page).select_related("topic").order_by("sort_order")),
    }  # fmt: skip


def _standing(page: AssessmentPage, enrollment: Any, attempts: list[Any]) -> dict[str, Any]:
    """Where the student stands: attempts with their scores as far as they are released, and what an attempt started now would be."""
    for attempt in attempts:
        attempt.assessment, attempt.enrollment = page, enrollment
        close_if_overdue(attempt)
    scores = [score for score in scores_of_enrollments([enrollment.pk]) if score.assessment_id == page.pk] if enrollment and attempts else []
    shown = _shown(attempts, scores) if scores else {}
    terms = terms_of(page, enrollment) if enrollment else usual_terms(page)
    counts = counting_score(scores) if scores and all(score.attempt in shown for score in scores if score.is_graded) else None
    return {
        "attempts": [(attempt, shown.get(str(attempt.public_id))) for attempt in attempts], "counts": counts, "terms": terms,
        "window": window(page, attempts, terms=terms), "running": next((attempt for attempt in attempts if attempt.is_open), None),
        "left": max(page.attempts_allowed - len(attempts), 0),
    }  # fmt: skip


def _shown(attempts: list[Any], scores: list[AttemptScore]) -> dict[str, AttemptScore]:
    """The scores that are released, by attempt. What is asked of one attempt holds for all that are graded: the phases speak of the assessment."""
    by_attempt = {score.attempt: score for score in scores if score.is_graded}
    graded = [attempt for attempt in attempts if str(attempt.public_id) in by_attempt]
    return by_attempt if graded and shown_of(graded[-1]).score else {}
