"""The signature of credentials: what the W3C publishes must come out, and what we sign must be checkable by the same rule."""

from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from accreditation.credentials.multibase import base58, base64url, from_base58, from_base64url, from_multikey, multikey
from accreditation.credentials.proofs import Signer, secured, signed_bytes
from lms.vault.api import is_signed

# vc-di-eddsa, appendix B.1 and B.2: keys, credential and signature of eddsa-jcs-2022
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
PROOF = {
    "@context": DOCUMENT["@context"], "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2023-02-24T23:36:38Z",
    "verificationMethod": METHOD, "proofPurpose": "assertionMethod",
}  # fmt: skip
VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"
HASHES = "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"


def test_the_published_hashes_and_signature_come_out() -> None:
    message = signed_bytes(DOCUMENT, PROOF)

    assert message.hex() == HASHES
    assert is_signed(message, from_base58(VALUE), from_multikey(PUBLIC))


def test_the_published_key_signs_the_published_value() -> None:
    private = Ed25519PrivateKey.from_private_bytes(from_base58(SECRET)[2:])

    assert base58(private.sign(signed_bytes(DOCUMENT, PROOF))) == VALUE


def test_what_is_secured_can_be_checked_by_the_same_rule() -> None:
    private = Ed25519PrivateKey.from_private_bytes(from_base58(SECRET)[2:])

    made = secured(DOCUMENT, Signer(METHOD, private.sign), datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC))

    assert made["proof"]["created"] == "2023-02-24T23:36:38.000Z"
    assert is_signed(signed_bytes(made, made["proof"]), from_base58(made["proof"]["proofValue"]), from_multikey(PUBLIC))


@given(st.binary(max_size=80))
def test_bytes_come_back_from_either_text(data: bytes) -> None:
    assert (from_base58(base58(data)), from_base64url(base64url(data))) == (data, data)


@given(st.binary(min_size=32, max_size=32))
def test_a_key_comes_back_from_its_multikey(public: bytes) -> None:
    assert from_multikey(multikey(public)) == public
