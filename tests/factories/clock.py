"""The server's clock at nine in the morning of the campus, standing still until a test moves it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

NINE = datetime(2026, 10, 5, 13, tzinfo=UTC)  # nine o'clock at the campus


class Clock:
    """Set ``now``, or shift it."""

    def __init__(self, now: datetime = NINE) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def shift(self, by: timedelta) -> None:
        self.now += by


def stand_still(monkeypatch: pytest.MonkeyPatch, now: datetime = NINE) -> Clock:
    clock = Clock(now)
    monkeypatch.setattr(timezone, "now", clock)
    return clock
