"""One student sits one assessment at a time told of."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assessments.api import items_of, save_responses, start_attempt, submit_attempt
from lms.core.errors import Conflict
from lms.core.telling import telling_of
from lms.site.demonstration.assessed.answers import Fields, answers_to


@dataclass(frozen=True)
class Sitter:
    """``skill`` is the chance of an easy question, from 0 to 1."""

    enrollment: Any
    skill: float
    writing: str
    dice: random.Random


def begin(sitter: Sitter, page: Any, at: datetime) -> tuple[Any, Fields]:
    """The attempt as it was begun at ``at``, and everything its student is going to answer."""
    with telling_of(at):
        attempt = start_attempt(assessment=page, enrollment=sitter.enrollment, by=sitter.enrollment.student, promised=page.honor_statement)
    return attempt, answers_to(items_of(attempt), skill=sitter.skill, dice=sitter.dice, writing=sitter.writing)


def save(attempt: Any, fields: Fields, at: datetime, key: str) -> bool:
    """Save ``fields`` at ``at``. Returns whether they count: what comes after the end is kept as late answers."""
    with telling_of(at):
        try:
            save_responses(attempt=attempt, form=fields, key=key, by=attempt.enrollment.student)
        except Conflict as refusal:
            if refusal.code != "attempt_ended":
                raise
            return False
    return True


def sit(sitter: Sitter, page: Any, at: datetime, *, minutes: int) -> Any:
    """A whole attempt of ``minutes``: half of the answers on the way, all at the end. Returns it submitted."""
    attempt, fields = begin(sitter, page, at)
    half = dict(list(fields.items())[: len(fields) // 2])
    save(attempt, half, at + timedelta(minutes=minutes / 2), "half")
    save(attempt, fields, at + timedelta(minutes=minutes), "whole")
    with telling_of(at + timedelta(minutes=minutes, seconds=20)):
        return submit_attempt(attempt=attempt, by=sitter.enrollment.student)
