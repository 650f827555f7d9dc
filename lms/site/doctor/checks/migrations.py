"""The tables are those of this version of the program."""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lms.core.wording import counted
from lms.site.doctor.base import Asked, Fault


def look(asked: Asked) -> Iterator[Fault]:
    executor = MigrationExecutor(connection)
    waiting = [f"{migration.app_label} {migration.name}" for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if waiting:
        said = f"{counted(len(waiting), 'migration')} not applied, first {waiting[0]}."
        yield Fault(said, "Run as the tables’ owner: manage.py migrate, then manage.py grant_application_role (or start pathway-update.service).")
    unknown = sorted(set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes) - _squashed(executor))
    if unknown:
        app, name = unknown[0]
        yield Fault(f"The database is newer than this program: it has {app} {name}.", "Install the version of the program that the other machines run.")


def _squashed(executor: MigrationExecutor) -> set[tuple[str, str]]:
    """Migrations that libraries have put together since; they stay in the database’s list."""
    return {replaced for migration in executor.loader.disk_migrations.values() for replaced in migration.replaces}
