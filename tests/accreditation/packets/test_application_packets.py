"""A packet of an application: blocked with a list, whole, the same bytes each time, frozen at the filing, and supplemented afterwards."""

import io

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from accreditation.actions.build_packet import NotReady, build_packet
from accreditation.actions.take_anchor import take_anchor
from accreditation.ledger.verify import verify
from accreditation.models import FiledPacket, Packet
from accreditation.schemes import schemes
from lms.audit.api import disclosures_of, events_about
from lms.core.errors import Forbidden, Invalid
from lms.core.models import AppendOnlyViolation
from lms.vault import shelf
from lms.vault.api import StoredFile, file_called
from tests.accreditation.packets.opening import manifest, opened, to_file, words
from tests.factories import uploads as make
from tests.factories.evidence import handed_in, paper
from tests.factories.packets import PacketRoom

pytestmark = [pytest.mark.django_db, pytest.mark.services]


class TestTheWholePacket:
    def test_it_is_refused_with_what_is_missing_until_the_form_is_signed_and_served(self, room: PacketRoom) -> None:
        room.reviewed()
        with pytest.raises(NotReady) as refused:
            room.built("final")
        assert [sentence.partition(":")[0] for sentence in refused.value.sentences] == ["Both signatures", "Proof of service"]

        room.signed_and_served()

        assert room.built("final").kind == "final"

    def test_every_tab_is_there_in_order_with_its_documents(self, room: PacketRoom) -> None:
        packet = to_file(room)

        names = [name for name in opened(packet).namelist() if name.startswith("Tab-")]
        assert [name[4:8] + name[8:].partition(".")[0] for name in names] == [
            "A-01_signed_form", "A-02_worksheet", "B-01_recognition_notice", "C-01_resume", "D-01_role_description", "D-02_role_letter",
            "E-01_recommendation_letter", "E-02_recommendation_letter", "F-01_list_of_trainings", f"G-01_{_certificate(names)}", "H-01_syllabus",
            "I-01_character_letter", "I-02_background", "J-01_support_sheet", "J-02_technical_support_letter", "L-01_service_sheet",
            "L-02_proof_of_service",
        ]  # fmt: skip
        assert all(name.isascii() for name in opened(packet).namelist())

    def test_letters_lie_in_the_order_of_their_dates_and_a_photo_becomes_a_page(self, room: PacketRoom) -> None:
        archive = opened(to_file(room))

        first = PdfReader(io.BytesIO(archive.read("Tab-E-01_recommendation_letter.pdf")))
        assert [first.metadata["/Title"], len(first.pages)] == ["Recommendation letter: Paul Weir", 1]
        assert first.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712  pypdf has its own

    def test_stamps_bookmarks_language_and_title(self, room: PacketRoom) -> None:
        archive = opened(to_file(room))
        whole = PdfReader(io.BytesIO(archive.read("packet.pdf")))

        assert whole.trailer["/Root"]["/Lang"] == "en-US"
        assert whole.metadata["/Title"] == "DOJ partial accreditation, first request"
        outline = [item if isinstance(item, list) else item.title for item in whole.outline]
        assert outline[:3] == ["Cover letter", "Index", "Tab A: Form EOIR-31A with dated proof of service"]
        assert [one.title for one in outline[3]] == ["A-1 Signed form", "A-2 Worksheet for Form EOIR-31A"]
        assert "Tab F-1 p. 1" in words(archive, "packet.pdf")
        assert "Tab F-1 p. 1" in words(archive, "Tab-F-01_list_of_trainings.pdf")

    def test_generated_parts_are_tagged_for_readers(self, room: PacketRoom) -> None:
        archive = opened(to_file(room))

        for stem in ("Tab-A-02_worksheet", "Tab-D-01_role_description", "Tab-H-01_syllabus", "cover_letter", "index"):
            root = PdfReader(io.BytesIO(archive.read(f"{stem}.pdf"))).trailer["/Root"]
            assert (root["/MarkInfo"]["/Marked"], "/StructTreeRoot" in root, root["/Lang"]) == (True, True, "en-US"), stem

    def test_it_names_the_edition_the_ledger_head_and_the_anchor_in_force(self, room: PacketRoom) -> None:
        anchor = take_anchor()
        packet = to_file(room)

        told = manifest(packet)
        assert (told["ledger_head"], told["ledger_seq"]) == (packet.ledger_head, packet.ledger_seq)
        assert told["anchor"]["number"] == packet.anchor == anchor.number
        assert anchor.hash in words(opened(packet), "index.pdf").replace(" ", "")
        assert "checked against edition" in words(opened(packet), "Tab-A-02_worksheet.pdf")

    def test_what_cannot_be_bound_lies_beside_and_is_named_in_the_index(self, room: PacketRoom) -> None:
        room.verified("resume", file=paper("Resume.docx", make.word()))
        archive = opened(to_file(room))

        assert "Tab-C-01_resume.docx" in archive.namelist()
        assert "Enclosed separately as Tab-C-01_resume.docx" in words(archive, "index.pdf")

    def test_a_document_nobody_verified_stops_it_and_stays_out_of_drafts(self, room: PacketRoom) -> None:
        room.reviewed()
        room.signed_and_served()
        handed_in(room.place, "recommendation_letter", writer="Third Writer")

        with pytest.raises(NotReady, match="waits for a second person"):
            room.built("final")
        assert "Tab-E-03_recommendation_letter.pdf" not in opened(room.built("draft")).namelist()

    def test_the_outcome_of_a_background_check_is_a_statement_and_nothing_else(self, room: PacketRoom) -> None:
        said = words(opened(to_file(room)), "Tab-I-02_background.pdf")

        assert "Nothing was found" in said
        assert "A made_by" in said

    def test_the_service_sheet_marks_what_is_to_be_confirmed(self, room: PacketRoom) -> None:
        said = words(opened(to_file(room)), "Tab-L-01_service_sheet.pdf")

        assert "R-A-Info@usdoj.gov" in said
        assert "getaccredited.eoir.justice.gov" in said
        assert "to be confirmed" in said
        assert "USCIS Boston" in said


