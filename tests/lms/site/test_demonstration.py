"""What the demonstration's people say to each other exists once, and shows where a newcomer looks; the first page leads to a session that is on."""

from datetime import timedelta
from pathlib import Path

import pytest

from curriculum.models import Announcement, Enrollment, LessonPage, LessonQuestion, Mark, Problem
from curriculum.rules import peer_reviews_of
from lms.core.clock import now
from lms.people.models import User
from lms.site.demonstration.talk import review, talk
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.live import live_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def places(tmp_path: Path) -> list[Enrollment]:
    load_course(tmp_path / "course")
    return [enrolled_student(), enrolled_student(email="student2@north.example")]


@pytest.fixture
def people(places: list[Enrollment]) -> dict[str, User]:
    return {name: member(f"{name}@north.example", "instructor", places[0].campus) for name in ("instructor", "instructor2")}


def counts() -> list[int]:
    return [model.objects.count() for model in (Announcement, LessonQuestion, Mark, Problem)]


def test_they_talk_once(places: list[Enrollment], people: dict[str, User]) -> None:
    for _ in range(2):
        talk(people=people, enrollments=places)

    assert counts() == [1, 2, 1, 1]
    assert [question.answered_at is None for question in LessonQuestion.objects.order_by("pk")] == [True, False]
    assert "Before our next session" in signed_in(places[1].student).get("/").text


def test_one_lesson_waits_for_the_other_author(places: list[Enrollment], people: dict[str, User]) -> None:
    for _ in range(2):
        review(lesson=LessonPage.objects.get(slug="two"), people=people)

    assert [peer_reviews_of(people[name]).count() for name in ("instructor", "instructor2")] == [0, 1]


@pytest.mark.parametrize(("starts_in", "shown"), [(20, False), (10, True), (-100, True), (-140, False)])
def test_the_first_page_leads_to_the_session_that_is_on(places: list[Enrollment], people: dict[str, User], starts_in: int, shown: bool) -> None:
    start = now() + timedelta(minutes=starts_in)
    session = live_session(places[0].cohort, people["instructor"], starts_at=start, ends_at=start + timedelta(minutes=90))

    page = signed_in(places[0].student).get("/").text

    assert (f"/sessions/{session.public_id}/check/" in page) is shown
