"""As the application's own database role, nothing that figures and filings rest on can be changed, removed, replaced or emptied, on SQLite and on PostgreSQL.

A table that is written once is a model below ``AppendOnlyModel``; its guards come with its migration. Whoever adds such a table has nothing to add here,
but for ``MUST``: the tables that this must never lose.
"""

import pytest
from django.apps import apps
from django.db import connection

from lms.core.models import AppendOnlyModel

pytestmark = [pytest.mark.django_db, pytest.mark.services]
TABLES = sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnlyModel))
MUST = {
    "accreditation_entry", "accreditation_anchor", "accreditation_confirmation", "accreditation_evidence", "accreditation_evidenceevent",
    "accreditation_certificate", "accreditation_certificateevent", "accreditation_applicationevent", "accreditation_completionevent",
    "accreditation_batchline", "audit_event", "audit_disclosure",
}  # fmt: skip


def test_none_of_the_tables_that_count_is_missing() -> None:
    assert set(TABLES) >= MUST


@pytest.mark.parametrize("table", TABLES)
def test_the_database_guards_the_table_against_change_removal_and_replacement(table: str) -> None:
    """By the guards in the catalog: a row of each kind would cost a world of its own. That they refuse is shown for entries and for the audit log."""
    assert guards_of(table) >= {"UPDATE", "DELETE"}


def guards_of(table: str) -> set[str]:
    """What triggers of the table fire before."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT event_manipulation FROM information_schema.triggers WHERE event_object_table = %s AND action_timing = 'BEFORE'", [table])
            return {event for (event,) in cursor.fetchall()}
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return {event for (sql,) in cursor.fetchall() for event in ("UPDATE", "DELETE", "INSERT") if f"BEFORE {event}" in sql.upper()}
