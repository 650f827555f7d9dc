"""Two do it at once, a thousand times: one attempt, one result, no answer after the end, none lost that was acknowledged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assessments.models import Attempt
from curriculum.models import Enrollment
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course
from tests.torture.attempts import faults, fresh_attempt, kept_answer, steps_by_key
from tests.torture.rounds import rounds
from tests.torture.stage import Act, Outcome, Stage

pytestmark = [pytest.mark.services, pytest.mark.separate]
ACTORS = "tests.torture.attempts"
STATEMENTS = 14  # more than a save or a submit of this quiz makes: some kills come too late, and that is a case too


@pytest.fixture
def stage(separate_database: SeparateDatabase, tmp_path: Path) -> Iterator[Stage]:
    load_course(tmp_path / "course")
    enrolled_student()
    with Stage(separate_database) as ready:
        yield ready


def saving(pk: int, key: str, letter: str, kill: str = "") -> Act:
    return Act(f"{ACTORS}:save", {"attempt": pk, "key": key, "answers": {"q1": letter}}, kill)


def submitting(pk: int, kill: str = "") -> Act:
    return Act(f"{ACTORS}:submit", {"attempt": pk}, kill)


def test_double_submit(stage: Stage) -> None:
    for number, chance in rounds("double_submit", few=20, full=1_000):
        attempt = fresh_attempt()
        if chance.random() < 0.5:
            stage.together(saving(attempt.pk, "before", chance.choice("ab")))

        first, second = stage.together(submitting(attempt.pk), submitting(attempt.pk))

        assert first == second, number
        assert faults(attempt.pk) == [], number


def test_save_versus_submit(stage: Stage) -> None:
    for number, chance in rounds("save_versus_submit", few=20, full=1_000):
        attempt = fresh_attempt()
        letter = chance.choice("ab")

        saved, _ = stage.together(saving(attempt.pk, "last", letter), submitting(attempt.pk))

        assert faults(attempt.pk) == [], number
        assert_true_to_word(attempt.pk, saved, "last", number)


def test_double_start(stage: Stage) -> None:
    for number, _ in rounds("double_start", few=20, full=1_000):
        stage.together(submitting(fresh_attempt().pk))
        before = Attempt.objects.count()

        started = stage.together(*[Act(f"{ACTORS}:start", {"enrollment": Enrollment.objects.get().pk})] * 3)

        assert (len({outcome.said for outcome in started}), Attempt.objects.count()) == (1, before + 1), number


def test_close_versus_save(stage: Stage) -> None:
    for number, chance in rounds("close_versus_save", few=20, full=1_000):
        attempt = fresh_attempt(overdue=True)

        saved, closed = stage.together(saving(attempt.pk, "late", chance.choice("ab")), Act(f"{ACTORS}:close", {"attempt": attempt.pk}))

        assert (saved.refused, closed.said) == ("attempt_ended", True), number
        assert (faults(attempt.pk), steps_by_key(attempt.pk, "late")) == ([], 0), number


def test_kills(stage: Stage) -> None:
    """A process dies anywhere in a save or a submit, its browser asks again: all as if it had been asked once."""
    for number, chance in rounds("kills", few=20, full=500):
        attempt = fresh_attempt()
        points = ["attempt.before_save_commit", "attempt.before_submit_commit", "answer", *(f"statement:{at}" for at in range(1, STATEMENTS))]
        [before] = stage.together(saving(attempt.pk, "first", "a"))
        kill = chance.choice(points)

        died = stage.together(saving(attempt.pk, "second", "b", kill) if chance.random() < 0.5 else submitting(attempt.pk, kill))
        assert before.said == {"q1": "a"}
        assert steps_by_key(attempt.pk, "first") == 1, (number, kill)
        [again] = stage.together(saving(attempt.pk, "second", "b"))
        stage.together(submitting(attempt.pk))

        assert faults(attempt.pk) == [], (number, kill, died)
        assert_true_to_word(attempt.pk, again, "second", number)


def assert_true_to_word(pk: int, saved: Outcome, key: str, number: int) -> None:
    """Acknowledged: kept once, and it counts. Refused: not kept."""
    assert saved.said or saved.refused == "attempt_ended", (number, saved)
    assert steps_by_key(pk, key) == (1 if saved.said else 0), (number, saved)
    if saved.said:
        assert kept_answer(pk, 1) is not None