class TestTheSameFacts:
    def test_the_same_packet_twice_is_the_same_bytes(self, room: PacketRoom) -> None:
        first = to_file(room)

        assert room.built("final").sha256 == first.sha256

    def test_a_draft_says_so_on_each_page_and_lists_what_is_missing(self, room: PacketRoom) -> None:
        archive = opened(room.built("draft"))

        said = words(archive, "cover_letter.pdf")
        assert "DRAFT, not ready to file" in said
        assert "Both signatures" in said
        pages = PdfReader(io.BytesIO(archive.read("packet.pdf"))).pages
        assert all("DRAFT" in page.extract_text() for page in pages)

    def test_whoever_builds_it_sees_the_documents_and_the_student_reads_that(self, room: PacketRoom) -> None:
        room.built("draft")

        newest = disclosures_of(room.place.student.public_id).first()
        assert (newest.viewer, newest.what) == (room.emil.public_id, "Packet built, with 7 documents")

    def test_the_same_key_keeps_one_packet(self, room: PacketRoom) -> None:
        assert room.built("draft", "job-7") == room.built("draft", "job-7")
        assert Packet.objects.count() == 1

    def test_the_candidate_builds_nothing(self, room: PacketRoom) -> None:
        with pytest.raises(Forbidden):
            room.built("draft", by=room.place.student)


