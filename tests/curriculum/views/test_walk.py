"""Walking through a course as a new student: what is seen, and that nothing can come of it."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from assessments.models import AssessmentPage, Attempt
from curriculum.api import newest_snapshot
from curriculum.models import Enrollment, LessonCompletion, LessonPage, LessonProgress, ProgramPage, StudyEvent, StudySession
from curriculum.views.study import session_token
from lms.audit.models import Event
from lms.people.models import Membership, User
from tests.factories.cohorts import builds_on, coordinator_of, freeze, planned
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    place = enrolled_student()
    planned(place, coordinator_of(place.campus), one=(date(2026, 10, 3), None), first_quiz=(date(2026, 10, 20), None))
    return place


@pytest.fixture
def ines(enrollment: Enrollment) -> User:
    """An instructor who also studies in the cohort herself."""
    person = member("ines@north.example", "instructor", enrollment.campus)
    Membership.objects.create(user=person, campus=enrollment.campus, role="student")
    Enrollment.objects.create(student=person, cohort=enrollment.cohort)
    return person


def walking(person: User, on: str) -> Client:
    client = signed_in(person)
    answer = client.post("/cohorts/north-fall/walk/", {"on": on})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/learn/small-course/")
    return client


def lesson(slug: str = "one") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


@pytest.mark.parametrize(("on", "status"), [("2026-10-02", 403), ("2026-10-03", 200)])
def test_a_lesson_is_seen_as_on_that_day(enrollment, ines, on, status):
    answer = walking(ines, on).get(lesson().url)

    assert (answer.status_code, "Walk-through." in answer.text, "Words to read." in answer.text) == (status, True, status == 200)


def test_a_new_student_has_done_nothing(enrollment, ines):
    builds_on("two", "one")
    snapshot = newest_snapshot(lesson().pk)
    LessonCompletion.objects.create(enrollment=ines.enrollments.get(), lesson=lesson(), snapshot=snapshot, completed_at=datetime.now(UTC))

    outline = walking(ines, "2026-12-01").get(ProgramPage.objects.get().url).context["outline"]

    assert {row.title: (row.state, row.closed) for row in outline.rows} == {
        "Lesson one": ("open", ""), "Lesson two": ("open", "First: Lesson one"), "First quiz": ("open", ""),
    }  # fmt: skip


def test_the_quiz_and_the_calendar_are_that_days_too(enrollment, ines):
    client, quiz = walking(ines, "2026-10-19"), AssessmentPage.objects.get()
    assert client.get(quiz.url).status_code == 403
    assert [week.starts_on for week in client.get("/calendar/").context["weeks"] if week.is_present] == [date(2026, 10, 19)]

    shown = walking(ines, "2026-10-20").get(quiz.url)

    assert (shown.status_code, "In a walk-through nothing is started." in shown.text) == (200, True)


def test_nothing_can_come_of_it(enrollment, ines):
    mine, snapshot = ines.enrollments.get(), newest_snapshot(lesson("two").pk)
    token = session_token(mine, lesson("two"), snapshot)
    client = walking(ines, "2026-12-01")
    place = {"enrollment": mine.public_id, "lesson": lesson("two").public_id}
    for page in (ProgramPage.objects.get(), lesson("one"), lesson("two"), AssessmentPage.objects.get()):
        client.get(page.url)

    answers = [
        client.post("/study/beats/", {"token": token, "kind": "open", "seq": 0}, headers={"Accept": "application/json"}),
        client.post("/study/seen/", place), client.post("/study/complete/", place), client.post(AssessmentPage.objects.get().url),
        client.post(f"/study/checks/{newest_snapshot(lesson().pk).public_id}/check-1/", {"check-1": "true"}),
        client.post("/cohorts/north-fall/plan/", {}), client.post("/notices/read/", {}), client.post("/cohorts/north-fall/walk/", {"on": "2026-12-01"}),
    ]  # fmt: skip

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert "nothing can be sent or changed" in answers[1].text
    assert answers[0].json()["error"] == "walking"
    assert [model.objects.count() for model in (LessonProgress, StudyEvent, StudySession, LessonCompletion, Attempt)] == [0] * 5


def test_it_is_logged_and_ends_by_its_button(enrollment, ines):
    client = walking(ines, "2026-10-03")

    answer = client.post("/walk/end/", follow=True)

    assert ("has ended" in answer.text, "Walk-through." in client.get("/").text) == (True, False)
    assert list(Event.objects.filter(kind__startswith="curriculum.walk").order_by("pk").values_list("kind", "actor")) == [
        ("curriculum.walk_started", ines.public_id), ("curriculum.walk_ended", ines.public_id),
    ]  # fmt: skip
    assert client.post("/study/seen/", {}).status_code == 404


def test_it_ends_after_an_hour(enrollment, ines, monkeypatch):
    client = walking(ines, "2026-10-02")
    later = datetime.now(UTC)

    freeze(monkeypatch, later + timedelta(minutes=59))
    during = "Walk-through." in client.get("/").text
    freeze(monkeypatch, later + timedelta(minutes=61))

    assert (during, "Walk-through." in client.get("/").text) == (True, False)
    assert Event.objects.filter(kind="curriculum.walk_ended").count() == 1


def test_it_shows_nothing_more_once_the_role_has_ended(enrollment, ines):
    client = walking(ines, "2026-10-03")

    Membership.objects.filter(user=ines, role="instructor").update(ended_at=datetime.now(UTC))

    assert client.get(lesson().url).context.get("enrollment") == ines.enrollments.get()


@pytest.mark.parametrize("role", ["student", "officer", "auditor", "attorney"])
def test_nobody_else_walks(enrollment, role):
    client = signed_in(member(f"{role}9@north.example", role, enrollment.campus))

    assert client.post("/cohorts/north-fall/walk/", {"on": "2026-10-03"}).status_code == 404


@pytest.mark.parametrize("on", ["", "soon", "1900-01-01"])
def test_a_day_that_cannot_be_starts_nothing(enrollment, ines, on):
    client = signed_in(ines)

    answer = client.post("/cohorts/north-fall/walk/", {"on": on}, follow=True)

    assert ("Walk-through." in answer.text, "Choose" in answer.text) == (False, True)
