"""A late answer that is accepted is marked as if it had come in time: by the corrections made since, and with nothing left to wait for."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.actions.apply_fix import apply_fix, run_apply_fix
from assessments.actions.decide_late_answer import decide_late_answer
from assessments.actions.mark_item import Judgment, mark_item
from assessments.actions.preview_fix import preview_fix
from assessments.actions.propose_fix import propose_fix
from assessments.actions.undo_fix import run_undo_fix, undo_fix
from assessments.models import Attempt, Grade, LateAnswer, MarkingRules, QuestionFix
from lms.core.clock import now
from lms.core.errors import Conflict
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


def test_a_mark_is_not_given_to_another_answer_than_the_marker_read() -> None:
    scene = answered("a", essay=True)
    item = scene.item(kind="essay")
    read = item.steps.get().number
    accepted(scene, {"text": "Quite another essay."}, "essay")
    judgment = Judgment({"law": 4, "facts": 6})

    with pytest.raises(Conflict, match="another answer than the one you read"):
        mark_item(item=item, judgment=judgment, seen=0, answer=read, by=scene.instructor())
    grade = mark_item(item=item, judgment=judgment, seen=0, answer=read + 1, by=scene.instructor())

    assert grade is not None
    assert grade.step == item.steps.get(number=read + 1)


def test_two_markers_are_never_made_to_agree_about_different_answers() -> None:
    """The first has marked what was handed in: what came late waits until the second has marked it too."""
    scene = answered("a", essay=True)
    MarkingRules.objects.create(assessment=scene.page, markers=2)
    item, judgment = scene.item(kind="essay"), Judgment({"law": 2, "facts": 3})
    mark_item(item=item, judgment=judgment, seen=0, by=scene.instructor("one"))

    with pytest.raises(Conflict, match="has been marked by one of two people"):
        accepted(scene, {"text": "Quite another essay."}, "essay")
    before = item.steps.count()
    mark_item(item=item, judgment=judgment, seen=0, by=scene.instructor("two"))
    decide_late_answer(late=LateAnswer.objects.get(), accept=True, reason="The network failed.", by=scene.instructor())

    assert (before, item.steps.count(), Grade.objects.get(item=item).kind) == (1, 2, "reconciled")


def test_an_empty_essay_does_not_leave_the_attempt_in_marking_for_ever() -> None:
    scene = answered("a", essay=True)

    accepted(scene, {"text": ""}, "essay")

    attempt = Attempt.objects.get()
    assert (attempt.items.filter(grades__isnull=True).exists(), attempt.state) == (False, "graded")
