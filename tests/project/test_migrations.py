"""No migration does what a working installation cannot bear; what was reviewed and may stay is in `reviewed_migrations.csv`, each with its reason."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from lms.core.safe_migrations import AddConstraintUnchecked, AddIndexWhileWorking
from tests.project.migration_rules import RULES, Found, findings, large_tables

REVIEWED = Path(__file__).with_name("reviewed_migrations.csv")
OURS = ("lms", "curriculum", "assessments", "accreditation")


def reviewed() -> dict[tuple[str, str, str], str]:
    with REVIEWED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["migration"], row["operation"], row["rule"]): row["reason"] for row in rows}


def found_in_ours() -> list[Found]:
    """Every migration in the order of the graph."""
    loader = MigrationLoader(None)
    state, found = ProjectState(), []
    for key in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.disk_migrations[key]
        if migration.__module__.split(".")[0] in OURS:
            found += findings(".".join(key), migration, state)
        else:
            state = migration.mutate_state(state, preserve=False)
    return found


def test_what_is_unsafe_was_reviewed_and_has_its_reason() -> None:
    known = reviewed()

    new = [f"{one.where}: {one.what} ({one.rule}). {one.sentence}" for one in found_in_ours() if one.key not in known]

    assert new == []
    assert [key for key, reason in known.items() if len(reason) < 15] == []


def test_nothing_is_listed_that_is_not_found() -> None:
    assert set(reviewed()) - {one.key for one in found_in_ours()} == set()


def test_the_tables_called_large_exist() -> None:
    from django.apps import apps

    assert large_tables() - {model._meta.label_lower for model in apps.get_models()} == set()


ENTRY = "entry"


def state() -> ProjectState:
    before = ProjectState()
    fields = [("id", models.BigAutoField(primary_key=True)), ("title", models.CharField(max_length=80)), ("note", models.TextField(null=True))]
    migrations.CreateModel("Entry", fields).state_forwards("accreditation", before)
    migrations.CreateModel("Form", fields).state_forwards("accreditation", before)
    return before


def rules_broken(*operations: Any, atomic: bool = True) -> list[str]:
    """The rules that a migration of accreditation with these operations breaks."""
    migration = type("Migration", (migrations.Migration,), {"operations": list(operations), "atomic": atomic})("0099_next", "accreditation")
    return [one.rule for one in findings("accreditation.0099_next", migration, state())]


def each_row(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("accreditation", "Entry").objects.all():
        row.save()


def some_rows(apps: Any, schema_editor: Any) -> None:
    for row in apps.get_model("accreditation", "Entry").objects.all().iterator(chunk_size=500):
        row.save()


INDEX = models.Index(fields=["title"], name="entry_by_title")
CHECK = models.CheckConstraint(condition=~models.Q(title=""), name="entry_has_title")
UNSAFE = {
    "a column goes": (migrations.RemoveField(ENTRY, "title"), "takes_away"),
    "a column is called otherwise": (migrations.RenameField(ENTRY, "title", "name"), "takes_away"),
    "a table goes": (migrations.DeleteModel("Entry"), "takes_away"),
    "a table is called otherwise": (migrations.RenameModel("Entry", "Line"), "takes_away"),
    "a table moves": (migrations.AlterModelTable("Entry", "line"), "takes_away"),
    "a column that must be filled": (migrations.AddField(ENTRY, "kind", models.CharField(max_length=9)), "refuses_what_is_written"),
    "a default of Python’s": (migrations.AddField(ENTRY, "kind", models.CharField(max_length=9, default="x")), "refuses_what_is_written"),
    "null is forbidden": (migrations.AlterField(ENTRY, "note", models.TextField()), "narrows"),
    "shorter": (migrations.AlterField(ENTRY, "title", models.CharField(max_length=40)), "narrows"),
    "unique now": (migrations.AlterField(ENTRY, "title", models.CharField(max_length=80, unique=True)), "narrows"),
    "another type": (migrations.AlterField(ENTRY, "title", models.IntegerField()), "narrows"),
    "an index on a large table": (migrations.AddIndex(ENTRY, INDEX), "locks_a_large_table"),
    "a field with an index on a large table": (migrations.AddField(ENTRY, "day", models.DateField(null=True, db_index=True)), "locks_a_large_table"),
    "a constraint on a large table": (migrations.AddConstraint(ENTRY, CHECK), "locks_a_large_table"),
    "no way back": (migrations.RunPython(some_rows), "cannot_go_back"),
    "no way back for SQL": (migrations.RunSQL("SELECT 1"), "cannot_go_back"),
    "all rows at once": (migrations.RunPython(each_row, migrations.RunPython.noop), "reads_all_at_once"),
    "hidden in another operation": (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField(ENTRY, "title")]), "takes_away",
    ),
}  # fmt: skip
SAFE = {
    "a table": migrations.CreateModel("Line", [("id", models.BigAutoField(primary_key=True)), ("kind", models.TextField())]),
    "a column that may be null": migrations.AddField(ENTRY, "kind", models.TextField(null=True)),
    "a column that the database fills": migrations.AddField(ENTRY, "kind", models.TextField(db_default="")),
    "longer": migrations.AlterField(ENTRY, "title", models.CharField(max_length=120)),
    "null is allowed": migrations.AlterField(ENTRY, "title", models.CharField(max_length=80, null=True)),
    "an index while they work": AddIndexWhileWorking(ENTRY, INDEX),
    "an index on a small table": migrations.AddIndex("form", models.Index(fields=["title"], name="form_by_title")),
    "a constraint to be validated later": AddConstraintUnchecked(ENTRY, CHECK),
    "out of the state alone": migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField(ENTRY, "title")]),
    "rows some at a time": migrations.RunPython(some_rows, migrations.RunPython.noop),
}


@pytest.mark.parametrize("case", UNSAFE)
def test_unsafe(case: str) -> None:
    operation, rule = UNSAFE[case]

    assert rules_broken(operation) == [rule]


@pytest.mark.parametrize("case", SAFE)
def test_safe(case: str) -> None:
    assert rules_broken(SAFE[case]) == []


def test_rows_and_tables_in_one_transaction() -> None:
    pair = [migrations.AddField("form", "kind", models.TextField(null=True)), migrations.RunPython(some_rows, migrations.RunPython.noop)]

    assert rules_broken(*pair) == ["mixes_rows_and_tables"]
    assert rules_broken(*pair, atomic=False) == []


def test_a_table_of_the_same_migration_is_empty() -> None:
    made = SAFE["a table"]
    field = migrations.AddField("line", "more", models.CharField(max_length=9, default="x"))

    assert rules_broken(made, field) == []


def test_every_rule_has_an_unsafe_case() -> None:
    assert {rule.__name__ for rule in RULES} == {rule for _operation, rule in UNSAFE.values()}
