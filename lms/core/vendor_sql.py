"""A migration operation for SQL that differs between SQLite and PostgreSQL."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


class VendorSQL(Operation):
    """Runs the statements for the database at hand; ``purpose`` says what for."""

    reversible = True
    reduces_to_sql = True

    def __init__(self, purpose: str, *, sqlite: list[str], postgresql: list[str], undo: dict[str, list[str]]) -> None:
        self.purpose = purpose
        self.sqlite = sqlite
        self.postgresql = postgresql
        self.undo = undo

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for statement in self.postgresql if schema_editor.connection.vendor == "postgresql" else self.sqlite:
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any) -> None:
        for statement in self.undo[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return self.purpose
