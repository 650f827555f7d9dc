"""On a campus that is direct to student a packet is read, built and sent with the student's consent to everything that lies in it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accreditation.actions.build_cohort_packets import build_cohort_packets
from accreditation.actions.decide_evidence import verify_evidence
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.set_sharing import set_sharing
from accreditation.actions.submit_evidence import submit_evidence
from accreditation.evidence_kinds.owner import Owner
from accreditation.models import Consent, FiledPacket
from accreditation.packets.presenting import present
from accreditation.policies.sharing import IN_A_PACKET
from accreditation.registers.applications import packets_to_review
from accreditation.registers.packets import may_read_packet
from curriculum.api import put_cohort, put_enrollment
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.people.models import Campus
from lms.vault.api import file_called
from tests.factories.course import TERM_BEGAN, member
from tests.factories.evidence import answers, paper
from tests.factories.hours import certificate, outside
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]
GOVERNMENT = ("organization", "eoir", "uscis")


def consent(room: PacketRoom, *recipients: str, records: tuple[str, ...] = IN_A_PACKET, campus: Campus | None = None) -> Consent:
    student = room.place.student
    return give_consent(
        campus=campus or room.campus, purpose="filing", records=records, recipients=recipients, typed_name=student.legal_name, by=student
    )  # fmt: skip


def direct(room: PacketRoom) -> None:
    set_sharing(campus=room.campus, mode="direct_to_student", reason="Agreement of September 2", by=room.emil)


class TestFiling:
    def test_a_packet_is_filed_once_organization_eoir_and_uscis_are_named(self, room: PacketRoom) -> None:
        direct(room)
        consent(room, "organization")
        room.reviewed()
        room.signed_and_served()
        packet = room.built("final")
        with pytest.raises(Invalid, match="has not signed a consent"):
            room.filed(packet)
        assert not FiledPacket.objects.exists()

        given = consent(room, *GOVERNMENT)
        room.filed(packet)

        assert FiledPacket.objects.count() == 1
        with pytest.raises(Conflict, match="stands until then"):
            revoke_consent(consent=given, by=room.place.student)

    @pytest.mark.parametrize("left_out", ["packet", "hours", "certificates", "documents"])
    def test_each_class_of_record_in_it_is_asked_for(self, room: PacketRoom, left_out: str) -> None:
        room.reviewed()
        room.signed_and_served()
        packet = room.built("final")
        direct(room)
        consent(room, *GOVERNMENT, records=tuple(record for record in IN_A_PACKET if record != left_out))
        said = {"packet": "application and packet", "hours": "record of hours"}.get(left_out, left_out)

        with pytest.raises(Invalid, match=rf"lies in a packet \({said}\)"):
            room.filed(packet)

        consent(room, *GOVERNMENT, records=(left_out,))
        assert room.filed(packet).state == "filed"

    def test_what_was_put_together_outside_needs_it_too(self, room: PacketRoom) -> None:
        room.reviewed()
        direct(room)

        with pytest.raises(Invalid):
            room.filed("outside", note="It is on paper.")


class TestReading:
    def test_an_officer_reads_and_builds_it_once_everything_in_it_is_shared(self, room: PacketRoom, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        room.handed_over()
        direct(room)
        consent(room, "organization", records=("packet",))
        built = file_called(room.built("draft").file)
        at = {name: reverse(f"applications:{name}", args=[room.application.public_id]) for name in ("application", "packets", "review")}

        officer = room.browser(room.olga)
        assert [officer.get(at[name]).status_code for name in at] == [200, 200, 404]
        shown = officer.get(at["packets"]).text
        assert "Not shared with you" in shown
        assert "Build a draft" not in shown
        assert officer.post(at["packets"], {"act": "draft"}).status_code == 404
        with pytest.raises(Forbidden, match="everything that lies in it"):
            room.built("draft", by=room.olga)
        assert not may_read_packet(room.olga, built)
        assert packets_to_review(room.olga).count == 0
        assert not room.olga.has_perm("accreditation.build_packet", room.place)
        assert build_cohort_packets(cohort=room.place.cohort, kind="draft", by=room.olga, key="one").outcomes == []

        consent(room, "organization", records=("hours", "certificates", "documents"))

        officer = room.browser(room.olga)
        assert [officer.get(at[name]).status_code for name in at] == [200, 200, 200]
        assert "Build a draft" in officer.get(at["packets"]).text
        assert room.built("draft", by=room.olga).kind == "draft"
        assert may_read_packet(room.olga, built)
        assert packets_to_review(room.olga).count == 1
        assert [one.file for one in build_cohort_packets(cohort=room.place.cohort, kind="draft", by=room.olga, key="two").outcomes] == ["packet-001.zip"]

    def test_a_coordinator_works_for_the_campus_itself(self, room: PacketRoom) -> None:
        direct(room)

        assert room.built("draft").kind == "draft"
        assert room.emil.has_perm("accreditation.read_packets", room.application)


class TestAnotherCampus:
    """The student studied on another campus as well, and handed a letter and a training in there."""

    @pytest.fixture
    def south(self, room: PacketRoom) -> Campus:
        campus = Campus.objects.create(name="South Campus", slug="south", time_zone=room.campus.time_zone)
        cohort = put_cohort(
            slug="south-fall", name="Fall", campus=campus, program=room.place.cohort.program, starts_on=date(2026, 9, 1), ends_on=date(2026, 12, 20)
        )  # fmt: skip
        place = put_enrollment(student=room.place.student, cohort=cohort, since=TERM_BEGAN)
        owner = Owner(student=room.place.student.public_id, campus=campus.slug, zone=campus.time_zone)
        typed = answers("recommendation_letter", writer="Southern Writer", dated=date(2026, 11, 1))
        letter = submit_evidence(kind="recommendation_letter", owner=owner, typed=typed, file=paper(), by=room.place.student).evidence
        verify_evidence(evidence=letter, by=member("sue@south.example", "coordinator", campus))
        training = outside(place, document=certificate(), title="Southern course")
        approve_outside_training(training=training, by=member("sam@south.example", "officer", campus))
        return campus

    def said(self, room: PacketRoom) -> set[str]:
        """What is of the other campus in the packet: titles that name it."""
        gathered = present(room.application)
        return {one.sheet.title for one in gathered.placed if "Southern" in one.sheet.title} | {
            training.title for training in gathered.scene.trainings if "Southern" in training.title
        }

    def test_what_was_handed_in_there_is_not_in_the_packet_here(self, room: PacketRoom, south: Campus) -> None:
        assert self.said(room) == set()

    def test_it_is_once_the_student_consents_there_to_share_it_for_a_filing(self, room: PacketRoom, south: Campus) -> None:
        consent(room, "organization", campus=south)
        assert self.said(room) == set()

        consent(room, *GOVERNMENT, campus=south, records=("documents",))
        assert self.said(room) == {"Recommendation letter: Southern Writer"}
        given = consent(room, *GOVERNMENT, campus=south, records=("hours",))
        assert self.said(room) == {"Recommendation letter: Southern Writer", "Certificate of outside training: Southern course", "Southern course"}

        revoke_consent(consent=given, by=room.place.student)
        assert self.said(room) == {"Recommendation letter: Southern Writer"}
