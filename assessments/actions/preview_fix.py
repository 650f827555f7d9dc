"""Working out what a fix would do, answer by answer, before anything is applied.

Constraint: ten thousand attempts in under 30 seconds, in memory that does not grow with them: answers come in portions, each at a fixed number
of queries, and the corrected key is read once.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import transaction

from assessments.grading.engine import Points, grader_of
from assessments.grading.fixing import Effect, effect_on
from assessments.kinds.touched import touched_sources
from assessments.models import AttemptItem, FixRow, FixState, QuestionFix
from assessments.queries.fixes import answers_in, answers_of, grades_by_item, in_portions, newest_responses
from assessments.queries.gains import gains_of
from assessments.queries.places_passed import standings_of

Advance = Callable[[int, int], None]


def preview_fix(*, fix: QuestionFix, person: Any, advance: Advance) -> QuestionFix:
    """Write the rows of the preview anew, and their summary; run again after a kill it begins afresh. Nothing else is changed.

    ``person`` is who asked for it: only answers that they may mark are in it.
    """
    if fix.state not in (FixState.PREVIEWING, FixState.READY):
        return fix
    items = answers_in(fix, person).select_related("attempt")
    total, done = items.count(), 0
    grader = grader_of(fix.version)
    FixRow.objects.filter(fix=fix).delete()
    counts: Counter[str] = Counter(answers=total)
    for portion in in_portions(items):
        rows = _rows(fix, portion, person, grader)
        FixRow.objects.bulk_create(rows)
        for row in rows:
            counts.update(_kinds_of(row))
        done += len(portion)
        advance(done, total)
    return _ready(fix, counts)


@transaction.atomic
def _ready(fix: QuestionFix, counts: Counter[str]) -> QuestionFix:
    locked = QuestionFix.objects.select_for_update().get(pk=fix.pk)
    locked.state, locked.summary = FixState.READY, dict(counts)
    locked.save(update_fields=["state", "summary"])
    return locked


def _rows(fix: QuestionFix, portion: list[AttemptItem], person: Any, grader: Points) -> list[FixRow]:
    """The rows of a portion. Whether somebody passes follows from all their attempts that the fix would change, those of other portions too."""
    standings = standings_of({item.attempt_id for item in portion})
    beside = answers_of(standings.counting_attempts(), fix, person)
    grades, steps = grades_by_item(beside), newest_responses(beside)
    effects = {item.pk: effect_on(item, grades[item.pk], steps.get(item.pk), fix.policy, grader) for item in beside}
    changed = [item for item in beside if effects[item.pk].change]
    gains = gains_of(changed, {item.pk: effects[item.pk].gain for item in changed})
    before, after = standings.passed(), standings.passed(gains)
    touched = _touched(sorted({item.attempt_id for item in portion if effects[item.pk].change}))
    return [_row(fix, item, effects[item.pk], before[item.attempt_id], after[item.attempt_id], touched) for item in portion]


def _row(
    fix: QuestionFix, item: AttemptItem, effect: Effect, before: frozenset[int], after: frozenset[int], touched: dict[int, list[str]]
) -> FixRow:  # fmt: skip
    """``before`` and ``after`` are the places that pass; where one of several would not any more, the row says so."""
    return FixRow(
        fix=fix, item=item, attempt_id=item.attempt_id, change=effect.change, needs_person=effect.needs_person,
        before_numerator=effect.before.numerator, before_denominator=effect.before.denominator,
        after_numerator=effect.after.numerator, after_denominator=effect.after.denominator,
        passed_before=bool(before), passed_after=bool(after) and before <= after, touched=touched.get(item.attempt_id, []),
    )  # fmt: skip


def _touched(attempts: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for source in touched_sources if attempts else ():
        for attempt, sentence in source(attempts):
            found.setdefault(attempt, []).append(sentence)
    return found


def _kinds_of(row: FixRow) -> list[str]:
    kinds = {
        "up": row.change > 0, "down": row.change < 0, "person": row.needs_person, "pass": row.passed_after and not row.passed_before,
        "fail": row.passed_before and not row.passed_after, "touched": bool(row.touched),
    }  # fmt: skip
    return [kind for kind, is_so in kinds.items() if is_so]
