"""What a folder asks, as plain data and without a database."""

from pathlib import Path

import pytest

from assessments.importers import read
from curriculum.api import AskedAssessment, AskedDraw, Faults
from tests.factories.course import write_course
from tests.factories.taught import BANK, EXAMINATION, write_taught


def test_the_bank_and_the_quiz_of_a_module(tmp_path: Path) -> None:
    folder = write_course(tmp_path / "course") / "01-first-module"
    faults = Faults(folder)

    asked = read(folder, "first-module", faults, is_program=False)

    assert faults.sentences == []
    first = asked.questions[0]
    assert (first.name, first.place, first.type, first.topics, first.is_ready) == ("first-module/q-1", (0,), "single_choice", ("ethics_upl",), True)
    quiz = AskedAssessment(folder / "assessment.md", "first-quiz", 5, "Answer on your own.", ("first-module/q-1", "first-module/q-2"))
    assert asked.assessments == [quiz]


def test_the_banks_and_the_examination_of_a_program(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder")

    asked = read(root, "small", Faults(root), is_program=True)

    assert [(question.name, question.exam_only) for question in asked.questions] == [("kept/q-800", True), ("kept/q-801", True)]
    assert [(one.path, one.draws) for one in asked.assessments] == [(root / EXAMINATION, (AskedDraw("kept", 2),))]


def test_a_bank_with_a_title_of_its_own_places_its_questions_below_it(tmp_path: Path) -> None:
    root = write_taught(tmp_path / "folder")
    text = (root / BANK).read_text()
    (root / BANK).write_text(f"title: Ours\nquestions:\n{text}")

    asked = read((root / BANK).parent, "first-module", Faults(root), is_program=False)

    assert asked.questions[2].place == ("questions", 2)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("answer: true", "answer: perhaps", "question “q-0”: "),
        ("- id: q-1\n", "- id: q-0\n", "the question “q-0” stands twice."),
        ("- id: q-1\n", "- ident: q-1\n", "id: Field required."),
    ],
)
def test_a_question_that_cannot_be_read_is_named_by_its_line(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    root = write_taught(tmp_path / "folder")
    (root / BANK).write_text((root / BANK).read_text().replace(old, new, 1))
    faults = Faults(root)

    read((root / BANK).parent, "first-module", faults, is_program=False)

    assert any(said.startswith(f"{BANK}, line ") and sentence in said for said in faults.sentences), faults.sentences
