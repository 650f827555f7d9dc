"""The key of the platform's seal: one signature for one message, a certificate that names nobody, and keys that are renewed."""

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from lms.vault.api import is_sealed, key_in_use, known_seals, platform_seal, public_keys, revoke_key
from lms.vault.seal_keys import ORDER, newest_seal_key, self_issued

AT = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def certificate() -> bytes:
    return self_issued(newest_seal_key(), "pathway.example.org", AT)


class TestTheSignature:
    def test_the_same_message_has_the_same_signature_and_another_has_another(self, certificate: bytes) -> None:
        key = newest_seal_key()

        assert key.sign(b"a") == key.sign(b"a") != key.sign(b"b")
        assert [is_sealed(message, key.sign(b"a"), certificate) for message in (b"a", b"b")] == [True, False]

    def test_the_other_right_signature_is_not_taken(self, certificate: bytes) -> None:
        signature = newest_seal_key().sign(b"a")
        r, s = decode_dss_signature(signature)

        assert s <= ORDER - s
        assert not is_sealed(b"a", encode_dss_signature(r, ORDER - s), certificate)

    @pytest.mark.parametrize("signature", [b"", b"\x30", b"\x30\x06\x02\x01\x00\x02\x01\x00", b"x" * 72])
    def test_what_is_malformed_is_no_signature(self, certificate: bytes, signature: bytes) -> None:
        assert not is_sealed(b"a", signature, certificate)
        assert not is_sealed(b"a", newest_seal_key().sign(b"a"), certificate[:-1])


class TestTheCertificate:
    def test_it_names_the_installation_and_no_person_and_cannot_issue_others(self, certificate: bytes) -> None:
        read = x509.load_der_x509_certificate(certificate)

        assert read.subject.rfc4514_string() == "CN=Pathway platform seal (no person),O=pathway.example.org"
        usage = read.extensions.get_extension_for_class(x509.KeyUsage).value
        assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, False, False)
        assert read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
        read.verify_directly_issued_by(read)


@pytest.mark.django_db
class TestRotation:
    def test_a_certificate_is_made_at_the_first_seal_and_stays(self) -> None:
        assert known_seals() == []

        first, second = platform_seal(), platform_seal()

        assert first.certificate == second.certificate
        assert [(one.key_id, one.certificate) for one in known_seals()] == [(key_in_use(), first.certificate)]
        assert [key.key_id for key in public_keys()] == [key_in_use()]

    def test_a_new_key_seals_and_the_old_certificate_still_proves(self, settings: Any) -> None:
        old = platform_seal()
        signature = old.sign(b"a")
        settings.SIGNING_KEYS = ["a-newer-signing-key-" + "n" * 30, *settings.SIGNING_KEYS]

        new = platform_seal()

        assert new.key_id != old.key_id
        assert [is_sealed(b"a", signature, one.certificate) for one in known_seals()] == [True, False]
        assert not is_sealed(b"a", new.sign(b"a"), old.certificate)

    def test_revoking_the_signing_key_ends_trust_in_its_seal(self) -> None:
        seal = platform_seal()

        revoke_key(key_id=seal.key_id, revoked_from=AT, reason="Lost", by=None)

        assert [one.revoked_from for one in known_seals()] == [AT]
