"""What the database refuses of attempts and marks, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from assessments.models import AssessmentPage, Attempt, AttemptItem, AttemptStep, Grade
from lms.core.clock import now
from tests.factories.answers import Scene, answered

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def scene() -> Scene:
    return answered("ab")


@pytest.fixture
def attempts(scene: Scene) -> Any:
    """The first one, graded."""
    return Attempt.objects.filter(pk=scene.attempts[0].pk)


def refuses(write: Callable[[], object], why: str) -> None:
    with pytest.raises((DatabaseError, IntegrityError), match=why), transaction.atomic():
        write()


def test_a_question_that_is_worth_nothing(scene: Scene) -> None:
    item = scene.item()

    refuses(lambda: AttemptItem.objects.create(attempt=item.attempt, position=9, version=item.version, points=0), "item_points_positive")


def test_a_saved_answer_to_a_question_of_another_attempt(scene: Scene) -> None:
    facts: dict[str, Any] = {"number": 7, "key": "x", "response": {}, "received_at": now()}

    refuses(lambda: AttemptStep.objects.create(attempt=scene.attempts[0], item=scene.item(1), **facts), "a question of its attempt")
    assert AttemptStep.objects.create(attempt=scene.attempts[0], item=scene.item(0), **facts).pk


@pytest.mark.parametrize(("numerator", "denominator"), [(99, 1), (5, 2), (2**62, 1)])
def test_more_points_than_a_question_is_worth(scene: Scene, numerator: int, denominator: int) -> None:
    def give(numerator: int, denominator: int) -> Grade:
        return Grade.objects.create(item=scene.item(), number=2, numerator=numerator, denominator=denominator, marked_at=now())

    refuses(lambda: give(numerator, denominator), "at most what its question is worth")
    assert give(4, 2).pk


@pytest.mark.parametrize("part", ["score", "response", "marks", "key", "explanation", "comment"])
def test_a_moment_that_there_is_not(scene: Scene, part: str) -> None:
    refuses(lambda: AssessmentPage.objects.filter(pk=scene.page.pk).update(**{f"show_{part}": "whenever"}), "assessment_phases_known")


@pytest.mark.parametrize("state", ["graded", "marking"])
def test_an_attempt_opened_again(attempts: Any, state: str) -> None:
    attempts.update(state=state)

    refuses(lambda: attempts.update(state="in_progress", submitted_at=None), "not opened again")
    assert attempts.update(state="marking") == 1


def test_an_attempt_given_to_another_student_or_assessment(scene: Scene, attempts: Any) -> None:
    other = answered("a", slug="south")

    refuses(lambda: attempts.update(enrollment=scene.attempts[1].enrollment, number=5), "stays with its student")
    refuses(lambda: attempts.update(assessment=other.page), "stays with its student")
    assert attempts.update(enrollment=scene.attempts[0].enrollment, last_step=9) == 1


def test_a_frozen_question_that_is_changed(scene: Scene) -> None:
    refuses(lambda: AttemptItem.objects.filter(pk=scene.item().pk)._raw_delete("default"), "append-only")  # type: ignore[attr-defined]
