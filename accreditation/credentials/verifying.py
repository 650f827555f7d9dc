"""Whether a certificate is what this installation signed: JSON or PDF, with public keys and nothing else.

Everything is refused that is not exactly what we write. JSON may be spaced and ordered otherwise, for its canonical form is what was
signed; of a PDF every byte counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accreditation.credentials.achievement import CONTEXTS, TYPES, digest_sri
from accreditation.credentials.attaching import LARGEST, NotOurs, taken_apart
from accreditation.credentials.keys import KnownKey
from accreditation.credentials.multibase import from_base58
from accreditation.credentials.proofs import MEMBERS, SUITE, signed_bytes
from accreditation.credentials.reading import Unclear, read_strictly
from lms.core.canonical import canonical_json
from lms.vault.api import is_signed

REASONS = {
    "signed": "It was signed with a key of this installation, and nothing of it was changed.",
    "unreadable": "This cannot be read as a certificate.",
    "not_a_certificate": "This is not a certificate.",
    "no_proof": "It carries no signature, or one of another kind.",
    "unknown_key": "It names a key that is not known.",
    "wrong_signature": "The signature does not fit: something was changed, or somebody else signed it.",
    "key_revoked": "It was signed after the key had been lost.",
    "no_credential": "This PDF carries no signed certificate, or was changed.",
    "changed_document": "The pages are not those that were signed.",
    "not_on_record": "The signature fits, and no such certificate was issued here.",
}


@dataclass(frozen=True)
class Verdict:
    """``reason`` is a word of ``REASONS``; ``key_id`` the key it names, known or not; ``credential`` what was signed, of a genuine one."""

    reason: str
    key_id: str = ""
    credential: dict[str, Any] | None = None

    @property
    def is_genuine(self) -> bool:
        return self.reason == "signed"

    @property
    def number(self) -> str:
        """The certificate's number, of a genuine one."""
        return str(self.credential["credentialSubject"]["licenseNumber"]) if self.credential else ""

    @property
    def valid_until(self) -> str:
        """The last day as ISO text, of a genuine one that has one."""
        return str(self.credential.get("validUntil", ""))[:10] if self.credential else ""

    @property
    def sentence(self) -> str:
        return REASONS[self.reason]


def verify_file(data: bytes, keys: Iterable[KnownKey]) -> Verdict:
    """The verdict on a file's bytes; never raises for what they say."""
    known = {key.key_id: key for key in keys}
    return _of_pdf(data, known) if data.startswith(b"%PDF-") else _of_json(data, known)


def _of_pdf(data: bytes, known: dict[str, KnownKey]) -> Verdict:
    if len(data) > LARGEST:
        return Verdict("unreadable")
    try:
        body, credential = taken_apart(data)
    except NotOurs:
        return Verdict("no_credential")
    verdict = _of_json(credential, known)
    if verdict.credential is None:
        return verdict
    if canonical_json(verdict.credential) != credential:
        return Verdict("no_credential", verdict.key_id)
    if verdict.credential["relatedResource"][0]["digestSRI"] != digest_sri(body):
        return Verdict("changed_document", verdict.key_id)
    return verdict


def _of_json(data: bytes, known: dict[str, KnownKey]) -> Verdict:
    try:
        document = read_strictly(data)
    except Unclear:
        return Verdict("unreadable")
    proof = document.get("proof")
    if not _is_our_kind(proof):
        return Verdict("no_proof")
    assert isinstance(proof, dict)
    address, _, key_id = proof["verificationMethod"].rpartition("#")
    if not _is_certificate(document, address):
        return Verdict("not_a_certificate", key_id)
    key = known.get(key_id)
    if key is None:
        return Verdict("unknown_key", key_id)
    return _signed(document, proof, key)


def _is_our_kind(proof: Any) -> bool:
    """One proof with our suite's members, all of them text but the context."""
    if not isinstance(proof, dict) or proof.keys() != MEMBERS or any(proof[name] != value for name, value in SUITE.items()):
        return False
    return all(isinstance(proof[name], str) for name in MEMBERS - {"@context"})


def _is_certificate(document: dict[str, Any], address: str) -> bool:
    """The same key signs lists and other things; only this shape is a certificate, and only where the issuer is whose key it is."""
    proof, issuer = document["proof"], document.get("issuer")
    fits = document.get("@context") == proof["@context"] == CONTEXTS and document.get("type") == TYPES
    return fits and isinstance(issuer, dict) and bool(address) and issuer.get("id") == address


def _signed(document: dict[str, Any], proof: dict[str, Any], key: KnownKey) -> Verdict:
    try:
        signature, created = from_base58(proof["proofValue"]), datetime.fromisoformat(proof["created"])
        message = signed_bytes(document, proof)
    except (ValueError, TypeError):
        return Verdict("wrong_signature", key.key_id)
    if created.tzinfo is None or not is_signed(message, signature, key.public):
        return Verdict("wrong_signature", key.key_id)
    if key.revoked_from is not None and created >= key.revoked_from:
        return Verdict("key_revoked", key.key_id)
    return Verdict("signed", key.key_id, document)
