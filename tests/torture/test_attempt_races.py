"""Two do it at once, a thousand times: one attempt, one result, no answer after the end, none lost that was acknowledged."""

import pytest

from assessments.models import Attempt
from tests.torture.attempts import answers_of, faults, faults_of_ledger, late_answers_of
from tests.torture.hall import Hall
from tests.torture.rounds import Run
from tests.torture.stage import Act, Outcome, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.attempts"
FEW, FULL = 10, 1_000


def saving(pk: int, key: str, letter: str, **more: str) -> Act:
    return Act(f"{ACTORS}:save", {"attempt": pk, "key": key, "answers": {"q1": letter, **more}})


def submitting(pk: int) -> Act:
    return Act(f"{ACTORS}:submit", {"attempt": pk})


def closing(pk: int) -> Act:
    return Act(f"{ACTORS}:close", {"attempt": pk})


def test_double_submit(stage: Stage, hall: Hall) -> None:
    with Run("double_submit", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            attempt = hall.attempt()
            run.play(saving(attempt.pk, "before", chance.choice("ab"), **({"q3": "An essay."} if chance.random() < 0.5 else {})))

            first, second = run.race(submitting(attempt.pk), submitting(attempt.pk))

            run.holds(first == second, "two receipts", first, second)
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def test_save_versus_submit(stage: Stage, hall: Hall) -> None:
    with Run("save_versus_submit", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            attempt = hall.attempt()
            letter = chance.choice("ab")

            saved, _ = run.race(saving(attempt.pk, "last", letter), submitting(attempt.pk))
            again = run.play(saving(attempt.pk, "last", letter))

            run.holds(saved == again, "the same save again was told something else", saved, again)
            run.found(broken_word(attempt.pk, saved, "last", letter), saved)
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def test_the_same_save_twice(stage: Stage, hall: Hall) -> None:
    """A browser that heard nothing sends again while the first is still under way."""
    with Run("double_save", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            attempt = hall.attempt()
            letter = chance.choice("ab")

            first, second = run.race(saving(attempt.pk, "once", letter), saving(attempt.pk, "once", letter))

            run.holds(first == second, "one save was told two things", first, second)
            run.found(broken_word(attempt.pk, first, "once", letter), first)
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def test_double_start(stage: Stage, hall: Hall) -> None:
    """Three at once, as a first attempt or as the last that is allowed."""
    with Run("double_start", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            place = hall.place()
            starting = Act(f"{ACTORS}:start", {"enrollment": place.pk})
            before = chance.choice([0, 1])
            for _ in range(before):
                run.play(submitting(run.play(starting).said))

            started = run.race(starting, starting, starting)

            run.holds(len({outcome.said for outcome in started}) == 1, "two attempts were begun", started)
            run.holds(Attempt.objects.filter(enrollment=place).count() == before + 1, "another number of attempts than were begun")
            run.examine(started[0].said)


def test_close_versus_save(stage: Stage, hall: Hall) -> None:
    with Run("close_versus_save", stage, faults, few=FEW, full=FULL) as run:
        for _, chance in run:
            attempt = hall.attempt()
            run.play(saving(attempt.pk, "before", "a"))
            hall.ends(attempt, in_seconds=chance.choice([-5, chance.uniform(0, 0.02)]))

            saved, closed, _ = run.race(saving(attempt.pk, "late", "b"), closing(attempt.pk), Act(f"{ACTORS}:sweep"))
            hall.ends(attempt, in_seconds=-5)
            run.play(closing(attempt.pk))

            run.found(broken_word(attempt.pk, saved, "late", "b"), saved, closed)
            run.examine(attempt.pk)
        run.found(faults_of_ledger())


def broken_word(pk: int, saved: Outcome, key: str, letter: str) -> list[str]:
    """Acknowledged: kept once, and it is the newest. Refused: kept once as a late answer, and it counts for nothing."""
    this = (f"{key}:1", {"choice": letter})
    steps, late = answers_of(pk), late_answers_of(pk)
    if saved.said:
        return [] if (steps[-1:], steps.count(this), late) == ([this], 1, []) else [f"acknowledged, but kept are {steps} and, late, {late}"]
    return [] if (saved.refused, late) == ("attempt_ended", [this]) and this not in steps else [f"refused, but kept are {steps} and, late, {late}"]
