"""Live sessions over HTTP: codes, sheets, reports, make-up, and what is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accreditation.models import Entry
from curriculum.actions.record_presence import presence_key
from curriculum.attendance.codes import code_at
from curriculum.models import Enrollment, LiveSession, ModulePage, NameChoice, PresenceEvent, SessionMakeUp
from lms.core.clock import to_ms
from lms.people.models import User
from tests.factories.course import enrolled_student, signed_in
from tests.factories.live import EVENING, confirmed, live_session, was_there

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(enrollment: Enrollment, teacher: User) -> LiveSession:
    return live_session(enrollment.cohort, teacher)


@pytest.fixture
def staff(teacher: User) -> Client:
    return signed_in(teacher)


def at(minute: float) -> datetime:
    return EVENING + timedelta(minutes=minute)


def test_the_screen_shows_a_code_and_its_picture_and_the_code_works(
    enrollment: Enrollment, session: LiveSession, staff: Client, clock: Callable[[datetime], None]
) -> None:
    student = signed_in(enrollment.student)
    clock(at(1))
    code = code_at(presence_key(), session.public_id, "in", to_ms(at(1)))

    page = staff.get(f"/teach/sessions/{session.public_id}/present/").content.decode()
    stage = staff.get(f"/teach/sessions/{session.public_id}/present/stage/?for=in").content.decode()
    opened = student.get(f"/sessions/{session.public_id}/check/?code={code}").content.decode()

    assert all(part in page for part in (code[:3], code[3:], '<svg viewBox="', '<noscript><meta http-equiv="refresh"'))
    assert "style=" not in stage
    assert code in opened
    assert not PresenceEvent.objects.exists()  # looking at it checks nobody in
    assert student.post(f"/sessions/{session.public_id}/check/", {"code": code}).status_code == 302
    assert PresenceEvent.objects.get().enrollment == enrollment


def test_a_wrong_code_keeps_what_was_typed_and_the_eleventh_try_is_refused(
    enrollment: Enrollment, session: LiveSession, clock: Callable[[datetime], None]
) -> None:
    student = signed_in(enrollment.student)
    clock(at(1))

    answers = [student.post(f"/sessions/{session.public_id}/check/", {"code": f"WRONG{number}"}) for number in range(11)]

    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "WRONG3" in answers[3].content.decode()
    assert student.post(f"/sessions/{session.public_id}/check/", {}).status_code == 422


def test_a_session_is_planned_changed_and_cancelled_on_screen(enrollment: Enrollment, staff: Client) -> None:
    form = {
        "number": "1", "title": "First", "day": "2026-12-01", "starts": "18:00", "ends": "19:30", "track": "law_and_skills", "kind": "law_contact",
        "mode": "in_person", "place": "Hall B", "modules": [str(ModulePage.objects.get().pk)],
    }  # fmt: skip

    made = staff.post(f"/teach/sessions/cohorts/{enrollment.cohort.slug}/new/", form)
    session = LiveSession.objects.get()
    again = staff.post(f"/teach/sessions/cohorts/{enrollment.cohort.slug}/new/", form)
    wrong = staff.post(f"/teach/sessions/{session.public_id}/edit/", {**form, "ends": "17:00", "topics": "dance"})
    changed = staff.post(f"/teach/sessions/{session.public_id}/edit/", {**form, "place": "Hall C", "topics": "asylum: 60"})

    assert (made.status_code, again.status_code, wrong.status_code, changed.status_code) == (302, 422, 422, 302)
    assert "not a topic with its minutes" in wrong.content.decode()
    session.refresh_from_db()
    assert (session.place, session.topics, session.minutes) == ("Hall C", {"asylum": 60}, 90)
    staff.post(f"/teach/sessions/{session.public_id}/cancel/", {"reason": "Snow."})
    assert "Snow." in staff.get(f"/teach/sessions/{session.public_id}/").content.decode()


def test_a_series_is_shown_then_kept(enrollment: Enrollment, staff: Client) -> None:
    form = {"first_on": "2026-12-01", "at": "18:00", "minutes": "75", "mode": "in_person", "place": "Hall B"}
    url = f"/teach/sessions/cohorts/{enrollment.cohort.slug}/series/"

    shown = staff.post(url, form)

    assert "Plan 1 session" in shown.content.decode()
    assert not LiveSession.objects.exists()
    assert staff.post(url, {**form, "keep": "1"}).status_code == 302
    assert LiveSession.objects.get().minutes == 75


def test_confirming_credits_and_links_the_entry(enrollment: Enrollment, teacher: User, session: LiveSession, staff: Client) -> None:
    was_there(session, enrollment, teacher, 0, 80)
    page = staff.get(f"/teach/sessions/{session.public_id}/")

    staff.post(f"/teach/sessions/{session.public_id}/confirm/", {"seen": page.context["seen"]})

    assert "Entry 1, 1 h 20 min" in staff.get(f"/teach/sessions/{session.public_id}/").content.decode()
    own = signed_in(enrollment.student)
    assert "80 minutes" in own.get("/record/entries/1/").content.decode()
    assert "1 h 20 min" in own.get("/sessions/").content.decode()
    assert Entry.objects.get().minutes == 80


def test_a_report_is_looked_at_decided_and_read_once(enrollment: Enrollment, session: LiveSession, staff: Client) -> None:
    url = f"/teach/sessions/{session.public_id}/roster/"
    text = b"name,join,leave\nAna Alvarez,18:00,18:30\niPhone,18:40,19:00\n"

    def report() -> dict[str, object]:
        return {"report": SimpleUploadedFile("report.csv", text), "zone": "America/New_York"}

    shown = staff.post(url, report())
    signed = shown.context["signed"]
    person = shown.context["doubtful"][0]
    undecided = staff.post(url, {"signed": signed, "key-0": person.key, "choice-0": ""})
    forged = staff.post(url, {"signed": signed[:-3] + "abc"})
    read = staff.post(url, {"signed": signed, "key-0": person.key, "choice-0": enrollment.public_id})
    again = staff.post(url, report())

    assert (shown.status_code, undecided.status_code, forged.status_code, read.status_code, again.status_code) == (200, 422, 422, 302, 302)
    assert "Line 3: choose who" in undecided.content.decode()
    assert PresenceEvent.objects.count() == 4
    assert NameChoice.objects.get().enrollment == enrollment
    assert "0 of 1 student" not in staff.get(f"/teach/sessions/{session.public_id}/").content.decode()


def test_a_faulty_report_is_refused_with_its_lines(session: LiveSession, staff: Client) -> None:
    url, zone = f"/teach/sessions/{session.public_id}/roster/", "America/New_York"

    for data in (b"name,join,leave\nAna,18:00,99:99\n", b"", b"\x89PNG"):
        assert staff.post(url, {"report": SimpleUploadedFile("r.csv", data), "zone": zone}).status_code == 422
    assert staff.post(url, {}).status_code == 422


def test_times_are_set_and_make_up_is_given_on_screen(enrollment: Enrollment, session: LiveSession, staff: Client) -> None:
    row = f"/teach/sessions/{session.public_id}/{enrollment.public_id}"

    given = staff.post(f"{row}/make-up/", {"task": "Write a page.", "due_on": "2030-01-01"})
    decided = staff.post(f"/teach/sessions/make-ups/{SessionMakeUp.objects.get().public_id}/", {"state": "done"})
    half = staff.post(f"{row}/adjust/", {"was_there": "yes", "came": "18:00", "left": "", "reason": "x"})
    set_ = staff.post(f"{row}/adjust/", {"was_there": "yes", "came": "18:05", "left": "19:00", "reason": "I saw them."})

    assert (given.status_code, decided.status_code, half.status_code, set_.status_code) == (302, 302, 422, 302)
    own = signed_in(enrollment.student).get(f"/sessions/{session.public_id}/").content.decode()
    assert "55 of 90 minutes" in own
    assert "I saw them." in own


def test_rows_of_another_cohort_do_not_exist(session: LiveSession, staff: Client) -> None:
    other = enrolled_student("south", "student@south.example")

    assert staff.get(f"/teach/sessions/{session.public_id}/{other.public_id}/adjust/").status_code == 404


def test_pages_cost_the_same_for_one_student_and_for_three(enrollment: Enrollment, teacher: User, session: LiveSession, staff: Client) -> None:
    def cost(path: str, client: Client) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    own = signed_in(enrollment.student)
    was_there(session, enrollment, teacher, 0, 90)
    confirmed(session, teacher)
    paths = [(f"/teach/sessions/{session.public_id}/", staff), ("/teach/sessions/", staff), ("/sessions/", own)]
    before = [cost(*path) for path in paths]
    for number in range(2):
        place = enrolled_student(email=f"student{number}@north.example")
        was_there(session, place, teacher, 0, 90)
        other = live_session(enrollment.cohort, teacher, number=None, starts_at=at(200 * number + 200), ends_at=at(200 * number + 290))
        was_there(other, enrollment, teacher, 0, 90)
        confirmed(other, teacher)
    confirmed(session, teacher)

    assert [cost(*path) for path in paths] == before
