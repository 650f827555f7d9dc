"""`manage.py verify_certificate`: offline with saved keys, or against the record of this installation."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accreditation.actions.change_certificate import change_certificate
from accreditation.actions.issue_certificate import issue_certificate
from accreditation.credentials import attached, keys_document, taken_apart
from accreditation.models import Certificate
from lms.core.canonical import canonical_json
from lms.people.models import User
from tests.factories.certificates import ready
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.signed_certificates import ISSUER, OTHER, credential, known, pdf


def told(*arguments: str) -> tuple[str, str, int]:
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command("verify_certificate", *arguments, stdout=out, stderr=errors)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return out.getvalue(), errors.getvalue(), status


class TestOffline:
    """These tests have no database: asking for one would fail them."""

    @pytest.fixture
    def keys(self, tmp_path: Path) -> str:
        file = tmp_path / "keys.json"
        file.write_bytes(canonical_json(keys_document([known()], ISSUER)))
        return str(file)

    @pytest.mark.parametrize("data", [credential(), pdf()])
    def test_a_genuine_one_names_its_key(self, tmp_path: Path, keys: str, data: bytes) -> None:
        file = tmp_path / "file"
        file.write_bytes(data)

        out, errors, status = told(str(file), "--keys", keys)

        assert (status, errors) == (0, "")
        assert out.startswith(f"genuine: certificate No. PW-2026-0A1B2C3D, key {known().key_id}.")

    def test_a_changed_one_says_why(self, tmp_path: Path, keys: str) -> None:
        file = tmp_path / "file.json"
        file.write_bytes(credential().replace(b"2165", b"9165"))

        out, errors, status = told(str(file), "--keys", keys)
        as_json = json.loads(told(str(file), "--keys", keys, "--json")[0])

        assert (out, status, errors.startswith("not_genuine: The signature does not fit")) == ("", 1, True)
        assert as_json == {
            "verdict": "not_genuine", "key_id": known().key_id, "reason": "wrong_signature", "number": None, "valid_until": None, "online": None,
            "sentence": "The signature does not fit: something was changed, or somebody else signed it.",
        }  # fmt: skip

    def test_files_that_cannot_be_read_are_refused_in_words(self, tmp_path: Path, keys: str) -> None:
        with pytest.raises(CommandError, match="cannot be read"):
            told(str(tmp_path / "nothing.pdf"), "--keys", keys)
        (tmp_path / "bad.json").write_text("[]")
        with pytest.raises(CommandError, match="not an object"):
            told(keys, "--keys", str(tmp_path / "bad.json"))


@pytest.mark.django_db
class TestWithTheRecord:
    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Certificate:
        load_course(tmp_path / "course")
        enrollment = ready(enrolled_student())
        return issue_certificate(enrollment=enrollment, track="law_and_skills", by=member("c@north.example", "coordinator", enrollment.cohort.campus))

    def verdict(self, tmp_path: Path, data: bytes) -> dict[str, Any]:
        file = tmp_path / "file"
        file.write_bytes(data)
        found: dict[str, Any] = json.loads(told(str(file), "--json")[0])
        return found

    def test_the_present_status_is_told(self, tmp_path: Path, certificate: Certificate) -> None:
        valid = self.verdict(tmp_path, bytes(certificate.pdf))
        change_certificate(certificate=certificate, kind="revoked", reason="x", by=User.objects.get(email="c@north.example"))
        revoked = self.verdict(tmp_path, certificate.credential.encode())

        assert [(one["verdict"], one["online"]["status"], one["number"]) for one in (valid, revoked)] == [
            ("genuine", "valid", certificate.number), ("genuine", "revoked", certificate.number),
        ]  # fmt: skip

    def test_somebody_elses_key_is_unknown_here(self, tmp_path: Path, certificate: Certificate) -> None:
        found = self.verdict(tmp_path, pdf())

        assert (found["verdict"], found["reason"], found["key_id"], found["online"]) == ("not_genuine", "unknown_key", known().key_id, None)
        assert known(OTHER).key_id != found["key_id"]

    def test_what_is_signed_well_and_not_on_record_is_not_genuine(self, tmp_path: Path, certificate: Certificate, settings: Any) -> None:
        """A thief of the key can sign what they like, and date it back; the record does not know it."""
        from accreditation.actions.sign_credential import sign_credential

        forged = json.loads(certificate.credential)
        del forged["proof"]
        forged["credentialSubject"]["identifier"][0]["identityHash"] = "Eve Mallory"
        signed = sign_credential(forged, certificate.issued_at)

        body, _ = taken_apart(bytes(certificate.pdf))
        found = [self.verdict(tmp_path, data) for data in (signed, attached(body, signed))]
        assert [(one["verdict"], one["reason"]) for one in found] == [("not_genuine", "not_on_record")] * 2
