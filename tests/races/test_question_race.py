"""Several people keep their edit of one question at once: one is the next version, and the others are shown it."""

from pathlib import Path

import pytest

from assessments.actions.edit_question import edit_question
from assessments.actions.put_question_version import facts_of
from assessments.kinds.question_facts import check_question
from assessments.models import Question, QuestionVersion
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.course import load_course, member
from tests.torture.stage import Act, Stage

EDITORS = 4


def edit(number: int) -> int:
    question = Question.objects.get(external_id="q-1")
    facts = facts_of(question.versions.get(number=1))
    kind = facts.pop("type")
    checked = check_question(kind, {**facts, "external_id": "q-1", "category": "", "stem": f"Edit {number}"})
    return edit_question(question=question, checked=checked, seen=1, by=User.objects.get(email="ada@north.example")).number


@pytest.mark.services
@pytest.mark.separate
def test_of_four_edits_at_once_one_is_kept_and_three_are_told(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    load_course(tmp_path / "course")
    member("ada@north.example", "administrator", None)  # type: ignore[arg-type]  an administrator belongs to no campus

    with Stage(separate_database) as stage:
        outcomes = stage.together(*(Act(f"{__name__}:edit", {"number": number}) for number in range(EDITORS)))

    assert [outcome.said for outcome in outcomes if not outcome.refused] == [2]
    assert len({outcome.refused for outcome in outcomes if outcome.refused}) == 1
    assert QuestionVersion.objects.filter(question__external_id="q-1").count() == 2
    assert Question.objects.get(external_id="q-1").entry.version.number == 2
