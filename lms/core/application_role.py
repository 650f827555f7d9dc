"""What PostgreSQL lets the application's role do: all that serving takes, and nothing that could change what was written once (decision 118).

Tables belong to another role, the owner, as which migrations run. So a program that was taken over can neither change such rows nor
switch off the triggers that guard them. The list of tables is the code's own: every model below ``AppendOnlyModel``.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from lms.core.errors import Conflict, Forbidden, Invalid, NotFound
from lms.core.models import AppendOnlyModel

READ_ONLY = ("django_migrations",)
_ROLE = "SELECT rolsuper OR rolcreaterole OR rolbypassrls OR rolreplication FROM pg_roles WHERE rolname = %s"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_OTHERS = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public' AND NOT pg_has_role(tableowner, 'USAGE')"
_ASKED = "SELECT asked.name, privilege FROM unnest(%s::text[]) AS asked(name), unnest(%s::text[]) AS privilege WHERE "
_MAY = (  # a right to one column is a right to change
    f"{_ASKED} CASE privilege WHEN 'UPDATE' THEN has_any_column_privilege(%s, quote_ident(asked.name), privilege) "
    "ELSE has_table_privilege(%s, quote_ident(asked.name), privilege) END ORDER BY 1, 2"
)
_MAY_NOT = f"{_ASKED} NOT has_table_privilege(%s, quote_ident(asked.name), privilege) ORDER BY 1, 2"
_OWNED = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND pg_has_role(%s, tableowner, 'MEMBER')"
_OFF = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'O' AND tgrelid = ANY(%s::regclass[]) GROUP BY 1 ORDER BY 1"


def written_once_tables() -> list[str]:
    """The tables whose rows nobody changes or removes."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel))


def grants(role: str) -> list[str]:
    """The statements that give ``role`` its rights on the present database, and take every other one; run them as the owner, in one transaction.

    Raises ``Conflict`` where there are no roles or no tables, ``NotFound`` without such a role, ``Invalid`` for one that could undo them, and
    ``Forbidden`` for who does not own the tables: PostgreSQL would only warn.
    """
    refuse_unfit(role)
    name, once = connection.ops.quote_name(role), set(written_once_tables())
    tables = [table for (table,) in _rows(_TABLES)]
    missing = once - set(tables)
    if missing:
        raise Conflict(f"These tables are not there yet: {', '.join(sorted(missing))}. Run manage.py migrate first.")
    others = [owner for (owner,) in _rows(_OTHERS)]
    if others:
        raise Forbidden(f"Only the tables’ owner can do this: give DATABASE_URL of {', '.join(others)}.")
    database = connection.ops.quote_name(str(connection.settings_dict["NAME"]))
    return [
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"REVOKE ALL ON SCHEMA public FROM {name}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {name}",
        f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {name}",
        f"GRANT CONNECT ON DATABASE {database} TO {name}",
        f"GRANT USAGE ON SCHEMA public TO {name}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}",
        *(_grant(table, name, once) for table in tables),
    ]


def refuse_unfit(role: str) -> None:
    """Raises for a role whose other rights would make grants worthless."""
    if connection.vendor != "postgresql":
        raise Conflict("SQLite has no roles; there the triggers alone guard what is written once. Set DATABASE_URL to PostgreSQL.")
    found = _rows(_ROLE, role)
    if not found:
        raise NotFound(f"There is no role “{role}” on this server. Create it first: deploy/postgresql/roles.sql.")
    if found[0][0]:
        raise Invalid(f"“{role}” may do anything or hand itself any right: take SUPERUSER, CREATEROLE, REPLICATION and BYPASSRLS from it.")
    if _rows(_OWNED, role)[0][0]:
        raise Invalid(f"“{role}” owns tables here, or is a member of who does, and could switch off their guards. Give the tables to another role.")


def faults_of(role: str) -> list[str]:
    """Everything about the rights of ``role`` that is not as ``grants`` makes it, a sentence each."""
    try:
        refuse_unfit(role)
    except (Conflict, Invalid, NotFound) as refusal:
        return [refusal.sentence]
    return [*_too_much(role), *_too_little(role), *_switched_off()]


def _too_much(role: str) -> Iterator[str]:
    for table, right in _rows(_MAY, written_once_tables(), ["UPDATE", "DELETE", "TRUNCATE", "TRIGGER"], role, role):
        yield f"“{role}” may {right} {table}, whose rows are written once."
    if _rows("SELECT has_schema_privilege(%s, 'public', 'CREATE')", role)[0][0]:
        yield f"“{role}” may create tables and functions."


def _too_little(role: str) -> Iterator[str]:
    ours = sorted({model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed})
    for table, right in _rows(_MAY_NOT, ours, ["SELECT", "INSERT"], role):
        yield f"“{role}” may not {right} {table}."


def _switched_off() -> Iterator[str]:
    for (table,) in _rows(_OFF, [f'"{table}"' for table in written_once_tables()]):
        yield f"A guard of {table} is switched off."


def _grant(table: str, role: str, once: set[str]) -> str:
    rights = "SELECT" if table in READ_ONLY else "SELECT, INSERT" if table in once else "SELECT, INSERT, UPDATE, DELETE"
    return f"GRANT {rights} ON {connection.ops.quote_name(table)} TO {role}"


def _rows(statement: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
