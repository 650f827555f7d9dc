"""A late answer that is accepted is marked as if it had come in time: by the corrections made since, and with nothing left to wait for."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.decide_late_answer import decide_late_answer
from assessments.actions.preview_fix import preview_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import run_undo_fix, undo_fix
from assessments.models import Attempt, Grade, LateAnswer, QuestionFix
from lms.core.clock import now
from tests.factories.answers import Scene, answered

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def nothing(done: int, total: int) -> None:
    """Nobody watches the progress."""


def fixed(scene: Scene, policy: str) -> QuestionFix:
    by = scene.instructor()
    fix, _ = propose_fix(question=scene.choice, policy=policy, assessments=[scene.page.pk], told="The key was wrong.", by=by)
    preview_fix(fix=fix, person=by, advance=nothing)
    apply_fix(fix=fix, by=by)
    run_apply_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)
    return QuestionFix.objects.get(pk=fix.pk)


def taken_back(fix: QuestionFix, scene: Scene) -> None:
    undo_fix(fix=fix, by=scene.instructor())
    run_undo_fix(fix=QuestionFix.objects.get(pk=fix.pk), advance=nothing)


def accepted(scene: Scene, response: dict[str, Any], kind: str = "single_choice") -> None:
    item = scene.item(0, kind)
    late = LateAnswer.objects.create(attempt=item.attempt, item=item, key=f"late:{item.position}", response=response, received_at=now())
    decide_late_answer(late=late, accept=True, reason="The network failed.", by=scene.instructor())


def mark(scene: Scene) -> Fraction:
    grade = Grade.objects.filter(item=scene.item()).order_by("-number")[0]
    return Fraction(grade.numerator, grade.denominator)


def test_it_is_marked_by_the_corrected_key() -> None:
    scene = answered("c")
    scene.correct_key("b")
    fixed(scene, "new")

    accepted(scene, {"choice": "b"})

    assert mark(scene) == 2


def test_it_keeps_the_full_credit_that_everybody_was_given() -> None:
    scene = answered("c")
    scene.correct_key("b")
    fixed(scene, "everyone")
    before = mark(scene)

    accepted(scene, {"choice": "c"})

    assert (before, mark(scene)) == (2, 2)


@pytest.mark.parametrize(("answer", "marks"), [("b", [2, 0]), ("a", [0, 2])])
def test_a_correction_that_was_made_before_it_came_is_taken_back_from_it_too(answer: str, marks: list[int]) -> None:
    """By the first key a is right, by the corrected one b."""
    scene = answered("a")
    scene.correct_key("b")
    fix = fixed(scene, "new")
    accepted(scene, {"choice": answer})
    found = [mark(scene)]

    taken_back(fix, scene)

    assert [*found, mark(scene)] == marks


def test_a_correction_that_was_taken_back_before_it_came_has_no_part_in_it() -> None:
    scene = answered("a")
    scene.correct_key("b")
    taken_back(fixed(scene, "new"), scene)

    accepted(scene, {"choice": "b"})

    assert mark(scene) == 0


def test_an_empty_essay_does_not_leave_the_attempt_in_marking_for_ever() -> None:
    scene = answered("a", essay=True)

    accepted(scene, {"text": ""}, "essay")

    attempt = Attempt.objects.get()
    assert (attempt.items.filter(grades__isnull=True).exists(), attempt.state) == (False, "graded")
