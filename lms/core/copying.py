"""Many rows at once, all guards of their table on: COPY on PostgreSQL, plain inserts elsewhere.

Nothing is sent, marked or checked by Python: this is for rows that were made by the very functions that make them one by one.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connections, models, router

BATCH = 500


def copy_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert ``rows``, values in the order of ``columns``: attribute names (as in ``student_id``) of all but a key that the database gives out.

    Raises ``django.db.Error`` where a guard refuses a row; then none is inserted, and the transaction is over.
    """
    connection = connections[router.db_for_write(model)]
    if connection.vendor != "postgresql":
        model._base_manager.bulk_create([model(**dict(zip(columns, row, strict=True))) for row in rows], batch_size=BATCH)
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    as_text = [place for place, name in enumerate(columns) if isinstance(fields[name], models.JSONField)]
    quoted = ", ".join(connection.ops.quote_name(str(fields[name].column)) for name in columns)
    statement = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({quoted}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_with_json(row, as_text) if as_text else row)


def _with_json(row: Sequence[Any], as_text: list[int]) -> list[Any]:
    values = list(row)
    for place in as_text:
        values[place] = json.dumps(values[place])
    return values
