"""Marking what a machine cannot: an instructor gives points row by row of the rubric."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessments.actions.tell_marking import tell_marked
from assessments.models import Attempt, AttemptItem, AttemptState, Grade
from assessments.queries.attempts import newest_steps
from assessments.signals import attempt_graded
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.questions.api import question_types


@transaction.atomic
def mark_item(*, item: AttemptItem, points: Mapping[str, int], comment: str, seen: int, by: Any) -> Grade:
    """Give ``points`` by rubric row to one answer. ``seen`` is the number of marks the marker saw: another marker's newer mark raises ``Conflict`` (QZ-21)."""
    attempt = Attempt.objects.select_for_update().get(pk=item.attempt_id)
    require(by, "assessments.mark_attempt", attempt)
    if attempt.is_open:
        raise Conflict("This attempt is still in progress.", code="in_progress")
    present = Grade.objects.filter(item=item).count()
    if present != seen:
        raise Conflict("Somebody else has marked this answer in the meantime. Look at their mark first.", code="marked_meanwhile")
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    step = newest_steps(attempt).get(item.pk)
    mark = kind.mark(content, step.response if step else kind.blank(content), points).points(item.points)
    assert mark is not None  # a person marked it
    grade = Grade.objects.create(
        item=item, number=present + 1, numerator=mark.numerator, denominator=mark.denominator, rubric=dict(points), comment=comment,
        marked_by=by.public_id, marked_at=now(),
    )  # fmt: skip
    record_event(
        "assessments.answer_marked", by=by, subject_kind="attempt", subject_id=str(attempt.public_id), campus=attempt.enrollment.cohort.campus.slug,
        data={"question": item.version.title, "points": str(mark)},
    )  # fmt: skip
    _finish_marking(attempt)
    return grade


def _finish_marking(attempt: Attempt) -> None:
    if attempt.state == AttemptState.MARKING and not attempt.items.filter(grades__isnull=True).exists():
        attempt.state = AttemptState.GRADED
        attempt.save(update_fields=["state"])
        attempt_graded.send(sender=Attempt, attempt=attempt)
        tell_marked(attempt)
