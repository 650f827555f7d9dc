"""A program for a new term: whole, unpublished, independent, without anybody's evidence."""

from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Page

from assessments.models import AssessmentPage, Attempt, Question, QuestionBank
from curriculum.actions.duplicate_program import duplicate_program
from curriculum.models import ContentSnapshot, Enrollment, LessonPage, ModulePage, PageCopy, ProgramPage
from curriculum.rules import programs_written_by
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Campus
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
NAMED = {"title": "Small course", "slug": "small-course-2027", "version": "2027.1"}


@pytest.fixture
def enrollment(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def instructor(enrollment: Enrollment) -> Any:
    return member("instructor@north.example", "instructor", enrollment.cohort.campus)


def duplicated(by: Any, **changed: str) -> ProgramPage:
    return duplicate_program(program=ProgramPage.objects.get(slug="small-course"), **{**NAMED, **changed}, by=by)


def test_everything_published_is_copied_unpublished_under_new_names(instructor: Any) -> None:
    copy = duplicated(instructor)

    below = Page.objects.descendant_of(copy).specific()
    assert [(type(page).__name__, page.slug, page.live) for page in below] == [
        ("ModulePage", "first-module", False), ("LessonPage", "one", False), ("LessonPage", "two", False), ("AssessmentPage", "first-quiz", False),
    ]  # fmt: skip
    assert (copy.live, copy.version, copy.tracks.count(), copy.sessions.count()) == (False, "2027.1", 1, 1)
    names = [page.public_id for model in (ProgramPage, ModulePage, LessonPage, AssessmentPage) for page in model.objects.all()]
    assert len(names) == len(set(names)) == 10


def test_the_copy_takes_no_evidence_along_and_remembers_where_it_came_from(instructor: Any) -> None:
    before = list(ContentSnapshot.objects.values("pk", "sha256", "body"))

    copy = duplicated(instructor)

    lesson = LessonPage.objects.descendant_of(copy).get(slug="one")
    original = LessonPage.objects.get(slug="one", live=True)
    origin = PageCopy.objects.get(page=lesson)
    assert (origin.original_id, origin.snapshot, origin.copied_by) == (original.pk, original.snapshots.get(), instructor)
    assert (lesson.snapshots.count(), lesson.completions.count(), copy.cohorts.count(), Attempt.objects.count()) == (0, 0, 0, 0)
    assert list(ContentSnapshot.objects.values("pk", "sha256", "body")) == before


def test_the_two_are_independent(instructor: Any) -> None:
    copy = duplicated(instructor)
    lesson = LessonPage.objects.descendant_of(copy).get(slug="one")
    original = LessonPage.objects.get(slug="one", live=True)
    said = original.snapshots.get().body

    lesson.title = "Another lesson"
    lesson.save_revision().publish()
    original.refresh_from_db()

    assert (original.title, original.snapshots.get().body) == ("Lesson one", said)
    assert '"program_version":"2027.1"' in lesson.snapshots.get().body
    assert set(lesson.topics.values_list("pk")) & set(original.topics.values_list("pk")) == set()


def test_the_assessment_draws_from_a_bank_of_the_copys_own(instructor: Any) -> None:
    copy = duplicated(instructor)

    quiz = AssessmentPage.objects.descendant_of(copy).get()
    bank = QuestionBank.objects.get(program=copy)
    assert [item.question.bank for item in quiz.items.all()] == [bank, bank]
    assert [item.question.external_id for item in quiz.items.all()] == ["q-1", "q-2"]
    assert [item.question.bank for item in quiz.get_latest_revision_as_object().items.all()] == [bank, bank]
    assert Question.objects.count() == 4


def test_once_published_the_copy_is_taught_as_the_original(instructor: Any) -> None:
    copy = duplicated(instructor)

    for page in [copy, *Page.objects.descendant_of(copy).specific()]:
        page.get_latest_revision().publish()

    assert {page.live for page in Page.objects.descendant_of(copy, inclusive=True)} == {True}
    assert ContentSnapshot.objects.filter(lesson__path__startswith=copy.path).count() == 2
    assert AssessmentPage.objects.descendant_of(copy).get().items.count() == 2


def test_who_duplicated_it_writes_it_and_other_instructors_do_not(instructor: Any) -> None:
    south = Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")
    other = member("instructor@south.example", "instructor", south)

    copy = duplicated(instructor)

    assert copy in programs_written_by(instructor)
    assert copy not in programs_written_by(other)
    assert signed_in(instructor).get(f"/cms/pages/{copy.pk}/").status_code in (200, 302)
    assert instructor.groups.filter(name=f"authors of program {copy.pk}").exists()


def test_a_copy_of_a_copy_works_too(instructor: Any) -> None:
    first = duplicated(instructor)
    for page in [first, *Page.objects.descendant_of(first).specific()]:
        page.get_latest_revision().publish()
    first.refresh_from_db()

    second = duplicate_program(program=first, title="Small course", slug="small-course-2028", version="2028.1", by=instructor)

    assert Page.objects.descendant_of(second).count() == 4
    assert QuestionBank.objects.filter(program=second).get().questions.count() == 2


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"title": " "}, Invalid),
        ({"version": ""}, Invalid),
        ({"slug": "a b"}, Invalid),
        ({"slug": "small-course"}, Conflict),
        ({"version": "2026.1"}, Conflict),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_copied(instructor: Any, changed: dict[str, str], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        duplicated(instructor, **changed)

    assert ProgramPage.objects.count() == 1


def test_a_coordinator_may_not(enrollment: Enrollment) -> None:
    with pytest.raises(Forbidden):
        duplicated(member("coordinator@north.example", "coordinator", enrollment.cohort.campus))


def test_wagtails_own_copy_gives_a_page_its_own_name(instructor: Any) -> None:
    lesson = LessonPage.objects.get(slug="one")

    copy = lesson.copy(update_attrs={"slug": "one-again"}, keep_live=False)

    assert copy.public_id not in ("", lesson.public_id)


def test_the_door_on_the_screen(instructor: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = signed_in(instructor)
    address = f"/cms/programs/duplicate/{ProgramPage.objects.get().public_id}/"

    shown, taken = client.get(address), client.post(address, {**NAMED, "slug": "small-course"})
    done = client.post(address, NAMED)

    copy = ProgramPage.objects.get(slug="small-course-2027")
    assert (shown.status_code, taken.status_code, "already" in taken.content.decode()) == (200, 422, True)
    assert done.url == f"/cms/pages/{copy.pk}/"
    assert address in client.get(f"/cms/pages/{ProgramPage.objects.get(live=True).pk}/").content.decode()
