"""A clock that a test sets."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

NEW_YORK = ZoneInfo("America/New_York")
SetClock = Callable[[datetime], None]


def new_york(day: int, hour: int, minute: int = 0, month: int = 6) -> datetime:
    """A moment of June 2026 in New York."""
    return datetime(2026, month, day, hour, minute, tzinfo=NEW_YORK)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """The server's clock stands where it was set last."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment.astimezone(ZoneInfo("UTC")))

    set_to(new_york(10, 12))
    return set_to
