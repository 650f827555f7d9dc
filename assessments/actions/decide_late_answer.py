"""An instructor accepts or declines an answer that arrived after the end."""

from typing import Any

from django.db import transaction

from assessments.actions.finish_marking import finish_marking
from assessments.actions.tell_regraded import tell_regraded
from assessments.grading.append import append_grade
from assessments.grading.engine import grader_of
from assessments.grading.fixing import fix_grade
from assessments.models import Attempt, AttemptItem, AttemptState, AttemptStep, Grade, GradeKind, LateAnswer, LateDecision, Opinion
from assessments.models.step_rows import write_steps
from assessments.queries.fixes import fixes_reaching
from assessments.queries.places_passed import places_passed
from assessments.signals import attempt_graded
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid


@transaction.atomic
def decide_late_answer(*, late: LateAnswer, accept: bool, reason: str, by: Any) -> LateDecision:
    """Accept ``late``, so that it is a step of its attempt and is marked anew, or decline it; the student reads ``reason``.

    What the engine marks has its new mark at once, with the corrections of the question that hold for the attempt; what a person marks keeps its mark
    until they give another. Raises ``Conflict`` when it was decided before or the attempt still runs, where a person's mark stands that no machine may
    displace, and while two markers are at the answer before it.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=late.attempt_id)
    require(by, "assessments.mark_attempt", attempt)
    if not reason.strip():
        raise Invalid("Say why. The student reads it.")
    if attempt.is_open:
        raise Conflict("This attempt is still in progress.", code="in_progress")
    if LateDecision.objects.filter(late=late).exists():
        raise Conflict("This late answer was decided already. Reload the page to see how.", code="decided")
    if accept:
        _refuse_half_marked(late.item)
    step = _accept(attempt, late, reason.strip(), by) if accept else None
    decision = LateDecision.objects.create(late=late, accepted=accept, reason=reason.strip(), decided_by=by.public_id, decided_at=now(), step=step)
    record_event(
        "assessments.late_answer_accepted" if accept else "assessments.late_answer_declined", by=by, subject_kind="attempt",
        subject_id=str(attempt.public_id), campus=attempt.enrollment.cohort.campus.slug, data={"question": late.item.version.title, "reason": reason.strip()},
    )  # fmt: skip
    return decision


def _refuse_half_marked(item: AttemptItem) -> None:
    """Two marks of different answers must never be taken for two marks of one."""
    if Opinion.objects.filter(item=item).exists() and not Grade.objects.filter(item=item).exists():
        raise Conflict(
            "The answer before it has been marked by one of two people, or by two who differ. Accept this one once that answer has its mark.",
            code="half_marked",
        )


def _accept(attempt: Attempt, late: LateAnswer, reason: str, by: Any) -> AttemptStep:
    attempt.last_step += 1
    names = {"attempt": attempt, "item": late.item, "key": f"late-{late.pk}"}
    write_steps(attempt, [AttemptStep(number=attempt.last_step, response=late.response, received_at=late.received_at, **names)])
    step = AttemptStep.objects.get(attempt=attempt, number=attempt.last_step)
    points = grader_of(late.item.version)(late.response, late.item.points)
    if points is not None:
        before = places_passed([attempt.pk])
        append_grade(late.item, GradeKind.LATE_ANSWER, points, by=by, step=step, reason=reason[:500])
        _fix_anew(late.item, step)
        if attempt.state == AttemptState.GRADED:
            attempt_graded.send(sender=Attempt, attempt=attempt)
        tell_regraded([attempt], before)
        finish_marking(attempt)
    return step


def _fix_anew(item: AttemptItem, step: AttemptStep) -> None:
    """The corrections that reach the answer, in the order in which they were applied; each can be taken back from it as from the answer before."""
    for fix in fixes_reaching(item):
        grades = list(Grade.objects.filter(item=item).order_by("number"))
        if grade := fix_grade(fix, item, grades, step, grader_of(fix.version)):
            grade.save()
