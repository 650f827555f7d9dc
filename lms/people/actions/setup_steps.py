"""Steps of the first set-up: each is done once, whoever tries."""

from typing import Any

from django.db import IntegrityError

from lms.audit.api import record_event
from lms.core.clock import now
from lms.core.errors import Conflict
from lms.people.models import SetupStep
from lms.people.models.setup import SETUP_STEPS
from lms.people.queries.setup import setup_steps

DONE = "This step was done in another window while you were here. What you typed was not saved."


def take_setup_step(key: str, *, by: Any) -> SetupStep:
    """Begin the step ``key``, inside the transaction that does it, before anything else in it: another one waits here until this has ended.

    Raises ``Conflict``: ``step_done`` for who comes second, ``step_early`` when an earlier step is missing. Let it rise: the transaction then leaves nothing.
    """
    if set(SETUP_STEPS[: SETUP_STEPS.index(key)]) - setup_steps().keys():
        raise Conflict("An earlier step comes first.", code="step_early")
    try:
        return SetupStep.objects.create(key=key, done_by=by.public_id, done_at=now())
    except IntegrityError:
        raise Conflict(DONE, code="step_done") from None


def keep_setup_step(step: SetupStep, *, subject: str, words: str, by: Any) -> None:
    """Say what the step made, at the end of the same transaction."""
    step.subject, step.words = subject, words[:300]
    step.save(update_fields=["subject", "words"])
    record_event("people.setup_step_done", by=by, subject_kind="setup_step", subject_id=step.key, data={"step": step.key, "made": step.words})
