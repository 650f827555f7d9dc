"""Documents that were changed behind our back are found, and the first is named."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accreditation.actions.decide_evidence import reject_evidence
from accreditation.models import Evidence, EvidenceEvent, EvidenceText
from accreditation.queries.evidence_proof import prove_evidence
from curriculum.models import Enrollment
from lms.core.clock import now
from lms.people.models import User
from lms.vault.api import StoredFile, seal_text
from lms.vault.shelf import path_of
from tests.factories.course import enrolled_student, load_course, member
from tests.factories.evidence import handed_in

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Enrollment:
    settings.VAULT_DIR = tmp_path / "vault"
    load_course(tmp_path / "course")
    return enrolled_student()


@pytest.fixture
def letters(place: Enrollment) -> list[Evidence]:
    """Three letters, of which the second was not accepted."""
    emil: User = member("emil@north.example", "coordinator", place.cohort.campus)
    found = [handed_in(place, "recommendation_letter") for _ in range(3)]
    reject_evidence(evidence=found[1], reason="Not signed.", by=emil)
    return found


def another_text(second: Evidence) -> None:
    EvidenceText.objects.filter(evidence=second, number=1).update(sealed=seal_text(second.student, '{"writer":"Somebody"}'))


def a_reason_gone(second: Evidence) -> None:
    EvidenceText.objects.get(evidence=second, number=2).delete()


def a_text_too_many(second: Evidence) -> None:
    EvidenceText.objects.filter(evidence=second, number=2).update(number=3)


def a_file_gone(second: Evidence) -> None:
    StoredFile.objects.filter(public_id=second.file).update(removed_at=now(), key=None, wrapped_key=b"")


def another_file(second: Evidence) -> None:
    StoredFile.objects.filter(public_id=second.file).update(sha256="0" * 64)


def a_flipped_byte(second: Evidence) -> None:
    path = path_of(StoredFile.objects.get(public_id=second.file).stored_as)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def an_event_too_many(second: Evidence) -> None:
    EvidenceEvent.objects.create(evidence=second, number=5, kind="verified", by="x", at=now(), student=second.student, uploaded_by=second.uploaded_by)


def a_verification_around_the_check(second: Evidence) -> None:
    EvidenceEvent.objects.create(evidence=second, number=3, kind="verified", by=second.student, at=now(), student="nobody", uploaded_by="nobody")


def test_untouched_documents_hold(letters: list[Evidence]) -> None:
    proof = prove_evidence()

    assert (proof.ok, proof.documents) == (True, 3)


@pytest.mark.parametrize(
    ("tamper", "why"),
    [
        (another_text, "The words of event 1 are not those that were kept."),
        (a_reason_gone, "The words of event 2 are not those that were kept."),
        (a_text_too_many, "The words of event 2 are not those that were kept."),
        (a_file_gone, "Its file is gone."),
        (another_file, "Its file is another than the one that was handed in."),
        (a_flipped_byte, "Its file cannot be read as it was kept."),
        (an_event_too_many, "An event is missing."),
        (a_verification_around_the_check, "An event names another student or another person who handed it in."),
    ],
)
def test_what_was_changed_is_found_and_named(letters: list[Evidence], tamper: Any, why: str) -> None:
    tamper(letters[1])

    proof = prove_evidence()

    assert proof.first_bad is not None
    assert (proof.first_bad.evidence, proof.first_bad.why) == (letters[1].public_id, why)


def test_the_command_says_so_and_exits_1(letters: list[Evidence]) -> None:
    out = StringIO()
    call_command("verify_evidence", stdout=out)
    assert out.getvalue() == "3 documents hold.\n"
    a_file_gone(letters[1])
    told, said = StringIO(), StringIO()

    for options, stream in (({"as_json": True}, {"stdout": told}), ({}, {"stderr": said})):
        with pytest.raises(SystemExit) as end:
            call_command("verify_evidence", **options, **stream)
        assert end.value.code == 1

    assert json.loads(told.getvalue()) == {"ok": False, "documents": 0, "first_bad": {"evidence": letters[1].public_id, "why": "Its file is gone."}}
    assert said.getvalue() == f"Document {letters[1].public_id} does not hold. Its file is gone.\n"
