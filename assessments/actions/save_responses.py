"""Saving answers: durable, idempotent, and never after the end."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessments.actions.pause_attempt import end_break
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, AttemptStep
from assessments.queries.attempts import items_of, newest_steps
from assessments.queries.navigation import place_of
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.questions.api import question_types

LONGEST_KEY = 64


@transaction.atomic
def save_responses(*, attempt: Attempt, form: Mapping[str, Any], key: str, by: Any) -> int:
    """Save every changed answer that ``form`` speaks of (fields ``q1``, ``q2`` …) and return the number of the attempt's newest step.

    ``key`` names this save: sending it again changes nothing. Raises ``Conflict`` once the attempt has ended and
    ``InvalidResponse`` for an answer that does not fit its question; then nothing of this save is kept.
    """
    if not (0 < len(key) <= LONGEST_KEY - 5):
        raise Invalid("This save has no name of its own. Reload the page.", code="malformed")
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("assessment").get(pk=attempt.pk)
    if AttemptStep.objects.filter(attempt=locked, key__startswith=f"{key}:").exists():
        return locked.last_step
    if not locked.is_open or close_if_overdue(locked):
        raise Conflict("This attempt has ended. What was saved before the end counts.", code="attempt_ended")
    end_break(locked, now())
    before = newest_steps(locked)
    steps = []
    items = items_of(locked)
    place = place_of(locked, items)
    for item in items:
        if not place.allows(item.position):
            continue
        response = _response(item, form)
        if response is None or (item.pk in before and before[item.pk].response == response):
            continue
        locked.last_step += 1
        steps.append(AttemptStep(attempt=locked, item=item, number=locked.last_step, key=f"{key}:{item.position}", response=response, received_at=now()))
    AttemptStep.objects.bulk_create(steps)
    if steps:
        locked.save(update_fields=["last_step"])
    failpoint("attempt.before_save_commit")
    return locked.last_step


def _response(item: Any, form: Mapping[str, Any]) -> dict[str, Any] | None:
    kind = question_types.get(item.version.type)
    content = kind.validate_content(item.version.content)
    sent = kind.parse(form, f"q{item.position}")
    return None if sent is None else kind.normalize(content, sent)
