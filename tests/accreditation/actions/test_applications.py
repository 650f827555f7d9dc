"""An application from its opening to an approval and its renewal, and what the database holds of it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.advance_applications import advance_applications
from accreditation.actions.change_role import change_role, leave_organization
from accreditation.actions.duties import settle_duty
from accreditation.actions.move_application import OUTSIDE, move_application
from accreditation.actions.open_application import open_application
from accreditation.actions.record_recognition import record_recognition
from accreditation.actions.remind_deadlines import remind_deadlines
from accreditation.actions.review_packet import keep_review, mark_ready, return_packet, take_over
from accreditation.ledger.append import append
from accreditation.models import Application, ApplicationEvent, DeadlineReminder, Duty, OfficerReview, SponsoringOrganization
from accreditation.queries.application_standing import standing_of
from accreditation.queries.applications import application_rows, timeline
from accreditation.queries.filing_facts import filings_of
from accreditation.queries.renewals import trained_years
from curriculum.models import Enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.jobs.models import Job
from lms.notices.api import Notice
from lms.people.api import person_called
from lms.people.models import Campus, Membership, User
from tests.factories.applications import FILED, PAPER, PROOF, accredited, filed, handed_over, opened, recognized_organization, reviewed
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 28)
APPROVAL = {"decision": date(2026, 9, 1), "approval_effective": date(2026, 9, 1), "expires_printed": date(2029, 8, 31)}


class Clock:
    """What ``timezone.now`` says; moved by tests."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 28, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, day: date) -> None:
        self.moment = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


@dataclass
class Room:
    campus: Campus
    emil: User  # coordinator
    olga: User  # officer
    place: Enrollment
    organization: SponsoringOrganization
    clock: Clock


