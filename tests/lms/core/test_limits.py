"""A limit by the minute, whoever counts."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.core import limits
from lms.core.limits import PerMinute

NOON = datetime(2026, 11, 2, 12, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "now", lambda: NOON)


@pytest.mark.parametrize("quiet", [0, 1, 3, 9])
def test_one_process_lets_exactly_the_limit_through(quiet: int) -> None:
    beats = PerMinute("beats", 10, quiet=quiet)

    assert [beats.allows(7) for _ in range(12)] == [True] * 10 + [False] * 2


def test_each_person_and_each_name_is_counted_apart() -> None:
    beats, codes = PerMinute("beats", 1), PerMinute("codes", 1)

    assert [beats.allows(7), beats.allows(8), codes.allows(7), beats.allows(7)] == [True, True, True, False]


def test_processes_count_together_but_for_the_first_of_each() -> None:
    processes = [PerMinute("beats", 10, quiet=2) for _ in range(4)]

    allowed = sum(process.allows(7) for _ in range(20) for process in processes)

    assert 10 <= allowed <= 10 + 4 * 2


def test_the_next_minute_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    beats = PerMinute("beats", 2, quiet=1)
    assert [beats.allows(7) for _ in range(3)] == [True, True, False]

    monkeypatch.setattr(limits, "now", lambda: NOON + timedelta(minutes=1))

    assert [beats.allows(7) for _ in range(3)] == [True, True, False]
