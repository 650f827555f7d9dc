"""An upgrade rehearsed on PostgreSQL (security.md, DT-06): a populated database of an earlier state goes forward, is killed several times, and goes on.

The rows are real ones, made through the doors of today and carried backwards to the earlier state, so that no second template has to be built; going back
is rehearsed with it. Few: what the newest migrations changed. Full: every app some migrations back. `-s` prints the figures.
"""

import difflib
import os
import random
import secrets
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from accreditation.api import ledger_end, verify
from benchmarks.ledger_data import make_entries, make_people, sit_exams
from tests.conftest import SeparateDatabase
from tests.database import is_postgresql
from tests.lms.site.backup.machines import child_of, ended
from tests.torture.rounds import is_full
from tests.torture.tampered_facts import make_facts

pytestmark = pytest.mark.services

FEW = {"accreditation": "0018", "people": "0005"}
FULL = {**FEW, "curriculum": "0014", "assessments": "0011"}  # 0013 of curriculum would take most of accreditation and assessments along
STUDENTS = {False: 40, True: 1000}
KILLS = {False: 3, True: 8}
CHANGES = ("CREATE", "ALTER", "DROP", "UPDATE", "INSERT", "DELETE")


def test_killed_and_repeated_it_ends_as_a_fresh_one(separate_database: SeparateDatabase, settings: Any, tmp_path: Path) -> None:
    if not is_postgresql():
        pytest.skip("on SQLite one machine upgrades while nobody is there")
    seed = os.environ.get("TORTURE_SEED") or secrets.token_hex(4)
    settings.ANCHOR_DIR, settings.VAULT_DIR = tmp_path / "anchors", tmp_path / "vault"
    fresh = schema_of(separate_database)
    populate(tmp_path / "course")
    end = ledger_end()
    for app, name in (FULL if is_full() else FEW).items():
        call_command("migrate", app, name, verbosity=0)
    earlier, rows, chance, came_to = applied(), counted(), random.Random(f"{seed}/migrations"), []

    for number in range(1, KILLS[is_full()] + 1):
        how = ended(child_of(lambda: migrate_and_die(chance.randint(1, 8 * number))))  # noqa: B023  called at once
        assert how == -signal.SIGKILL or (how == 0 and number > 1), f"seed {seed}: migrating ended with {how}"
        came_to.append(len(applied() - earlier))
        assert {table: number for table, number in counted().items() if number < rows.get(table, 0)} == {}, f"seed {seed}: rows were lost"
    began = time.monotonic()
    assert ended(child_of(lambda: call_command("migrate", verbosity=0, interactive=False))) == 0

    assert list(difflib.unified_diff(fresh, schema_of(separate_database), lineterm="", n=1)) == []
    assert {table: number for table, number in counted().items() if number < rows.get(table, 0)} == {}
    assert (ledger_end(), verify().ok) == (end, True)
    print(
        f"\nrehearsal: TORTURE_SEED={seed}: {sum(rows.values())} rows in {len(rows)} tables; kills came to {came_to} migrations of {len(applied() - earlier)}"
    )
    print(f"the rest in {time.monotonic() - began:.1f} s")


def populate(folder: Path) -> None:
    """One student with something of everything, and many with entries, attempts and marks."""
    make_facts(folder)
    places = make_people(STUDENTS[is_full()])
    sit_exams(places)
    make_entries(places, 20)


def migrate_and_die(statements: int) -> None:
    """Go forward until so many statements have changed tables or rows, and be killed before the next."""

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        if str(sql).split(None, 1)[0].upper() in CHANGES:
            statements -= 1
            if statements < 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        call_command("migrate", verbosity=0, interactive=False)


def applied() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def counted() -> dict[str, int]:
    """How many rows each table has that has any."""
    found = {}
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) & {model._meta.db_table for model in apps.get_models()}:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = cursor.fetchone()[0]
    return {table: number for table, number in found.items() if number}


def schema_of(database: SeparateDatabase) -> list[str]:
    """All that makes the schema, without the remarks of who wrote it."""
    dumped = subprocess.run(["pg_dump", "--schema-only", "--no-owner", database.url], capture_output=True, text=True, check=True).stdout
    return [line for line in dumped.splitlines() if line and not line.startswith(("--", "\\"))]
