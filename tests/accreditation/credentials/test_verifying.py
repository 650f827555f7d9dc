"""What is genuine, what is not, and why; the many ways of falsifying are in ``tests/torture/test_certificate_mutations``."""

import io
import json
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from pypdf import PdfReader

from accreditation.credentials import attached, keys_document, read_keys, taken_apart, verify_file
from accreditation.credentials.attaching import NotOurs
from accreditation.credentials.reading import Unclear, read_strictly
from lms.core.canonical import canonical_json
from tests.factories.signed_certificates import ISSUED_AT, ISSUER, KEY, OTHER, body, credential, known, pdf, signed, signer, unsigned


def reason(data: bytes, *keys: object) -> str:
    return verify_file(data, keys or [known()]).reason  # type: ignore[arg-type]


def test_what_we_signed_is_genuine_as_data_and_as_paper() -> None:
    for data in (credential(), pdf()):
        verdict = verify_file(data, [known(OTHER), known()])

        assert (verdict.is_genuine, verdict.key_id, verdict.number) == (True, known().key_id, "PW-2026-0A1B2C3D")


def test_data_may_be_spaced_and_ordered_otherwise_for_its_canonical_form_was_signed() -> None:
    shuffled = dict(reversed(json.loads(credential()).items()))

    assert reason(json.dumps(shuffled, indent=2).encode()) == "signed"


def test_in_a_pdf_every_byte_counts() -> None:
    spaced = json.dumps(json.loads(credential())).encode()

    assert reason(attached(body(), spaced)) == "no_credential"


def test_true_data_on_other_pages_is_not_genuine() -> None:
    assert reason(attached(body(name="Eve Mallory"), credential())) == "changed_document"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "unreadable"),
        (b"[]", "unreadable"),
        (b'{"proof": 1.5}', "unreadable"),
        (credential().replace(b'"proof":{', b'"proof":{"cryptosuite":"none",'), "unreadable"),
        (json.dumps(unsigned()).encode(), "no_proof"),
        (json.dumps(signed(by=signer(OTHER))).encode(), "unknown_key"),
        (json.dumps(signed(by=signer(OTHER, known().key_id))).encode(), "wrong_signature"),
        (json.dumps(signed({**unsigned(), "type": ["VerifiableCredential"]})).encode(), "not_a_certificate"),
        (credential().replace("Álvarez".encode(), b"Mallory"), "wrong_signature"),
        (body(), "no_credential"),
    ],
)
def test_the_reason_is_named(data: bytes, why: str) -> None:
    assert reason(data) == why


def test_what_a_lost_key_signed_is_genuine_until_the_loss() -> None:
    lost, later = known(revoked_from=ISSUED_AT + timedelta(seconds=1)), known(revoked_from=ISSUED_AT)

    assert (reason(credential(), lost), reason(credential(), later)) == ("signed", "key_revoked")


def test_after_rotation_the_old_key_still_checks_what_it_signed() -> None:
    new = canonical_json(signed(by=signer(OTHER)))

    assert [reason(data, known(KEY), known(OTHER)) for data in (credential(), new)] == ["signed", "signed"]


class TestKeysFile:
    def test_keys_come_back_from_what_is_published(self) -> None:
        keys = [known(first_used_at=ISSUED_AT), known(OTHER, revoked_from=ISSUED_AT)]

        assert read_keys(canonical_json(keys_document(keys, ISSUER))) == keys

    @pytest.mark.parametrize(
        "change",
        [("publicKeyMultibase", "z6Mk"), ("publicKeyMultibase", None), ("id", f"{ISSUER}#another"), ("revoked", "yesterday"), ("revoked", "2026-01-01")],
    )
    def test_a_key_that_is_not_what_it_is_named_is_refused(self, change: tuple[str, str]) -> None:
        document = keys_document([known()], ISSUER)
        document["verificationMethod"][0][change[0]] = change[1]

        with pytest.raises(Unclear):
            read_keys(canonical_json(document))

    def test_a_file_without_keys_is_refused(self) -> None:
        with pytest.raises(Unclear):
            read_keys(b'{"verificationMethod": []}')


class TestAttachment:
    def test_readers_find_it_by_its_name_and_see_the_same_pages(self) -> None:
        reader, plain = PdfReader(io.BytesIO(pdf()), strict=True), PdfReader(io.BytesIO(body()))

        assert reader.attachments == {"credential.json": [credential()]}
        assert [page.extract_text() for page in reader.pages] == [page.extract_text() for page in plain.pages]

    def test_pages_and_data_come_back(self) -> None:
        assert taken_apart(pdf()) == (body(), credential())

    def test_a_pdf_of_somebody_else_is_refused(self) -> None:
        with pytest.raises(NotOurs):
            attached(b"%PDF-1.4\n%%EOF", b"{}")

    def test_nothing_is_attached_twice(self) -> None:
        with pytest.raises(NotOurs):
            attached(pdf(), credential())

    def test_neither_author_nor_path_stands_in_the_file(self) -> None:
        metadata = PdfReader(io.BytesIO(pdf())).metadata or {}

        assert not {"/Author", "/Subject", "/Keywords"} & metadata.keys()
        paths = [str(settings.BASE_DIR), tempfile.gettempdir(), f"{Path.home()}/", ".typ"]
        assert [path for path in paths if path.encode() in pdf()] == []


@pytest.mark.parametrize("text", ['{"a":1}', '{"a":"\\ud800"}', '{"a":1e5}', '{"a":NaN}', '{"a":"x","a":"x"}', "[]", "{", '"x"', "\ufeff{}"])
def test_what_can_be_read_in_two_ways_is_not_read(text: str) -> None:
    with pytest.raises(Unclear):
        read_strictly(text.encode("utf-8", "surrogatepass"))
