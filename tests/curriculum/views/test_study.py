"""The doors of study over HTTP: tokens, beats, completion."""

import json
from dataclasses import astuple
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.utils import timezone

from accreditation.models import Entry
from curriculum.actions.enroll import withdraw_student
from curriculum.models import Enrollment, LessonCompletion, LessonPage, StudyEvent, StudySession
from curriculum.queries.snapshots import newest_snapshot
from curriculum.views.study import SALT, read_token, session_token
from lms.core.limits import PerMinute
from lms.people.models import User
from tests.factories.course import enrolled_student, load_course, member, study

pytestmark = pytest.mark.django_db
YESTERDAY = datetime.now(tz=UTC) - timedelta(days=1)


@pytest.fixture
def enrollment(tmp_path: Path, db: None) -> Enrollment:
    load_course(tmp_path)
    return enrolled_student()


def browser_of(person: User) -> Client:
    User.objects.filter(pk=person.pk).update(privacy_version=settings.PRIVACY_NOTICE_VERSION, privacy_accepted_at=timezone.now())
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def browser(enrollment: Enrollment) -> Client:
    return browser_of(enrollment.student)


def lesson(slug: str = "two") -> LessonPage:
    return LessonPage.objects.get(slug=slug)


def token_of(enrollment: Enrollment, page: LessonPage) -> str:
    snapshot = newest_snapshot(page.pk)
    assert snapshot is not None
    return session_token(enrollment, page, snapshot)


def beat(browser: Client, token: str, **changes: Any) -> Any:
    return browser.post("/study/beats/", {"token": token, "kind": "beat", "seq": "1", "active_ms": "30000", "visible": "1"} | changes)


def publish_again(page: LessonPage, text: str) -> None:
    page.body[0].value["source"] = text
    page.save_revision().publish()


class TestBeats:
    def test_an_open_starts_a_session_and_repeating_it_starts_no_other(self, browser: Client, enrollment: Enrollment) -> None:
        token = token_of(enrollment, lesson())

        answers = [beat(browser, token, kind="open", seq="0").status_code for _ in range(2)]

        assert (answers, StudySession.objects.count(), StudyEvent.objects.count()) == ([200, 200], 1, 1)

    def test_a_first_beat_with_a_valid_token_opens_too(self, browser: Client, enrollment: Enrollment) -> None:
        answer = beat(browser, token_of(enrollment, lesson()))

        assert (answer.status_code, answer.json()["reason"]) == (200, "no_time")
        assert StudyEvent.objects.count() == 2

    def test_a_retry_is_answered_and_credits_nothing(self, browser: Client, enrollment: Enrollment) -> None:
        token = token_of(enrollment, lesson())
        beat(browser, token, kind="open", seq="0")
        first = beat(browser, token).json()

        again = beat(browser, token).json()

        assert (again["reason"], again["credited_ms"]) == ("replayed", first["credited_ms"])

    def test_a_late_lower_number_is_out_of_order(self, browser: Client, enrollment: Enrollment) -> None:
        token = token_of(enrollment, lesson())
        beat(browser, token, seq="5")

        assert beat(browser, token, seq="3").json()["reason"] == "out_of_order"

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"seq": "x"}, "seq must be a whole number, 0 or more."),
            ({"seq": "-1"}, "seq must be a whole number, 0 or more."),
            ({"seq": "٣"}, "seq must be a whole number, 0 or more."),
            ({"active_ms": "1.5"}, "active_ms must be a whole number, 0 or more."),
            ({"active_ms": ""}, "active_ms must be a whole number, 0 or more."),
            ({"visible": "yes"}, "visible is 0 or 1."),
            ({"kind": "close"}, "kind is “open” or “beat”."),
            ({"seq": "99999999999"}, "The page sent a number out of range. Reload the lesson."),
        ],
    )
    def test_a_malformed_beat_is_told_so_and_loses_nothing(self, browser: Client, enrollment: Enrollment, changes: dict[str, str], sentence: str) -> None:
        token = token_of(enrollment, lesson())
        beat(browser, token, kind="open", seq="0")

        answer = beat(browser, token, **changes)

        assert (answer.status_code in (400, 422), answer.json()["sentence"]) == (True, sentence)
        assert StudyEvent.objects.count() == 1
        assert beat(browser, token).status_code == 200

    @pytest.mark.parametrize("token", ["", "forged", "a:b:c", "x" * 5000])
    def test_a_forged_token_is_refused(self, browser: Client, token: str) -> None:
        answer = beat(browser, token)

        assert (answer.status_code, answer.json()["error"]) == (403, "bad_token")
        assert not StudySession.objects.exists()

    def test_another_persons_token_is_refused(self, browser: Client, enrollment: Enrollment) -> None:
        other = enrolled_student(email="other@north.example", program=enrollment.cohort.program)

        answer = beat(browser, token_of(other, lesson()))

        assert (answer.status_code, StudySession.objects.exists()) == (403, False)

    def test_ten_quiet_minutes_end_a_session(self, browser: Client, enrollment: Enrollment) -> None:
        token = study(enrollment, "two", 1, start=YESTERDAY)
        signed = signing.dumps(astuple(token), salt=SALT, compress=True)

        answer = beat(browser, signed, seq="9")

        assert (answer.status_code, answer.json()["error"]) == (409, "session_ended")

    def test_forty_a_minute_are_enough_and_each_minute_counts_anew(self, browser: Client, enrollment: Enrollment, monkeypatch: pytest.MonkeyPatch) -> None:
        token, minute = token_of(enrollment, lesson()), datetime.now(tz=UTC).replace(second=0)
        monkeypatch.setattr("curriculum.views.study._events", PerMinute("beats", 40, quiet=4))  # nothing counted yet
        monkeypatch.setattr("lms.core.limits.now", lambda: minute)
        answers = [beat(browser, token, seq=str(number)).status_code for number in range(1, 43)]
        assert (answers[39], answers[40]) == (200, 429)

        monkeypatch.setattr("lms.core.limits.now", lambda: minute + timedelta(minutes=1))

        assert beat(browser, token, seq="50").status_code == 200

    def test_after_a_withdrawal_beats_are_kept_and_not_credited(self, browser: Client, enrollment: Enrollment) -> None:
        token = token_of(enrollment, lesson())
        withdraw_student(enrollment=enrollment, reason="Moved away.", by=member("c@north.example", "coordinator", enrollment.cohort.campus))

        answer = beat(browser, token)

        assert (answer.json()["reason"], answer.json()["credited_ms"]) == ("not_enrolled", 0)
        assert StudyEvent.objects.count() == 2


