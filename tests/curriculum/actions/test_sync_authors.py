"""Instructors edit the programs their campus teaches, and no other, wherever Wagtail asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from curriculum.actions.put_cohort import put_cohort
from curriculum.models import LessonPage, ProgramPage
from lms.people.models import Campus, Membership, User
from tests.factories.course import enrolled_student, load_course, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(tmp_path: Path, db: None) -> ProgramPage:
    load_course(tmp_path)
    enrolled_student()
    return ProgramPage.objects.get(slug="small-course")


@pytest.fixture
def south(db: None) -> Campus:
    return Campus.objects.create(slug="south", name="South Campus", time_zone="America/New_York")


def instructor(campus: Campus) -> User:
    person = member(f"instructor@{campus.slug}.example", "instructor", campus)
    User.objects.filter(pk=person.pk).update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=timezone.now())
    return person


def may_edit(person: User, program: ProgramPage) -> bool:
    return bool(program.permissions_for_user(User.objects.get(pk=person.pk)).can_edit())


def test_an_instructor_edits_and_publishes_what_their_campus_teaches(program: ProgramPage) -> None:
    teacher = instructor(Campus.objects.get(slug="north"))

    rights = LessonPage.objects.get(slug="one").permissions_for_user(User.objects.get(pk=teacher.pk))

    assert (rights.can_edit(), rights.can_publish(), rights.can_add_subpage()) == (True, True, False)
    assert teacher.has_perm("curriculum.change_authority")


def test_an_instructor_of_another_campus_edits_nothing_until_it_runs_a_cohort(program: ProgramPage, south: Campus) -> None:
    teacher = instructor(south)
    assert not may_edit(teacher, program)

    put_cohort(slug="south-fall", name="Fall", campus=south, program=program, starts_on=timezone.localdate(), ends_on=timezone.localdate())

    assert may_edit(teacher, program)


def test_who_stops_teaching_stops_editing(program: ProgramPage) -> None:
    teacher = instructor(Campus.objects.get(slug="north"))
    membership = Membership.objects.get(user=teacher)

    membership.ended_at = timezone.now()
    membership.save()

    assert not may_edit(teacher, program)


def doors(lesson: LessonPage) -> Iterator[str]:
    """Wagtail's second doors to one page: each has been forgotten by somebody before."""
    revision = lesson.latest_revision_id or lesson.save_revision().pk
    pages = f"/cms/pages/{lesson.pk}/"
    yield from (f"{pages}{name}/" for name in ("edit", "edit/preview", "view_draft", "history", "copy", "move", "unpublish", "delete", "privacy", "usage"))
    yield from (f"{pages}revisions/{revision}/view/", f"{pages}revisions/compare/{revision}...{revision}/", f"{pages}revisions/{revision}/revert/")
    yield from (f"/cms/pages/add/curriculum/lessonpage/{lesson.get_parent().pk}/", f"/cms/pages/{lesson.get_parent().pk}/")


def test_every_door_is_closed_to_instructors_who_do_not_teach_it(program: ProgramPage, south: Campus, settings: Any) -> None:
    lesson = LessonPage.objects.get(slug="one")
    stranger, teacher = Client(), Client()
    stranger.force_login(instructor(south), backend=settings.AUTHENTICATION_BACKENDS[-1])
    teacher.force_login(instructor(Campus.objects.get(slug="north")), backend=settings.AUTHENTICATION_BACKENDS[-1])
    opened = []

    for door in doors(lesson):
        answer = stranger.get(door)
        assert answer.status_code in (302, 403, 404, 405), f"{door} gave {answer.status_code}"
        assert "Words to read" not in (answer.text if answer.status_code != 302 else "")
        opened += [door] if teacher.get(door).status_code == 200 else []

    assert len(opened) >= 6  # the same addresses are open to who teaches it


def test_searches_and_choosers_do_not_name_it_to_a_stranger(program: ProgramPage, south: Campus, settings: Any) -> None:
    stranger = Client()
    stranger.force_login(instructor(south), backend=settings.AUTHENTICATION_BACKENDS[-1])

    for door in ("/cms/pages/search/?q=Lesson", "/cms/reports/site-history/", "/cms/reports/aging-pages/", "/cms/reports/page-types-usage/"):
        answer = stranger.get(door)
        assert "Lesson one" not in (answer.text if answer.status_code == 200 else ""), door
