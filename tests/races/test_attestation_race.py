"""Several coordinators approve one statement at once: it is decided once and credited once."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from curriculum.actions.decide_attestation import approve_attestation
from curriculum.models import Attestation, AttestationDecision, LessonPage, LessonProgress
from curriculum.queries.snapshots import newest_snapshot
from lms.core.canonical import sha256_hex
from lms.people.models import User
from lms.vault.api import seal_text
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course, member
from tests.torture.stage import Act, Stage

APPROVERS = 4


def approve(email: str) -> bool:
    return approve_attestation(attestation=Attestation.objects.get(), by=User.objects.get(email=email)).approved


@pytest.mark.services
@pytest.mark.separate
def test_a_statement_approved_by_four_at_once_is_credited_once(separate_database: SeparateDatabase, tmp_path: Path) -> None:
    load_course(tmp_path)
    enrollment = enrolled_student()
    lesson = LessonPage.objects.get(slug="two")
    attestation = Attestation(
        student=enrollment.student, enrollment=enrollment, lesson=lesson, snapshot=newest_snapshot(lesson.pk), minutes=5,
        studied_on=(timezone.now() - timedelta(days=2)).date(), sealed_reason=seal_text(enrollment.student.public_id, "x"),
        reason_sha256=sha256_hex(b"x"), stated_at=timezone.now().replace(microsecond=0),
    )  # fmt: skip
    attestation.sha256 = attestation.fingerprint
    attestation.save()
    people = [member(f"c{number}@north.example", "coordinator", enrollment.cohort.campus) for number in range(APPROVERS)]

    with Stage(separate_database) as stage:
        outcomes = stage.together(*(Act(f"{__name__}:approve", {"email": person.email}) for person in people))

    assert [outcome.said for outcome in outcomes] == [True] * APPROVERS
    assert (AttestationDecision.objects.count(), list(Entry.objects.values_list("minutes", flat=True))) == (1, [5])
    assert LessonProgress.objects.get().attested_minutes == 5
    assert verify().ok
