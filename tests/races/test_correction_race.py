"""Several people approve one correction at once: it is done once."""

import pytest

from accreditation.actions.decide_correction import approve_correction
from accreditation.actions.propose_correction import propose_correction
from accreditation.ledger.append import append
from accreditation.ledger.verify import verify
from accreditation.models import Correction, Entry
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.factories.ledger import draft
from tests.torture.stage import Act, Stage

APPROVERS = 6


def approve(email: str) -> str:
    return approve_correction(correction=Correction.objects.get(), by=User(email=email)).state


@pytest.mark.services
@pytest.mark.separate
def test_a_correction_approved_by_six_at_once_is_posted_once(separate_database: SeparateDatabase) -> None:
    propose_correction(entry=append(draft()).entry, minutes=10, category="skills", topic="", reason="x", by=User(email="emil@north.example"))

    with Stage(separate_database) as stage:
        outcomes = stage.together(*(Act(f"{__name__}:approve", {"email": f"approver{number}@north.example"}) for number in range(APPROVERS)))

    assert [outcome.said for outcome in outcomes] == ["approved"] * APPROVERS
    assert list(Entry.objects.order_by("seq").values_list("kind", "minutes")) == [("credit", 30), ("reversal", -30), ("adjustment", 10)]
    assert verify().ok
