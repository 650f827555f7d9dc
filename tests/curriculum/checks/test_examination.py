"""Practice never meets the final examination."""

from pathlib import Path

import pytest

from curriculum.checks import examination
from curriculum.importers.asked import AskedDraw, AskedQuestion
from tests.factories.taught import BANK, EXAMINATION, KEPT, QUIZ, found, spoil


def test_an_examination_with_questions_of_its_own(root: Path) -> None:
    assert found(examination.check, root) == []


def test_a_question_of_the_examination_that_may_be_practiced(root: Path) -> None:
    spoil(root, KEPT, "exam_only: true", "exam_only: false")

    said = f"{KEPT}, line 1: question “q-800”: assessment.md may ask it, and it may be practiced. Add “exam_only: true”."
    assert found(examination.check, root) == [said]


def test_a_fixed_question_that_may_be_practiced(root: Path) -> None:
    spoil(root, EXAMINATION, "questions: []", "questions: [first-module/q-3]")

    practiced, shared = found(examination.check, root)

    assert practiced.startswith(f"{BANK}, line ")
    assert "question “q-3”: assessment.md may ask it" in practiced
    assert shared == f"{QUIZ}: it may ask “first-module/q-3”, as assessment.md of the program may. Ask another, or draw otherwise."


def test_a_quiz_that_names_a_kept_question(root: Path) -> None:
    spoil(root, QUIZ, "questions: []", "questions: [kept/q-801]")

    assert found(examination.check, root) == [f"{QUIZ}: it may ask “kept/q-801”, as assessment.md of the program may. Ask another, or draw otherwise."]


def test_a_quiz_that_draws_kept_questions(root: Path) -> None:
    spoil(root, QUIZ, "bank: first-module, count: 2", "bank: kept, count: 1")

    assert len(found(examination.check, root)) == 2


def test_a_draw_that_cannot_meet_them(root: Path) -> None:
    spoil(root, QUIZ, "bank: first-module, count: 2", "bank: kept, count: 1, category: Practice")

    assert found(examination.check, root) == []


def test_a_program_without_an_examination(root: Path) -> None:
    (root / EXAMINATION).unlink()

    assert found(examination.check, root) == []


ASKED = AskedQuestion(Path("x"), (0,), "bank", "q", "essay", "?", "", {}, topics=("asylum",), difficulty=2, category="Asylum/Bars")


@pytest.mark.parametrize(
    ("draw", "may"),
    [
        (AskedDraw("bank", 1), True),
        (AskedDraw("other", 1), False),
        (AskedDraw("bank", 1, topic="asylum"), True),
        (AskedDraw("bank", 1, topic="family"), False),
        (AskedDraw("bank", 1, category="Asylum"), True),
        (AskedDraw("bank", 1, category="Asylum/Bars"), True),
        (AskedDraw("bank", 1, category="Asy"), False),
        (AskedDraw("bank", 1, difficulty=2), True),
        (AskedDraw("bank", 1, difficulty=3), False),
    ],
)
def test_what_a_draw_may_take(draw: AskedDraw, may: bool) -> None:
    assert draw.may_take(ASKED) is may
