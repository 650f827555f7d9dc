"""`verify_certificate FILE [--json] [--keys KEYS.json]`: whether a certificate was signed here and is unchanged; exit 1 when it is not genuine.

With ``--keys`` (a saved ``/.well-known/pathway-keys.json``) nothing but the two files is read. Without, the keys and the record of this
installation are asked, and the present status is told.
"""

from typing import Any

from accreditation.credentials import Verdict, read_keys, verify_file
from accreditation.credentials.attaching import LARGEST
from accreditation.credentials.reading import Unclear
from accreditation.management.verdict import Answer, VerdictCommand
from accreditation.queries.credential_keys import known_keys
from accreditation.queries.issued_credentials import Standing, standing_of_credential


class Command(VerdictCommand):
    help = "Checks the signature of a certificate, as JSON or PDF, and says with which key it was made and how the certificate stands."
    about = "the certificate: a PDF, or its signed data as JSON"
    option, metavar, keys = "--keys", "KEYS.json", "public keys"
    unclear = Unclear
    largest = LARGEST + 1

    def offline(self, data: bytes, keys: bytes) -> Answer:
        return _answer(verify_file(data, read_keys(keys)), None)

    def online(self, data: bytes) -> Answer:
        verdict = verify_file(data, known_keys())
        standing = standing_of_credential(verdict.credential) if verdict.credential else None
        if verdict.is_genuine and standing is None:
            return _answer(Verdict("not_on_record", verdict.key_id), None)
        return _answer(verdict, standing)


def _answer(verdict: Verdict, standing: Standing | None) -> Answer:
    facts: dict[str, Any] = {
        "key_id": verdict.key_id or None, "reason": verdict.reason, "sentence": verdict.sentence, "number": verdict.number or None,
        "valid_until": verdict.valid_until or None, "online": {"status": standing.status, "as_of": standing.as_of} if standing else None,
    }  # fmt: skip
    return Answer(verdict.is_genuine, _said(verdict, standing), facts)


def _said(verdict: Verdict, standing: Standing | None) -> str:
    if not verdict.is_genuine:
        return f"not_genuine: {verdict.sentence}" + (f" Key {verdict.key_id}." if verdict.key_id else "")
    until = f" Valid until {verdict.valid_until}." if verdict.valid_until else ""
    now = f" Today it is {standing.status}." if standing else " Its present status was not asked."
    return f"genuine: certificate No. {verdict.number}, key {verdict.key_id}. {verdict.sentence}{until}{now}"
