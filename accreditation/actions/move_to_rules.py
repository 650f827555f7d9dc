"""Moving students from the rules they began under to another version, after looking at who gains or loses what."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accreditation.actions.evaluate_completion import evaluate_completion
from accreditation.models import CompletionEvent, ProgramRuleSet, RulePlacement
from lms.audit.api import record_event
from lms.core.access import require
from lms.core.clock import now
from lms.core.errors import Forbidden, Invalid
from lms.notices.api import notify
from lms.vault.api import seal_text


@transaction.atomic
def move_to_rules(*, enrollments: Sequence[Any], rule_set: ProgramRuleSet, reason: str, by: Any) -> list[CompletionEvent]:
    """Place every one of ``enrollments`` under ``rule_set``, and look again at who is trained; gives the events that followed.

    Raises ``Invalid`` without a reason, without students, or for rules of another program, and ``Forbidden`` for one's own place.
    """
    _refuse(enrollments, rule_set, reason, by)
    at = now()
    for place in enrollments:
        student = place.student
        RulePlacement.objects.create(
            student=student.public_id, enrollment=place.public_id, campus=place.cohort.campus.slug, rule_set=rule_set,
            sealed_reason=seal_text(student.public_id, reason.strip()), placed_by=by.public_id, placed_at=at,
        )  # fmt: skip
        record_event(
            "accreditation.rules_moved", by=by, subject_kind="enrollment", subject_id=place.public_id, campus=place.cohort.campus.slug,
            data={"number": rule_set.number},
        )  # fmt: skip
        notify(
            student, "accreditation.completion", subject_line="Other program rules hold for you now",
            text=f"You were moved to rules {rule_set.number} of {place.cohort.program.title}. Your record says what they ask.", url="/record/",
            key=f"rules:{place.public_id}:{at.isoformat()}",
        )  # fmt: skip
    return evaluate_completion(enrollments=enrollments, cause="rules", source=rule_set.public_id)


def _refuse(enrollments: Sequence[Any], rule_set: ProgramRuleSet, reason: str, by: Any) -> None:
    if not reason.strip():
        raise Invalid("Say why; the students' records keep the reason.")
    if not enrollments:
        raise Invalid("Choose at least one student.")
    for place in enrollments:
        require(by, "accreditation.move_to_rules", place)
        if place.student.public_id == by.public_id:
            raise Forbidden("You cannot change the rules you stand under yourself.")
        if place.cohort.program_id != rule_set.program_id:
            raise Invalid("These rules belong to another program.")
