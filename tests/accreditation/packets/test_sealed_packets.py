"""Packets with the platform's seal: only where it is asked for, only what goes to EOIR, checked by a command with and without a record."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from accreditation.actions.build_packet import build_packet
from accreditation.ledger.verify import verify
from accreditation.models import FiledPacket, Packet, PacketSeal
from accreditation.packets.seal_certificates import NoCertificates, read_seal_certificates
from accreditation.packets.seal_checking import check_seal
from accreditation.schemes import schemes
from lms.core.clock import now
from lms.vault.api import file_called, key_in_use, known_seals, read, revoke_key
from tests.factories.evidence import paper
from tests.factories.packets import PacketRoom
from tests.factories.seals import known, seal, sealed_pdf

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def _sealing(settings: Any) -> None:
    settings.PACKET_SEAL = True


def opened(packet: Packet) -> zipfile.ZipFile:
    file = file_called(packet.file)
    assert file is not None
    return zipfile.ZipFile(io.BytesIO(read(file)))


def to_file(room: PacketRoom) -> Packet:
    room.reviewed()
    room.signed_and_served()
    return room.built("final")


def told(*arguments: str) -> tuple[dict[str, Any], int]:
    out, status = io.StringIO(), 0
    try:
        call_command("verify_seal", *arguments, "--json", stdout=out)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return json.loads(out.getvalue()), status


class TestWhenItIsMade:
    def test_nothing_is_sealed_unless_the_installation_asks(self, room: PacketRoom) -> None:
        packet = to_file(room)

        assert check_seal(opened(packet).read("packet.pdf"), known_seals()).reason == "not_sealed"
        assert (known_seals(), PacketSeal.objects.count(), "seals" in json.loads(opened(packet).read("manifest.json"))) == ([], 0, False)

    def test_a_packet_to_file_is_the_unsealed_one_with_a_seal_behind(self, room: PacketRoom, settings: Any) -> None:
        bare = opened(to_file(room))
        settings.PACKET_SEAL = True

        packet = room.built("final")

        archive, [row] = opened(packet), PacketSeal.objects.all()
        whole, body = archive.read("packet.pdf"), bare.read("packet.pdf")
        assert whole.startswith(body)
        assert check_seal(whole, known_seals()).is_genuine
        assert (row.packet, row.name, row.sha256, row.body_sha256) == (packet, "packet.pdf", _sha256(whole), _sha256(body))
        others = [name for name in bare.namelist() if name not in ("packet.pdf", "manifest.json")]
        assert [archive.read(name) for name in others] == [bare.read(name) for name in others]
        assert archive.namelist() == bare.namelist()

    @pytest.mark.usefixtures("_sealing")
    def test_the_manifest_names_the_sealed_file_and_the_one_before(self, room: PacketRoom) -> None:
        archive, [row] = opened(to_file(room)), PacketSeal.objects.all()

        manifest = json.loads(archive.read("manifest.json"))

        assert {one["name"]: one["sha256"] for one in manifest["files"]} == {
            name: _sha256(archive.read(name)) for name in archive.namelist() if name != "manifest.json"
        }
        [told_seal] = manifest["seals"]
        assert (told_seal["name"], told_seal["key"], told_seal["sha256_before"]) == ("packet.pdf", key_in_use(), row.body_sha256)

    @pytest.mark.usefixtures("_sealing")
    def test_a_draft_is_never_sealed_nor_what_is_on_no_record(self, room: PacketRoom) -> None:
        drafts = [opened(room.built("draft")).read("packet.pdf")]
        data = build_packet(enrollment=room.place, scheme=schemes.get("doj-partial-initial"), as_of=room.today, draft=True)
        drafts.append(zipfile.ZipFile(io.BytesIO(data)).read("packet.pdf"))

        assert [check_seal(one, known_seals()).reason for one in drafts] == ["not_sealed"] * 2

    @pytest.mark.usefixtures("_sealing")
    def test_each_volume_has_its_seal_and_stays_under_the_size(self, room: PacketRoom, settings: Any) -> None:
        settings.PACKET_MEGABYTES = 0.3

        packet = to_file(room)

        archive = opened(packet)
        volumes = [archive.read(name) for name in archive.namelist() if name.startswith("packet-")]
        assert len(volumes) > 1
        assert [check_seal(one, known_seals()).reason for one in volumes] == [""] * len(volumes)
        assert PacketSeal.objects.filter(packet=packet).count() == len(volumes)

    @pytest.mark.usefixtures("_sealing")
    def test_a_job_that_runs_twice_keeps_one_packet_and_one_seal(self, room: PacketRoom) -> None:
        room.reviewed()
        room.signed_and_served()

        assert room.built("final", "job-7") == room.built("final", "job-7")
        assert PacketSeal.objects.count() == 1

    @pytest.mark.usefixtures("_sealing")
    def test_a_form_that_a_person_signed_stays_as_it_was_and_the_seal_is_the_only_signature_of_the_whole(self, room: PacketRoom) -> None:
        signed = sealed_pdf(seal())  # any signature will do
        room.verified("resume", file=paper("Resume.pdf", signed))

        archive = opened(to_file(room))

        whole = archive.read("packet.pdf")
        assert check_seal(whole, known_seals()).is_genuine
        assert [one.field_name for one in PdfFileReader(io.BytesIO(whole), strict=False).embedded_signatures] == ["PlatformSeal"]
        assert len(PdfReader(io.BytesIO(whole)).pages) > len(PdfReader(io.BytesIO(archive.read("Tab-C-01_resume.pdf"))).pages)
        tab = archive.read("Tab-C-01_resume.pdf")
        assert not check_seal(tab, known_seals()).is_genuine


@pytest.mark.usefixtures("_sealing")
class TestItStays:
    def test_it_is_filed_frozen_and_verified_with_the_ledger(self, room: PacketRoom) -> None:
        packet = to_file(room)
        room.filed(packet)

        kept = file_called(FiledPacket.objects.get().file)
        assert kept is not None
        whole = zipfile.ZipFile(io.BytesIO(read(kept))).read("packet.pdf")
        assert check_seal(whole, known_seals()).is_genuine
        assert verify().ok

    @pytest.mark.parametrize("change", ["UPDATE accreditation_packetseal SET sha256 = 'x'", "DELETE FROM accreditation_packetseal"])
    def test_the_database_refuses_to_change_the_record_of_a_seal(self, room: PacketRoom, change: str) -> None:
        to_file(room)

        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)

    def test_its_page_names_it_and_says_that_no_person_signed(self, room: PacketRoom, settings: Any) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        to_file(room)

        answer = room.browser(room.emil).get(reverse("applications:packets", args=[room.application.public_id]))
        page = answer.content.decode()

        assert "Sealed by the platform" in page
        assert "It is no person’s signature" in page
        assert PacketSeal.objects.get().sha256 in page


@pytest.mark.usefixtures("_sealing")
class TestChecking:
    @pytest.fixture
    def file(self, room: PacketRoom, tmp_path: Path) -> Path:
        file = tmp_path / "packet.pdf"
        file.write_bytes(opened(to_file(room)).read("packet.pdf"))
        return file

    @pytest.fixture
    def saved(self, file: Path, tmp_path: Path) -> Path:
        saved = tmp_path / "seal.pem"
        saved.write_bytes(Client().get("/.well-known/pathway-seal.pem").content)
        return saved

    def test_with_the_record_and_with_the_saved_certificate_it_is_genuine(self, file: Path, saved: Path) -> None:
        row = PacketSeal.objects.get()

        for answer, status in (told(str(file)), told(str(file), "--certificate", str(saved))):
            assert (answer["verdict"], answer["key_id"], answer["sha256_before"], status) == ("genuine", row.key_id, row.body_sha256, 0)

    def test_a_changed_one_is_refused_both_ways(self, file: Path, saved: Path) -> None:
        data = bytearray(file.read_bytes())
        data[len(data) // 3] ^= 1
        file.write_bytes(bytes(data))

        for answer, status in (told(str(file)), told(str(file), "--certificate", str(saved))):
            assert (answer["verdict"], answer["reason"], status) == ("not_genuine", "changed", 1)

    def test_what_is_sealed_well_with_our_key_and_not_on_record_was_not_sealed_here(self, file: Path, saved: Path) -> None:
        [ours] = known_seals()
        made = seal()
        forged = type(made)(made.key, ours.certificate)
        file.write_bytes(sealed_pdf(forged))

        assert told(str(file), "--certificate", str(saved))[0]["verdict"] == "genuine"
        assert told(str(file))[0]["reason"] == "not_on_record"

    def test_a_revoked_key_travels_with_the_certificates(self, file: Path) -> None:
        revoke_key(key_id=key_in_use(), revoked_from=now() - timedelta(hours=1), reason="Lost", by=None)
        saved = file.parent / "seal.pem"
        saved.write_bytes(Client().get("/.well-known/pathway-seal.pem").content)

        assert [told(str(file))[0]["reason"], told(str(file), "--certificate", str(saved))[0]["reason"]] == ["revoked"] * 2

    def test_files_that_are_none_are_named(self, file: Path, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            call_command("verify_seal", str(tmp_path / "nowhere.pdf"))
        with pytest.raises(CommandError, match="certificate of this file cannot be read"):
            call_command("verify_seal", str(file), "--certificate", str(file))


class TestSavedCertificates:
    def test_a_bare_certificate_is_enough(self) -> None:
        from cryptography import x509
        from cryptography.hazmat.primitives.serialization import Encoding

        made = seal()
        pem = x509.load_der_x509_certificate(made.certificate).public_bytes(Encoding.PEM)

        [read_back] = read_seal_certificates(pem)

        assert check_seal(sealed_pdf(made), [read_back]).is_genuine
        assert read_back.certificate == known(made).certificate

    @pytest.mark.parametrize("data", [b"", b"\xff", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    def test_anything_else_is_refused(self, data: bytes) -> None:
        with pytest.raises(NoCertificates):
            read_seal_certificates(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
