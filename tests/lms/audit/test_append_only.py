"""The database itself refuses to change or remove what was written down."""

import pytest
from django.db import DatabaseError, connection, transaction

from lms.audit.models import Disclosure, Event
from lms.core.clock import now
from lms.core.models import AppendOnlyViolation

pytestmark = [pytest.mark.django_db, pytest.mark.services]
COLUMNS = {
    "audit_event": "at, kind, actor, actor_label, subject_kind, subject_id, campus, data",
    "audit_disclosure": "at, viewer, owner, what, purpose, recipient, campus, job",
}
TABLES = list(COLUMNS)


@pytest.fixture(autouse=True)
def rows() -> None:
    Event.objects.create(pk=1, at=now(), kind="sample.done", actor="rosa")
    Disclosure.objects.create(pk=1, at=now(), viewer="rosa", owner="ana", what="Hours", purpose="Page")


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def contents(table: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        return cursor.fetchall()


def replacement(table: str) -> str:
    columns = COLUMNS[table]
    if connection.vendor == "postgresql":
        return f"INSERT INTO {table} (id, {columns}) SELECT id, {columns} FROM {table} ON CONFLICT (id) DO UPDATE SET campus = 'south'"
    return f"INSERT OR REPLACE INTO {table} (id, {columns}) SELECT id, {columns} FROM {table}"


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET campus = 'south'", "DELETE FROM {}", "DELETE FROM {} WHERE id = 1"])
def test_the_database_refuses_to_change_a_row(table: str, statement: str) -> None:
    before = contents(table)

    with pytest.raises(DatabaseError, match=f"{table} is append-only"):
        run(statement.format(table))

    assert contents(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_replace_a_row(table: str) -> None:
    before = contents(table)

    with pytest.raises(DatabaseError, match=f"{table} is append-only"):
        run(replacement(table))

    assert contents(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_truncate(table: str) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; DELETE without WHERE is tested above.")
    before = contents(table)

    with pytest.raises(DatabaseError, match=f"{table} is append-only"):
        run(f"TRUNCATE {table}")

    assert contents(table) == before


@pytest.mark.parametrize("table", TABLES)
def test_the_database_still_takes_new_rows(table: str) -> None:
    columns = COLUMNS[table]

    run(f"INSERT INTO {table} (id, {columns}) SELECT 2, {columns} FROM {table}")

    assert len(contents(table)) == 2


def test_the_models_say_so_in_a_sentence() -> None:
    with pytest.raises(AppendOnlyViolation, match="Event rows are written once"):
        Event.objects.get().save()
    with pytest.raises(AppendOnlyViolation, match="Disclosure rows are written once"):
        Disclosure.objects.all().delete()
