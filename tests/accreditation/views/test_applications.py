"""Applications and organizations on their screens: what is typed is not lost, what is not yours is not there, and lists cost the same for three."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accreditation.actions.move_application import move_application
from accreditation.models import Application, Duty, ProgramNotice
from accreditation.packets.reading import reading_of
from accreditation.rules.applications import applications_kept_by, applications_read_by
from accreditation.rules.organizations import organizations_visible_to
from curriculum.api import put_enrollment
from curriculum.models import Enrollment
from lms.audit.api import Disclosure
from lms.people.models import Membership, User
from tests.factories.applications import accredited, filed, handed_over, opened, recognized_organization
from tests.factories.course import TERM_BEGAN, enrolled_student, load_course, member, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


class Room:
    def __init__(self, place: Enrollment) -> None:
        self.place, self.campus = place, place.cohort.campus
        self.emil, self.olga = member("emil@north.example", "coordinator", self.campus), member("olga@north.example", "officer", self.campus)
        self.organization = recognized_organization(self.campus, by=self.olga)

    def fresh(self, person: User) -> Client:
        return signed_in(User.objects.get(pk=person.pk))


@pytest.fixture
def room(tmp_path: Any) -> Room:
    load_course(tmp_path)
    return Room(enrolled_student())


def another_student(place: Enrollment, number: int) -> Enrollment:
    student = User.objects.create_user(f"s{number}@north.example", "correct horse battery", legal_first_name=f"Student {number}", legal_last_name="Alvarez")
    Membership.objects.create(user=student, campus=place.cohort.campus, role="student")
    return put_enrollment(student=student, cohort=place.cohort, since=TERM_BEGAN)


class TestCoordinator:
    def test_opens_moves_and_hands_over(self, room: Room) -> None:
        browser = room.fresh(room.emil)
        at = reverse("applications:new", args=[room.place.public_id])
        facts = {
            "organization": room.organization.public_id,
            "scheme": "doj-partial-initial",
            "role": "volunteer",
            "role_title": "Intern",
            "not_attorney": "true",
        }

        browser.post(at, facts)
        application = Application.objects.get()
        for move in ("assemble", "check_done"):
            browser.post(reverse("applications:move", args=[application.public_id, move]), {"note": ""})

        application.refresh_from_db()
        assert (application.state, application.not_attorney, application.role_title) == ("ready_for_ao", True, "Intern")

    def test_a_second_request_is_refused_and_nothing_typed_is_lost(self, room: Room) -> None:
        opened(room.place, room.organization, by=room.emil)
        at = reverse("applications:new", args=[room.place.public_id])
        facts = {
            "organization": room.organization.public_id,
            "scheme": "doj-full-initial",
            "role": "volunteer",
            "role_title": "Night clerk",
            "not_attorney": "unknown",
        }

        answer = room.fresh(room.emil).post(at, facts)

        assert answer.status_code == 422
        assert b"open already" in answer.content
        assert b"Night clerk" in answer.content

    def test_has_no_door_to_the_officers_steps(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        browser = room.fresh(room.emil)

        assert browser.get(reverse("applications:review", args=[application.public_id])).status_code == 404
        assert browser.post(reverse("applications:move", args=[application.public_id, "file"]), {}).status_code == 404
        assert browser.get(reverse("applications:move", args=[application.public_id, "no-such-step"])).status_code == 404

    def test_lists_cost_the_same_for_three(self, room: Room, django_assert_max_num_queries: Any) -> None:
        browser = room.fresh(room.emil)
        counts = []
        for places in ([room.place], [another_student(room.place, number) for number in (1, 2)]):
            for place in places:
                accredited(place, room.organization, by=room.olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))
            for name in ("list", "renewals", "deadlines"):
                with django_assert_max_num_queries(60) as seen:
                    browser.get(reverse(f"applications:{name}"), {"show": "all"})
                counts.append((name, len(seen)))

        assert counts[:3] == counts[3:]

    def test_reading_is_disclosed(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)

        room.fresh(room.emil).get(reverse("applications:application", args=[application.public_id]))

        assert Disclosure.objects.filter(owner=application.student, viewer=room.emil.public_id, what="Application").exists()


class TestOfficer:
    def test_ticks_are_kept_although_something_is_open(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        browser = room.fresh(room.olga)
        at = reverse("applications:review", args=[application.public_id])

        edition = reading_of(application).reads["edition"]

        answer = browser.post(at, {"tick": [f"edition:{edition}", "no-such-item"], "reason-resume": "In the mail.", "decision": "ready", "answer": ""})

        assert answer.status_code == 422
        assert "Still open" in answer.content.decode()
        shown = browser.get(at).content.decode()
        assert f'value="edition:{edition}" id="t-edition" checked' in shown
        assert "In the mail." in shown

    def test_a_page_that_did_not_say_what_it_showed_confirms_nothing(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        browser = room.fresh(room.olga)
        at = reverse("applications:review", args=[application.public_id])

        browser.post(at, {"tick": ["edition"], "decision": "keep"})

        shown = browser.get(at).text
        assert "Changed since you read it" in shown
        assert 'id="t-edition" checked' not in shown

    def test_returns_with_a_reason_and_the_coordinator_reads_it(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)

        room.fresh(room.olga).post(reverse("applications:review", args=[application.public_id]), {"decision": "return", "answer": "One letter only."})

        shown = room.fresh(room.emil).get(reverse("applications:application", args=[application.public_id])).content.decode()
        assert "One letter only." in shown
        assert "Being put together" in shown

    def test_a_step_refused_by_the_law_says_so_and_keeps_what_was_typed(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        days = dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), "2026-03-02")

        answer = room.fresh(room.olga).post(
            reverse("applications:move", args=[application.public_id, "file"]), {**days, "proof": "Receipt 4711", "note": "On paper.", "packet": "outside"}
        )

        assert answer.status_code == 422
        assert "not marked it ready" in answer.content.decode()
        assert "Receipt 4711" in answer.content.decode()

    def test_a_request_to_reconsider_asks_for_an_error_and_not_for_news(self, room: Room) -> None:
        application = filed(room.place, room.organization, coordinator=room.emil, officer=room.olga)
        move_application(application=application, move="disapprove", dates={"decision": date(2026, 11, 20)}, proof="Notice", by=room.olga)

        shown = room.fresh(room.olga).get(reverse("applications:move", args=[application.public_id, "reconsider"])).content.decode()

        assert "Show where the decision is wrong in fact or in law" in shown
        assert "decision of Nov 20, 2026 on Form EOIR-31A, 8 CFR 1292.13(e)" in shown

    def test_records_an_officer_and_settles_the_duty(self, room: Room) -> None:
        browser = room.fresh(room.olga)
        part = reverse("organizations:part", args=[room.organization.public_id, "officer"])

        browser.post(part, {"name": "Ada Reyes", "title": "Director", "appointed_on": "2026-11-02", "person": room.olga.public_id})
        duty = Duty.objects.get()
        browser.post(reverse("organizations:duty", args=[duty.public_id]), {"settled_on": "2026-11-05", "proof": "E-mail to EOIR"})

        assert room.organization.officers.get().reported_on == date(2026, 11, 5)
        assert "Ada Reyes" in browser.get(reverse("organizations:organization", args=[room.organization.public_id])).content.decode()

    def test_a_duty_leads_whoever_may_not_settle_it_to_the_organization(self, room: Room) -> None:
        part = reverse("organizations:part", args=[room.organization.public_id, "officer"])
        room.fresh(room.olga).post(part, {"name": "Ada Reyes", "title": "Director", "appointed_on": "2026-11-02", "person": room.olga.public_id})
        settling = reverse("organizations:duty", args=[Duty.objects.get().public_id])

        linked = {person.email: settling in room.fresh(person).get(reverse("applications:deadlines")).content.decode() for person in (room.olga, room.emil)}

        assert linked == {"olga@north.example": True, "emil@north.example": False}

    @pytest.mark.parametrize("part", ["details", "recognition", "officer", "office", "support", "fees", "campuses"])
    def test_every_part_can_be_opened_and_refuses_nothing_typed_in_it(self, room: Room, part: str) -> None:
        browser = room.fresh(room.olga)
        at = reverse("organizations:part", args=[room.organization.public_id, part])

        assert browser.get(at).status_code == 200
        assert browser.post(at, {"legal_name": "x"}).status_code in (302, 422)

    def test_a_po_box_is_refused_on_the_screen(self, room: Room) -> None:
        at = reverse("organizations:part", args=[room.organization.public_id, "office"])

        answer = room.fresh(room.olga).post(at, {"name": "Clinic", "street": "P.O. Box 5", "city": "Boston", "state": "MA", "zip_code": "02108"})

        assert answer.status_code == 422
        assert b"PO box" in answer.content

    def test_what_is_known_of_the_program_is_dated_and_marked(self, room: Room) -> None:
        browser = room.fresh(room.olga)
        before = ProgramNotice.objects.count()

        browser.post(
            reverse("organizations:add_notice"),
            {"happened": "Nov 2026", "sort_on": "2026-11-20", "text": "A page changed.", "source": "justice.gov", "mark": "B"},
        )

        assert ProgramNotice.objects.count() == before + 1
        shown = browser.get(reverse("organizations:program")).content.decode()
        assert shown.index("A page changed.") < shown.index("After April 2026")
        assert "To be confirmed" in shown


class TestStudent:
    def test_before_an_application_the_page_says_what_one_may_not_do(self, room: Room) -> None:
        shown = room.fresh(room.place.student).get(reverse("application:mine")).content.decode()

        assert "Enrolled" in shown
        assert "You may not represent anybody" in shown

    def test_withdraws_with_a_reason(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)
        browser = room.fresh(room.place.student)
        at = reverse("application:withdraw", args=[application.public_id])

        browser.post(at, {"reason": ""})
        application.refresh_from_db()
        assert application.state == "sponsored"
        browser.post(at, {"reason": "I moved away."})
        application.refresh_from_db()
        assert application.state == "withdrawn"

    def test_says_when_they_graduate(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)

        room.fresh(room.place.student).post(reverse("application:graduation", args=[application.public_id]), {"graduates_on": "2027-05-20"})

        application.refresh_from_db()
        assert application.graduates_on == date(2027, 5, 20)

    def test_sees_what_the_law_lets_them_do(self, room: Room) -> None:
        accredited(room.place, room.organization, by=room.olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))

        shown = room.fresh(room.place.student).get(reverse("application:mine")).content.decode()

        assert "May represent" in shown
        assert "through Harbor Aid only" in shown
        assert "Nobody can say when EOIR decides" in shown


class TestTwins:
    def test_lists_and_permissions_agree(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)
        stranger = member("south@south.example", "coordinator", enrolled_student("south", "s@south.example").cohort.campus)
        for person in (room.emil, room.olga, room.place.student, stranger):
            fresh = User.objects.get(pk=person.pk)
            assert fresh.has_perm("accreditation.view_application", application) == applications_read_by(fresh).filter(pk=application.pk).exists()
            assert fresh.has_perm("accreditation.keep_application", application) == applications_kept_by(fresh).filter(pk=application.pk).exists()
            may = fresh.has_perm("accreditation.view_organization", room.organization)
            assert may == organizations_visible_to(fresh).filter(pk=room.organization.pk).exists()
