"""The guard against labeled sets. The hold-out half was written before any tuning; ``later`` and the strangers’ were written after it, each measured before
anything was mended with its help. Their first figures stand in decision 112; what a test keeps is that nothing that was once found is lost again.
"""

import pytest

from tests.accreditation.confidentiality.measuring import measured


@pytest.mark.parametrize(
    "half",
    [
        "holdout",
        "tuning",
        "later",
        "first_stranger",
        "second_stranger",
        "third_stranger",
        "fourth_stranger",
        "fifth_stranger",
        "sixth_stranger",
        "seventh_stranger",
    ],
)
def test_at_least_95_percent_are_caught_and_under_2_percent_are_false_alarms(half: str) -> None:
    result = measured(half)

    assert result.caught >= 0.95, result.missed
    assert result.false_alarms < 0.02, result.alarms


def test_the_set_is_as_large_as_it_says() -> None:
    halves = [measured(half) for half in ("holdout", "tuning")]

    assert (sum(half.planted for half in halves) >= 300, sum(half.texts for half in halves) >= 300) == (True, True)
