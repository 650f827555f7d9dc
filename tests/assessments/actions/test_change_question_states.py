"""What becomes of questions: which ways there are, who may, and what is kept of each step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from assessments.actions.change_question_state import NEXT, change_question_states
from assessments.actions.hold_questions import hold_questions
from assessments.models import Question, QuestionBank, QuestionState, QuestionStateChange
from lms.audit.api import Event
from lms.core.errors import Forbidden, Invalid
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines(tmp_path: Path) -> User:
    load_course(tmp_path / "course")
    return member("ines@north.example", "instructor", enrolled_student().cohort.campus)


@pytest.fixture
def change(ines: User) -> Callable[..., int]:
    def change(state: str, *names: str, reason: str = "Because.", by: User = ines) -> int:
        found = Question.objects.filter(external_id__in=names or ["q-1"]).values_list("public_id", flat=True)
        return change_question_states(bank=QuestionBank.objects.get(), questions=found, state=state, reason=reason, by=by)

    return change


def test_each_step_is_kept_with_who_and_why_and_told_to_the_audit(change: Callable[..., int], ines: User) -> None:
    changed = change("held", "q-1", "q-2", reason=" The law moved. ")
    change("ready")

    steps = QuestionStateChange.objects.filter(question__external_id="q-1")
    assert changed == 2
    assert [(step.number, step.before, step.after, step.version, step.reason) for step in steps] == [
        (1, "ready", "held", 1, "The law moved."), (2, "held", "ready", 1, "Because."),
    ]  # fmt: skip
    assert {step.by for step in steps} == {ines.public_id}
    assert Event.objects.filter(kind="assessments.question_state_changed").count() == 3


def test_what_is_in_the_state_already_is_left_alone(change: Callable[..., int]) -> None:
    assert change("ready") == 0
    assert not QuestionStateChange.objects.exists()


@pytest.mark.parametrize("before", QuestionState.values)
@pytest.mark.parametrize("after", QuestionState.values)
def test_there_are_no_other_ways_than_those(change: Callable[..., int], before: str, after: str) -> None:
    Question.objects.filter(external_id="q-1").update(state=before)

    try:
        changed = change(after) == 1
    except Invalid:
        changed = False

    assert changed == (after in NEXT[before])


def test_of_several_all_change_or_none(change: Callable[..., int]) -> None:
    Question.objects.filter(external_id="q-2").update(state="draft")

    with pytest.raises(Invalid, match="q-2 is draft"):
        change("held", "q-1", "q-2")

    assert Question.objects.get(external_id="q-1").state == "ready"


@pytest.mark.parametrize("state", ["held", "retired"])
def test_holding_and_retiring_need_a_reason(change: Callable[..., int], state: str) -> None:
    with pytest.raises(Invalid, match="Say why"):
        change(state, reason=" ")


def test_a_writer_does_not_review_themselves_where_another_is_there(change: Callable[..., int], ines: User) -> None:
    question = Question.objects.get(external_id="q-1")
    newest = question.versions.get()
    facts = {name: getattr(newest, name) for name in ("type", "stem", "content", "rendered", "sha256")}
    question.versions.create(number=2, created_at=timezone.now(), created_by=ines.public_id, **facts)
    Question.objects.update(state="draft")

    alone = change("ready")
    Question.objects.update(state="draft")
    other = member("omar@north.example", "instructor", ines.memberships.get().campus)
    with pytest.raises(Forbidden, match="You wrote q-1 yourself"):
        change("ready")

    assert (alone, change("ready", by=other)) == (1, 1)


def test_who_does_not_write_in_the_bank_changes_nothing(change: Callable[..., int]) -> None:
    with pytest.raises(Forbidden):
        change("held", by=User.objects.get(email="student@north.example"))


def test_a_change_of_law_leaves_steps_too(ines: User) -> None:
    refs = list(Question.objects.values_list("public_id", flat=True))

    held, freed = hold_questions(refs, True), hold_questions(refs, False)

    assert (held, freed) == (2, 2)
    assert set(QuestionStateChange.objects.values_list("after", "by")) == {("held", ""), ("ready", "")}


def test_a_question_that_a_person_holds_is_not_let_back_with_the_law(change: Callable[..., int], ines: User) -> None:
    change("held", "q-1", reason="The key is wrong.")
    refs = list(Question.objects.values_list("public_id", flat=True))

    held, freed = hold_questions(refs, True), hold_questions(refs, False)

    assert (held, freed) == (1, 1)
    assert {question.external_id: question.state for question in Question.objects.all()} == {"q-1": "held", "q-2": "ready"}


@pytest.mark.parametrize("wrong", [{"after": "draft"}, {"after": "held", "reason": ""}, {"after": "lost"}, {"number": 0}])
def test_the_database_refuses_steps_that_cannot_be(ines: User, wrong: dict[str, Any]) -> None:
    facts = {"number": 1, "before": "draft", "after": "ready", "reason": "x", "at": timezone.now(), **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionStateChange.objects.create(question=Question.objects.get(external_id="q-1"), **facts)


def test_the_database_keeps_every_step(change: Callable[..., int]) -> None:
    change("held")

    for statement in ("UPDATE assessments_questionstatechange SET reason = 'x'", "DELETE FROM assessments_questionstatechange"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
