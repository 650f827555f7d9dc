"""Marking what a machine cannot: an instructor gives points row by row of the rubric."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db import transaction

from assessments.actions.finish_marking import finish_marking
from assessments.actions.tell_regraded import tell_regraded
from assessments.grading.append import append_grade, newest_grade
from assessments.grading.exact import storable
from assessments.models import JUDGED, Attempt, AttemptItem, AttemptState, Claim, Grade, GradeKind, Opinion
from assessments.queries.attempts import newest_steps
from assessments.queries.places_passed import places_passed
from assessments.queries.waiting import rules_of
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.core.failpoints import failpoint
from lms.questions.api import question_types


@dataclass(frozen=True)
class Judgment:
    """What a marker gives: points and comments by rubric row, and one comment on the whole."""

    points: Mapping[str, int]
    comment: str = ""
    row_comments: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        return {"rubric": dict(self.points), "row_comments": {row: text for row, text in self.row_comments.items() if text}, "comment": self.comment}


@transaction.atomic
def mark_item(*, item: AttemptItem, judgment: Judgment, seen: int, by: Any, answer: int | None = None) -> Grade | None:
    """Give ``judgment`` to one answer; ``seen`` is the number of marks the marker saw: another marker's newer mark raises ``Conflict`` (QZ-21).

    ``answer`` is the number of the step that the marker read, 0 where nothing was answered: a late answer that was accepted meanwhile is another one
    and raises ``Conflict`` too. ``None`` is for a caller that reads and marks at once.

    The same asked again, as by somebody whose connection broke before they were answered, changes nothing and gives the same.

    Where the assessment asks for two markers, and the answer has no mark yet, this is kept as an opinion of which nobody sees anything before
    the second is there. Two opinions within the tolerance count at once, by their mean; others wait for ``reconcile_item``. Returns the mark that
    counts now, or ``None`` while there is none.
    """
    attempt = locked_attempt(item, by)
    before = Grade.objects.filter(item=item).count()
    if before != seen:
        if again := given_before(item, judgment, by, number=seen + 1):
            return again
        raise Conflict("Somebody else has marked this answer in the meantime. Look at their mark first.", code="marked_meanwhile")
    refuse_unread(attempt, item, answer)
    points, step = judged_points(item, attempt, judgment)
    if not before and rules_of(attempt.assessment).markers == 2:
        return _second_opinion(item, attempt, judgment, points, step, by)
    passed = places_passed([attempt.pk]) if attempt.state == AttemptState.GRADED else None
    grade = append_grade(item, GradeKind.MANUAL, points, by=by, version=item.version, step=step, **judgment.facts)
    _finish(item, attempt, points, by)
    if passed is not None:
        tell_regraded([attempt], passed)
    return grade


def locked_attempt(item: AttemptItem, by: Any) -> Attempt:
    """The attempt of an answer that ``by`` may mark, locked; raises ``Forbidden``, or ``Conflict`` while it is in progress."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("assessment", "enrollment__cohort__campus").get(pk=item.attempt_id)
    require(by, "assessments.mark_attempt", attempt)
    if attempt.is_open:
        raise Conflict("This attempt is still in progress.", code="in_progress")
    return attempt


def refuse_unread(attempt: Attempt, item: AttemptItem, answer: int | None) -> None:
    """Raise ``Conflict`` where the answer that counts is another than ``answer``, the step that the marker read; see ``mark_item``."""
    if answer is not None and answer != step_number(newest_steps(attempt).get(item.pk)):
        raise Conflict(
            "A late answer was accepted in the meantime: this is another answer than the one you read. Read it, then give your mark.", code="answered_meanwhile"
        )


def step_number(step: Any) -> int:
    """What a marker's page says of the answer on it: the number of its step, 0 without one."""
    return step.number if step else 0


def given_before(item: AttemptItem, judgment: Judgment, by: Any, *, number: int) -> Grade | None:
    """The newest mark of ``item``, if it has this ``number`` and was made by ``by`` giving this very judgment."""
    newest = newest_grade(item)
    if newest is None or newest.number != number:
        return None
    own = Grade.objects.filter(pk=newest.pk, kind__in=JUDGED, marked_by=by.public_id, **judgment.facts)
    is_given = own.exists() or (newest.kind == GradeKind.RECONCILED and _has_said(item, judgment, by))
    return newest if is_given else None


def _has_said(item: AttemptItem, judgment: Judgment, by: Any) -> bool:
    return Opinion.objects.filter(item=item, marked_by=by.public_id, **judgment.facts).exists()


def judged_points(item: AttemptItem, attempt: Attempt, judgment: Judgment) -> tuple[Fraction, Any]:
    """The exact points that follow from a judgment of the newest answer, and that answer; raises ``InvalidMark``."""
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    step = newest_steps(attempt).get(item.pk)
    points = kind.mark(content, step.response if step else kind.blank(content), judgment.points).points(item.points)
    assert points is not None  # a person marked it
    return points, step


def _second_opinion(item: AttemptItem, attempt: Attempt, judgment: Judgment, points: Fraction, step: Any, by: Any) -> Grade | None:
    earlier = list(Opinion.objects.filter(item=item))
    if _has_said(item, judgment, by):
        return None
    if any(opinion.marked_by == by.public_id for opinion in earlier):
        raise Conflict("You have marked this answer already. Now the other marker’s turn has come.", code="marked_before")
    if len(earlier) == 2:
        raise Conflict("Two people have marked this answer. Their marks are to be reconciled now.", code="marked_twice")
    exact = storable(points)
    Opinion.objects.create(
        item=item, number=len(earlier) + 1, numerator=exact.numerator, denominator=exact.denominator, marked_by=by.public_id, marked_at=now(), **judgment.facts
    )
    failpoint("grading.after_opinion")
    grade = _agreed(item, earlier[0], judgment, points, step, attempt, by) if earlier else None
    _finish(item, attempt, points, by)
    return grade


def _agreed(item: AttemptItem, first: Opinion, judgment: Judgment, points: Fraction, step: Any, attempt: Attempt, by: Any) -> Grade | None:
    """The mean of two marks that lie within the tolerance."""
    other = Fraction(first.numerator, first.denominator)
    if abs(points - other) * 100 > rules_of(attempt.assessment).tolerance_percent * item.points:
        return None
    comments = "\n\n".join(text for text in (first.comment, judgment.comment) if text)
    return append_grade(item, GradeKind.RECONCILED, (points + other) / 2, by=by, version=item.version, step=step, comment=comments)


def _finish(item: AttemptItem, attempt: Attempt, points: Fraction, by: Any) -> None:
    Claim.objects.filter(item=item, person=by.public_id).delete()
    failpoint("grading.after_mark")
    record_event(
        "assessments.answer_marked", by=by, subject_kind="attempt", subject_id=str(attempt.public_id), campus=attempt.enrollment.cohort.campus.slug,
        data={"question": item.version.title, "points": str(points)},
    )  # fmt: skip
    finish_marking(attempt)
