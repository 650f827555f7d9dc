"""The demonstration tells of past days; nobody else changes the clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from lms.core.clock import now
from lms.core.telling import telling_of

MOMENT = datetime(2026, 9, 14, 18, 30, tzinfo=UTC)


@pytest.fixture
def demonstration(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = True


def test_within_it_is_then_and_after_it_is_now(demonstration: None) -> None:
    with telling_of(MOMENT):
        told = now()
        with telling_of(MOMENT + timedelta(hours=1)):
            later = now()
        back = now()

    assert (told, later, back) == (MOMENT, MOMENT + timedelta(hours=1), MOMENT)
    assert timezone.now() - now() < timedelta(minutes=1)


def test_an_error_ends_it_too(demonstration: None) -> None:
    with pytest.raises(KeyError), telling_of(MOMENT):
        raise KeyError

    assert now() != MOMENT


def test_what_is_to_come_cannot_be_told_of(demonstration: None) -> None:
    with pytest.raises(RuntimeError, match="Only the past"), telling_of(timezone.now() + timedelta(minutes=1)):
        pass


def test_without_demonstrations_nothing_is_told_of(settings: pytest.FixtureRequest) -> None:
    settings.DEMONSTRATION_ACCOUNTS_ALLOWED = False

    with pytest.raises(RuntimeError, match="Only a demonstration"), telling_of(MOMENT):
        pass
