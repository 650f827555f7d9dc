"""What a corrected question means for the record: certificates are flagged when a pass is lost, entries of the ledger stand."""

import pytest
from django.utils import timezone

from accreditation.actions.post_assessment import post_assessment
from accreditation.models import Certificate, CertificateEvent
from accreditation.queries.touched import touched_by_attempts
from assessments.signals import attempt_regraded
from curriculum.models import ModuleTopic, Topic
from tests.factories.answers import Scene, answered

pytestmark = [pytest.mark.django_db, pytest.mark.services]


@pytest.fixture
def scene() -> Scene:
    """A student who passed with the wrong key's help, and one who did not; each has a certificate."""
    scene = answered("bb")
    for number, attempt in enumerate(scene.attempts):
        Certificate.objects.create(
            code=f"code-{number}", number=f"N-{number}", student=attempt.enrollment.student.public_id, enrollment=attempt.enrollment.public_id, campus="north",
            track="law", facts={}, entries=[], ledger_seq=0, ledger_hash="", pdf=b"", pdf_sha256="", issued_at=timezone.now(), issued_by="x",
        )  # fmt: skip
    return scene


def test_certificates_and_entries_are_named_in_a_preview(scene: Scene) -> None:
    first, second = scene.attempts
    first.assessment.minutes = 5
    ModuleTopic.objects.create(page=scene.page.get_parent().specific, topic=Topic.objects.get_or_create(slug="ethics_upl")[0], minutes=5)
    posted = post_assessment(attempt=first)

    found = touched_by_attempts([first.pk, second.pk])

    assert posted is not None
    assert sorted(found) == [
        (first.pk, "Certificate N-0 names this training."),
        (first.pk, f"Entry {posted.entry.seq} of the ledger credits it; the minutes stay, whatever the mark."),
        (second.pk, "Certificate N-1 names this training."),
    ]  # fmt: skip


def test_a_lost_pass_flags_the_certificate_once_and_a_gain_does_not(scene: Scene) -> None:
    first, second = scene.attempts

    for _ in range(2):
        attempt_regraded.send(sender=None, attempt=first, passed_before=True, passed_after=False)
    attempt_regraded.send(sender=None, attempt=second, passed_before=False, passed_after=True)

    assert list(CertificateEvent.objects.values_list("certificate__number", "kind")) == [("N-0", "flagged")]
