"""Several people approve one correction at once: it is done once."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Entry
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.ledger import draft

APPROVERS = 6
APPROVER = """
import sys, time, django
django.setup()
from accreditation.actions.decide_correction import approve_correction
from accreditation.models import Correction
from lms.people.models import User
time.sleep(max(0, int(sys.argv[1]) / 1000 - time.time()))
print(approve_correction(correction=Correction.objects.get(), by=User(email=sys.argv[2])).state)
"""


@pytest.mark.services
@pytest.mark.separate
def test_a_correction_approved_by_six_at_once_is_posted_once(separate_database: SeparateDatabase) -> None:
    propose_correction(entry=append(draft()).entry, minutes=10, category="skills", topic="", reason="x", by=User(email="emil@north.example"))
    start = int((time.time() + 4) * 1000)
    approvers = [
        subprocess.Popen(
            [sys.executable, "-c", APPROVER, str(start), f"approver{number}@north.example"],
            env=separate_database.environment(), cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for number in range(APPROVERS)
    ]  # fmt: skip

    outputs = [approver.communicate(timeout=120) for approver in approvers]

    assert [(out.strip(), err) for out, err in outputs] == [("approved", "")] * APPROVERS
    assert list(Entry.objects.order_by("seq").values_list("kind", "minutes")) == [("credit", 30), ("reversal", -30), ("adjustment", 10)]
    assert verify().ok
