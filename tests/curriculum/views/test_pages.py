"""Programs, modules and lessons as students meet them: who sees what, and at what cost."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from curriculum.models import ContentSnapshot, Enrollment, LessonPage, LessonProgress, ModulePage, ProgramPage
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.people import CampusFactory, person

pytestmark = pytest.mark.django_db
LESSON_QUERIES = 12
OUTLINE_QUERIES = 8


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


def lesson(slug: str = "one") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def every_page() -> list[Any]:
    return [ProgramPage.objects.get(), ModulePage.objects.get(), lesson("one")]


def add_lessons(number: int) -> None:
    for count in range(number):
        copied = lesson("two").copy(update_attrs={"slug": f"copy-{count}", "title": f"Copy {count}", "public_id": f"copy{count:018d}"}, keep_live=False)
        copied.specific.save_revision().publish()


def queries_of(client: Client, url: str) -> int:
    client.get(url)  # fills what one process keeps: content types, sites
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_a_student_reads_program_module_and_lesson(enrollment):
    client = signed_in(enrollment.student)

    answers = [client.get(page.url) for page in every_page()]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "Words to read." in answers[2].content.decode()


def test_the_first_visit_is_remembered_as_the_place_to_go_on(enrollment):
    client = signed_in(enrollment.student)

    client.get(lesson("two").url)

    assert [progress.lesson.slug for progress in LessonProgress.objects.all()] == ["two"]
    assert client.get(ProgramPage.objects.get().url).context["outline"].next_row.title == "Lesson two"


@pytest.mark.parametrize("role", ["instructor", "coordinator", "officer", "auditor", "administrator"])
def test_those_who_work_on_the_campus_read_every_page(enrollment, role):
    client = signed_in(person(role, enrollment.campus))

    assert {client.get(page.url).status_code for page in every_page()} == {200}


@pytest.mark.parametrize("role", ["student", "attorney"])
def test_others_of_the_campus_find_nothing(enrollment, role):
    client = signed_in(person(role, enrollment.campus))

    assert {client.get(page.url).status_code for page in every_page()} == {404}


def test_another_campus_without_a_cohort_finds_nothing(enrollment):
    client = signed_in(person("coordinator", CampusFactory(slug="south")))

    assert {client.get(page.url).status_code for page in every_page()} == {404}


def test_a_withdrawn_student_finds_nothing(enrollment):
    client = signed_in(enrollment.student)

    Enrollment.objects.update(state="withdrawn", ended_at=timezone.now())

    assert {client.get(page.url).status_code for page in every_page()} == {404}


def test_without_signing_in_nothing_is_shown(enrollment):
    answers = [Client().get(page.url) for page in every_page()]

    assert {(answer.status_code, answer.url.split("?")[0]) for answer in answers} == {(302, "/accounts/login/")}


@pytest.mark.parametrize("kind", ["draft", "scheduled", "expired"])
def test_a_lesson_that_is_not_published_is_neither_served_nor_listed(enrollment, kind):
    client = signed_in(enrollment.student)
    page = lesson("two")
    if kind == "draft":
        page.unpublish()
    elif kind == "expired":
        page.expired, page.live = True, False
        page.save()
    else:
        page.unpublish()
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()

    answer = client.get(page.url)

    assert answer.status_code == 404
    assert all("Lesson two" not in client.get(shown.url).content.decode() for shown in every_page())


def test_an_unpublished_change_is_not_shown(enrollment):
    page = lesson("one")
    page.title = "An early draft"

    page.save_revision()

    assert "An early draft" not in signed_in(enrollment.student).get(page.url).content.decode()


def test_a_lesson_is_served_from_its_newest_snapshot(enrollment):
    page = lesson("one")
    page.body = [("markdown", {"source": "Newer words.", "html": "<p>Newer words.</p>"})]
    page.save_revision().publish()

    html = signed_in(enrollment.student).get(page.url).content.decode()

    assert ("Newer words." in html, "Words to read." in html) == (True, False)
    assert ContentSnapshot.objects.filter(lesson=page).count() == 2


def test_publishing_the_same_content_again_makes_no_snapshot(enrollment):
    lesson("one").save_revision().publish()

    assert ContentSnapshot.objects.filter(lesson=lesson("one")).count() == 1


def test_the_key_of_a_knowledge_check_is_not_in_the_page_before_it_is_answered(enrollment):
    html = signed_in(enrollment.student).get(lesson("one").url).content.decode()

    assert "An accredited representative needs a recognized organization." in html
    assert "8 CFR 1292.12(a)." not in html


def test_a_lesson_costs_the_same_with_one_neighbor_and_with_three_more(enrollment):
    client = signed_in(enrollment.student)
    few = queries_of(client, lesson("one").url)
    add_lessons(3)

    many = queries_of(client, lesson("one").url)

    assert (few, many) == (LESSON_QUERIES, LESSON_QUERIES)


def test_an_outline_costs_the_same_with_two_lessons_and_with_five(enrollment):
    client = signed_in(enrollment.student)
    url = ProgramPage.objects.get().url
    few = queries_of(client, url)
    add_lessons(3)

    many = queries_of(client, url)

    assert (few, many) == (OUTLINE_QUERIES, OUTLINE_QUERIES)
