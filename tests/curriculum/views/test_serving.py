"""Programs, lessons and quizzes are found by their address; every other page goes Wagtail's way."""

from pathlib import Path

import pytest
from wagtail.models import Page, Site

from curriculum.models import Enrollment, LessonPage, ProgramPage
from curriculum.queries.programs import page_at
from tests.factories.course import enrolled_student, load_course, signed_in

pytestmark = pytest.mark.django_db
LESSON = "small-course/first-module/one/"


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def test_a_page_is_found_by_its_whole_address(enrollment: Enrollment) -> None:
    assert page_at(LESSON) == LessonPage.objects.get(slug="one")
    assert page_at("small-course/") == ProgramPage.objects.get()


@pytest.mark.parametrize("path", ["", "one/", "first-module/one/", "small-course/first-module/", "small-course/other/one/"])
def test_part_of_an_address_finds_no_page(enrollment: Enrollment, path: str) -> None:
    assert page_at(path) is None


def test_an_unpublished_lesson_is_not_there(enrollment: Enrollment) -> None:
    LessonPage.objects.get(slug="one").unpublish()

    assert page_at(LESSON) is None
    assert signed_in(enrollment.student).get(f"/learn/{LESSON}").status_code == 404


def test_where_several_sites_share_the_installation_the_host_decides(enrollment: Enrollment) -> None:
    elsewhere = Page.objects.get(depth=1).add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    Site.objects.create(hostname="elsewhere.example", root_page=elsewhere)

    assert page_at(LESSON) is None
    assert signed_in(enrollment.student).get(f"/learn/{LESSON}").status_code == 200


def test_program_module_and_quiz_are_served_as_before(enrollment: Enrollment) -> None:
    client = signed_in(enrollment.student)

    paths = ["small-course/", "small-course/first-module/", "small-course/first-module/first-quiz/"]

    assert [client.get(f"/learn/{path}").status_code for path in paths] == [200, 200, 200]


def test_a_quiz_of_a_module_is_found_by_its_address_too(enrollment: Enrollment) -> None:
    found = page_at("small-course/first-module/first-quiz/")

    assert found is not None
    assert (type(found).__name__, found.slug) == ("AssessmentPage", "first-quiz")
