"""What a migration may not do to an installation that works: rules over its operations, each a function that gives sentences.

While an upgrade goes on, web servers and workers of the release before still run on the tables, and people study. So nothing they read may go, nothing
they write may be refused, and no lock may be held for as long as a large table takes to read. `docs/upgrading.md` says how each thing is done instead.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from lms.core.models import AppendOnlyModel

SCHEMA = (migrations.AddField, migrations.AlterField, migrations.RemoveField, migrations.AddConstraint, migrations.RemoveConstraint, migrations.AddIndex)
LARGE_BESIDE_APPEND_ONLY = {
    "vault.storedfile", "jobs.job", "notices.notice", "people.user", "curriculum.enrollment", "curriculum.studysession", "assessments.attempt",
"wagtailcore.revision", "wagtailcore.page",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """``where`` is “app.migration”, ``what`` the operation and its object, ``rule`` the name of the rule, ``sentence`` what is wrong."""

    where: str
    what: str
    rule: str
    sentence: str

    @property
    def key(self) -> tuple[str, str, str]:
        return self.where, self.what, self.rule


@dataclass(frozen=True)
class Step:
    """One operation of a migration, with the tables before it and those that the same migration has made."""

    app: str
    operation: Operation
    before: ProjectState
    made: frozenset[str]

    @property
    def table(self) -> str:
        """“app.model” that the operation is about; empty for one about none."""
        name = getattr(self.operation, "model_name", "") or (self.operation.name if isinstance(self.operation, migrations.DeleteModel) else "")
        return f"{self.app}.{name.lower()}" if name else ""

    @property
    def is_on_an_old_table(self) -> bool:
        return bool(self.table) and self.table not in self.made

    @property
    def what(self) -> str:
        own = getattr(self.operation, "name", "") or getattr(getattr(self.operation, "constraint", None), "name", "")
        own = own or getattr(getattr(self.operation, "index", None), "name", "") or getattr(getattr(self.operation, "code", None), "__name__", "")
        subject = self.table.partition(".")[2]
        return " ".join(part for part in (type(self.operation).__name__, subject, own if own.lower() != subject else "") if part)


Rule = Callable[[Step], str]


def takes_away(step: Step) -> str:
    """The release before selects every column it knows by name."""
    if isinstance(step.operation, (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel, migrations.AlterModelTable)):
        return "The release before still reads it. Take it out of the state now (SeparateDatabaseAndState), and out of the database a release later."
    return ""


def refuses_what_is_written(step: Step) -> str:
    """The release before inserts rows without the new column, and Django drops a default of Python’s from the table at once."""
    if not isinstance(step.operation, migrations.AddField) or not step.is_on_an_old_table:
        return ""
    field = step.operation.field
    if field.many_to_many or field.null or field.has_db_default():
        return ""
    return "The release before writes rows without it. Give it db_default, or null=True."


def narrows(step: Step) -> str:
    """Rows that are there, and rows that the release before still writes, may not fit; a change of type writes the table anew under a lock."""
    if not isinstance(step.operation, migrations.AlterField) or not step.is_on_an_old_table:
        return ""
    old = step.before.models[step.app, step.operation.model_name_lower].fields[step.operation.name]
    new = step.operation.field
    if old.null and not new.null:
        return "What is null already, and what the release before still writes as null, would be refused."
    if type(old) is not type(new):
        return "The table would be written anew under a lock, and the release before expects the other type."
    if (getattr(new, "max_length", None) or 10**9) < (getattr(old, "max_length", None) or 10**9):
        return "Longer values, there already or still written, would be refused."
    if new.unique and not old.unique:
        return "An index would be built under a lock, and a second value refused."
    return ""


def locks_a_large_table(step: Step) -> str:
    """An index or a constraint on a table that may hold millions of rows reads all of them, and nobody writes meanwhile."""
    if not step.is_on_an_old_table or step.table not in large_tables():
        return ""
    if type(step.operation) is migrations.AddIndex:
        return "Writers would wait until the index is built. Use AddIndexWhileWorking (lms.core.safe_migrations) in a migration of its own."
    if type(step.operation) is migrations.AddConstraint:
        return "Writers would wait until every row was read. Use AddConstraintUnchecked, then CheckConstraintRows (lms.core.safe_migrations)."
    if isinstance(step.operation, migrations.AddField) and (step.operation.field.db_index or step.operation.field.unique):
        return "Writers would wait until the index of the field is built. Add the field without it, and the index while they work."
    return ""


def cannot_go_back(step: Step) -> str:
    if isinstance(step.operation, migrations.RunPython) and step.operation.reverse_code is None:
        return "It has no way back. Give reverse_code; RunPython.noop where nothing has to be undone."
    if isinstance(step.operation, migrations.RunSQL) and step.operation.reverse_sql is None:
        return "It has no way back. Give reverse_sql; RunSQL.noop where nothing has to be undone."
    return ""


def reads_all_at_once(step: Step) -> str:
    """A loop over a queryset loads every row; ``iterator()`` or slices do not."""
    if isinstance(step.operation, migrations.RunPython) and any(map(_is_over_all_rows, _loops(step.operation.code))):
        return "Every row would be in memory at once. Go through them with iterator(), and write them some hundred at a time."
    return ""


RULES: tuple[Rule, ...] = (takes_away, refuses_what_is_written, narrows, locks_a_large_table, cannot_go_back, reads_all_at_once)


def findings(where: str, migration: Any, state: ProjectState) -> Iterator[Found]:
    """What is unsafe in a migration; ``state`` is that of the tables before it, and is changed to that after it."""
    made: set[str] = set()
    app = migration.app_label
    for operation in _flat(migration.operations):
        step = Step(app, operation, state, frozenset(made))
        for rule in RULES:
            sentence = rule(step)
            if sentence:
                yield Found(where, step.what, rule.__name__, sentence)
        if isinstance(operation, migrations.CreateModel):
            made.add(f"{app}.{operation.name_lower}")
        operation.state_forwards(app, state)
    yield from _mixed(where, migration, made)


def _mixed(where: str, migration: Any, made: set[str]) -> Iterator[Found]:
    """Rows changed and tables altered in one transaction: the locks of the second are held while the first goes on, and PostgreSQL may refuse the pair."""
    kinds = [type(operation).__name__ for operation in migration.operations]
    alters = any(isinstance(one, SCHEMA) and f"{migration.app_label}.{one.model_name.lower()}" not in made for one in migration.operations)
    if migration.atomic and alters and "RunPython" in kinds:
        yield Found(where, "RunPython", "mixes_rows_and_tables", "Tables stay locked while rows are changed. Put RunPython into a migration of its own.")


def large_tables() -> frozenset[str]:
    """Tables that grow with every day of study."""
    return frozenset(model._meta.label_lower for model in apps.get_models() if issubclass(model, AppendOnlyModel)) | LARGE_BESIDE_APPEND_ONLY


def _flat(operations: list[Operation]) -> Iterator[Operation]:
    """What reaches the database: of an operation that only changes the state, nothing does."""
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _flat(list(operation.database_operations))
        else:
            yield operation


def _loops(code: Callable[..., Any]) -> Iterator[ast.expr]:
    """What the loops and comprehensions of a function go over."""
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(code)))):
        if isinstance(node, (ast.For, ast.comprehension)):
            yield node.iter


def _is_over_all_rows(expression: ast.expr) -> bool:
    names = {node.attr for node in ast.walk(expression) if isinstance(node, ast.Attribute)}
    is_sliced = any(isinstance(node, ast.Slice) for node in ast.walk(expression))
    return "objects" in names and "iterator" not in names and not is_sliced
