"""The guard against the labeled set. The hold-out half was written before any tuning, and was measured without being looked at."""

import pytest

from tests.accreditation.confidentiality.measuring import measured


@pytest.mark.parametrize("half", ["holdout", "tuning"])
def test_at_least_95_percent_are_caught_and_under_2_percent_are_false_alarms(half: str) -> None:
    result = measured(half)

    assert result.caught >= 0.95, result.missed
    assert result.false_alarms < 0.02, result.alarms


def test_the_set_is_as_large_as_it_says() -> None:
    halves = [measured(half) for half in ("holdout", "tuning")]

    assert (sum(half.planted for half in halves) >= 300, sum(half.texts for half in halves) >= 300) == (True, True)
