"""A preview is the students' page made from the draft: nothing is frozen, counted or kept."""

from pathlib import Path

import pytest
from django.test import Client

from curriculum.models import ContentSnapshot, LessonPage, LessonProgress, ModulePage, StudySession
from tests.factories.course import enrolled_student, load_course, signed_in
from tests.factories.lesson_form import lesson_form
from tests.factories.review import Reviewers, reviewers, rewrite

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(tmp_path: Path) -> Reviewers:
    load_course(tmp_path / "course")
    return reviewers(enrolled_student().campus)


@pytest.fixture
def author(people: Reviewers) -> Client:
    return signed_in(people.author)


def test_what_is_typed_is_seen_as_students_would_see_it(author: Client) -> None:
    lesson = LessonPage.objects.get(slug="one")
    address, kept = f"/cms/pages/{lesson.pk}/edit/preview/", ContentSnapshot.objects.count()

    sent = author.post(address, lesson_form(lesson, words="Typed just now, not saved, citing 8 CFR 1292.1.")).json()
    shown = author.get(address)

    assert sent == {"is_valid": True, "is_available": True}
    assert "Typed just now" in shown.text
    assert ['class="lesson-outline"' in shown.text, "This is a preview of the draft." in shown.text, 'class="cite"' in shown.text] == [True, True, True]
    assert ["study.js" in shown.text, "data-token" in shown.text, "I have studied this lesson" in shown.text] == [False, False, False]
    assert "script-src 'self'" in shown.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in shown.headers["Content-Security-Policy"]
    assert [ContentSnapshot.objects.count(), StudySession.objects.count(), LessonProgress.objects.count()] == [kept, 0, 0]


def test_a_lesson_that_is_only_being_written_is_previewed(author: Client) -> None:
    module = ModulePage.objects.get()
    address = f"/cms/pages/add/curriculum/lessonpage/{module.pk}/preview/"

    sent = author.post(address, lesson_form(words="The very first words.", topics={}))
    shown = author.get(address)

    assert sent.json()["is_available"] is True
    assert ["The very first words." in shown.text, "New lesson" in shown.text, "4 of 4" in shown.text] == [True, True, True]
    assert LessonPage.objects.filter(slug="new-lesson").exists() is False


@pytest.mark.parametrize("door", ["view_draft/", "revisions/{}/view/"])
def test_drafts_and_older_revisions_are_seen_the_same_way(door: str, author: Client) -> None:
    lesson = LessonPage.objects.get(slug="one")
    revision = rewrite("one", "A draft.").save_revision()

    shown = author.get(f"/cms/pages/{lesson.pk}/{door.format(revision.pk)}")

    assert ["A draft." in shown.text, "This is a preview of the draft." in shown.text] == [True, True]


def test_an_author_sees_the_key_of_a_check_and_sends_no_answer(author: Client) -> None:
    lesson = LessonPage.objects.get(slug="one")

    shown = author.get(f"/cms/pages/{lesson.pk}/view_draft/").text

    assert ["What is right, and what students are told" in shown, "8 CFR 1292.12(a)" in shown, "/study/checks/" in shown] == [True, True, False]


def test_a_preview_in_an_unpublished_module_works(author: Client) -> None:
    ModulePage.objects.get().unpublish()

    shown = author.get(f"/cms/pages/{LessonPage.objects.get(slug='two').pk}/view_draft/")

    assert [shown.status_code, "More words." in shown.text] == [200, True]