@pytest.fixture
def room(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Room:
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", clock)
    load_course(tmp_path)
    place = enrolled_student()
    campus = place.cohort.campus
    emil, olga = member("emil@north.example", "coordinator", campus), member("olga@north.example", "officer", campus)
    return Room(campus, emil, olga, place, recognized_organization(campus, by=olga), clock)


def on_its_way(room: Room, **dates: date) -> Application:
    return filed(room.place, room.organization, coordinator=room.emil, officer=room.olga, dates={**FILED, **dates})


def step(application: Application, move: str, by: Any, **facts: Any) -> Application:
    return move_application(application=application, move=move, by=by, proof=PROOF, note="As the letter says.", **facts)


class TestFromOpeningToApproval:
    def test_full_was_asked_and_partial_is_given(self, room: Room) -> None:
        application = filed(room.place, room.organization, coordinator=room.emil, officer=room.olga, scheme="doj-full-initial")

        approved = step(
            step(application, "uscis_answer", room.emil, dates={"uscis_response": date(2026, 3, 20)}),
            "approve",
            room.olga,
            dates=APPROVAL,
            granted_level="partial",
        )

        assert (approved.state, approved.requested_level, approved.granted_level) == ("approved_lower", "full", "partial")
        assert (approved.approved_on, approved.expires_on) == (date(2026, 9, 1), date(2029, 8, 31))
        row = application_rows([approved])[0]
        assert row.represents.may
        assert "not the courts" in row.represents.sentence
        assert [due.deadline.rule for due in row.dues] == ["renewal_draft", "renewal_target", "renewal"]

    def test_the_row_is_the_fold_of_its_events(self, room: Room) -> None:
        application = step(on_its_way(room), "receipt", room.emil, dates={"received": date(2026, 3, 4)})

        standing = standing_of(application, TODAY)
        assert (standing.state, standing.dates) == (application.state, {**FILED, "received": date(2026, 3, 4)})
        assert application.received_on == date(2026, 3, 4)

    def test_what_was_written_can_be_read_by_those_who_may(self, room: Room) -> None:
        newest = timeline(on_its_way(room))[0]

        assert (newest.title, newest.by, newest.proof) == ("Filed, and served on USCIS", room.olga.display_name, PROOF)
        assert ("Date of service on USCIS", date(2026, 3, 2)) in newest.dates

    def test_proofs_are_encrypted(self, room: Room) -> None:
        event = on_its_way(room).events.get(move="file")

        assert PROOF.encode() not in bytes(event.sealed_proof or b"")

    def test_the_filing_is_a_fact_of_the_dossier_as_of_a_day(self, room: Room) -> None:
        room.clock.on(date(2026, 10, 1))
        application = on_its_way(room)
        room.clock.on(TODAY)
        step(application, "uscis_answer", room.emil, dates={"uscis_response": date(2026, 3, 20)})

        now, then = (filings_of([application.student], day)[application.student] for day in (TODAY, date(2026, 10, 1)))
        assert (then.state, now.state) == ("filed", "eoir_review")
        assert now.dates["uscis_response"] == date(2026, 3, 20)
        assert filings_of([application.student], date(2026, 9, 30)) == {}


class TestWhoMay:
    def test_one_form_for_one_person_and_one_organization(self, room: Room) -> None:
        opened(room.place, room.organization, by=room.emil)

        with pytest.raises(Conflict, match="open already"):
            opened(room.place, room.organization, by=room.emil)

    def test_a_coordinator_does_not_file(self, room: Room) -> None:
        application = reviewed(handed_over(room.place, room.organization, coordinator=room.emil), officer=room.olga)

        with pytest.raises(Forbidden, match="authorized officer"):
            move_application(application=application, move="file", dates=FILED, proof=PROOF, by=room.emil)

    def test_nobody_keeps_their_own(self, room: Room) -> None:
        student = room.place.student
        with pytest.raises(Forbidden):
            open_application(enrollment=room.place, organization=room.organization, scheme="doj-partial-initial", role="volunteer", by=student)
        application = opened(room.place, room.organization, by=room.emil)
        with pytest.raises(Forbidden):
            move_application(application=application, move="assemble", by=student)

        assert move_application(application=application, move="withdraw", note="I changed my mind.", by=student).state == "withdrawn"

    def test_an_organization_of_another_campus_cannot_be_chosen(self, room: Room) -> None:
        other = recognized_organization(by=room.olga, legal_name="Elsewhere")

        with pytest.raises(Invalid, match="does not sponsor"):
            opened(room.place, other, by=room.emil)

    def test_nothing_is_filed_through_an_organization_without_recognition(self, room: Room) -> None:
        application = reviewed(handed_over(room.place, room.organization, coordinator=room.emil), officer=room.olga)
        record_recognition(
            organization=room.organization, kind="ended", granted_on=TODAY, expires_on=None, renewal_received_on=None, proof="Letter", by=room.olga, today=TODAY
        )

        with pytest.raises(Invalid, match="Only a recognized organization"):
            move_application(application=application, move="file", dates=FILED, proof=PROOF, by=room.olga)

    @pytest.mark.parametrize("scheme", ["doj-renewal-partial", "doj-renewal-full", "doj-partial-to-full", "something"])
    def test_a_renewal_needs_something_to_renew(self, room: Room, scheme: str) -> None:
        with pytest.raises(Invalid):
            opened(room.place, room.organization, by=room.emil, scheme=scheme)


class TestReview:
    def test_the_officer_is_not_the_preparer(self, room: Room) -> None:
        both = member("both@north.example", "officer", room.campus)
        Membership.objects.create(user=both, campus=room.campus, role="coordinator")
        application = handed_over(room.place, room.organization, coordinator=both)

        with pytest.raises(Forbidden, match="neither prepared it"):
            keep_review(application=application, ticked=set(), accepted={}, by=User.objects.get(pk=both.pk))

    def test_the_database_refuses_it_too(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        with pytest.raises(IntegrityError), transaction.atomic():
            OfficerReview.objects.create(
                application=application, student=application.student, prepared_by="same", officer="same", opened_at=datetime(2026, 11, 1, tzinfo=UTC)
            )

    def test_a_missing_point_needs_a_reason_and_every_point_a_tick(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked=set(), accepted={"resume": "  "}, by=room.olga)

        with pytest.raises(Invalid) as refused:
            mark_ready(application=application, by=room.olga)

        assert "Still open: Resume." in refused.value.sentences
        assert any("point by point" in one for one in refused.value.sentences)

    def test_it_goes_back_with_a_reason_and_is_read_anew(self, room: Room) -> None:
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        with pytest.raises(Invalid, match="Say why"):
            return_packet(application=application, reason=" ", by=room.olga)

        return_packet(application=application, reason="The second letter is missing.", by=room.olga)

        application.refresh_from_db()
        assert application.state == "assembling"
        again = move_application(application=application, move="check_done", by=room.emil)
        assert not standing_of(again, TODAY).reviewed

    def test_two_officers_do_not_read_it_at_once(self, room: Room) -> None:
        other = member("other@north.example", "officer", room.campus)
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked=set(), accepted={}, by=room.olga)

        with pytest.raises(Conflict, match="Another officer"):
            keep_review(application=application, ticked=set(), accepted={}, by=other)

    def test_another_may_read_it_in_their_place_from_the_beginning(self, room: Room) -> None:
        other = member("other@north.example", "officer", room.campus)
        application = handed_over(room.place, room.organization, coordinator=room.emil)
        keep_review(application=application, ticked={"edition"}, accepted={}, by=room.olga)

        review = take_over(application=application, by=other)

        assert (review.officer, review.ticks) == (other.public_id, {})
        with pytest.raises(Conflict, match="Another officer"):
            keep_review(application=application, ticked=set(), accepted={}, by=room.olga)


class TestTheDatabaseHolds:
    def test_nothing_is_filed_without_service_and_signatures(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)

        with pytest.raises(IntegrityError, match="application_filed_served_and_signed"), transaction.atomic():
            Application.objects.filter(pk=application.pk).update(state="filed")

    def test_no_level_before_an_approval(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)

        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=application.pk).update(granted_level="partial")

    def test_steps_are_written_once(self, room: Room) -> None:
        event = opened(room.place, room.organization, by=room.emil).events.get()

        with pytest.raises(AppendOnlyViolation):
            event.save()
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            ApplicationEvent.objects.filter(pk=event.pk)._raw_delete("default")


