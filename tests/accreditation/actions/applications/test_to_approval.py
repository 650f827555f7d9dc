"""An application from its opening to an approval: who may take which step, and what the database holds of it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from accreditation.actions.move_application import move_application
from accreditation.actions.open_application import open_application
from accreditation.actions.record_recognition import record_recognition
from accreditation.models import Application, ApplicationEvent
from accreditation.queries.application_standing import standing_of
from accreditation.queries.applications import application_rows, timeline
from accreditation.queries.filing_facts import filings_of
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from tests.factories.application_room import APPROVAL, TODAY, Room, on_its_way, step
from tests.factories.applications import FILED, PROOF, filed, handed_over, opened, recognized_organization, reviewed

pytestmark = pytest.mark.django_db


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
