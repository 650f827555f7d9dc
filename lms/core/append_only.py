"""A migration operation that makes the database itself refuse to change or remove rows of a table.

Constraint: SQLite's ``INSERT OR REPLACE`` removes the old row without firing DELETE triggers unless
``recursive_triggers`` is on, so each unique key also gets a BEFORE INSERT guard (hours.md, section 4).
SQLite drops triggers whenever a later migration rebuilds the table; add the operation again there
(``tests/project`` proves the guards are in place at the end of all migrations).
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class AppendOnlyTable(Operation):
    """Guard ``table`` on SQLite and PostgreSQL. ``keys``: the column tuples that identify a row, besides ``id``."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, table: str, keys: list[tuple[str, ...]] | None = None) -> None:
        self.table = table
        self.keys = keys or []

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for statement in self._forwards(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for statement in self._backwards(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return f"Refuse UPDATE, DELETE, TRUNCATE and replacement on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"{self.table}_append_only"

    def _forwards(self, vendor: str) -> list[str]:
        return self._postgresql_guards() if vendor == "postgresql" else self._sqlite_guards()

    def _backwards(self, vendor: str) -> list[str]:
        if vendor == "postgresql":
            return [
                f'DROP TRIGGER IF EXISTS "{self.table}_no_change" ON "{self.table}"',
                f'DROP TRIGGER IF EXISTS "{self.table}_no_truncate" ON "{self.table}"',
            ]
        names = ["no_update", "no_delete", *(f"no_replace_{n}" for n in range(len(self.keys) + 1))]
        return [f'DROP TRIGGER IF EXISTS "{self.table}_{name}"' for name in names]

    def _sqlite_guards(self) -> list[str]:
        refuse = f"SELECT RAISE(ABORT, '{self.table} is append-only');"
        guards = [
            f'CREATE TRIGGER IF NOT EXISTS "{self.table}_no_{verb.lower()}" BEFORE {verb} ON "{self.table}" BEGIN {refuse} END' for verb in ("UPDATE", "DELETE")
        ]
        for number, key in enumerate([("id",), *self.keys]):
            match = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
            guards.append(
                f'CREATE TRIGGER IF NOT EXISTS "{self.table}_no_replace_{number}" BEFORE INSERT ON "{self.table}" '  # names of our own migrations  # nosec B608
                f'WHEN EXISTS (SELECT 1 FROM "{self.table}" WHERE {match}) BEGIN {refuse} END'
            )
        return guards

    def _postgresql_guards(self) -> list[str]:
        return [
            "CREATE OR REPLACE FUNCTION refuse_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
            f'CREATE OR REPLACE TRIGGER "{self.table}_no_change" BEFORE UPDATE OR DELETE ON "{self.table}" FOR EACH ROW EXECUTE FUNCTION refuse_append_only()',
            f'CREATE OR REPLACE TRIGGER "{self.table}_no_truncate" BEFORE TRUNCATE ON "{self.table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_append_only()',
        ]
