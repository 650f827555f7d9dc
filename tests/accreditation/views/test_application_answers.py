"""The page “Answers for the form”: nothing typed is lost, figures stand beside questions, and what is not yours is not there."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accreditation.actions.answer_form import answer_form
from accreditation.actions.confirm_recipient import confirm_recipient
from accreditation.actions.end_recipient import end_recipient
from accreditation.actions.move_application import move_application
from accreditation.actions.put_recipient import put_recipient
from accreditation.models import FilingAnswers, ServiceRecipient
from accreditation.queries.filing_answers import answers_of, recipients_of
from lms.audit.api import Disclosure
from lms.core.wording import day
from lms.people.models import Membership, User
from tests.factories.applications import opened
from tests.factories.course import enrolled_student, load_course, member, signed_in
from tests.factories.filing_answers import AnswerRoom, said

pytestmark = pytest.mark.django_db
TYPED = {"act": "answer", "seen": "0", "prior_applications": "none", "not_attorney": "true", "service_method": "mail", "server": "Olga Costa"}
OFFICE = {"act": "put", "put-zip_code": "02108", "put-name": "USCIS Boston", "put-address": "15 New Sudbury Street"}


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def room(tmp_path: Any) -> AnswerRoom:
    load_course(tmp_path)
    return AnswerRoom(enrolled_student())


def fresh(person: User) -> Client:
    return signed_in(User.objects.get(pk=person.pk))


def at(room: AnswerRoom) -> str:
    return reverse("applications:answers", args=[room.application.public_id])


class TestAnswering:
    def test_answers_are_recorded_and_stand_there_again(self, room: AnswerRoom) -> None:
        browser = fresh(room.emil)

        answer = browser.post(at(room), TYPED)
        page = browser.get(at(room)).content.decode()

        assert (answer.status_code, answer["Location"]) == (302, at(room))
        assert ("Recorded by Emil" in page, 'value="1"' in page, "Olga Costa" in page, "Version 1 of the answers" in page) == (True, True, True, True)
        assert [f'value="{value}" selected' in page for value in ("true", "mail")] == [True, True]
        assert Disclosure.objects.filter(what="Answers for the form").exists()

    def test_recording_what_stands_there_changes_nothing(self, room: AnswerRoom) -> None:
        answer_form(application=room.application, answers=said(not_attorney=False), seen=0, by=room.olga)
        browser = fresh(room.emil)
        form = browser.get(at(room)).context["form"]

        answer = browser.post(at(room), {"act": "answer", **{field.html_name: field.value() or "" for field in form}})

        assert (answer.status_code, "recorded already" in answer.content.decode()) == (422, True)

    def test_a_first_request_has_no_question_of_frequency_and_a_renewal_shows_the_log_beside_it(self, tmp_path: Any) -> None:
        load_course(tmp_path)
        room = AnswerRoom(enrolled_student(), renewal="doj-renewal-partial")

        page = fresh(room.olga).get(at(room)).content.decode()

        assert ("How often before USCIS" in page, "How often before EOIR" in page) == (True, False)
        assert "the practice log holds 0 confirmed entries" in page
        assert "Harbor Aid: Partial (DHS only), Jan 2, 2024" in page, "What Pathway knows of earlier ones is a beginning."

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, room: AnswerRoom) -> None:
        answer = fresh(room.emil).post(at(room), {**TYPED, "prior_applications": "Client A123 456 789", "server": "Somebody special"})

        page = answer.content.decode()
        assert (answer.status_code, "may identify a client" in page, "Somebody special" in page, FilingAnswers.objects.count()) == (422, True, True, 0)

    def test_two_who_write_at_once_see_each_other_and_may_then_go_on(self, room: AnswerRoom) -> None:
        answer_form(application=room.application, answers=said(server="Olga Quick"), seen=0, by=room.olga)
        browser = fresh(room.emil)

        answer = browser.post(at(room), {**TYPED, "server": "Emil Slow"})
        page = answer.content.decode()
        again = browser.post(at(room), {**TYPED, "server": "Emil Slow", "seen": answer.context["form"]["seen"].value()})

        assert (answer.status_code, "Recorded meanwhile" in page, "Olga Quick" in page, "Emil Slow" in page) == (409, True, True, True)
        assert (again.status_code, answers_of([room.application.pk])[room.application.pk].answers.server) == (302, "Emil Slow")

    def test_once_the_application_ended_what_was_typed_still_stands_there(self, room: AnswerRoom) -> None:
        browser = fresh(room.emil)
        move_application(application=room.application, move="withdraw", by=room.emil, note="Moved away.")

        answer = browser.post(at(room), {**TYPED, "server": "Emil Late"})
        after = browser.get(at(room)).content.decode()

        assert (answer.status_code, "Emil Late" in answer.content.decode()) == (409, True)
        assert ("not open any more" in after, "Record the answers" in after, "Add the office" in after) == (True, False, False)


class TestOffices:
    def test_an_office_that_somebody_took_off_meanwhile_says_so(self, room: AnswerRoom) -> None:
        office = room.office()
        end_recipient(recipient=office, reason="Double.", by=room.olga, today=room.today)

        answer = fresh(room.emil).post(at(room), {"act": "confirm", "recipient": office.public_id, f"confirm-{office.public_id}-on": "2026-09-01"})

        assert (answer.status_code, "USCIS Boston was taken off already." in answer.content.decode()) == (409, True)

    def test_an_office_is_named_confirmed_and_taken_off(self, room: AnswerRoom) -> None:
        browser = fresh(room.emil)
        assert 'value="02108"' in browser.get(at(room)).content.decode(), "The ZIP code of the organization is a beginning."

        browser.post(at(room), OFFICE)
        called = ServiceRecipient.objects.get().public_id
        browser.post(at(room), {"act": "confirm", "recipient": called, f"confirm-{called}-on": "2026-09-01"})
        confirmed = browser.get(at(room)).content.decode()
        browser.post(at(room), {"act": "end", "recipient": called, f"end-{called}-reason": "The district changed."})
        ended = browser.get(at(room)).content.decode()

        assert "Confirmed by Emil" in confirmed
        assert f"looked up on {day(date(2026, 9, 1))}" in confirmed
        assert ("No office is named yet" in ended, "The district changed." in ended) == (True, True)

    def test_faults_come_back_beside_what_was_typed(self, room: AnswerRoom) -> None:
        browser = fresh(room.emil)
        called = room.office().public_id

        wrong_zip = browser.post(at(room), {**OFFICE, "put-name": "USCIS Hartford", "put-zip_code": "0610"})
        ahead = browser.post(at(room), {"act": "confirm", "recipient": called, f"confirm-{called}-on": "2999-01-01"})
        no_reason = browser.post(at(room), {"act": "end", "recipient": called})
        double = browser.post(at(room), OFFICE)

        assert [answer.status_code for answer in (wrong_zip, ahead, no_reason, double)] == [422, 422, 422, 409]
        assert ("USCIS Hartford" in wrong_zip.content.decode(), "2999-01-01" in ahead.content.decode()) == (True, True)
        assert "served already" in double.content.decode()

    def test_an_office_of_another_application_and_an_unknown_act_are_not_there(self, room: AnswerRoom) -> None:
        other = enrolled_student("south", "other@south.example")
        olga = User.objects.get(pk=room.olga.pk)
        Membership.objects.create(user=olga, campus=other.cohort.campus, role="officer")
        room.organization.campuses.add(other.cohort.campus)
        theirs = opened(other, room.organization, by=olga)
        strange = put_recipient(application=theirs, name="USCIS Hartford", address="450 Main Street", zip_code="06103", by=olga).public_id

        browser = fresh(olga)
        answers = [
            browser.post(at(room), {"act": "confirm", "recipient": strange, f"confirm-{strange}-on": "2026-09-01"}),
            browser.post(at(room), {"act": "end", "recipient": "", "reason": "x"}),
            browser.post(at(room), {"act": "destroy"}),
        ]

        assert [answer.status_code for answer in answers] == [404, 404, 404]


class TestWhoMay:
    def test_candidates_auditors_and_other_campuses_do_not_find_it(self, room: AnswerRoom) -> None:
        elsewhere = enrolled_student("south", "other@south.example").cohort.campus
        people = [
            room.place.student, member("ada@north.example", "auditor", room.campus), member("sam@south.example", "coordinator", elsewhere),
            member("ina@north.example", "instructor", room.campus),
        ]  # fmt: skip

        assert [fresh(person).get(at(room)).status_code for person in people] == [404] * 4

    def test_the_page_of_an_application_leads_here_for_who_may(self, room: AnswerRoom) -> None:
        leads = reverse("applications:application", args=[room.application.public_id])
        auditor = member("ada@north.example", "auditor", room.campus)

        assert [at(room) in fresh(person).get(leads).content.decode() for person in (room.emil, room.olga, auditor)] == [True, True, False]


def test_the_page_costs_the_same_for_three_offices_and_versions(room: AnswerRoom) -> None:
    browser = fresh(room.emil)

    def add(number: int) -> None:
        confirm_recipient(recipient=room.office(f"USCIS {number}"), on=date(2026, 9, 1), by=room.olga, today=room.today)
        answer_form(application=room.application, answers=said(server=f"Server {number}"), seen=number, by=room.emil)

    def counted() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(at(room)).status_code == 200
        return len(caught)

    add(0)
    counted()
    one = counted()
    add(1)
    add(2)

    assert (counted(), len(recipients_of([room.application.pk])[room.application.pk])) == (one, 3)
