"""A draft may be unfinished; what is published or submitted adds up, goes in no circle, and stays in its program."""

from pathlib import Path

import pytest
from django.test import Client

from curriculum.models import LessonPage, LessonPrerequisite, ModulePage, ProgramPage
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.lesson_form import lesson_form
from tests.factories.review import reviewers

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(tmp_path: Path) -> Client:
    load_course(tmp_path / "course")
    return signed_in(reviewers(enrolled_student().campus).author)


def edit(lesson: LessonPage) -> str:
    return f"/cms/pages/{lesson.pk}/edit/"


def test_topics_that_do_not_add_up_are_said_at_publishing_and_kept_in_a_draft(author: Client) -> None:
    lesson = LessonPage.objects.get(slug="one")

    refused = author.post(edit(lesson), lesson_form(lesson, topics={"ethics_upl": 7}, **{"action-publish": "1"}))
    submitted = author.post(edit(lesson), lesson_form(lesson, topics={}, **{"action-submit": "1"}))
    saved = author.post(edit(lesson), lesson_form(lesson, topics={"ethics_upl": 7}))

    assert "The topics add up to 7 minutes, the lesson takes 10." in refused.content.decode()
    assert "The topics add up to 0 minutes" in submitted.content.decode()
    assert saved.status_code == 302
    published = author.post(edit(lesson), lesson_form(lesson, topics={"ethics_upl": 7, "asylum": 3}, **{"action-publish": "1"}))
    assert [published.status_code, LessonPage.objects.get(slug="one").topics.count()] == [302, 2]


def test_a_prerequisite_is_chosen_and_read_back(author: Client) -> None:
    one, two = LessonPage.objects.order_by("path")

    author.post(edit(two), lesson_form(two, prerequisites=[one], **{"action-publish": "1"}))

    assert [row.required for row in LessonPage.objects.get(pk=two.pk).prerequisites.all()] == [one]


def test_circles_and_the_lesson_itself_are_refused_in_words(author: Client) -> None:
    one, two = LessonPage.objects.order_by("path")
    LessonPrerequisite.objects.create(page=two, required=one)

    circle = author.post(edit(one), lesson_form(one, prerequisites=[two]))
    itself = author.post(edit(one), lesson_form(one, prerequisites=[one]))

    assert "This goes in a circle: “Lesson one” → “Lesson two” → “Lesson one”." in circle.content.decode()
    assert "A lesson cannot come before itself." in itself.content.decode()


def test_a_lesson_of_another_program_is_refused(author: Client) -> None:
    root = ProgramPage.objects.get().get_parent()
    other = root.add_child(instance=ProgramPage(title="Other", slug="other", version="1"))
    module = other.add_child(instance=ModulePage(title="M", slug="m", track="law"))
    stranger = module.add_child(instance=LessonPage(title="Stranger", slug="stranger", minutes=5))
    one = LessonPage.objects.get(slug="one")

    refused = author.post(edit(one), lesson_form(one, prerequisites=[stranger]))

    assert "“Stranger” belongs to another program." in refused.content.decode()


def test_who_reviewed_cannot_be_typed(author: Client) -> None:
    lesson = LessonPage.objects.get(slug="one")

    author.post(
        edit(lesson), lesson_form(lesson, last_reviewed="2031-01-01", reviewer="Clarence Darrow, attorney", reviewed_sha256="0" * 64, **{"action-publish": "1"})
    )

    after = LessonPage.objects.get(slug="one")
    assert [after.reviewer, after.reviewed_sha256, after.last_reviewed] == ["not yet reviewed by an attorney", "", lesson.last_reviewed]


def test_the_same_lesson_twice_is_refused_on_the_form_and_not_by_the_database(author: Client) -> None:
    one, two = LessonPage.objects.order_by("path")

    refused = author.post(edit(two), lesson_form(two, prerequisites=[one, one], **{"action-publish": "1"}))

    assert [refused.status_code, LessonPrerequisite.objects.count()] == [200, 0]
