"""Announcements: written to a cohort, read by everybody with a place in it, told once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.actions.enroll import withdraw_student
from curriculum.actions.tell_announcement import tell_announcement, tell_due_announcements
from curriculum.actions.write_announcement import edit_announcement, take_back, write_announcement
from curriculum.models import Announcement, Enrollment
from curriculum.rules import announcements_visible_to, cohorts_announced_to_by
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.jobs.api import run_due
from lms.notices.api import Notice
from lms.people.models import Campus, User
from tests.factories.course import enrolled_student, load_course, member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.services]
LIST = "/cohorts/north-fall/announcements/"


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def instructor(place: Enrollment) -> User:
    return member("instructor@north.example", "instructor", place.cohort.campus)


def written(place: Enrollment, by: User, **changes: Any) -> Announcement:
    return write_announcement(cohort=place.cohort, **{"title": "Room change", "text": "We meet in **room 2**.", "send_at": None, **changes}, by=by)


def told() -> list[tuple[str, str, str]]:
    rows = Notice.objects.filter(kind="curriculum.announced").order_by("pk")
    return [(User.objects.get(public_id=row.person).email, row.subject_line, row.url) for row in rows]


def test_everybody_with_an_active_place_is_told_once(place: Enrollment, instructor: User) -> None:
    enrolled_student(email="noor@north.example", program=place.cohort.program)
    gone = enrolled_student(email="gone@north.example", program=place.cohort.program)
    Enrollment.objects.filter(pk=gone.pk).update(state="withdrawn", ended_at=now())

    announcement = written(place, instructor)
    run_due(once=False)
    again = tell_announcement(announcement.public_id)

    url = f"/announcements/{announcement.public_id}/"
    assert told() == [(email, "Announcement: Room change", url) for email in ("student@north.example", "noor@north.example")]
    assert again == 0


def test_one_that_is_cut_off_half_way_is_gone_on_with(place: Enrollment, instructor: User) -> None:
    enrolled_student(email="noor@north.example", program=place.cohort.program)
    announcement = written(place, instructor)
    tell_announcement(announcement.public_id)
    Notice.objects.filter(person=place.student.public_id).delete()
    Announcement.objects.update(told_at=None)

    assert tell_announcement(announcement.public_id) == 2

    assert len(told()) == 2


def test_one_for_later_waits_for_its_moment(place: Enrollment, instructor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    at = now()
    announcement = written(place, instructor, send_at=at + timedelta(hours=1))
    assert (tell_due_announcements(), tell_announcement(announcement.public_id)) == (0, 0)
    student = signed_in(place.student)
    assert student.get(f"/announcements/{announcement.public_id}/").status_code == 404

    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(hours=2))
    run_due(once=False)

    assert len(told()) == 1
    assert signed_in(place.student).get(f"/announcements/{announcement.public_id}/").status_code == 200  # a session ends after an hour alone


def test_one_that_waits_may_be_sent_now(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor, send_at=now() + timedelta(days=1))

    edited = edit_announcement(announcement=announcement, title="Room change", text="We meet in **room 2**.", send_at=None, seen=1, by=instructor)
    run_due(once=False)

    assert (edited.edited_at, len(told())) == (None, 1)  # nobody had read it: nothing to say about an edit


def test_students_see_that_it_was_edited_and_are_told_once(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)
    run_due(once=False)

    edit_announcement(announcement=announcement, title="Room change", text="We meet in **room 3**.", send_at=None, seen=1, by=instructor)
    run_due(once=False)

    page = signed_in(place.student).get(f"/announcements/{announcement.public_id}/").content.decode()
    assert ("<strong>room 3</strong>" in page, "Edited" in page, len(told())) == (True, True, 1)


def test_the_same_again_is_no_edit(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)

    same = edit_announcement(announcement=announcement, title="Room change", text="We meet in **room 2**.", send_at=None, seen=1, by=instructor)

    assert (same.edited_at, same.version) == (None, 1)


def test_two_who_edit_at_once_do_not_overwrite_each_other(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)
    edit_announcement(announcement=announcement, title="First", text="A", send_at=None, seen=1, by=instructor)

    with pytest.raises(Conflict, match="Somebody else has changed"):
        edit_announcement(announcement=announcement, title="Second", text="B", send_at=None, seen=1, by=instructor)
    browser = signed_in(instructor)
    answer = browser.post(f"/cohorts/announcements/{announcement.public_id}/edit/", {"title": "Second", "text": "My own words", "seen": "1"})

    assert (answer.status_code, "My own words" in answer.content.decode()) == (422, True)
    assert Announcement.objects.get().title == "First"


def test_what_was_taken_back_is_gone_for_students_and_told_to_nobody(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)
    browser = signed_in(instructor)

    browser.post(f"/cohorts/announcements/{announcement.public_id}/take-back/")
    take_back(announcement=announcement, by=instructor)
    run_due(once=False)

    student = signed_in(place.student)
    assert [student.get(path).status_code for path in (f"/announcements/{announcement.public_id}/", "/announcements/")] == [404, 200]
    assert "Room change" not in student.get("/").content.decode() + student.get("/announcements/").content.decode()
    assert told() == []
    with pytest.raises(Conflict, match="was taken back"):
        edit_announcement(announcement=announcement, title="T", text="A", send_at=None, seen=1, by=instructor)


def test_it_stands_on_the_home_page_and_the_page_of_the_cohort(place: Enrollment, instructor: User) -> None:
    written(place, instructor)
    student = signed_in(place.student)

    assert ["Room change" in student.get(path).content.decode() for path in ("/", "/announcements/")] == [True, True]


def test_a_withdrawn_student_and_another_campus_see_nothing(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)
    south = enrolled_student("south", "student@south.example", program=place.cohort.program)
    coordinator = member("coordinator@north.example", "coordinator", place.cohort.campus)
    withdraw_student(enrollment=place, by=coordinator, reason="Moved away.")

    for person in (place.student, south.student, member("instructor@south.example", "instructor", south.cohort.campus)):
        browser = signed_in(person)
        assert browser.get(f"/announcements/{announcement.public_id}/").status_code == 404
        assert "Room change" not in browser.get("/announcements/").content.decode() + browser.get("/").content.decode()


def test_rules_and_lists_agree(place: Enrollment, instructor: User) -> None:
    south = enrolled_student("south", "student@south.example", program=place.cohort.program)
    teacher = member("instructor@south.example", "instructor", south.cohort.campus)
    shown = [written(place, instructor), written(place, instructor, send_at=now() + timedelta(days=1)), written(south, teacher)]
    north = place.cohort.campus
    others = [member(f"{role}@north.example", role, north) for role in ("coordinator", "officer", "auditor", "attorney", "administrator")]

    for person in (place.student, south.student, instructor, teacher, *others):
        fresh = User.objects.get(pk=person.pk)
        allowed = {one.pk for one in shown if fresh.has_perm("curriculum.view_announcement", one)}
        assert set(announcements_visible_to(fresh).values_list("pk", flat=True)) == allowed, fresh.email
        cohorts = {cohort.pk for cohort in (place.cohort, south.cohort) if fresh.has_perm("curriculum.announce", cohort)}
        assert set(cohorts_announced_to_by(fresh).values_list("pk", flat=True)) == cohorts, fresh.email


def test_a_student_announces_nothing(place: Enrollment) -> None:
    with pytest.raises(Forbidden):
        written(place, place.student)


@pytest.mark.parametrize("changes", [{"title": " "}, {"text": "\n"}, {"send_at": now() - timedelta(minutes=1)}])
def test_what_says_nothing_or_comes_too_late_is_refused(place: Enrollment, instructor: User, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        written(place, instructor, **changes)
    assert Announcement.objects.count() == 0


def test_a_wrong_form_keeps_what_was_written(place: Enrollment, instructor: User) -> None:
    answer = signed_in(instructor).post(f"{LIST}new/", {"title": "", "text": "Words that took a while", "send_at": "2020-01-01T10:00"})

    assert (answer.status_code, "Words that took a while" in answer.content.decode()) == (422, True)


def test_an_hour_that_does_not_exist_is_refused(place: Enrollment, instructor: User) -> None:
    answer = signed_in(instructor).post(f"{LIST}new/", {"title": "T", "text": "A", "send_at": "2027-03-14T02:30"})

    assert (answer.status_code, "may not exist" in answer.content.decode()) == (422, True)


def test_hostile_markup_does_not_run(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor, text="<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1))")

    assert not any(word in announcement.html for word in ("<script", "onerror", "javascript:"))


def test_lists_cost_the_same_for_one_and_for_three(place: Enrollment, instructor: User) -> None:
    def cost(client: Client, path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    pages = [(signed_in(instructor), LIST), (signed_in(place.student), "/announcements/"), (signed_in(place.student), "/")]
    written(place, instructor)
    before = [cost(*page) for page in pages]
    for _ in range(2):
        written(place, instructor)

    assert [cost(*page) for page in pages] == before


def test_the_database_refuses_an_empty_one(place: Enrollment, instructor: User) -> None:
    announcement = written(place, instructor)

    for wrong in ({"title": ""}, {"text": ""}, {"told_at": announcement.visible_from - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Announcement.objects.update(**wrong)


def test_an_announcement_reaches_nobody_of_another_cohort(place: Enrollment, instructor: User) -> None:
    assert Campus.objects.count() == 1
    announcement = written(place, instructor)
    south = enrolled_student("south", "student@south.example", program=place.cohort.program)

    tell_announcement(announcement.public_id)

    assert [email for email, *_ in told()] == ["student@north.example"]
    assert south.student.email not in str(told())
