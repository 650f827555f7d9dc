"""What is added to a filing: only what is new or changed, under labels that stay, and never what the record contradicts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from accreditation.actions.build_packet import NotReady
from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.confirm_practice import confirm_practice
from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.file_supplement import file_supplement
from accreditation.actions.move_application import move_application
from accreditation.actions.withdraw_evidence import withdraw_evidence
from accreditation.ledger.verify import verify
from accreditation.models import Certificate, Evidence, FiledPacket, Packet
from accreditation.packets import gathering
from accreditation.packets.presenting import present
from accreditation.policies.packet_labels import numbers_of
from lms.core.clock import now
from lms.core.errors import Conflict, Forbidden, Invalid
from lms.vault.api import file_called, remove_file
from tests.accreditation.packets.opening import manifest, opened, to_file, words
from tests.factories.cohorts import freeze
from tests.factories.evidence import handed_in
from tests.factories.hours import certificate, outside
from tests.factories.packets import PacketRoom
from tests.factories.practice import attorney_on_record, link_of, matter_of, sent_entry

pytestmark = [pytest.mark.django_db, pytest.mark.services]

Days = Callable[[int], None]


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    """Puts the clock so many days behind today."""
    begun = now()
    return lambda number: freeze(monkeypatch, begun + timedelta(days=number))


def filed(room: PacketRoom) -> dict[str, str]:
    """The labels that were sent, by SHA-256."""
    packet = to_file(room)
    room.filed(packet)
    return {one["sha256"]: one["label"] for one in packet.contents}


def sent(room: PacketRoom, packet: Packet) -> FiledPacket:
    return file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today, by=room.olga)


def labels(packet: Packet) -> list[str]:
    return [one["label"] for one in manifest(packet)["contents"]]


def withdrawn(document: Evidence, room: PacketRoom) -> None:
    withdraw_evidence(evidence=document, by=room.place.student)


def test_only_what_is_new_or_changed_lies_in_it_and_it_is_numbered(room: PacketRoom) -> None:
    room.filed(to_file(room))
    room.verified("recommendation_letter", writer="Third Writer")

    packet = room.built("supplement")

    names = opened(packet).namelist()
    assert [name for name in names if name.startswith("Tab-")] == ["Tab-E-03_recommendation_letter.pdf"]
    assert "Supplement 1, Tab E-3 p. 1" in words(opened(packet), "packet.pdf")
    assert packet.number == 1
    filed = file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today, by=room.olga)
    assert filed.number == 1
    assert verify().ok
    with pytest.raises(Conflict, match="Nothing is new, changed or withdrawn"):
        room.built("supplement")


def test_it_follows_a_filing_and_an_officer_sends_it(room: PacketRoom) -> None:
    with pytest.raises(Conflict, match="None was"):
        room.built("supplement")
    room.filed(to_file(room))
    room.verified("resume")
    packet = room.built("supplement")

    with pytest.raises(Forbidden):
        file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today, by=room.emil)
    with pytest.raises(Invalid, match="not in the future"):
        file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today + timedelta(days=1), by=room.olga)
    assert file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today, by=room.olga).kind == "supplement"
    with pytest.raises(Conflict, match="meanwhile"):
        file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today, by=room.olga)


def test_nothing_more_is_built_to_file_once_it_is_filed(room: PacketRoom) -> None:
    room.filed(to_file(room))

    with pytest.raises(Conflict, match="filed already"):
        room.built("final")
    assert room.built("draft").kind == "draft"


def test_an_application_that_was_withdrawn_gets_no_supplement(room: PacketRoom) -> None:
    move_application(application=room.application, move="withdraw", note="Changed plans.", by=room.emil)

    with pytest.raises(Conflict):
        room.built("supplement")


class TestAsOfTheDaySent:
    def test_what_changed_since_it_was_built_asks_to_build_it_again(self, room: PacketRoom) -> None:
        filed(room)
        room.verified("resume")
        packet = room.built("supplement")
        room.verified("recommendation_letter", writer="Third Writer")

        with pytest.raises(Invalid, match=r"^Tab E-3 \(recommendation letter\) is new since this packet was built. Build it again.$") as refused:
            sent(room, packet)

        assert (refused.value.code, FiledPacket.objects.count()) == ("changed_since_built", 1)
        assert sent(room, room.built("supplement")).number == 1

    def test_a_document_that_waits_is_looked_at_first(self, room: PacketRoom) -> None:
        filed(room)
        room.verified("resume")
        packet = room.built("supplement")
        handed_in(room.place, "character_letter")

        with pytest.raises(NotReady, match="waits for a second person"):
            sent(room, packet)

    def test_what_was_confirmed_after_it_was_sent_does_not_keep_it_from_being_recorded(self, room: PacketRoom, days: Days) -> None:
        attorney = attorney_on_record(room.campus)
        entry = sent_entry(matter_of(room.place, attorney=attorney), room.place.student)
        filed(room)
        room.verified("resume")
        packet = room.built("supplement")
        days(1)
        confirm_practice(entries=[entry], attorney=attorney, link=link_of(attorney), attested=True)
        room.verified("recommendation_letter", writer="Third Writer")
        days(2)

        with pytest.raises(Invalid, match=r"tab D-3 \(practice summary\) is new; tab E-3 \(recommendation letter\) is new;"):
            file_supplement(application=room.application, packet=packet.public_id, sent_on=room.today + timedelta(days=2), by=room.olga)
        recorded = sent(room, packet)

        assert (recorded.number, recorded.filed_on) == (1, room.today)
        assert {"D-3", "E-3"} <= {*labels(room.built("supplement"))}

    def test_a_certificate_that_was_revoked_after_it_was_sent_was_valid_in_it(self, room: PacketRoom, days: Days) -> None:
        filed(room)
        room.verified("resume")
        packet = room.built("supplement")
        days(1)
        change_certificate(certificate=Certificate.objects.get(), kind="revoked", reason="Issued by mistake.", by=room.emil)
        days(2)

        assert sent(room, packet).filed_on == room.today

    def test_a_document_whose_file_was_removed_since_was_in_it(self, room: PacketRoom, days: Days) -> None:
        filed(room)
        document = room.verified("resume")
        packet = room.built("supplement")
        days(1)
        withdrawn(document, room)
        file = file_called(document.file)
        assert file is not None
        remove_file(file, by=room.emil)
        days(2)

        assert sent(room, packet).filed_on == room.today

    def test_it_is_not_sent_before_it_was_built(self, room: PacketRoom, days: Days) -> None:
        filed(room)
        days(2)
        room.verified("resume")
        packet = room.built("supplement")

        with pytest.raises(Invalid, match="cannot have been sent") as refused:
            sent(room, packet)

        assert refused.value.code == "sent_before_built"

    def test_the_filing_itself_is_compared_with_the_day_it_was_sent(self, room: PacketRoom, days: Days) -> None:
        packet = to_file(room)
        days(1)
        room.verified("recommendation_letter", writer="Third Writer")
        days(2)

        with pytest.raises(Invalid, match=r"Tab E-3 \(recommendation letter\) is new since this packet was built"):
            room.filed(packet, dates=dict.fromkeys(("signed_rep", "signed_ao", "served", "sent"), room.today + timedelta(days=1)))
        room.filed(packet)

        assert FiledPacket.objects.get().filed_on == room.today


def test_one_that_was_built_with_labels_of_its_own_count_is_built_anew(room: PacketRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    """As before labels were kept: the letter that came later has an earlier date, and took the label of one that was sent."""
    filed(room)
    room.verified("recommendation_letter", writer="Third Writer", dated=date(2026, 8, 1))
    with monkeypatch.context() as before:
        before.setattr(gathering, "numbers_of", lambda tab, sheets, filed: numbers_of(tab, sheets, ()))
        packet = room.built("supplement")

    with pytest.raises(Invalid, match=r"Tab E-1 \(recommendation letter\) is changed.* Build it again\.$"):
        sent(room, packet)

    assert sent(room, room.built("supplement")).number == 1


class TestLabels:
    def test_an_earlier_letter_goes_behind_those_that_were_filed(self, room: PacketRoom) -> None:
        filed(room)
        room.verified("recommendation_letter", writer="Third Writer", dated=date(2026, 8, 1))

        packet = room.built("supplement")

        assert labels(packet) == ["E-3"]
        assert [one["label"] for one in packet.contents if one["label"].startswith("E")] == ["E-1", "E-2", "E-3"]

    def test_a_certificate_keeps_its_label_and_the_list_of_trainings_names_it(self, room: PacketRoom) -> None:
        def trained(title: str, day: date) -> None:
            training = outside(room.place, document=certificate(title[:1]), title=title, first_on=day, last_on=day)
            approve_outside_training(training=training, by=room.olga)

        trained("Later course", date(2026, 10, 5))
        before = filed(room)
        trained("Earlier course", date(2026, 9, 20))

        packet = room.built("supplement")

        stays = {one["label"] for one in packet.contents if before.get(one["sha256"]) == one["label"]}
        assert {"G-1", "G-2"} <= stays
        assert labels(packet) == ["D-1", "F-1", "G-3"]
        listed = words(opened(packet), "Tab-F-01_list_of_trainings.pdf")
        assert listed.index("Earlier course") < listed.index("Tab G-3") < listed.index("Later course") < listed.index("Tab G-2")

    def test_a_replaced_document_is_a_new_one_and_the_letter_says_what_went(self, room: PacketRoom) -> None:
        filed(room)
        room.verified("resume")

        packet = room.built("supplement")

        assert labels(packet) == ["C-2"]
        assert "No longer relied on: Tab C-1, Resume." in words(opened(packet), "cover_letter.pdf")

    def test_a_label_that_named_a_withdrawn_letter_names_no_other(self, room: PacketRoom) -> None:
        third = room.verified("recommendation_letter", writer="Third Writer")
        filed(room)
        withdrawn(third, room)
        sent(room, room.built("supplement"))
        room.verified("recommendation_letter", writer="Fourth Writer")

        assert labels(room.built("supplement")) == ["E-4"]


class TestWithdrawn:
    def test_what_is_only_withdrawn_is_told_in_a_letter(self, room: PacketRoom) -> None:
        third = room.verified("recommendation_letter", writer="Third Writer", dated=date(2026, 8, 1))
        filed(room)
        withdrawn(third, room)

        packet = room.built("supplement")

        archive = opened(packet)
        assert [name for name in archive.namelist() if name.endswith(".pdf")] == ["packet.pdf", "cover_letter.pdf", "index.pdf"]
        said = words(archive, "cover_letter.pdf")
        assert "Nothing new is enclosed." in said
        assert "No longer relied on: Tab E-1, Recommendation letter." in said
        assert "encloses nothing new" in words(archive, "index.pdf")
        assert sent(room, packet).number == 1
        assert [one["label"] for one in present(room.application).contents if one["label"].startswith("E")] == ["E-2", "E-3"]
        with pytest.raises(Conflict, match="Nothing is new, changed or withdrawn"):
            room.built("supplement")

    def test_what_a_filing_cannot_stand_without_is_replaced_first(self, room: PacketRoom) -> None:
        filed(room)
        withdrawn(room.documents["letter"], room)

        with pytest.raises(NotReady, match="Two letters of recommendation"):
            room.built("supplement")
