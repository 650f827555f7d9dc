"""The database said in words."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from lms.core.operations.groups import database
from lms.core.operations.registry import State

pytestmark = pytest.mark.django_db


def test_one_that_answers_and_is_up_to_date_is_fine() -> None:
    reading = database.read_database()

    assert [(fact.about, fact.state) for fact in reading.facts] == [("Database", State.FINE), ("Tables", State.FINE)]
    assert ("pathway_database_up", (), 1) in reading.samples
    assert ("pathway_migrations_waiting", (), 0) in reading.samples


def test_one_that_does_not_answer_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Any:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", refuse)

    reading = database.read_database()

    assert [(fact.state, fact.says) for fact in reading.facts] == [(State.WRONG, "It does not answer.")]
    assert reading.samples == [("pathway_database_up", (), 0)]


def test_a_slow_one_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 0.25])
    monkeypatch.setattr(database.time, "perf_counter", lambda: next(moments, 0.25))

    assert database.read_database().facts[0].state == State.LOOK


def test_tables_of_before_are_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(database._seen, "migrated", False)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'notices' AND name LIKE '0002%'")

    tables = database.read_database().facts[1]

    assert (tables.state, tables.says) == (State.WRONG, "1 change of the tables waits to be applied.")
