"""On a campus that is direct to student nothing goes to the government without the student's consent to exactly that."""

import pytest

from accreditation.actions.give_consent import give_consent
from accreditation.actions.revoke_consent import revoke_consent
from accreditation.actions.set_sharing import set_sharing
from accreditation.models import Consent, FiledPacket
from lms.core.errors import Conflict, Invalid
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def consent(room: PacketRoom, *recipients: str) -> Consent:
    student = room.place.student
    records = ["hours", "certificates", "documents", "packet"]
    return give_consent(campus=room.campus, purpose="filing", records=records, recipients=recipients, typed_name=student.legal_name, by=student)


def test_a_packet_is_filed_once_organization_eoir_and_uscis_are_named(room: PacketRoom) -> None:
    set_sharing(campus=room.campus, mode="direct_to_student", reason="Agreement of September 2", by=room.emil)
    consent(room, "organization")
    room.reviewed()
    room.signed_and_served()
    packet = room.built("final")
    with pytest.raises(Invalid, match="has not signed a consent"):
        room.filed(packet)
    assert not FiledPacket.objects.exists()

    given = consent(room, "organization", "eoir", "uscis")
    room.filed(packet)

    assert FiledPacket.objects.count() == 1
    with pytest.raises(Conflict, match="stands until then"):
        revoke_consent(consent=given, by=room.place.student)


def test_what_was_put_together_outside_needs_it_too(room: PacketRoom) -> None:
    room.reviewed()
    set_sharing(campus=room.campus, mode="direct_to_student", reason="Agreement of September 2", by=room.emil)

    with pytest.raises(Invalid):
        room.filed("outside", note="It is on paper.")
