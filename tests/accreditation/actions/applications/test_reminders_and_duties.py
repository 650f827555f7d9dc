"""Who is reminded of a deadline, and which changes are reported or agreed on."""

from datetime import date, timedelta

import pytest

from accreditation.actions.advance_applications import advance_applications
from accreditation.actions.change_role import change_role, leave_organization
from accreditation.actions.duties import settle_duty
from accreditation.actions.remind_deadlines import remind_deadlines
from accreditation.models import DeadlineReminder, Duty
from lms.core.errors import Conflict, Invalid
from lms.notices.api import Notice
from tests.factories.application_room import TODAY, Room
from tests.factories.applications import PROOF, accredited, opened

pytestmark = pytest.mark.django_db


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
