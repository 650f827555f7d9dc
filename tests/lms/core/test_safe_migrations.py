"""An index that is built while people write: on PostgreSQL without a lock, also after an attempt that was killed."""

from itertools import count

import pytest
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from lms.core.safe_migrations import AddConstraintUnchecked, AddIndexWhileWorking, CheckConstraintRows
from tests.conftest import SeparateDatabase

pytestmark = pytest.mark.services
INDEX = models.Index(fields=["name"], name="campus_by_name_test")


def state() -> ProjectState:
    before = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=120))]
    migrations.CreateModel("Campus", fields).state_forwards("people", before)
    return before


def run(operation: AddIndexWhileWorking, *, backwards: bool = False) -> None:
    before, after = state(), state()
    operation.state_forwards("people", after)
    with connection.schema_editor(atomic=False) as editor:
        if backwards:
            operation.database_backwards("people", editor, after, before)
        else:
            operation.database_forwards("people", editor, before, after)


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return {name for name in connection.introspection.get_constraints(cursor, "people_campus") if name == INDEX.name}


def test_it_is_built_and_removed(separate_database: SeparateDatabase) -> None:
    operation = AddIndexWhileWorking("campus", INDEX)

    run(operation)
    assert indexes() == {INDEX.name}
    run(operation, backwards=True)
    assert indexes() == set()


def test_what_a_killed_attempt_left_is_no_obstacle(separate_database: SeparateDatabase) -> None:
    """PostgreSQL keeps an index that was not finished, and calls it invalid: a unique one over two of the same name is the quickest way there."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite builds an index in one transaction")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE twice (name text); INSERT INTO twice VALUES ('a'), ('a')")
        with pytest.raises(IntegrityError):
            cursor.execute(f"CREATE UNIQUE INDEX CONCURRENTLY {INDEX.name} ON twice (name)")

    run(AddIndexWhileWorking("campus", INDEX))

    assert indexes() == {INDEX.name}
    with connection.cursor() as cursor:
        cursor.execute("SELECT indisvalid FROM pg_index WHERE indexrelid = %s::regclass", [INDEX.name])
        assert cursor.fetchone() == (True,)


NUMBERS = count(1)


def put_campus(name: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO campus_of_test (id, name) VALUES (%s, %s)", [next(NUMBERS), name])


def test_a_check_holds_for_new_rows_at_once_and_for_old_ones_when_they_were_read(separate_database: SeparateDatabase) -> None:
    before = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=120))]
    table = migrations.CreateModel("CampusOfTest", fields, options={"db_table": "campus_of_test"})
    check = models.CheckConstraint(condition=~models.Q(name=""), name="campus_has_name_test")
    table.state_forwards("people", before)
    with connection.schema_editor() as editor:
        table.database_forwards("people", editor, ProjectState(), before)
    put_campus("North")
    is_postgresql = connection.vendor == "postgresql"
    if is_postgresql:
        put_campus("")
    after = before.clone()
    adding = AddConstraintUnchecked("campusoftest", check)
    adding.state_forwards("people", after)

    with connection.schema_editor() as editor:
        adding.database_forwards("people", editor, before, after)

    with pytest.raises(IntegrityError):
        put_campus("")
    reading = CheckConstraintRows("campusoftest", check.name)
    if is_postgresql:
        with pytest.raises(IntegrityError), connection.schema_editor() as editor:
            reading.database_forwards("people", editor, after, after)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM campus_of_test WHERE name = ''")
    with connection.schema_editor() as editor:
        reading.database_forwards("people", editor, after, after)
