"""`verify_seal FILE [--certificate FILE.pem] [--json]`: whether a PDF carries the platform's seal and was not changed since; exit 1 where not.

With ``--certificate`` (a saved ``/.well-known/pathway-seal.pem``, or any certificate as PEM) nothing but the two files is read. Without, the certificates
and the record of this installation are asked: what is sealed well and is not on record was sealed with a stolen key, or elsewhere.
"""

from dataclasses import replace

from accreditation.management.verdict import Answer, VerdictCommand
from accreditation.packets.seal_certificates import NoCertificates, read_seal_certificates
from accreditation.packets.seal_checking import SealVerdict, check_seal
from accreditation.queries.packet_seals import is_seal_on_record
from lms.core.canonical import sha256_hex
from lms.core.clock import iso_ms
from lms.vault.api import known_seals


class Command(VerdictCommand):
    help = "Checks the platform's seal on a PDF of a packet and says with which key it was made, and when."
    about = "the sealed PDF: packet.pdf, or one of its volumes"
    option, metavar, keys = "--certificate", "FILE.pem", "public certificates"
    unclear = NoCertificates

    def offline(self, data: bytes, keys: bytes) -> Answer:
        return _answer(check_seal(data, read_seal_certificates(keys)))

    def online(self, data: bytes) -> Answer:
        verdict = check_seal(data, known_seals())
        on_record = is_seal_on_record(sha256_hex(data))
        return _answer(replace(verdict, reason="not_on_record") if verdict.is_genuine and not on_record else verdict)


def _answer(verdict: SealVerdict) -> Answer:
    at = iso_ms(verdict.sealed_at) if verdict.sealed_at else None
    facts = {
        "reason": verdict.reason, "sentence": verdict.sentence, "key_id": verdict.key_id or None, "sealed_at": at, "sha256_before": verdict.body_sha256 or None,
    }  # fmt: skip
    key = f" Key {verdict.key_id}." if verdict.key_id else ""
    if not verdict.is_genuine:
        return Answer(False, f"not_genuine: {verdict.sentence}{key}", facts)
    return Answer(True, f"genuine: {verdict.sentence}{key} Sealed at {at or ''}. SHA-256 before the seal: {verdict.body_sha256}", facts)
