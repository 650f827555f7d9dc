"""Saving answers: durable, idempotent, never over an answer that was not seen, and never lost after the end (decision 54)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from assessments.actions.keep_late_answers import keep_late_answers
from assessments.actions.pause_attempt import end_break
from assessments.actions.submit_attempt import close_if_overdue
from assessments.models import Attempt, AttemptNotes, AttemptStep, ConflictingAnswer
from assessments.models.step_rows import write_steps
from assessments.policies.navigating import FREE
from assessments.policies.noticing import facts_in
from assessments.queries.attempts import attempt_called, is_past, items_of
from assessments.queries.navigation import place_of
from assessments.queries.saving import answer_seen, locked_sitting, questions_saved
from lms.core.clock import now
from lms.core.errors import Conflict, Invalid
from lms.core.failpoints import failpoint
from lms.questions.api import question_types
from lms.questions.responses import one_value

LONGEST_KEY = 64
_KEY = re.compile(r"[A-Za-z0-9_.-]+")
_FIELD = re.compile(r"q(\d{1,4})(?:-.*)?", re.DOTALL)
ENDED = "This attempt has ended. What was saved before the end counts. What came later is kept, and your instructor can accept it."


@dataclass(frozen=True)
class Saved:
    """``step`` is the attempt's newest; ``steps`` the one that holds each answer sent, by position; ``conflicts`` the positions that ask for a choice.

    ``late`` counts answers to questions that the student had left for good: kept, as answers after the end are.
    """

    step: int
    steps: dict[int, int] = field(default_factory=dict)
    conflicts: list[int] = field(default_factory=list)
    late: int = 0


def save_responses(*, attempt: Attempt, form: Mapping[str, Any], key: str, by: Any) -> Saved:
    """Save every changed answer that ``form`` speaks of (fields ``q1``, ``q2`` …).

    ``key`` names this save: sending it again changes nothing. ``seen`` (or ``seen-q1`` for one question) is the number of the newest step that
    the page had seen: where another device has answered since, both answers are kept and the student chooses. ``facts`` are what the page
    noticed, ``written_at`` when it was written. Raises ``InvalidResponse`` for an answer that does not fit its question; then nothing of this
    save is kept. Raises ``Conflict`` once the attempt has ended; what was sent is then kept as late answers.
    """
    refuse_odd_key(key)
    saved = _save(attempt.pk, form, key)
    if saved is None:
        whole = attempt_called(attempt.public_id)
        assert whole is not None  # nothing deletes an attempt
        close_if_overdue(whole)
        keep_late_answers(attempt=whole, form=form, rows=_shown(whole, questions_saved(whole.pk, _positions(form), key)), key=key)
        raise Conflict(ENDED, code="attempt_ended")
    return saved


def refuse_odd_key(key: str) -> None:
    """Raise ``Invalid`` for a name of a save that no page of ours gives."""
    if not _KEY.fullmatch(key) or len(key) > LONGEST_KEY - 5:
        raise Invalid("This save has no name of its own. Reload the page.", code="malformed")


@transaction.atomic
def _save(pk: int, form: Mapping[str, Any], key: str) -> Saved | None:
    """``None`` once the attempt has ended."""
    locked = locked_sitting(pk)
    rows = questions_saved(pk, _positions(form), key)
    if any(row["repeated"] for row in rows):
        return _saved_before(locked, rows, key)
    if not locked.is_open or is_past(locked.ends_at, locked.grace_seconds):
        return None
    end_break(locked, now())  # whoever answers has gone on
    rows, left = _here(locked, rows)
    late = keep_late_answers(attempt=locked, form=form, rows=left, key=key) if left else 0
    saved, steps = _merge(locked, form, rows, key)
    if steps:
        write_steps(locked, steps)
    _keep_notes(locked, form, key)
    failpoint("attempt.before_save_commit")
    return Saved(locked.last_step, saved.steps, saved.conflicts, late)


def _positions(form: Mapping[str, Any]) -> set[int]:
    return {int(found[1]) for name in form if (found := _FIELD.fullmatch(name))}


def _here(locked: Any, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The questions that may be answered now, and those on pages that were left for good. A page that was not reached has no answer to keep."""
    if locked.navigation == FREE:
        return rows, []
    place = place_of(locked, items_of(locked))
    shown = [row for row in rows if place.has_shown(row["position"])]
    return [row for row in shown if place.allows(row["position"])], [row for row in shown if not place.allows(row["position"])]


def _shown(attempt: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without questions on pages that the student was never shown: what is sent for them was not written on any page of ours."""
    if attempt.navigation == FREE:
        return rows
    place = place_of(attempt, items_of(attempt))
    return [row for row in rows if place.has_shown(row["position"])]


def _merge(locked: Any, form: Mapping[str, Any], rows: list[dict[str, Any]], key: str) -> tuple[Saved, list[AttemptStep]]:
    """Each answer sent beside the newest: the same, new, untouched on this page, or in conflict."""
    at = now()
    saved, steps = Saved(locked.last_step), []
    for row in rows:
        kind = question_types.get(row["version__type"])
        sent = kind.parse(form, f"q{row['position']}")
        if sent is None:
            continue
        content = kind.validate_content(row["version__content"])
        response = kind.normalize(content, sent)
        newest = kind.blank(content) if row["response"] is None else row["response"]
        if response == newest:
            saved.steps[row["position"]] = row["number"] or 0
        elif (seen := _seen(form, row["position"], locked.last_step)) < (row["number"] or 0):
            if response != (answer_seen(row["pk"], seen) or kind.blank(content)):  # else this page only carries what it was given
                _keep_conflict(locked, row, response, key, seen)
                saved.conflicts.append(row["position"])
        else:
            locked.last_step += 1
            names = {"attempt": locked, "item_id": row["pk"], "key": f"{key}:{row['position']}"}
            steps.append(AttemptStep(number=locked.last_step, response=response, received_at=at, **names))
            saved.steps[row["position"]] = locked.last_step
    return saved, steps


def _seen(form: Mapping[str, Any], position: int, newest: int) -> int:
    """The step up to which the sender knew the question; a sender that does not say has seen all."""
    text = one_value(form, f"seen-q{position}") or one_value(form, "seen") or ""
    return int(text) if isinstance(text, str) and text.isascii() and text.isdigit() and len(text) < 9 else newest


def _keep_conflict(locked: Any, row: dict[str, Any], response: Any, key: str, seen: int) -> None:
    against = AttemptStep.objects.get(attempt=locked, number=row["number"])
    names = {"attempt": locked, "item_id": row["pk"], "key": f"{key}:{row['position']}"}
    ConflictingAnswer.objects.create(response=response, seen=seen, against=against, received_at=now(), **names)


def _keep_notes(locked: Any, form: Mapping[str, Any], key: str) -> None:
    text = one_value(form, "facts")
    facts = facts_in(text) if isinstance(text, str) else []
    if facts and not AttemptNotes.objects.filter(attempt=locked, key=key).exists():
        AttemptNotes.objects.create(attempt=locked, key=key, facts=[asdict(fact) for fact in facts], received_at=now())


def _saved_before(locked: Any, rows: list[dict[str, Any]], key: str) -> Saved:
    """What the same save was told the first time."""
    same = {"attempt": locked, "key__startswith": f"{key}:"}
    steps = dict(AttemptStep.objects.filter(**same).values_list("item__position", "number"))
    conflicts = list(ConflictingAnswer.objects.filter(**same).order_by("pk").values_list("item__position", flat=True))
    return Saved(locked.last_step, steps, conflicts)
