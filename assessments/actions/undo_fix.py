"""Taking a fix back: new events that restore what counted before it. A mark that a person gave since stays."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from assessments.actions.apply_fix import lock_attempts, require_reach
from assessments.actions.tell_fix import tell_undone
from assessments.actions.tell_regraded import tell_regraded
from assessments.grading.append import event_of, next_grade
from assessments.grading.fold import standing_of
from assessments.models import AttemptItem, FixState, Grade, GradeKind, QuestionFix
from assessments.queries.fixes import grades_by_item, in_portions
from assessments.queries.places_passed import places_passed
from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.jobs.api import Job, enqueue

UNDO_JOB = "assessments.undo_fix"


@transaction.atomic
def undo_fix(*, fix: QuestionFix, by: Any) -> Job:
    """Begin to take ``fix`` back in the background; asked again it gives the same job.

    Raises ``Forbidden`` where it changed a mark that ``by`` may not give now, and ``Conflict`` unless it is applied.
    """
    require_reach(fix, by)
    locked = QuestionFix.objects.select_for_update(of=("self",)).select_related("question").get(pk=fix.pk)
    if locked.state not in (FixState.APPLIED, FixState.UNDOING):
        raise Conflict("Only a correction that is applied can be taken back.", code="not_applied")
    if locked.state == FixState.APPLIED:
        locked.state, locked.undone_at, locked.undone_by = FixState.UNDOING, now(), by.public_id
        locked.save(update_fields=["state", "undone_at", "undone_by"])
        record_event(
            "assessments.fix_undone", by=by, subject_kind="question", subject_id=locked.question.public_id, data={"question": locked.question.external_id}
        )
    return enqueue(UNDO_JOB, {"fix": locked.public_id}, by=by, key=f"undo-fix:{locked.public_id}", title="Taking a correction back")


def run_undo_fix(*, fix: QuestionFix, advance: Callable[[int, int], None]) -> int:
    """The work of the job: from how many answers the fix was taken in all. Run again after a kill, it goes on."""
    if fix.state == FixState.UNDOING:
        items = AttemptItem.objects.filter(pk__in=Grade.objects.filter(fix=fix, kind=GradeKind.FIX).values("item"))
        total, done = items.count(), 0
        for portion in in_portions(items):
            _undo_portion(fix, portion)
            done += len(portion)
            advance(done, total)
        QuestionFix.objects.filter(pk=fix.pk, state=FixState.UNDOING).update(state=FixState.UNDONE)
    return Grade.objects.filter(fix=fix, kind=GradeKind.UNDO).count()


@transaction.atomic
def _undo_portion(fix: QuestionFix, portion: list[AttemptItem]) -> None:
    attempts = lock_attempts(portion)
    grades, before = grades_by_item(portion), places_passed(attempts)
    fresh = [grade for item in portion if (grade := _restored(fix, item, grades[item.pk]))]
    Grade.objects.bulk_create(fresh)
    failpoint("undo.after_portion")
    tell_regraded([attempts[pk] for pk in sorted({grade.item.attempt_id for grade in fresh})], before, fix=fix.public_id, is_undone=True)
    tell_undone(fix, [attempts[grade.item.attempt_id] for grade in fresh if _changes(grade, grades[grade.item_id][-1])])


def _changes(grade: Grade, before: Grade) -> bool:
    return (grade.numerator, grade.denominator) != (before.numerator, before.denominator)


def _restored(fix: QuestionFix, item: AttemptItem, grades: list[Grade]) -> Grade | None:
    """The event after which ``fix`` counts no more; ``None`` where nothing that counts was built on it. A later fix keeps its mark until it is undone."""
    standing = standing_of(event_of(grade) for grade in grades)
    if not standing.can_undo(fix.pk) or (left := standing.without(fix.pk).present) is None:
        return None
    row: Any = left.row
    facts = {"version": row.version, "step": row.step, "rubric": row.rubric, "row_comments": row.row_comments, "comment": row.comment, "fix": fix}
    return next_grade(item, grades[-1], GradeKind.UNDO, left.points, by=fix.undone_by, reason="The correction was taken back.", **facts)
