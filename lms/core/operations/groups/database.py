"""The database: whether it answers, how fast, and whether it is as the program expects it."""

import time

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from lms.core.operations.registry import Fact, Figure, Reading, State
from lms.core.wording import counted

SLOW_MS = 100
FIGURES = (
    Figure("pathway_database_up", "1 when the database answers."),
    Figure("pathway_database_answer_seconds", "How long the smallest question takes."),
    Figure("pathway_migrations_waiting", "Changes of the tables that were not applied yet."),
)
_seen = {"migrated": False}


def ask_database() -> float:
    """Ask the smallest question; how many seconds it took. Raises ``DatabaseError`` when there is no answer."""
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return time.perf_counter() - began


def read_database() -> Reading:
    reading = Reading()
    try:
        took = ask_database()
    except DatabaseError:
        reading.sample("pathway_database_up", 0)
        reading.facts.append(
            Fact(
                "Database", State.WRONG, "It does not answer.", "Nobody can work: pages show an error, and nothing new is saved.",
                "See whether the database server runs and DATABASE_URL is right, then look at its own log.",
            )
        )  # fmt: skip
        return reading
    reading.sample("pathway_database_up", 1)
    reading.sample("pathway_database_answer_seconds", took)
    reading.facts += [_speed(took), _tables(reading)]
    return reading


def _speed(took: float) -> Fact:
    said = f"It answers in {took * 1000:.1f} ms ({connection.display_name})."
    if took * 1000 < SLOW_MS:
        return Fact("Database", State.FINE, said, "Pages can be read and work can be saved.")
    return Fact(
        "Database",
        State.LOOK,
        said,
        "Every page asks it several times, so all of them are slow.",
        "See what else runs on its machine, and the slow statements in the log.",
    )


def _tables(reading: Reading) -> Fact:
    waiting = migrations_waiting()
    reading.sample("pathway_migrations_waiting", waiting)
    if not waiting:
        return Fact("Tables", State.FINE, "They are as this version expects them.", "The last update was finished.")
    said = f"{counted(waiting, 'change of the tables waits', 'changes of the tables wait')} to be applied."
    return Fact("Tables", State.WRONG, said, "Pages that need the new tables fail.", "Run manage.py migrate.")


def migrations_waiting() -> int:
    """How many migrations were not applied. None once there were none: a process does not outlive its version."""
    if _seen["migrated"]:
        return 0
    executor = MigrationExecutor(connection)
    waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _seen["migrated"] = waiting == 0
    return waiting
