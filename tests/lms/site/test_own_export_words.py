"""The words of a person in their own export: essays, questions about hours, threads of practice, questions about lessons."""

from pathlib import Path
from typing import Any

import pytest

from accreditation.actions.hours_disputes import open_hours_dispute, write_in_hours_dispute
from accreditation.actions.own_threads import hours_threads_part, practice_threads_part
from accreditation.actions.return_practice import say_on_practice
from accreditation.ledger.append import append
from assessments.models import AssessmentPage, AttemptStep
from assessments.queries.own_writings import FIELDS, writings_part, written_in
from curriculum.actions.answer_question import answer_question
from curriculum.actions.ask_question import ask_question
from curriculum.models import ContentSnapshot, Enrollment, LessonQuestion
from curriculum.queries.own_export import questions_part
from lms.core.clock import now
from lms.core.own_export import own_export_sources
from lms.people.models import User
from tests.factories.answers import AT, Scene, answered
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.ledger import draft
from tests.factories.practice import keepers_of, matter_of, sent_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def texts(person: User, *, show: str = "after_submit") -> list[tuple[Any, ...]]:
    AssessmentPage.objects.update(show_response=show)
    return [(one["assessment"], one["attempt"], one["question"], one["text"]) for one in writings_part(person).data]


def essay_by_first() -> tuple[Scene, User]:
    scene = answered("ab", essay=True)
    return scene, scene.attempts[0].enrollment.student


def test_an_essay_is_in_it_as_it_was_handed_in_last() -> None:
    scene, student = essay_by_first()
    item = scene.item(kind="essay")
    AttemptStep.objects.create(attempt=item.attempt, item=item, number=3, key="k:3", response={"text": "A better essay."}, received_at=AT)

    assert texts(student) == [("First quiz", 1, 2, "A better essay.")]
    assert {*writings_part(student).data[0]} == {*FIELDS}


def test_an_essay_waits_until_its_answers_are_shown() -> None:
    """The same rule as on the page of results."""
    _scene, student = essay_by_first()

    assert texts(student, show="after_release") == []
    assert texts(student) == [("First quiz", 1, 2, "An essay.")]


def test_texts_of_an_answer_are_found_in_its_parts() -> None:
    assert written_in({"parts": {"a": {"text": "One"}, "b": {"choice": "x"}, "c": [{"text": "Two"}, {"text": " "}]}, "text": "Zero"}) == ["Zero", "One", "Two"]
    assert written_in({"choice": "a"}) == []


def test_a_question_about_hours_is_in_it_with_every_answer(enrollment: Enrollment) -> None:
    student, emil = enrollment.student, member("emil@north.example", "coordinator", enrollment.cohort.campus)
    append(draft(student=student.public_id, enrollment=enrollment.public_id, campus="north", source_id="x", idempotency=("x",)))
    dispute = open_hours_dispute(enrollment=enrollment, text="I read for an hour.", seq=1, by=student)
    write_in_hours_dispute(dispute=dispute, text="Which lesson?", by=emil)

    data = hours_threads_part(student).data

    assert [(one["entry"], one["text"], one["state"]) for one in data] == [(1, "I read for an hour.", "open"), (1, "Which lesson?", "answered")]
    assert hours_threads_part(emil).data == []


def test_a_thread_of_practice_is_in_it_of_their_entries_alone(enrollment: Enrollment) -> None:
    other = enrolled_student(email="other@north.example")
    matter = matter_of(enrollment, other)
    mine, theirs = sent_entry(matter, enrollment.student), sent_entry(matter, other.student)
    say_on_practice(entry=mine, text="I wrote the declaration myself.", by=enrollment.student)
    say_on_practice(entry=mine, text="Then say so.", by=keepers_of(enrollment.cohort.campus)[0])
    say_on_practice(entry=theirs, text="I only listened.", by=other.student)

    data = practice_threads_part(enrollment.student).data

    assert [(one["speaker"], one["text"], one["matter"]) for one in data] == [
        ("student", "I wrote the declaration myself.", matter.code), ("coordinator", "Then say so.", matter.code),
    ]  # fmt: skip


def test_a_question_about_a_lesson_is_in_it_with_its_answer(enrollment: Enrollment) -> None:
    facts = {"snapshot": ContentSnapshot.objects.order_by("pk")[0], "passage": "", "may_name": False}
    question = ask_question(enrollment=enrollment, text="What is a notary?", key="k", by=enrollment.student, **facts)
    ines = member("ines@north.example", "instructor", enrollment.cohort.campus)
    answer_question(question=LessonQuestion.objects.get(pk=question.pk), answer="Not a lawyer.", share=False, seen=0, by=ines)

    data = questions_part(enrollment.student).data

    assert [(one["text"], one["answer"]) for one in data] == [("What is a notary?", "Not a lawyer.")]
    assert data[0]["asked_at"] <= f"{now():%Y-%m-%dT%H:%M:%S.999Z}"


def test_each_is_a_part_of_the_archive() -> None:
    assert {"writings", "hours_threads", "practice_threads", "lesson_questions"} <= {source.key for source in own_export_sources}
