"""Several people decide about one outside training at once: it is credited once, or withdrawn before, never both."""

from datetime import date

import pytest
from django.utils import timezone

from accreditation.actions.decide_outside_training import approve_outside_training
from accreditation.actions.withdraw_proposal import withdraw_proposal
from accreditation.ledger.verify import verify
from accreditation.models import Entry, OutsideTraining
from lms.core.errors import Refusal
from lms.people.models import User
from tests.conftest import SeparateDatabase
from tests.torture.stage import Act, Stage

APPROVERS = 6
FACTS = {
    "student": "student-1", "enrollment": "enrollment-1", "campus": "north", "title": "Asylum basics", "provider": "Legal Aid",
    "first_on": date(2026, 10, 5), "last_on": date(2026, 10, 5), "minutes": 120, "mode": "hybrid", "category": "law_contact",
    "topics": {"asylum": 120}, "proposed_by": "student-1",
}  # fmt: skip


def approve(email: str) -> str:
    try:
        return approve_outside_training(training=OutsideTraining.objects.get(), by=User(email=email)).state
    except Refusal as refused:
        return refused.code


def withdraw() -> str:
    try:
        return withdraw_proposal(proposal=OutsideTraining.objects.get(), by=User(public_id="student-1")).state
    except Refusal as refused:
        return refused.code


@pytest.mark.services
@pytest.mark.separate
def test_approved_by_six_at_once_it_is_one_entry(separate_database: SeparateDatabase) -> None:
    OutsideTraining.objects.create(**FACTS, proposed_at=timezone.now())

    with Stage(separate_database) as stage:
        outcomes = stage.together(*(Act(f"{__name__}:approve", {"email": f"approver{number}@north.example"}) for number in range(APPROVERS)))

    assert [outcome.said for outcome in outcomes] == ["approved"] * APPROVERS
    assert list(Entry.objects.values_list("minutes", flat=True)) == [120]
    assert verify().ok


@pytest.mark.services
@pytest.mark.separate
def test_approved_while_it_is_withdrawn_one_of_the_two_wins(separate_database: SeparateDatabase) -> None:
    OutsideTraining.objects.create(**FACTS, proposed_at=timezone.now())

    with Stage(separate_database) as stage:
        said = [outcome.said for outcome in stage.together(Act(f"{__name__}:approve", {"email": "a@north.example"}), Act(f"{__name__}:withdraw", {}))]

    assert (said, Entry.objects.count()) in ((["approved", "decided"], 1), (["withdrawn", "withdrawn"], 0))