class TestWhatThePageNoticed:
    def test_it_is_kept_in_the_log_and_never_looked_at_by_the_policy(self, browser: Client, enrollment: Enrollment) -> None:
        answer = beat(browser, token_of(enrollment, lesson()), inputs="7", scrolled="1")

        event = json.loads(StudyEvent.objects.order_by("-ordinal")[0].line)
        assert (answer.json()["reason"], event["inputs"], event["scrolled"]) == ("no_time", 7, True)

    @pytest.mark.parametrize("odd", [{"inputs": "x", "scrolled": "1"}, {"inputs": "-1", "scrolled": "1"}, {"inputs": "1"}, {"inputs": "1", "scrolled": "yes"}])
    def test_odd_facts_cost_nobody_a_beat(self, browser: Client, enrollment: Enrollment, odd: dict[str, str]) -> None:
        answer = beat(browser, token_of(enrollment, lesson()), **odd)

        assert answer.status_code == 200
        assert "inputs" not in json.loads(StudyEvent.objects.order_by("-ordinal")[0].line)

    def test_only_real_input_keeps_a_sign_in_alive(self, browser: Client, enrollment: Enrollment) -> None:
        token = token_of(enrollment, lesson())

        def ends() -> datetime:
            return Session.objects.get(session_key=browser.session.session_key).expire_date

        signed_in_until = ends()
        for seq, facts in enumerate([{}, {"inputs": "0", "scrolled": "1"}], start=1):
            beat(browser, token, seq=str(seq), **facts)
        assert ends() == signed_in_until

        beat(browser, token, seq="3", inputs="1", scrolled="0")

        prolonged = ends()
        assert prolonged > signed_in_until
        beat(browser, token, seq="4", inputs="1", scrolled="0")
        assert ends() == prolonged  # at most once an hour