class TestRenewal:
    @pytest.fixture
    def held(self, room: Room) -> Application:
        room.clock.on(date(2026, 1, 15))
        return accredited(room.place, room.organization, by=room.olga, approved_on=date(2024, 6, 1), expires_on=date(2027, 6, 1))

    def renewal(self, room: Room, held: Application, received: date, sent: date = date(2027, 4, 1)) -> Application:
        advance_applications()
        renewal = held.followers.get()
        move_application(application=renewal, move="check_done", by=room.emil)
        dates = {"signed_rep": sent, "signed_ao": sent, "served": sent, "sent": sent, "received": received}
        return move_application(
            application=reviewed(renewal, officer=room.olga), move="file", dates=dates, proof=PROOF, note=PAPER, packet=OUTSIDE, by=room.olga
        )

    def test_its_year_begins_and_the_draft_opens_180_days_before(self, room: Room, held: Application) -> None:
        states = []
        for day in (date(2026, 5, 31), date(2026, 6, 1), date(2026, 12, 2), date(2026, 12, 3)):
            room.clock.on(day)
            advance_applications()
            held.refresh_from_db()
            states.append((held.state, held.followers.count()))

        assert states == [("approved_partial", 0), ("renewal_due", 0), ("renewal_due", 0), ("renewal_due", 1)]
        draft = held.followers.get()
        assert (draft.scheme, draft.state, draft.opened_by) == ("doj-renewal-partial", "assembling", "")

    def test_a_draft_packet_is_asked_for_once_and_the_coordinator_is_told(self, room: Room, held: Application) -> None:
        for day in (date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 4)):
            room.clock.on(day)
            advance_applications()

        job = Job.objects.get(kind="accreditation.build_packet")
        renewal = held.followers.get()
        assert job.payload == {"enrollment": room.place.public_id, "scheme": "doj-renewal-partial", "draft": True}
        assert person_called(job.owner).has_perm("accreditation.export_records", room.place)
        assert Notice.objects.filter(key=f"renewal-draft:{renewal.public_id}", person=job.owner).count() == 1

    def test_training_since_the_approval_counts_by_accreditation_year_outside_training_too(self, room: Room, held: Application) -> None:
        ours = {"student": held.student, "campus": held.campus, "enrollment": held.enrollment}
        append(draft(**ours, minutes=60, occurred_from=date(2024, 7, 1), occurred_to=date(2024, 7, 1), idempotency=(1,)))
        append(draft(**ours, minutes=30, occurred_from=date(2024, 5, 31), occurred_to=date(2024, 5, 31), idempotency=(2,)))
        outside = {"track": "", "source_kind": "external_training", "category": "external_training", "approved_by": "b", "recorded_by": "a"}
        append(draft(**ours, **outside, minutes=90, occurred_from=date(2025, 8, 1), occurred_to=date(2025, 8, 1), idempotency=(3,)))
        append(draft(**ours, track="organizing", minutes=45, occurred_from=date(2025, 8, 1), occurred_to=date(2025, 8, 1), idempotency=(4,)))
        held.organization.yearly_training_minutes = 100

        years = trained_years([held], date(2026, 12, 3))[held.pk][:3]  # the printed date itself begins a fourth, of one day

        assert [(year.minutes, year.is_over, year.is_gap, year.short) for year in years] == [
            (60, True, False, 40),
            (90, True, False, 10),
            (0, False, False, 100),
        ]

    def test_the_clock_may_be_wound_any_number_of_times(self, room: Room, held: Application) -> None:
        room.clock.on(date(2026, 12, 3))

        assert advance_applications() == 2
        assert (advance_applications(), held.followers.count()) == (0, 1)

    def test_received_in_time_it_stays_valid_past_the_printed_date(self, room: Room, held: Application) -> None:
        room.clock.on(date(2027, 6, 5))
        held_before_sweep = Application.objects.get(pk=held.pk)
        assert not application_rows([held_before_sweep])[0].represents.may
        room.clock.on(date(2027, 6, 1))
        self.renewal(room, held, received=date(2027, 6, 1))

        room.clock.on(date(2027, 9, 1))
        advance_applications()

        held.refresh_from_db()
        assert held.state == "renewal_pending"
        assert application_rows([held])[0].represents.may

    def test_received_a_day_late_it_lapses(self, room: Room, held: Application) -> None:
        room.clock.on(date(2027, 6, 1))
        advance_applications()
        renewal = held.followers.get()
        move_application(application=renewal, move="check_done", by=room.emil)
        room.clock.on(date(2027, 6, 2))
        sent = date(2027, 5, 20)
        dates = {"signed_rep": sent, "signed_ao": sent, "served": sent, "sent": sent, "received": date(2027, 6, 2)}
        move_application(application=reviewed(renewal, officer=room.olga), move="file", dates=dates, proof=PROOF, note=PAPER, packet=OUTSIDE, by=room.olga)

        advance_applications()

        held.refresh_from_db()
        assert held.state == "lapsed"
        assert not application_rows([held])[0].represents.may

    def test_an_approval_takes_the_place_of_the_one_before(self, room: Room, held: Application) -> None:
        room.clock.on(date(2027, 5, 1))
        renewal = self.renewal(room, held, received=date(2027, 4, 3))
        dates = {"decision": date(2027, 5, 1), "approval_effective": date(2027, 5, 1), "expires_printed": date(2030, 4, 30)}

        step(renewal, "approve", room.olga, dates=dates, granted_level="partial")

        held.refresh_from_db()
        assert held.state == "renewed"

    def test_a_renewal_taken_back_leaves_the_printed_date(self, room: Room, held: Application) -> None:
        room.clock.on(date(2027, 5, 1))
        renewal = self.renewal(room, held, received=date(2027, 4, 3))
        held.refresh_from_db()
        assert held.state == "renewal_pending"

        step(renewal, "withdraw", room.olga)

        held.refresh_from_db()
        assert held.state == "renewal_due"

    def test_a_receipt_that_was_written_down_wrong_takes_it_back(self, room: Room, held: Application) -> None:
        room.clock.on(date(2027, 5, 30))
        renewal = self.renewal(room, held, received=date(2027, 5, 29))
        room.clock.on(date(2027, 6, 10))

        step(renewal, "correct_dates", room.olga, dates={"received": date(2027, 6, 2)})

        advance_applications()
        held.refresh_from_db()
        assert held.state == "lapsed"

    def test_a_printed_date_that_was_written_down_wrong_brings_it_back(self, room: Room, held: Application) -> None:
        step(held, "correct_dates", room.olga, dates={"expires_printed": date(2025, 6, 1)})
        advance_applications()
        held.refresh_from_db()
        assert held.state == "lapsed"

        step(held, "correct_dates", room.olga, dates={"expires_printed": date(2026, 12, 1)})
        advance_applications()

        held.refresh_from_db()
        assert held.state == "renewal_due"

    def test_partial_stays_while_full_is_pending(self, room: Room, held: Application) -> None:
        opened(room.place, room.organization, by=room.emil, scheme="doj-partial-to-full")

        held.refresh_from_db()
        assert held.state == "approved_partial"
        with pytest.raises(Invalid, match="accredited through this organization already"):
            opened(room.place, room.organization, by=room.emil)


