"""The platform's seal on one PDF: what it says, and that no bit of a sealed file is free. No database."""

import hashlib
import io
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from accreditation.packets.seal_checking import check_seal
from accreditation.packets.sealing import REASON, RESERVED, sealed
from lms.vault.actions.platform_seal import PlatformSeal
from tests.factories.seals import SEALED_AT, bound_pdf, known, seal, sealed_pdf

BODY = bound_pdf()


@pytest.fixture(scope="module")
def made() -> PlatformSeal:
    return seal()


@pytest.fixture(scope="module")
def whole(made: PlatformSeal) -> bytes:
    return sealed_pdf(made, BODY)


def container_of(whole: bytes) -> tuple[int, int]:
    """Where the container in hexadecimal begins and ends."""
    [place] = re.finditer(rb"/ByteRange \[0 (\d+) (\d+) ", whole)
    return int(place[1]), int(place[2])


class TestWhatItSays:
    def test_it_is_genuine_and_names_key_time_and_the_file_before(self, made: PlatformSeal, whole: bytes) -> None:
        verdict = check_seal(whole, [known(made)])

        assert (verdict.is_genuine, verdict.key_id, verdict.sealed_at) == (True, made.key_id, SEALED_AT)
        assert verdict.body_sha256 == hashlib.sha256(BODY).hexdigest()
        assert whole.startswith(BODY)

    def test_another_reader_of_signatures_agrees_and_finds_a_certification_without_changes(self, made: PlatformSeal, whole: bytes) -> None:
        [embedded] = PdfFileReader(io.BytesIO(whole)).embedded_signatures
        context = ValidationContext(trust_roots=[x509.Certificate.load(made.certificate)], allow_fetching=False)

        status = validate_pdf_signature(embedded, context, key_usage_settings=KeyUsageConstraints(key_usage={"digital_signature"}))

        assert status.bottom_line
        assert status.docmdp_ok
        assert (embedded.docmdp_level.value, str(embedded.sig_object["/Reason"])) == (1, REASON)
        assert status.signer_reported_dt == SEALED_AT

    def test_it_stands_on_no_page_and_imitates_nobody(self, whole: bytes) -> None:
        reader = PdfReader(io.BytesIO(whole))
        [widget] = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]

        assert [float(side) for side in widget["/Rect"]] == [0, 0, 0, 0]
        assert "/AP" not in widget
        assert widget["/V"]["/Name"] == "Pathway platform seal"
        assert "no person" in widget["/V"]["/Reason"]
        assert reader.trailer["/Root"]["/Lang"] == "en-US"


class TestNoBitIsFree:
    def test_a_bit_flipped_in_two_hundred_places_is_refused(self, made: PlatformSeal, whole: bytes) -> None:
        draw = random.Random(1)
        places = [(place, 1 << draw.randrange(8)) for place in draw.sample(range(len(whole)), 200)]

        taken = [place for place, bit in places if check_seal(_flipped(whole, place, bit), [known(made)]).is_genuine]

        assert taken == []

    def test_nor_is_a_bit_of_the_container_which_no_digest_covers(self, made: PlatformSeal, whole: bytes) -> None:
        begin, end = container_of(whole)

        taken = [(place, bit) for place in range(begin, end, 3) for bit in (1, 32) if check_seal(_flipped(whole, place, bit), [known(made)]).is_genuine]

        assert end - begin == RESERVED + 2
        assert taken == []

    def test_a_container_in_small_digits_says_the_same_and_is_refused(self, made: PlatformSeal, whole: bytes) -> None:
        begin, end = container_of(whole)

        changed = whole[:begin] + whole[begin:end].lower() + whole[end:]

        assert check_seal(changed, [known(made)]).reason == "changed"

    @pytest.mark.parametrize("more", [b"\n", b"%", b"\n1 0 obj\n<<>>\nendobj\n"])
    def test_nothing_can_be_added_behind_or_in_front(self, made: PlatformSeal, whole: bytes, more: bytes) -> None:
        assert [check_seal(one, [known(made)]).is_genuine for one in (whole + more, more + whole)] == [False, False]

    def test_an_update_by_an_ordinary_tool_is_refused(self, made: PlatformSeal, whole: bytes) -> None:
        writer = IncrementalPdfFileWriter(io.BytesIO(whole))
        writer.update_root()
        out = io.BytesIO()
        writer.write(out)

        assert check_seal(out.getvalue(), [known(made)]).reason == "changed"

    def test_a_page_of_another_body_under_the_same_seal_is_refused(self, made: PlatformSeal, whole: bytes) -> None:
        other = bound_pdf(2)

        assert check_seal(other + whole[len(BODY) :], [known(made)]).reason == "changed"


class TestWhoseSeal:
    def test_a_file_without_one_says_so(self, made: PlatformSeal) -> None:
        assert [check_seal(one, [known(made)]).reason for one in (BODY, b"", b"no PDF")] == ["not_sealed"] * 3

    def test_another_installations_seal_is_not_ours(self, made: PlatformSeal, whole: bytes, settings: Any) -> None:
        settings.SIGNING_KEYS = ["another-installation-" + "o" * 30]

        assert check_seal(whole, [known(seal())]).reason == "unknown_certificate"
        assert check_seal(whole, []).reason == "unknown_certificate"

    def test_our_certificate_in_a_strangers_container_is_refused(self, made: PlatformSeal, settings: Any) -> None:
        settings.SIGNING_KEYS = ["a-thief-" + "t" * 30]
        forged = PlatformSeal(seal().key, made.certificate)

        assert check_seal(sealed(BODY, seal=forged, at=SEALED_AT), [known(made)]).reason == "changed"

    def test_a_seal_from_after_the_key_was_lost_is_not_believed(self, made: PlatformSeal, whole: bytes) -> None:
        second = timedelta(seconds=1)

        reasons = [check_seal(whole, [known(made, SEALED_AT + later)]).reason for later in (-second, 0 * second, second)]

        assert reasons == ["revoked", "revoked", ""]


def _flipped(whole: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(whole)
    changed[place] ^= bit
    return bytes(changed)
