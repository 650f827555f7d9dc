"""Two markers differ: one of them after talking, or a third person, sets the mark that counts."""

from typing import Any

from django.db import transaction

from assessments.actions.finish_marking import finish_marking
from assessments.actions.mark_item import Judgment, given_before, judged_points, locked_attempt
from assessments.grading.append import append_grade
from assessments.models import AttemptItem, Grade, GradeKind, Opinion
from lms.audit.api import record_event
from lms.core.errors import Conflict


@transaction.atomic
def reconcile_item(*, item: AttemptItem, judgment: Judgment, by: Any) -> Grade:
    """Set the mark of an answer that two people marked differently. ``by`` is anybody who may mark it, never the student.

    Asked again it gives the same mark. Raises ``Conflict`` before there are two opinions, and when it has another mark already.
    """
    attempt = locked_attempt(item, by)
    if Opinion.objects.filter(item=item).count() < 2:
        raise Conflict("Two people must mark this answer first, each on their own.", code="not_marked_twice")
    if again := given_before(item, judgment, by, number=1):
        return again
    if Grade.objects.filter(item=item).exists():
        raise Conflict("This answer has its mark. Somebody has reconciled it in the meantime.", code="marked_meanwhile")
    points, step = judged_points(item, attempt, judgment)
    grade = append_grade(item, GradeKind.RECONCILED, points, by=by, version=item.version, step=step, **judgment.facts)
    record_event(
        "assessments.answer_reconciled", by=by, subject_kind="attempt", subject_id=str(attempt.public_id), campus=attempt.enrollment.cohort.campus.slug,
        data={"question": item.version.title, "points": str(points)},
    )  # fmt: skip
    finish_marking(attempt)
    return grade
