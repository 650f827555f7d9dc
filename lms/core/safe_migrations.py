"""Operations of migrations that a running installation can bear (docs/upgrading.md)."""

from typing import Any

from django.contrib.postgres.operations import AddConstraintNotValid, NotInTransactionMixin, ValidateConstraint
from django.db import migrations


class AddIndexWhileWorking(NotInTransactionMixin, migrations.AddIndex):
    """An index on a table that is large and written to: PostgreSQL builds it without holding up writers (``CONCURRENTLY``); SQLite as ever.

    The migration says ``atomic = False`` and does nothing else. Killed half-way, PostgreSQL keeps an index that it never uses; done again, this
    removes that one first.
    """

    atomic = False
    category = getattr(migrations.AddIndex, "category", None)

    def describe(self) -> str:
        return f"Add the index {self.index.name} to {self.model_name} while it is written to"

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        self._ensure_not_in_transaction(schema_editor)
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {schema_editor.quote_name(self.index.name)}")
        schema_editor.add_index(model, self.index, concurrently=True)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if schema_editor.connection.vendor != "postgresql":
            super().database_backwards(app_label, schema_editor, from_state, to_state)
            return
        self._ensure_not_in_transaction(schema_editor)
        schema_editor.remove_index(model, self.index, concurrently=True)


class AddConstraintUnchecked(AddConstraintNotValid):
    """A check that new rows must pass from now on, added without reading those that are there; ``CheckConstraintRows`` does that in the next migration.

    SQLite adds it as ever, and reads them at once.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        else:
            migrations.AddConstraint.database_forwards(self, app_label, schema_editor, from_state, to_state)


class CheckConstraintRows(ValidateConstraint):
    """Reads every row by the constraint ``name`` of ``AddConstraintUnchecked``, while people write. Nothing to do on SQLite."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
