"""The writing statement of a save, with the columns of ``AttemptStep`` and ``Attempt``: composing it anew costs more than answering it.

Constraint: a save comes every few seconds from everybody who sits an assessment (performance.md, row 3).
"""

from collections.abc import Sequence

from django.db import connections, router

from assessments.models.attempt import Attempt, AttemptStep

_COLUMNS = ("attempt_id", "item_id", "number", "key", "response", "received_at")
_INSERT = "INSERT INTO assessments_attemptstep (attempt_id, item_id, number, key, response, received_at) VALUES (%s, %s, %s, %s, %s, %s)"
_UPDATE = "UPDATE assessments_attempt SET last_step = %s WHERE id = %s"
_BOTH = f"WITH kept AS ({_INSERT}) {_UPDATE}"  # PostgreSQL only


def write_steps(attempt: Attempt, steps: Sequence[AttemptStep]) -> None:
    """Keep new ``steps`` of a locked attempt, and its ``last_step``."""
    connection = connections[router.db_for_write(Attempt)]
    fields = [next(field for field in AttemptStep._meta.concrete_fields if field.attname == name) for name in _COLUMNS]
    rows = [[field.get_db_prep_save(getattr(step, field.attname), connection) for field in fields] for step in steps]
    with connection.cursor() as cursor:
        if len(rows) == 1 and connection.vendor == "postgresql":
            cursor.execute(_BOTH, [*rows[0], attempt.last_step, attempt.pk])
            return
        cursor.executemany(_INSERT, rows)
        cursor.execute(_UPDATE, [attempt.last_step, attempt.pk])
