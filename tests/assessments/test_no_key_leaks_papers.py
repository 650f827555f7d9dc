"""The canary run over certificates: neither the paper nor the signed data tells a key, where the paper says what was studied and passed.

See ``test_no_key_leaks`` for the course whose keys are canaries.
"""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from accreditation.actions.issue_certificate import issue_certificate
from accreditation.models import Certificate
from assessments.models import AssessmentPage
from curriculum.models import Enrollment
from tests.factories.certificates import credited
from tests.factories.course import member, signed_in
from tests.factories.kept_keys import poisoned_place, secrets_in, secrets_of, settings, sit

pytestmark = [pytest.mark.django_db, pytest.mark.services]
FORBIDDEN = ("/tmp", "/home/", "/root/", ".typ", "@north.example")


@pytest.fixture
def place(tmp_path: Path) -> Enrollment:
    return poisoned_place(tmp_path / "course")


@pytest.fixture
def certificate(place: Enrollment) -> Certificate:
    """Of a student who sat the assessment; whether it was passed does not count here."""
    settings(show_key="never", show_explanation="never")
    sit(place, signed_in(place.student))
    AssessmentPage.objects.update(required=False)
    credited(place)
    return issue_certificate(enrollment=place, track="law_and_skills", by=member("c@north.example", "coordinator", place.cohort.campus))


def test_no_certificate_holds_a_key_a_path_or_an_author(certificate: Certificate, place: Enrollment) -> None:
    student, reader = signed_in(place.student), PdfReader(io.BytesIO(bytes(certificate.pdf)))
    where = f"/record/certificates/{certificate.number}/"

    text = " ".join(page.extract_text() for page in reader.pages)
    told = {
        path: secrets_of(student.get(path)) for path in (where, f"{where}about/", f"{where}credential.json", f"{where}entries/", f"/verify/{certificate.code}/")
    }

    assert {path: secrets for path, secrets in told.items() if secrets} == {}
    assert secrets_in(text + certificate.credential) == []
    assert "First quiz" in text  # the result of what was asked stands there
    assert [word for word in FORBIDDEN if word in text + certificate.credential or word.encode() in bytes(certificate.pdf)] == []
    assert "/Author" not in (reader.metadata or {})
    assert reader.attachments == {"credential.json": [certificate.credential.encode()]}