class TestCompletion:
    def complete(self, browser: Client, enrollment: Enrollment, page: LessonPage) -> Any:
        return browser.post("/study/complete/", {"enrollment": enrollment.public_id, "lesson": page.public_id}, headers={"Accept": "application/json"})

    def test_what_is_missing_is_said(self, browser: Client, enrollment: Enrollment) -> None:
        answer = self.complete(browser, enrollment, lesson())

        assert answer.status_code == 409
        assert "Study for about 3 more min" in answer.json()["sentence"]

    def test_a_page_open_while_the_lesson_was_published_again_names_what_was_read(self, browser: Client, enrollment: Enrollment) -> None:
        study(enrollment, "two", 5, start=YESTERDAY)
        read = newest_snapshot(lesson().pk)
        publish_again(lesson(), "Newer words.")
        assert newest_snapshot(lesson().pk) != read

        self.complete(browser, enrollment, lesson())

        assert LessonCompletion.objects.get().snapshot == read
        assert set(Entry.objects.values_list("content_revision", flat=True)) == {read.public_id}

    def test_two_revisions_studied_make_one_entry_each(self, browser: Client, enrollment: Enrollment) -> None:
        study(enrollment, "two", 2, start=YESTERDAY)
        first = newest_snapshot(lesson().pk)
        publish_again(lesson(), "Newer words.")
        study(enrollment, "two", 3, start=YESTERDAY + timedelta(hours=1))
        second = newest_snapshot(lesson().pk)

        self.complete(browser, enrollment, lesson())

        assert list(Entry.objects.order_by("seq").values_list("content_revision", "minutes")) == [(first.public_id, 2), (second.public_id, 3)]
        assert LessonCompletion.objects.get().snapshot == second

    def test_pressed_twice_it_is_done_once(self, browser: Client, enrollment: Enrollment) -> None:
        study(enrollment, "two", 5, start=YESTERDAY)

        for _ in range(2):
            self.complete(browser, enrollment, lesson())

        assert (LessonCompletion.objects.count(), Entry.objects.count()) == (1, 1)

    def test_anothers_enrollment_is_not_there(self, browser: Client, enrollment: Enrollment) -> None:
        other = enrolled_student(email="other@north.example", program=enrollment.cohort.program)

        assert self.complete(browser, other, lesson()).status_code == 404


class TestRefresh:
    """A page that stays open goes on being credited for the revision it shows, never for one the student has not seen."""

    def refresh(self, browser: Client, enrollment: Enrollment, **named: str) -> Any:
        return browser.get(f"/study/token/{enrollment.public_id}/{lesson().public_id}/", named, headers={"Accept": "application/json"})

    def test_the_page_names_the_revision_it_shows_and_gets_a_token_for_that_one(self, browser: Client, enrollment: Enrollment) -> None:
        shown = newest_snapshot(lesson().pk)
        page = browser.get(lesson().url).content.decode()
        edited = lesson()
        edited.minutes = 600
        edited.topics.all().delete()
        publish_again(edited, "Newer words.")
        assert newest_snapshot(lesson().pk) != shown

        token = read_token(self.refresh(browser, enrollment, snapshot=shown.public_id).json()["token"], enrollment.student)

        assert f'data-snapshot="{shown.public_id}"' in page
        assert (token.snapshot_id, token.expected_minutes) == (shown.public_id, 5)

    @pytest.mark.parametrize("name", ["", "unknown", "a\0b", "x" * 400])
    def test_a_revision_that_is_not_there_is_not_found(self, browser: Client, enrollment: Enrollment, name: str) -> None:
        assert self.refresh(browser, enrollment, snapshot=name).status_code == 404

    def test_another_lessons_revision_is_not_found(self, browser: Client, enrollment: Enrollment) -> None:
        assert self.refresh(browser, enrollment, snapshot=newest_snapshot(lesson("one").pk).public_id).status_code == 404

    def test_a_page_that_names_none_gets_what_the_student_last_had_open(self, browser: Client, enrollment: Enrollment) -> None:
        study(enrollment, "two", 1, start=YESTERDAY)
        read = newest_snapshot(lesson().pk)
        publish_again(lesson(), "Newer words.")

        assert read_token(self.refresh(browser, enrollment).json()["token"], enrollment.student).snapshot_id == read.public_id
