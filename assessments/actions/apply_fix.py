"""Applying a fix that was looked at: one event for each mark that changes, a few hundred answers to a transaction.

Constraint: the worker may be killed anywhere. What a portion wrote is there whole or not at all; run again, an answer that has its event is passed
over (the database holds one per answer and fix), so nothing is doubled and nothing left out.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from assessments.actions.tell_fix import tell_fixed
from assessments.actions.tell_regraded import tell_regraded
from assessments.grading.engine import Points, grader_of
from assessments.grading.fixing import fix_grade
from assessments.models import Attempt, AttemptItem, FixState, Grade, GradeKind, QuestionFix
from assessments.queries.fixes import grades_by_item, in_portions, newest_responses, reaches_beyond
from assessments.queries.places_passed import places_passed
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden
from lms.core.failpoints import failpoint
from lms.jobs.api import Job, enqueue

APPLY_JOB = "assessments.apply_fix"
Advance = Callable[[int, int], None]


@transaction.atomic
def apply_fix(*, fix: QuestionFix, by: Any) -> Job:
    """Begin to apply ``fix`` in the background; asked again it gives the same job.

    Raises ``Forbidden`` where it changes a mark that ``by`` may not give, and ``Conflict`` before the preview is ready, and once undone.
    """
    require_reach(fix, by)
    locked = QuestionFix.objects.select_for_update(of=("self",)).select_related("question__bank").get(pk=fix.pk)
    if locked.state not in (FixState.READY, FixState.APPLYING):
        raise Conflict("This correction cannot be applied now. Look at how it stands.", code="not_ready")
    if locked.state == FixState.READY:
        locked.state, locked.applied_at, locked.applied_by = FixState.APPLYING, now(), by.public_id
        locked.save(update_fields=["state", "applied_at", "applied_by"])
        record_event(
            "assessments.fix_applied", by=by, subject_kind="question", subject_id=locked.question.public_id,
            data={"question": locked.question.external_id, "policy": locked.get_policy_display()},
        )  # fmt: skip
    return enqueue(APPLY_JOB, {"fix": locked.public_id}, by=by, key=f"apply-fix:{locked.public_id}", title="Applying a corrected question")


def require_reach(fix: QuestionFix, by: Any) -> None:
    """Raise ``Forbidden`` unless ``by`` sees ``fix`` and may still mark every answer whose mark it changes."""
    require(by, "assessments.view_fix", fix)
    if reaches_beyond(fix, by):
        raise Forbidden("This correction reaches answers that you may not mark any more. Ask an administrator.", code="beyond_reach")


def run_apply_fix(*, fix: QuestionFix, advance: Advance) -> int:
    """The work of the job: how many marks this fix has changed in all."""
    if fix.state == FixState.APPLYING:
        items = AttemptItem.objects.filter(pk__in=fix.rows.exclude(change=0).values("item"))
        total, done, grader = items.count(), 0, grader_of(fix.version)
        for portion in in_portions(items):
            _apply_portion(fix, portion, grader)
            done += len(portion)
            advance(done, total)
        QuestionFix.objects.filter(pk=fix.pk, state=FixState.APPLYING).update(state=FixState.APPLIED)
    return Grade.objects.filter(fix=fix, kind=GradeKind.FIX).count()


@transaction.atomic
def _apply_portion(fix: QuestionFix, portion: list[AttemptItem], grader: Points) -> None:
    attempts = lock_attempts(portion)
    grades, steps = grades_by_item(portion), newest_responses(portion)
    before = places_passed(attempts)
    fresh = []
    for item in portion:
        if any(grade.fix_id == fix.pk for grade in grades[item.pk]):
            continue
        if grade := fix_grade(fix, item, grades[item.pk], steps.get(item.pk), grader):
            fresh.append(grade)
    Grade.objects.bulk_create(fresh)
    failpoint("fix.after_portion")
    tell_regraded([attempts[pk] for pk in sorted({grade.item.attempt_id for grade in fresh})], before, fix=fix.public_id)
    tell_fixed(fix, [attempts[grade.item.attempt_id] for grade in fresh])
    failpoint("fix.before_commit")


def lock_attempts(items: list[AttemptItem]) -> dict[int, Attempt]:
    """The attempts of ``items``, locked in the order of their keys, so that two such jobs cannot wait for each other."""
    ids = {item.attempt_id for item in items}
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("assessment", "enrollment__student", "enrollment__cohort__campus")
    return {attempt.pk: attempt for attempt in locked.filter(pk__in=ids).order_by("pk")}
