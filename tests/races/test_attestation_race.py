"""Several coordinators approve one statement at once: it is decided once and credited once."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accreditation.ledger.verify import verify
from accreditation.models import Entry
from curriculum.models import Attestation, AttestationDecision, LessonPage, LessonProgress
from curriculum.queries.snapshots import newest_snapshot
from lms.core.canonical import sha256_hex
from lms.vault.api import seal_text
from tests.conftest import SeparateDatabase
from tests.factories.course import enrolled_student, load_course, member

APPROVERS = 4
APPROVER = """
import sys, time, django
django.setup()
from curriculum.actions.decide_attestation import approve_attestation
from curriculum.models import Attestation
from lms.people.models import User
by, attestation = User.objects.get(email=sys.argv[2]), Attestation.objects.get()
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
print(approve_attestation(attestation=attestation, by=by).approved)
"""


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
    start = int((time.time() + 8) * 1000)
    approvers = [
        subprocess.Popen(
            [sys.executable, "-c", APPROVER, str(start), person.email],
            env=separate_database.environment(), cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for person in people
    ]  # fmt: skip

    outputs = [approver.communicate(timeout=120) for approver in approvers]

    assert [(out.strip(), err) for out, err in outputs] == [("True", "")] * APPROVERS
    assert (AttestationDecision.objects.count(), list(Entry.objects.values_list("minutes", flat=True))) == (1, [5])
    assert LessonProgress.objects.get().attested_minutes == 5
    assert verify().ok
