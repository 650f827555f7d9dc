"""Signed certificates as data: plain Python, without tables. Open Badges 3.0, eddsa-jcs-2022, Bitstring Status List (decision 80)."""

from accreditation.credentials.achievement import StatusEntry, achievement_credential, subject_of
from accreditation.credentials.attaching import attached, taken_apart
from accreditation.credentials.facts import Wording, certificate_facts
from accreditation.credentials.keys import KnownKey, keys_document, read_keys
from accreditation.credentials.proofs import Signer, secured
from accreditation.credentials.status_list import LENGTH, is_set, status_list_credential
from accreditation.credentials.verifying import Verdict, verify_file

__all__ = [
    "LENGTH", "KnownKey", "Signer", "StatusEntry", "Verdict", "Wording", "achievement_credential", "attached", "certificate_facts", "is_set",
    "keys_document", "read_keys", "secured", "status_list_credential", "subject_of", "taken_apart", "verify_file",
]  # fmt: skip
