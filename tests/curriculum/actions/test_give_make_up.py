"""Make-up work for who missed a session."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accreditation.models import Entry
from curriculum.actions.give_make_up import decide_make_up, give_make_up
from curriculum.models import Enrollment, LessonPage, LiveSession, SessionMakeUp
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.notices.models import Notice
from lms.people.models import User
from tests.factories.course import enrolled_student
from tests.factories.live import live_session, was_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(enrollment: Enrollment, teacher: User) -> LiveSession:
    return live_session(enrollment.cohort, teacher)


def give(session: LiveSession, enrollment: Enrollment, by: User, **changes: object) -> SessionMakeUp:
    facts = {"lesson": None, "task": "Write a page about asylum.", "due_on": date(2030, 1, 1), "reason": "They were ill.", **changes}
    return give_make_up(session=session, enrollment=enrollment, by=by, **facts)  # type: ignore[arg-type]


def test_a_task_is_given_told_and_decided_and_credits_nothing(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    make_up = give(session, enrollment, teacher)

    assert decide_make_up(make_up=make_up, state="done", by=teacher).decided_by == teacher.public_id
    assert decide_make_up(make_up=make_up, state="done", by=teacher).state == "done"
    with pytest.raises(Conflict, match="already"):
        decide_make_up(make_up=make_up, state="dropped", by=teacher)
    notice = Notice.objects.get()
    assert (notice.person, "ill" in notice.text) == (enrollment.student.public_id, False)
    assert b"ill" not in bytes(SessionMakeUp.objects.get().sealed_reason)
    assert not Entry.objects.exists()


def test_a_lesson_may_be_given(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    lesson = LessonPage.objects.get(slug="one")

    assert give(session, enrollment, teacher, lesson=lesson, task="", reason="").lesson == lesson


@pytest.mark.parametrize("change", [{"task": " "}, {"due_on": date(2020, 1, 1)}])
def test_what_makes_no_sense_is_refused(enrollment: Enrollment, teacher: User, session: LiveSession, change: dict) -> None:
    with pytest.raises(Invalid):
        give(session, enrollment, teacher, **change)
    with pytest.raises(Invalid):
        give(session, enrollment, teacher, lesson=LessonPage.objects.get(slug="one"))


def test_it_is_given_once_to_who_missed_by_who_teaches(enrollment: Enrollment, teacher: User, session: LiveSession) -> None:
    there, elsewhere = enrolled_student(email="there@north.example"), enrolled_student("south", "s@south.example")
    was_there(session, there, teacher, 0, 90)
    give(session, enrollment, teacher)

    with pytest.raises(Conflict, match="already"):
        give(session, enrollment, teacher)
    with pytest.raises(Conflict, match="was there"):
        give(session, there, teacher)
    with pytest.raises(Invalid):
        give(session, elsewhere, teacher)
    with pytest.raises(Forbidden):
        give(session, enrollment, enrollment.student)


@pytest.mark.parametrize("change", [{"state": "x"}, {"task": ""}, {"state": "done"}])
def test_the_database_keeps_what_must_hold(enrollment: Enrollment, teacher: User, session: LiveSession, change: dict) -> None:
    give(session, enrollment, teacher)

    with pytest.raises(IntegrityError), transaction.atomic():
        SessionMakeUp.objects.update(**change)
