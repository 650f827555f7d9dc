"""From an approval to its renewal: what comes by itself, and what a late or a wrong date does."""

from datetime import date

import pytest

from accreditation.actions.advance_applications import advance_applications
from accreditation.actions.move_application import OUTSIDE, move_application
from accreditation.ledger.append import append
from accreditation.models import Application
from accreditation.queries.applications import application_rows
from accreditation.queries.renewals import trained_years
from lms.core.errors import Invalid
from lms.jobs.models import Job
from lms.notices.api import Notice
from lms.people.api import person_called
from tests.factories.application_room import Room, step
from tests.factories.applications import PAPER, PROOF, accredited, opened, reviewed
from tests.factories.ledger import draft

pytestmark = pytest.mark.django_db


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