class TestFiling:
    def test_a_filing_names_a_packet_to_file(self, room: PacketRoom) -> None:
        draft = room.built("draft")
        room.reviewed()

        for chosen in (draft.public_id, "", "nonsense"):
            with pytest.raises(Invalid, match="Choose the packet"):
                room.filed(chosen)

    def test_what_was_put_together_outside_says_why(self, room: PacketRoom) -> None:
        room.reviewed()

        with pytest.raises(Invalid, match="Say in the note why"):
            room.filed("outside")

    def test_it_is_frozen_with_its_bytes_its_hash_and_who_got_it(self, room: PacketRoom) -> None:
        packet = to_file(room)
        room.filed(packet)

        [filed] = FiledPacket.objects.all()
        kept = file_called(filed.file)
        assert kept is not None
        assert (filed.number, filed.sha256, kept.sha256, kept.expires_at, filed.filed_on) == (0, packet.sha256, packet.sha256, None, room.today)
        [event] = [one for one in events_about("person", packet.student) if one.kind == "accreditation.packet_filed"]
        assert event.data["sha256"] == packet.sha256
        got = [one.recipient for one in disclosures_of(packet.student) if one.purpose == "Filing for accreditation"]
        assert sorted(got) == ["EOIR, Recognition & Accreditation Program", "USCIS Boston"]

    def test_the_signed_form_and_the_proof_of_service_need_no_new_review(self, room: PacketRoom) -> None:
        assert room.filed(to_file(room)).state == "filed"

    def test_a_change_since_the_review_asks_for_another(self, room: PacketRoom) -> None:
        room.reviewed()
        room.signed_and_served()
        room.verified("resume")
        packet = room.built("final")

        with pytest.raises(Invalid, match=r"Tab C-1 \(resume\) is changed since the officer’s review"):
            room.filed(packet)
        room.reviewed()

        assert room.filed(packet).state == "filed"

    def test_a_change_since_it_was_built_asks_to_build_it_again(self, room: PacketRoom) -> None:
        packet = to_file(room)
        room.verified("recommendation_letter", writer="Third Writer")

        with pytest.raises(Invalid, match=r"Tab E-3 \(recommendation letter\) is new since this packet was built"):
            room.filed(packet)

    @pytest.mark.parametrize("table", ["accreditation_packet", "accreditation_filedpacket"])
    @pytest.mark.parametrize("change", ["UPDATE {} SET sha256 = 'x'", "DELETE FROM {}"])
    def test_the_database_refuses_to_change_what_was_filed(self, room: PacketRoom, table: str, change: str) -> None:
        from django.db import connection

        room.filed(to_file(room))

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change.format(table))
        with pytest.raises(AppendOnlyViolation):
            FiledPacket.objects.all().delete()

    def test_the_database_refuses_a_filing_of_something_else(self, room: PacketRoom) -> None:
        packet = to_file(room)
        row = FiledPacket(
            packet=packet, application=room.application, student=packet.student, campus=packet.campus, kind="final", number=0, sha256="0" * 64,
            size=packet.size, file="x", filed_on=room.today, by=room.olga.public_id, at=packet.at,
        )  # fmt: skip

        with pytest.raises(DatabaseError, match="the packet that was built"), transaction.atomic():
            row.save()

    def test_verification_finds_a_changed_byte_and_a_missing_file(self, room: PacketRoom) -> None:
        room.filed(to_file(room))
        assert verify().ok
        stored = StoredFile.objects.get(public_id=FiledPacket.objects.get().file)
        path = shelf.path_of(stored.stored_as)
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))

        bad = verify().first_bad

        assert bad is not None
        assert "cannot be read as it was kept" in bad.why
        StoredFile.objects.filter(pk=stored.pk).update(removed_at=stored.created_at, key=None)
        gone = verify().first_bad
        assert gone is not None
        assert "Its file is gone." in gone.why


def test_a_command_without_a_person_refuses_with_the_list(room: PacketRoom) -> None:
    with pytest.raises(NotReady, match=r"8 CFR 1292\.12"):
        build_packet(enrollment=room.place, scheme=schemes.get("doj-partial-initial"), as_of=room.today)


def _certificate(names: list[str]) -> str:
    return next(name for name in names if name.startswith("Tab-G-01"))[len("Tab-G-01_") :].partition(".")[0]
