"""A reader reports a problem; the authors find it where the text is now, settle it, and the reader is told."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from curriculum.models import Enrollment, LessonPage, Problem
from lms.core.clock import now
from lms.core.waiting import waiting_for
from lms.notices.api import Notice
from lms.people.api import User
from tests.curriculum.views.test_notes import FEAR, FILING, HX, publish, url
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    publish(FILING, FEAR)
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return member("instructor@north.example", "instructor", place.cohort.campus)


def report(place: Enrollment, **said: str) -> int:
    facts = {"kind": "wrong_law", "address": "p-1-1", "text": "It is two years now."}
    return signed_in(place.student).post(url("report/"), {**facts, **said}, headers=HX).status_code


def test_a_report_reaches_the_authors_with_its_passage(place: Enrollment, instructor: User) -> None:
    assert report(place) == 200

    page = signed_in(instructor).get("/teach/problems/").content.decode()

    assert [text in page for text in ("Wrong or outdated law", "It is two years now.", FILING, "#p-1-1", "/cms/pages/")] == [True] * 5
    assert place.student.email not in page
    assert [(one.count, one.thing) for one in waiting_for(instructor) if one.url == "/teach/problems/"] == [(1, "problem report")]
    assert Notice.objects.get(person=instructor.public_id).url == "/teach/problems/"


def test_the_list_says_what_became_of_the_passage(place: Enrollment, instructor: User) -> None:
    report(place)
    publish("An applicant must file within two years of the last arrival.", FEAR)

    page = signed_in(instructor).get("/teach/problems/").content.decode()

    assert "It now says: “An applicant must file within two years of the last arrival.”" in page


def test_settling_tells_the_reader_once(place: Enrollment, instructor: User) -> None:
    report(place)
    problem = Problem.objects.get()
    teacher = signed_in(instructor)

    teacher.post(f"/teach/problems/{problem.public_id}/settle/", {"answer": " "})
    assert Problem.objects.get().settled_at is None
    for answer in ("Corrected in the new revision.", "Twice"):
        teacher.post(f"/teach/problems/{problem.public_id}/settle/", {"answer": answer})

    assert Problem.objects.get().answer == "Corrected in the new revision."
    assert [one.text for one in Notice.objects.filter(person=place.student.public_id)] == ["Corrected in the new revision."]
    assert "Corrected in the new revision." in teacher.get("/teach/problems/?state=settled").content.decode()
    assert "It is two years now." not in teacher.get("/teach/problems/").content.decode()


@pytest.mark.parametrize(
    ("said", "status"), [({"kind": "poem"}, 422), ({"text": " "}, 422), ({"text": "x" * 2001}, 422), ({"address": "p-9-9"}, 422), ({"address": ""}, 200)]
)
def test_a_report_says_what_and_where(place: Enrollment, said: dict[str, str], status: int) -> None:
    assert (report(place, **said), Problem.objects.count()) == (status, int(status == 200))


def test_nobody_floods_the_authors(place: Enrollment) -> None:
    assert [report(place, text=f"No. {number}") for number in range(21)] == [200] * 20 + [429]


def test_only_authors_of_the_program_see_and_settle_it(place: Enrollment) -> None:
    report(place)
    path = f"/teach/problems/{Problem.objects.get().public_id}/settle/"
    elsewhere = signed_in(member("instructor@south.example", "instructor", CampusFactory(slug="south")))
    coordinator = signed_in(person("coordinator", place.cohort.campus))

    assert [elsewhere.post(path, {"answer": "x"}).status_code, coordinator.post(path, {"answer": "x"}).status_code] == [404, 404]
    assert "It is two years now." not in elsewhere.get("/teach/problems/").content.decode()
    assert [coordinator.get("/teach/problems/").status_code, signed_in(place.student).get("/teach/problems/").status_code] == [404, 404]


def test_a_settled_report_has_its_answer_in_the_database_too(place: Enrollment) -> None:
    report(place)

    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.update(settled_at=now())


def test_three_reports_cost_what_one_costs(place: Enrollment, instructor: User) -> None:
    teacher = signed_in(instructor)
    report(place)
    few = cost(teacher)
    for number in range(2):
        report(place, text=f"No. {number}")

    assert cost(teacher) == few


def cost(teacher: object) -> int:
    teacher.get("/teach/problems/")
    with CaptureQueriesContext(connection) as queries:
        assert teacher.get("/teach/problems/").status_code == 200
    return len(queries)


def test_a_lesson_that_is_withdrawn_keeps_its_reports(place: Enrollment, instructor: User) -> None:
    report(place)
    LessonPage.objects.get(slug="one").unpublish()

    assert "It is two years now." in signed_in(instructor).get("/teach/problems/").content.decode()
