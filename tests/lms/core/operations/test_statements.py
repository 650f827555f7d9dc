"""Statements are counted for the request that asked them, and slow ones told without what was asked for."""

from typing import Any

import pytest
from django.db import connection

from lms.core.operations import statements
from lms.people.models import Campus
from tests.factories.people import CampusFactory

pytestmark = pytest.mark.django_db


def test_a_request_counts_its_statements(settings: Any) -> None:
    tally = statements.begin()

    list(Campus.objects.all())
    Campus.objects.count()

    assert tally.statements == 2
    assert tally.seconds > 0


def test_a_connection_is_watched_once_however_often_it_is_made() -> None:
    statements.watch_connection(connection)
    statements.watch_connection(connection)

    assert connection.execute_wrappers.count(statements._watched) == 1


def test_what_makes_an_installation_may_be_slow_in_silence(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MS = 0.000001

    with statements.untold():
        list(Campus.objects.all())
    assert caplog.records == []
    list(Campus.objects.all())
    assert "A statement took" in caplog.text


def test_a_slow_statement_is_told_without_its_values(settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MS = 1
    moments = iter(range(100))
    monkeypatch.setattr(statements.time, "perf_counter", lambda: next(moments))

    CampusFactory(slug="zqsecretqz")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 'zqsecretqz', 'it''s', slug FROM people_campus WHERE slug = 'zqsecretqz'")

    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "INSERT INTO" in told
    assert "SELECT '…', '…', slug FROM people_campus WHERE slug = '…'" in told
    assert "A statement took 1000 ms" in told
    assert "zqsecretqz" not in told


@pytest.mark.parametrize("limit", [0, 2000])
def test_below_the_limit_and_without_one_nothing_is_told(settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, limit: int) -> None:
    settings.SLOW_QUERY_MS = limit
    moments = iter(range(100))
    monkeypatch.setattr(statements.time, "perf_counter", lambda: next(moments))

    Campus.objects.count()

    assert caplog.records == []


def test_a_long_statement_is_cut() -> None:
    assert len(statements.without_values("SELECT " + "x, " * 5000)) == statements.LONGEST_TEXT