class TestReminders:
    def test_each_step_reminds_once_and_the_right_people(self, room: Room) -> None:
        room.clock.on(date(2026, 1, 15))
        accredited(room.place, room.organization, by=room.olga, approved_on=date(2024, 6, 1), expires_on=date(2027, 6, 1))
        room.clock.on(date(2027, 5, 1))
        advance_applications()
        Notice.objects.all().delete()

        remind_deadlines()
        remind_deadlines()

        told = {(notice.person, notice.subject_line) for notice in Notice.objects.filter(subject_line__startswith="By June 1, 2027")}
        assert {person for person, _ in told} == {room.emil.public_id, room.olga.public_id, room.place.student.public_id}
        assert DeadlineReminder.objects.filter(deadline__contains=":renewal:").values_list("step", flat=True).get() == 60

    def test_a_house_day_goes_to_its_owner_alone(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)
        change_role(application=application, role="volunteer", role_title="", graduates_on=TODAY + timedelta(days=100), since=TODAY, by=room.emil, today=TODAY)
        Notice.objects.all().delete()

        advance_applications()
        remind_deadlines()

        told = set(Notice.objects.filter(kind="accreditation.deadline").values_list("person", flat=True))
        assert told == {room.emil.public_id, room.place.student.public_id}
        assert Duty.objects.get().due_on == TODAY + timedelta(days=10)


