"""Claims of answers to mark are cleared once they lapse."""

from datetime import timedelta

import pytest

from assessments.actions.claim_item import claim_item
from assessments.actions.clear_claims import clear_claims
from assessments.models import Claim
from lms.core.clock import now
from lms.jobs.api import sweeps
from tests.factories.answers import answered

pytestmark = [pytest.mark.django_db, pytest.mark.services]


def test_lapsed_claims_go_and_held_ones_stay() -> None:
    scene = answered("ab", essay=True)
    lapsed, held = scene.essays()
    for item in (lapsed, held):
        claim_item(item=item, by=scene.instructor())
    Claim.objects.filter(item=lapsed).update(until=now() - timedelta(seconds=1))

    first, again = sweeps.get("assessments.clear_claims").function(), clear_claims()

    assert (first, again, list(Claim.objects.values_list("item", flat=True))) == (1, 0, [held.pk])
