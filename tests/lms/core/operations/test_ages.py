from datetime import timedelta

import pytest

from lms.core.clock import now
from lms.core.operations.ages import ago, lasted


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=-5), "0 seconds"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=119), "119 minutes"),
        (timedelta(hours=2), "2 hours"),
        (timedelta(hours=47, minutes=59), "47 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_a_span_is_said_in_whole_units(span: timedelta, said: str) -> None:
    assert lasted(span) == said


def test_a_moment_is_said_by_its_distance() -> None:
    assert (ago(now()), ago(now() - timedelta(minutes=3, seconds=1))) == ("just now", "3 minutes ago")