class TestDuties:
    def test_leaving_is_reported_within_five_business_days(self, room: Room) -> None:
        application = accredited(room.place, room.organization, by=room.olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))

        leave_organization(application=application, left_on=date(2026, 11, 27), by=room.emil, today=TODAY)
        leave_organization(application=application, left_on=date(2026, 11, 27), by=room.emil, today=TODAY)

        duty = Duty.objects.get()
        assert (duty.kind, duty.arose_on, duty.due_on) == ("left_organization", date(2026, 11, 27), date(2026, 12, 4))

    def test_it_is_settled_once_with_a_proof(self, room: Room) -> None:
        application = accredited(room.place, room.organization, by=room.olga, approved_on=date(2026, 1, 1), expires_on=date(2028, 12, 31))
        leave_organization(application=application, left_on=date(2026, 11, 20), by=room.emil, today=TODAY)
        duty = Duty.objects.get()
        for settled_on, proof in ((TODAY, " "), (date(2026, 11, 19), PROOF), (date(2026, 11, 29), PROOF)):
            with pytest.raises(Invalid):
                settle_duty(duty=duty, settled_on=settled_on, proof=proof, by=room.olga, today=TODAY)

        settle_duty(duty=duty, settled_on=TODAY, proof=PROOF, by=room.olga, today=TODAY)

        with pytest.raises(Conflict):
            settle_duty(duty=duty, settled_on=TODAY, proof=PROOF, by=room.olga, today=TODAY)

    def test_a_role_that_was_not_filed_yet_needs_no_report(self, room: Room) -> None:
        application = opened(room.place, room.organization, by=room.emil)

        change_role(application=application, role="employee", role_title="Clerk", graduates_on=None, since=TODAY, by=room.emil, today=TODAY)

        assert not Duty.objects.exists()
