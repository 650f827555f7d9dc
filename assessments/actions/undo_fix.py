"""Taking a fix back: new events that restore what counted before it. A mark that a person gave since stays."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from assessments.actions.apply_fix import lock_attempts, require_reach, tell_changes
from assessments.actions.tell_fix import tell_undone
from assessments.grading.append import event_of, next_grade
from assessments.grading.fold import standing_of
from assessments.models import AttemptItem, FixState, Grade, GradeKind, QuestionFix
from assessments.queries.fixes import grades_by_item, in_portions
from assessments.queries.standings import totals_of
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
    """The work of the job: how many marks were restored in all. Run again after a kill, it goes on."""
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
    grades, before = grades_by_item(portion), totals_of(attempts)
    fresh = [grade for item in portion if (grade := _restored(fix, item, grades[item.pk]))]
    Grade.objects.bulk_create(fresh)
    failpoint("undo.after_portion")
    tell_changes(attempts, before, {grade.item.attempt_id for grade in fresh}, fix=fix.public_id, is_undone=True)
    tell_undone(fix, [attempts[grade.item.attempt_id] for grade in fresh])


def _restored(fix: QuestionFix, item: AttemptItem, grades: list[Grade]) -> Grade | None:
    """The event that restores what counted before ``fix``; ``None`` where its mark does not count any more."""
    standing = standing_of(event_of(grade) for grade in grades)
    earlier = standing.before.get(fix.pk)
    if not standing.can_undo(fix.pk) or earlier is None:
        return None
    row: Any = earlier.row
    facts = {"version": row.version, "step": row.step, "rubric": row.rubric, "row_comments": row.row_comments, "comment": row.comment, "fix": fix}
    return next_grade(item, grades[-1], GradeKind.UNDO, earlier.points, by=fix.undone_by, reason="The correction was taken back.", **facts)
