"""Certificates, checked with the ledger: the pages, the signed data and the figures say one thing, and the entries named are there."""

from collections.abc import Iterator
from typing import Any

from accreditation.credentials import KnownKey, subject_of, verify_file
from accreditation.ledger.foundations import foundations
from accreditation.models import Certificate, Entry
from accreditation.queries.credential_keys import known_keys
from lms.core.canonical import sha256_hex


class Certificates:
    """No entry rests on them; they rest on entries, and are looked at once, after every chain."""

    def check(self, student: str, rows: list[dict[str, Any]]) -> tuple[int, str] | None:
        return None

    def check_rest(self) -> tuple[str, int, str] | None:
        keys: list[KnownKey] | None = None
        for certificate in Certificate.objects.order_by("pk").iterator(chunk_size=50):
            keys = known_keys() if keys is None else keys
            why = next(_wrong(certificate, keys), "")
            if why:
                return certificate.student, 0, f"Certificate {certificate.number}: {why}"
        return None


def _wrong(certificate: Certificate, keys: list[KnownKey]) -> Iterator[str]:
    if sha256_hex(bytes(certificate.pdf)) != certificate.pdf_sha256:
        yield "its pages were changed."
    if certificate.credential:
        yield from _wrong_credential(certificate, keys)
    there = dict(Entry.objects.filter(student=certificate.student).values_list("seq", "hash"))
    if there.get(certificate.ledger_seq, certificate.ledger_hash) != certificate.ledger_hash or certificate.ledger_seq > max(there, default=0):
        yield "it names another end of the chain than the ledger had."
    if any(there.get(seq) != digest for seq, digest in certificate.entries):
        yield "it rests on entries that the ledger does not hold."


def _wrong_credential(certificate: Certificate, keys: list[KnownKey]) -> Iterator[str]:
    verdict = verify_file(certificate.credential.encode(), keys)
    if not verdict.is_genuine or verdict.credential is None:
        yield "its signed data was changed."
    elif verdict.credential["credentialSubject"] != subject_of(certificate.facts) or verdict.number != certificate.number:
        yield "its figures are not those that were signed."


foundations.register("certificates", Certificates())
