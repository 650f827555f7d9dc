"""A packet is of the application it is named after, and what is filed is asked once more."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from accreditation.actions.build_cohort_packets import build_cohort_packets
from accreditation.actions.build_packet import NotReady
from accreditation.packets.presenting import present
from accreditation.packets.reading import reading_of
from accreditation.queries.filing_dossier import filing_dossier
from lms.core.errors import Invalid
from tests.factories.applications import opened, recognized_organization
from tests.factories.course import enrolled_student, load_course
from tests.factories.evidence import handed_in
from tests.factories.filing_answers import AnswerRoom
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def ready_to_file(room: PacketRoom) -> str:
    room.reviewed()
    room.signed_and_served()
    return room.built("final").public_id


class TestWhoseItIs:
    def test_two_requests_of_one_student_have_their_own_organization_and_answers(self, room: PacketRoom) -> None:
        bay = recognized_organization(room.campus, by=room.olga, legal_name="Bay Aid")
        second = opened(room.place, bay, by=room.emil)

        found = [present(application, draft=True).dossier for application in (room.application, second)]

        assert [one.organization.legal_name for one in found if one.organization] == [room.organization.legal_name, "Bay Aid"]
        assert [one.filing.public_id for one in found if one.filing] == [room.application.public_id, second.public_id]
        assert [len(one.evidence_of("recognition_notice")) for one in found] == [1, 0]

    def test_the_officers_checklist_is_of_the_same_request(self, room: PacketRoom) -> None:
        second = opened(room.place, recognized_organization(room.campus, by=room.olga, legal_name="Bay Aid"), by=room.emil)

        states = [{item.key: item.state for item in reading_of(one).items}["recognition_notice"] for one in (room.application, second)]

        assert states == ["met", "missing"]

    def test_a_renewal_is_signed_and_served_again(self, tmp_path: Path, db: None) -> None:
        load_course(tmp_path)
        answers = AnswerRoom(enrolled_student(), renewal="doj-renewal-partial")
        for day in (date(2023, 12, 1), date(2026, 11, 1)):
            handed_in(answers.place, "signed_form", by=answers.emil, dated=day)
            handed_in(answers.place, "proof_of_service", by=answers.emil, dated=day)

        dossier = filing_dossier(answers.place, answers.today, answers.application)

        assert [one.dated for one in dossier.evidence_of("signed_form", "proof_of_service")] == [date(2026, 11, 1)] * 2


class TestAtTheFiling:
    def test_nothing_was_sent_before_it_was_built(self, room: PacketRoom) -> None:
        packet = ready_to_file(room)

        with pytest.raises(Invalid, match="cannot have been sent"):
            room.filed(packet, dates=dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), room.today - timedelta(days=1)))

    def test_a_document_that_waits_since_then_is_looked_at_first(self, room: PacketRoom) -> None:
        packet = ready_to_file(room)
        handed_in(room.place, "character_letter")

        with pytest.raises(NotReady, match="waits for a second person"):
            room.filed(packet)

    def test_a_cohort_builds_nothing_to_file_for_who_has_no_application_before_its_filing(self, room: PacketRoom) -> None:
        room.filed(ready_to_file(room))

        made = build_cohort_packets(cohort=room.place.cohort, kind="final", by=room.emil, key="test")

        assert [one.refused for one in made.outcomes] == [["There is no application before its filing, so nothing can be built to file."]]
